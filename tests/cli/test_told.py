"""What the hub tells gates, and what they answer, by the commands, run in this process."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from checkpoint_app.__main__ import Printing
from checkpoint_app.cli.main import main, parse_args
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.settings import Settings, save_settings
from tests.cli.shell import PIN, Ended
from tests.fakes.bulletins import public_pem
from tests.fakes.hub_server import RunningHub

SITE = "Chung cư Thử"
GOOD = "Họ tên;Điện thoại;Hướng dẫn\nPhạm Thị Cảnh;0911111111;Mời sang bàn 2\n"
FAULTY = GOOD + "Lê Văn Không;0922222222;\n"


class Shell:
    """Runs commands and gives what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str], pin_file: Path) -> None:
        self._capsys = capsys
        self._pin_file = pin_file
        pin_file.write_text(PIN)

    def __call__(self, home: Path, *words: str, lang: str = "vi") -> Ended:
        self._capsys.readouterr()
        common = ("--home", str(home), "--lang", lang, "--pin-file", str(self._pin_file))
        args = parse_args([*common, *words])
        code = main(args, stdout_is_terminal=False, papers=Printing())
        said = self._capsys.readouterr()
        return Ended(code, said.out.encode(), said.err)


@pytest.fixture
def checkpoint(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(capsys, tmp_path / "pin")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "máy chủ") as running:
        running.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        yield running


def test_a_notice_a_list_a_key_and_a_setting_go_down_and_an_answer_comes_up(
    hub: RunningHub, station: Path, tmp_path: Path, checkpoint: Shell
) -> None:
    save_settings(station / "settings.json", Settings(source="", scanner=""))
    there = hub.home
    code = checkpoint(there, "hub", "enrol", SITE).line["code"]
    assert checkpoint(station, "enrol", "--hub", hub.url, code).code == 0
    (before,) = checkpoint(there, "hub", "stations", lang="en").lines
    assert (before["state"], before["site"], before["queue"]) == ("never_seen", SITE, None)
    assert before["say"].startswith("Never heard of since it joined (")

    said = checkpoint(there, "hub", "notice", "add", "--to", "all", "Họp lúc 17:00")
    notice = said.line["notice"]
    words = ("--reminder", "--until", "2099-12-31")
    checkpoint(there, "hub", "notice", "add", "--to", SITE, "Nộp báo cáo", *words)
    watch, key = tmp_path / "cần chú ý.csv", tmp_path / "aabb.pem"
    watch.write_text(GOOD, encoding="utf-8")
    taken = checkpoint(there, "hub", "watch", "import", str(watch))
    assert (taken.code, taken.line["added"], taken.line["faulty"]) == (0, 1, 0)
    key.write_text(public_pem())
    assert checkpoint(there, "hub", "key", "add", str(key)).line == {"key": "aabb.pem"}
    put = checkpoint(there, "hub", "setting", SITE, "capacity", "50")
    assert put.line == {"site": SITE, "name": "capacity", "value": 50}

    assert checkpoint(station, "sync", "--once").code == 0
    told = checkpoint(station, "notices").lines
    assert [(one["kind"], one["text"]) for one in told] == [
        ("notice", "Họp lúc 17:00"),
        ("reminder", "Nộp báo cáo"),
    ]
    assert told[1]["until"].startswith("2100-01-01T00:00:00")
    shown = checkpoint(station, "status").line
    assert (shown["notices"], shown["set_by_hub"]) == (2, {"capacity": 50})
    assert (shown["newer_version"], shown["bulletin_faults"]) == (None, [])
    (watched,) = checkpoint(station, "list-show", "watch").lines
    assert (watched["name"], watched["phone"]) == ("Phạm Thị Cảnh", "····1111")
    checks = {line["check"]: line["say"] for line in checkpoint(station, "doctor").lines}
    assert "Máy chủ gửi thêm 1 khoá" in checks["trust"]

    answer = ("--acknowledge", notice, "--answer", "Đã rõ")
    assert checkpoint(station, "notices", *answer).line == {"notice": notice, "acknowledged": True}
    assert checkpoint(station, "notices", *answer).line["acknowledged"] is False
    assert checkpoint(station, "sync", "--once").code == 0
    rows = checkpoint(there, "hub", "notice", "list").lines
    assert [[one["answer"] for one in row["answers"]] for row in rows] == [["Đã rõ"], []]
    assert [row["to"] for row in rows] == ["all", SITE]
    (after,) = checkpoint(there, "hub", "stations").lines
    assert (after["state"], after["bulletin_current"]) == ("sending", True)
    assert "001" not in str(after), "nothing in it is about anybody"

    assert checkpoint(there, "hub", "notice", "withdraw", notice).code == 0
    assert checkpoint(there, "hub", "setting", SITE, "capacity", "--unset").line["value"] is None
    assert checkpoint(there, "hub", "key", "remove", "aabb.pem").code == 0
    assert checkpoint(there, "hub", "watch", "clear", "--to", "all").line == {"removed": 1}
    assert checkpoint(station, "sync", "--once").code == 0
    shown = checkpoint(station, "status").line
    assert (shown["notices"], shown["set_by_hub"]) == (1, {})
    assert checkpoint(station, "list-show", "watch").lines == []


def test_what_cannot_be_told_is_said(hub: RunningHub, tmp_path: Path, checkpoint: Shell) -> None:
    there = hub.home
    nobody = checkpoint(there, "hub", "notice", "add", "--to", "Nowhere", "x", lang="en")
    assert (nobody.code, "no site or territory “Nowhere”" in nobody.err) == (1, True)
    no_id = checkpoint(there, "hub", "notice", "withdraw", "x", lang="en")
    assert (no_id.code, "no notice “x”" in no_id.err) == (1, True)
    strange = checkpoint(there, "hub", "setting", SITE, "lang", "vi", lang="en")
    assert (strange.code, "a hub may not set this" in strange.err) == (1, True)
    list_ = tmp_path / "list.csv"
    list_.write_text(FAULTY, encoding="utf-8")
    seen = checkpoint(there, "hub", "watch", "import", str(list_), "--preview")
    assert (seen.code, seen.line["faulty"], "added" in seen.line) == (4, 1, False)
    assert checkpoint(there, "hub", "watch", "import", str(list_)).code == 1
    part = checkpoint(there, "hub", "watch", "import", str(list_), "--skip-faulty", "--to", SITE)
    assert (part.code, part.line["added"]) == (4, 1)
    bad = tmp_path / "bad.pem"
    bad.write_text("-----BEGIN PRIVATE KEY-----")
    assert checkpoint(there, "hub", "key", "add", str(bad)).code == 1
    assert checkpoint(there, "hub", "key", "list").lines == []
    with pytest.raises(SystemExit):
        checkpoint(there, "hub", "notice", "add", "x")


def test_a_guard_acknowledges_what_there_is(station: Path, checkpoint: Shell) -> None:
    unknown = checkpoint(station, "notices", "--acknowledge", str(uuid4()), lang="en")
    assert (unknown.code, "There is no notice" in unknown.err) == (1, True)
    assert checkpoint(station, "notices").lines == []
