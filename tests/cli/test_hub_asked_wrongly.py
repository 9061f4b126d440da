"""What an inspector may ask wrongly: each time one clear sentence, and the right exit code."""

import json
from pathlib import Path
from typing import Any

import pytest

from checkpoint_app.domain.clock import SystemClock, day_bounds, iso, local
from checkpoint_app.hub.findings import RULES
from tests.cli.inside import Run, runner
from tests.cli.shell import Ended

DAY_MS = 86_400_000


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def hub(tmp_path: Path, run: Run, hub_db: str | None) -> Any:
    """A hub with a site whose name has quotes, and what runs a command there."""
    at = ("--db", hub_db) if hub_db else ()

    def here(*words: str, lang: str = "en") -> Ended:
        return run(tmp_path, "--lang", lang, "hub", *at, *words)

    added = here("site", "add", 'Chợ "O\'Hanoi" %_;--', "--territory", "Hà Nội/Quận 'Một'")
    assert added.code == 0
    return here


def said(ended: Ended, code: int) -> str:
    """The one sentence that a command ended with."""
    assert (ended.code, ended.out) == (code, b""), ended.err
    (line,) = ended.err.splitlines()
    assert "Traceback" not in line
    return line


def refused(run: Any, *words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2


def test_a_report_of_no_moment(hub: Any) -> None:
    for words in ("24/11", "tomorrow", "25:00", "2026-02-30", "", "16h", "9", "2026-11-23T16:00Zx"):
        refused(hub, "report", "--at", words)
    tomorrow = iso(SystemClock().now_ms() + 2 * DAY_MS)
    for words in ("0001-01-01", "1969-12-31T23:59", "2019-01-01", tomorrow, "9999-12-31T23:59"):
        assert "Choose one from " in said(hub("report", "--at", words), 1)
    assert "Chọn một thời điểm từ" in said(hub("report", "--at", "2019-01-01", lang="vi"), 1)
    assert hub("report").line["sites"] == 1
    before = iso(SystemClock().now_ms() - 10 * DAY_MS)
    assert hub("report", "--at", before).line["in"] == 0, "nothing was ever counted here"
    ahead = hub("report", "--at", "24:00").line
    assert (ahead["frozen"], ahead["hash"]) == (False, "")


def test_a_report_before_the_first_record(hub: Any, tmp_path: Path, run: Run) -> None:
    city, truth = tmp_path / "city", tmp_path / "truth"
    words = ("--seed", "1", "--sites", "1", "--passages", "40", "--days", "2")
    assert run(city, "hub", "simulate", *words, "--truth", str(truth)).line["sites"] == 1
    first = day_bounds(f"{local(SystemClock().now_ms()):%Y-%m-%d}")[0] - DAY_MS
    asked = ("hub", "report", "--at")
    assert "Choose one" in said(run(city, "--lang", "en", *asked, iso(first - 1)), 1)
    assert run(city, *asked, iso(first)).code == 0
    one = run(city, *asked, "16:00").line
    assert one["in"] + one["out"] > 0


def test_findings_settings_and_reminders_of_what_is_not_there(hub: Any) -> None:
    assert hub("findings").lines == []
    assert "names them" in said(hub("findings", "--finding", "no_such"), 1)
    for name in RULES:
        assert hub("findings", "--finding", name).code == 0
    for pair in ("x", "=", "no_exits.share", "no_exits.share=", "no_exits.share=-1",
                 "no_exits.share=1e9", "no_exits.share=ba", "report-hour=0", "report-hour=25",
                 "report-hour=²", "reminders-often=0", "trace-four-eyes=maybe"):  # fmt: skip
        assert "not valid" in said(hub("findings", "--set", pair), 1), pair
    site = 'Chợ "O\'Hanoi" %_;--'
    assert "no_exits" in said(hub("remind", site, "no_exits"), 1)
    assert "nowhere" in said(hub("remind", "nowhere", "no_exits"), 1)
    assert hub("reminders", site).lines == []
    for option in ("--territory", "--owner"):
        for where in ("", "/", "Nơi nào", "a/b/c/d/e/f/g/h/i"):
            said(hub("report", option, where), 1)
    there = hub("report", "--territory", "Hà Nội/Quận 'Một'").line
    assert there["sites"] == 1


def test_a_trace_of_nobody_or_of_no_time(hub: Any) -> None:
    def trace(begin: str, end: str, person: str = "0912345678") -> Ended:
        window = ("--from", begin, "--to", end)
        ended: Ended = hub("trace", "--person", person, *window, "--reason", "CV 12")
        return ended

    for begin, end in (("24/11", "2026-11-24"), ("2026-11-24", "24-11-2026"), ("", "")):
        refused(trace, begin, end)
    now = SystemClock().now_ms()
    for begin, end in (
        ("2026-11-24", "2026-11-23"),
        ("2026-11-24T00:00", "2026-11-24T00:00"),
        ("0001-01-01", "9999-12-31"),
        (iso(now - 61 * DAY_MS), iso(now)),
    ):
        assert "at most 60 days" in said(trace(begin, end), 1)
    for person in ("", "'; DROP TABLE stay; --", "0" * 5_000, "\x00", "🙂", "00" * 16):
        ended = trace(iso(now - DAY_MS), iso(now), person)
        assert (ended.code, ended.lines) == (4, []), person
    with pytest.raises(SystemExit):
        hub("trace", "--person", "1", "--from", "08:00", "--to", "24:00", "--reason", " ")


def test_a_city_goes_into_an_empty_hub_only_and_spoils_no_file(hub: Any, tmp_path: Path) -> None:
    truth = tmp_path / "truth"
    truth.write_text(json.dumps({"site": "x", "finding": None}))
    words = ("simulate", "--seed", "1", "--passages", "10")
    assert "empty one" in said(hub(*words, "--sites", "5", "--truth", str(truth)), 1)
    assert json.loads(truth.read_text())["site"] == "x"
    for bad in ("0", "-1", "1e3", "x", "1000001"):
        refused(hub, *words, "--sites", bad, "--truth", str(truth))
    said(hub(*words, "--sites", "5", "--truth", str(tmp_path)), 1)
