"""Finding, tracing and purging from the shell, on a store with people in it."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from checkpoint_app.cli.main import parse_args
from checkpoint_app.domain.clock import SystemClock, iso, parse_iso
from checkpoint_app.records.access import Access, Action
from checkpoint_app.station.home import Home
from tests.cli.shell import PIN, checkpoint


def entry(name: str, number: str, hours_ago: float, direction: str = "in") -> dict[str, Any]:
    """A typed entry so many hours ago."""
    at = SystemClock().now_ms() - round(hours_ago * 3_600_000)
    person = {"name": name, "id_number": number, "phone": "0912345" + number[-3:]}
    return {"direction": direction, "occurred_at": iso(at), "person": person}


PEOPLE = [
    entry("Đặng Thị Bưởi", "001199000002", 5),
    entry("Trần Văn Cam", "001099000003", 4),
    entry("Trần Văn Cam", "001099000003", 3, "out"),
    entry("Đặng Thị Bưởi", "001199000002", 2, "out"),
    entry("Lê Thị Dứa", "001199000004", 1),
]


@pytest.fixture
def people(station: Path) -> Path:
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in PEOPLE)
    assert checkpoint(station, "add", stdin=lines).code == 0
    return station


def accesses(home: Path) -> list[Access]:
    desk = Home(home).unlock(PIN)
    try:
        return desk.store.access.newest()
    finally:
        desk.close()


def add_guard(home: Path) -> None:
    """Somebody with the PIN 1357."""
    words = ("staff", "add", "Nguyễn Văn Gác", "--role", "guard")
    assert checkpoint(home, *words, CHECKPOINT_NEW_PIN="1357").code == 0


def test_people_are_found_masked_unless_revealed(people: Path) -> None:
    (found,) = checkpoint(people, "find", "dang", "thi").lines
    assert found["name"] == "Đặng Thị Bưởi"
    assert (found["id_number"], found["phone"]) == ("····0002", "····5002")
    (shown,) = checkpoint(people, "--reveal", "find", "5002").lines
    assert (shown["id_number"], shown["phone"]) == ("001199000002", "0912345002")
    assert [(one.action, one.items) for one in accesses(people)] == [(Action.REVEAL, 1)]
    assert checkpoint(people, "find", "nobody at all").lines == []


def test_a_trace_says_who_was_here_together_and_is_logged(people: Path) -> None:
    window = ["--from", "2020-01-01", "--to", "2100-01-01", "--reason", "công văn 12"]
    traced = checkpoint(people, "trace", "--person", "0912 345 002", *window)
    assert traced.code == 0
    (contact,) = traced.lines
    assert (contact["name"], contact["meetings"]) == ("Trần Văn Cam", 1)
    assert contact["minutes"] == pytest.approx(60, abs=0.2)
    assert contact["id_number"] == "····0003"
    (logged,) = accesses(people)
    assert (logged.action, logged.reason, logged.subject) == (
        Action.TRACE,
        "công văn 12",
        "····5002",
    )
    nobody = checkpoint(people, "--lang", "en", "trace", "--person", "00119900000", *window)
    assert (nobody.code, nobody.lines) == (4, [])


def test_only_whose_role_allows_it_may_look(people: Path) -> None:
    add_guard(people)
    window = ["--from", "2020-01-01", "--to", "2100-01-01", "--reason", "x"]
    for words in (
        ["--reveal", "find", "dang"],
        ["--reveal", "inside"],
        ["trace", "--person", "001199000002", *window],
        ["purge"],
    ):
        refused = checkpoint(people, *words, pin="1357")
        assert (refused.code, refused.out) == (3, b""), words
    assert checkpoint(people, "find", "dang", pin="1357").code == 0
    assert accesses(people) == []


def test_two_people_look_together_where_the_station_asks_for_it(people: Path) -> None:
    settings = Home(people).settings()
    Home(people).save_settings(msgspec.structs.replace(settings, four_eyes=True))
    add_guard(people)
    alone = checkpoint(people, "--reveal", "find", "dang")
    assert (alone.code, alone.out) == (3, b"")
    both = checkpoint(people, "--reveal", "find", "dang", CHECKPOINT_SECOND_PIN="1357")
    assert len(both.lines) == 1
    (line,) = accesses(people)
    assert line.second not in (None, line.staff)


def test_a_trace_needs_a_reason(people: Path) -> None:
    words = ["trace", "--person", "001199000002", "--from", "2020-01-01", "--to", "2100-01-01"]
    assert checkpoint(people, *words).code == 2
    assert checkpoint(people, *words, "--reason", "  ").code == 2
    assert accesses(people) == []


def test_a_purge_refuses_what_was_not_sent(people: Path) -> None:
    done = checkpoint(people, "purge", "--older-than", "1d")
    assert (done.code, done.line["purged"], done.line["kept_unsent"]) == (0, 0, 0)
    assert checkpoint(people, "verify").line["ok"]
    for nonsense in ("0d", "x", "-3d", "99999999d"):
        assert checkpoint(people, "purge", "--older-than", nonsense).code == 2


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2026-11-23T08:00:00+07:00", "2026-11-23T08:00:00+07:00"),
        ("2026-11-23 08:00", "2026-11-23T08:00:00+07:00"),
        ("2026-11-23", "2026-11-23T00:00:00+07:00"),
    ],
)
def test_a_time_is_local_unless_it_says_otherwise(given: str, meant: str) -> None:
    words = ["trace", "--person", "x", "--reason", "x", "--to", "2030-01-01", "--from", given]
    assert getattr(parse_args(words), "from") == parse_iso(meant)


def test_a_time_of_the_day_is_today() -> None:
    words = ["trace", "--person", "x", "--reason", "x", "--from", "08:00", "--to", "09:30"]
    args = parse_args(words)
    assert args.to - getattr(args, "from") == 90 * 60_000
    assert iso(args.to).startswith(iso(SystemClock().now_ms())[:10])
