"""Lists, paper sheets and the end of the day, from the shell."""

import json
from pathlib import Path

from checkpoint_app.domain.clock import SystemClock, iso
from checkpoint_app.records.access import Action
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.station.home import Home
from tests.cli.shell import PIN, checkpoint
from tests.cli.test_people_commands import accesses, add_guard
from tests.lists.sheets import write_xlsx

HOUR_MS = 3_600_000
HEADINGS = ["Họ và tên", "Số CCCD", "Điện thoại", "Căn hộ"]
BICH = ["Trần Thị Bích", "001199000002", "0912345678", "P.1203"]


def test_a_list_is_looked_at_then_taken_then_asked_at_the_gate(
    station: Path, tmp_path: Path
) -> None:
    faulty = ["Lê Văn Hỏng", "1.09E+10", "", ""]
    file = write_xlsx(tmp_path / "cu dan.xlsx", [HEADINGS, BICH, faulty])
    seen = checkpoint(station, "list-import", "people", str(file), "--preview")
    assert (seen.code, seen.line["rows"], seen.line["faulty"]) == (4, 1, 1)
    assert "3" in seen.err, "the row is named"
    refused = checkpoint(station, "list-import", "people", str(file))
    assert (refused.code, refused.out) == (1, b"")
    assert checkpoint(station, "list-show", "people").lines == []
    taken = checkpoint(station, "list-import", "people", str(file), "--skip-faulty")
    assert (taken.code, taken.line["added"]) == (4, 1)
    (shown,) = checkpoint(station, "list-show", "people").lines
    assert (shown["name"], shown["id_number"], shown["home"]) == (
        "Trần Thị Bích",
        "····0002",
        "P.1203",
    )
    (revealed,) = checkpoint(station, "--reveal", "list-show", "people").lines
    assert revealed["id_number"] == "001199000002"
    assert {one.action for one in accesses(station)} == {Action.LIST, Action.REVEAL}
    entered = {"direction": "in", "person": {"name": "Bích", "id_number": "001199000002"}}
    assert checkpoint(station, "add", stdin=json.dumps(entered).encode()).code == 0
    assert checkpoint(station, "inside").line["kind"] == "resident"


def test_a_guard_may_not_take_a_list(station: Path, tmp_path: Path) -> None:
    add_guard(station)
    file = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, BICH])
    assert checkpoint(station, "list-import", "people", str(file), pin="1357").code == 3
    assert checkpoint(station, "list-show", "people").lines == []


def test_a_template_is_taken_once_it_is_filled_in(station: Path, tmp_path: Path) -> None:
    for kind in ("people", "cards", "watch"):
        file = tmp_path / f"{kind}.xlsx"
        assert checkpoint(station, "list-template", kind, str(file)).code == 0
        empty = checkpoint(station, "list-import", kind, str(file), "--preview")
        assert empty.line["rows"] == 0


def test_a_card_is_handed_in_and_given_back(station: Path, tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "the.xlsx", [["Số thẻ", "Phường"], ["NTD-01", "Mẫu"]])
    assert checkpoint(station, "list-import", "cards", str(file)).code == 0
    assert checkpoint(station, "card", "ntd-01").code == 0
    assert checkpoint(station, "list-show", "cards").line["handed_in_at"] is not None
    assert checkpoint(station, "card", "NTD-01", "--back").code == 0
    assert checkpoint(station, "list-show", "cards").line["handed_in_at"] is None
    unknown = checkpoint(station, "--lang", "en", "card", "X-9")
    assert (unknown.code, "X-9" in unknown.err) == (1, True)


def test_sheets_are_printed_typed_missed_and_closed(station: Path, tmp_path: Path) -> None:
    out = tmp_path / "to.pdf"
    made = checkpoint(station, "print-sheets", "--count", "3", "--rows", "2", "--out", str(out))
    assert made.line["count"] == 3
    assert out.read_bytes().startswith(b"%PDF-")
    first, last = made.line["first"], made.line["last"]
    rows = [
        {
            "direction": "in",
            "way": "paper",
            "sheet": last,
            "row": row,
            "person": {"name": f"N {row}"},
        }
        for row in (1, 2)
    ]
    stdin = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    assert checkpoint(station, "add", stdin=stdin).code == 0
    missed = checkpoint(station, "sheets")
    assert missed.code == 4
    numbers = missed.lines[-1]
    assert (numbers["printed"], numbers["typed"], numbers["rows_typed"]) == (3, 1, 2)
    assert numbers["missing"].split()[0] == first
    assert checkpoint(station, "status").line["paper"] == numbers
    for sheet, how in zip(numbers["missing"].split(), ("lost", "unused"), strict=True):
        assert checkpoint(station, "sheet-close", sheet.lower(), how).code == 0
    assert checkpoint(station, "sheets").code == 0
    again = checkpoint(station, "print-sheets", "--again", "1", "--count", "2", "--out", str(out))
    assert (again.line["first"], again.line["count"]) == (first, 2)
    nothing = checkpoint(station, "print-sheets", "--again", "99", "--out", str(out))
    assert nothing.code == 1
    assert checkpoint(station, "sheet-close", first, "lost").code == 1


def test_the_stations_own_sheets_are_known_for_genuine(station: Path) -> None:
    desk = Home(station).unlock(PIN)
    try:
        [sheet] = desk.issue_sheets(1, 12)
        document = desk.lane.read(sheet.payload)
        assert (document.detail, document.warnings) == (sheet.code, ())
        assert parse(sheet.payload).warnings != ()
    finally:
        desk.close()


def test_poster_and_guidance_are_written(station: Path, tmp_path: Path) -> None:
    for words in (("print-poster", "--text", "https://example.org/x"), ("print-guidance",)):
        out = tmp_path / f"{words[0]}.pdf"
        assert checkpoint(station, *words, "--out", str(out)).code == 0
        assert out.read_bytes().startswith(b"%PDF-")


def test_the_day_is_closed_by_a_person_not_by_itself(station: Path) -> None:
    now = SystemClock().now_ms()
    people = [
        {"direction": "in", "occurred_at": iso(now - 30 * HOUR_MS), "person": {"phone": phone}}
        for phone in ("0900000001", "0900000002")
    ]
    people.append({"direction": "in", "occurred_at": iso(now - HOUR_MS), "plate": "29B112345"})
    people[2]["kind"] = "delivery"
    people.append({**people[0], "kind": "resident", "person": {"phone": "0900000003"}})
    stdin = b"".join(json.dumps(one).encode() + b"\n" for one in people)
    assert checkpoint(station, "add", stdin=stdin).code == 0
    proposed = checkpoint(station, "close-out").lines
    assert len(proposed) == 3
    assert [one["kind"] for one in proposed] == ["visitor", "visitor", "delivery"]
    assert checkpoint(station, "status").line["overstaying"] == 3
    add_guard(station)
    assert checkpoint(station, "close-out", "--yes", pin="1357").code == 3
    assert checkpoint(station, "status").line["inside"] == 4
    assert checkpoint(station, "close-out", "--yes").code == 0
    status = checkpoint(station, "status").line
    assert (status["inside"], status["overstaying"], status["captured"]) == (1, 0, 7)
    assert status["balanced"]
    assert checkpoint(station, "verify").line["ok"]
