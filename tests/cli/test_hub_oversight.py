"""The commands for those who answer for many sites, over an invented city."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from checkpoint_app.domain.clock import SystemClock, day_bounds, local
from checkpoint_app.hub.simulate.faults import FAULTS
from tests.cli.inside import Run, runner
from tests.ui.printed import Printed

LISTS = ("not_done", "done_wrongly", "done_incompletely")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def city(tmp_path: Path, run: Run) -> Path:
    words = ("--seed", "11", "--sites", "150", "--passages", "9000")
    made = run(tmp_path, "hub", "simulate", *words, "--truth", str(tmp_path / "truth"))
    assert (made.code, made.line["passages"], made.line["sites"]) == (0, 9000, 150)
    return tmp_path


def test_the_report_names_who_was_planted(city: Path, run: Run) -> None:
    truth = [json.loads(line) for line in (city / "truth").read_text().splitlines()]
    assert {one["finding"] for one in truth} <= {None, *(fault.finding for fault in FAULTS)}
    said = run(city, "hub", "report", "--at", "16:00").line
    today = f"{local(SystemClock().now_ms()):%Y-%m-%d}"
    assert said["at"].startswith(f"{today}T16:00")
    assert (said["correction"], said["sites"]) == (0, 150)
    assert said["scans"] + said["typed"] + said["paper"] == said["in"] + said["out"] > 100
    found = {(row["site"], row["finding"]) for name in LISTS for row in said[name]}
    planted = {(one["site"], one["finding"]) for one in truth if one["finding"]}
    assert planted <= found
    for name in LISTS:
        assert all(row["evidence"] and row["because"] for row in said[name])
    districts = run(city, "hub", "report", "--territory", "Hà Nội/Quận Cầu Giấy").line
    assert districts["sites"] == sum(
        one["sites"] for one in said["by_territory"] if one["territory"][-1] == "Quận Cầu Giấy"
    )


def test_the_report_as_a_workbook_and_on_paper(city: Path, run: Run) -> None:
    plain = run(city, "hub", "report").line
    for lang, all_sites in (("vi", "Toàn bộ địa điểm"), ("en", "All sites")):
        sheet, paper = city / f"{lang}.xlsx", city / f"{lang}.pdf"
        for file, kind in ((sheet, "xlsx"), (paper, "pdf")):
            words = ("hub", "report", "--format", kind, "--out", str(file))
            assert run(city, "--lang", lang, *words).code == 0
        book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.read_bytes()))
        pages = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        figures = {row[0]: row[1] for row in pages[0] if len(row) > 1}
        assert plain["scans"] in figures.values()
        for name, page in zip(LISTS, pages[3:6], strict=True):
            assert len(page) - 1 == len(plain[name])
        printed = Printed(paper.read_bytes())
        assert all_sites in printed.text()
        assert str(plain["sites"]) in printed.text()


def test_a_finding_is_reminded_of_and_goes_into_the_dossier(city: Path, run: Run) -> None:
    run(city, "hub", "report")
    first = next(line for line in run(city, "hub", "findings").lines)
    site, finding = first["site"], first["finding"]
    assert run(city, "hub", "remind", site, finding, "--draft").line["number"] == 1
    assert run(city, "hub", "remind", site, finding).line["number"] == 1
    letter = city / "letter.pdf"
    sent = run(city, "hub", "remind", site, finding, "--letter", str(letter))
    assert sent.line["number"] == 2
    assert first["name"] in Printed(letter.read_bytes()).text()
    told = run(city, "hub", "reminders", site).lines
    assert [(one["number"], one["by_letter"]) for one in told] == [(2, True), (1, False)]
    run(city, "hub", "dossier", site, "--out", str(city / "d.zip"))
    with zipfile.ZipFile(city / "d.zip") as held:
        plain = json.loads(held.read("dossier.json"))
    assert [one["number"] for one in plain["reminders"]] == [2, 1]
    assert plain["findings"][0]["finding"] == finding
    other = next(fault.finding for fault in FAULTS if fault.finding != finding)
    assert run(city, "hub", "remind", site, other).code == 1
    changed = run(city, "hub", "findings", "--set", "no_exits.share=0.3").line
    assert changed["no_exits.share"] == 0.3
    assert run(city, "hub", "findings", "--set", "report-hour=x").code == 1


def test_a_trace_needs_a_reason_and_leaves_nothing_in_the_open(
    city: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = run(city, "--reveal", "hub", "passages", "--reason", "thử").lines
    phone = next(row["person"]["phone"] for row in rows if row.get("person", {}).get("phone"))
    until = day_bounds(f"{local(SystemClock().now_ms()):%Y-%m-%d}")[1]
    window = ("--from", "2026-01-01", "--to", f"{local(until):%Y-%m-%d}")
    begin = f"{local(until - 30 * 86_400_000):%Y-%m-%d}"
    window = ("--from", begin, *window[2:])
    asked = ("hub", "trace", "--person", phone, *window, "--reason", "CV 12")
    found = run(city, *asked)
    assert found.code == 0
    assert phone not in found.out.decode()
    file = city / "trace.sealed"
    assert run(city, *asked, "--out", str(file)).code == 3
    monkeypatch.setenv("CHECKPOINT_EXPORT_PASSPHRASE", "sáu từ khó đoán cho tệp")
    assert run(city, *asked, "--out", str(file)).code == 0
    assert b"contacts" not in file.read_bytes()
    opened = run(city, "hub", "open-export", str(file)).line
    assert [one["key"] for one in opened["contacts"]] == [one["key"] for one in found.lines]
    run(city, "hub", "findings", "--set", "trace-four-eyes=on")
    assert run(city, *asked).code == 3
    made = run(city, "hub", "account", "add", "hai", "--role", "tracer").line
    monkeypatch.setenv("CHECKPOINT_SECOND_PASSWORD", made["password"])
    assert run(city, *asked, "--second", "hai").code == 0
    monkeypatch.setenv("CHECKPOINT_SECOND_PASSWORD", "sai")
    assert run(city, *asked, "--second", "hai").code == 3
