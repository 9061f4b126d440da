"""A station's day from the shell: set up, join, record, send, look; every command for real."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from checkpoint_app.log import ROOT as LOG
from tests.cli.shell import WAIT_S, checkpoint, command, environment

ENTRIES = [
    {"direction": "in", "person": {"name": "Trần Văn Cam", "phone": "0912345678"}},
    {"direction": "up"},
    {"direction": "in", "plate": "29-B1 123.45", "kind": "delivery", "row": 3, "way": "paper"},
    {"direction": "in", "nmae": "x"},
    {"direction": "out", "person": {"id_number": "001199000002"}},
]


def test_a_day(tmp_path: Path) -> None:
    assert LOG == "checkpoint_app"
    home, hub = tmp_path / "trạm", tmp_path / "máy chủ"
    site = "Chung cư Thử"

    made = checkpoint(home, "init", "--site", site, "--gate", "Cổng 2", "--kind", "residential")
    assert made.code == 0
    assert set(made.line) == {"station", "site", "gate"}
    assert "không có kho khoá" in made.err
    again = checkpoint(home, "init", "--site", "x", "--gate", "y", "--kind", "shop")
    assert (again.code, again.out) == (1, b"")
    assert "đã được cài đặt" in again.err

    assert checkpoint(hub, "hub", "site", "add", site, "--kind", "residential").line["site"]
    taken = checkpoint(hub, "--lang", "en", "hub", "site", "add", site)
    assert (taken.code, "already" in taken.err) == (1, True)
    code = checkpoint(hub, "hub", "enrol", site).line["code"]
    unknown = checkpoint(hub, "--lang", "en", "hub", "enrol", "Nowhere")
    assert (unknown.code, "no site “Nowhere”" in unknown.err) == (1, True)

    added = checkpoint(
        home, "add", stdin=b"".join(json.dumps(entry).encode() + b"\n" for entry in ENTRIES)
    )
    assert added.code == 4
    assert [line.get("error") for line in added.lines] == [
        None,
        "not_a_choice",
        None,
        "unknown",
        None,
    ]
    assert [line.get("field") for line in added.lines] == [None, "direction", None, "nmae", None]
    ids = {line["id"] for line in added.lines if "id" in line}
    assert added.lines[4]["warnings"] == ["not_inside"]

    lonely = checkpoint(home, "--lang", "en", "sync", "--once")
    assert (lonely.code, lonely.line["cause"], lonely.line["pending"]) == (4, "not_enrolled", 3)
    assert "Sending is paused: no hub yet" in lonely.err

    serving = subprocess.Popen(
        command(hub, "hub", "serve", "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(None),
    )
    try:
        assert serving.stdout is not None
        url = json.loads(serving.stdout.readline())["listening"]
        port = url.rsplit(":", 1)[1]
        second = checkpoint(tmp_path / "other", "--lang", "en", "hub", "serve", "--port", port)
        assert (second.code, second.out) == (1, b"")
        assert "--port" in second.err
        wrong = checkpoint(home, "--lang", "en", "enrol", "--hub", url, "WRXNGXNE")
        assert (wrong.code, wrong.out) == (1, b"")
        assert "Ask for a new one" in wrong.err
        plain = checkpoint(home, "--lang", "en", "enrol", "--hub", "http://hub.example", code)
        assert (plain.code, "https://" in plain.err) == (1, True)
        joined = checkpoint(home, "enrol", "--hub", url, code.lower())
        assert joined.line["site"] == site

        sent = checkpoint(home, "sync", "--once")
        assert (sent.code, sent.err) == (0, "")
        assert sent.line == {
            "sent": 3,
            "accepted": 3,
            "duplicate": 0,
            "needs_fix": 0,
            "pending": 0,
        }
        checks = checkpoint(home, "doctor", "--source", "77")
        found = {line["check"]: line["ok"] for line in checks.lines}
        assert checks.code == 4
        assert not found.pop("camera")
        assert all(found.values())
        looked_at = {"disk", "clock", "reader", "key", "store", "hub", "trust", "scanner"}
        assert set(found) == looked_at
    finally:
        serving.send_signal(signal.SIGTERM)
        _, said = serving.communicate(timeout=WAIT_S)
    assert (serving.returncode, said) == (0, b"")

    held = checkpoint(hub, "hub", "passages")
    assert {line["id"] for line in held.lines} == ids
    assert "Trần Văn Cam".encode() not in held.out
    revealed = checkpoint(hub, "--reveal", "hub", "passages")
    assert "Trần Văn Cam".encode() in revealed.out
    assert "revealed" in (hub / "log" / "checkpoint.log").read_text(encoding="utf-8")
    assert checkpoint(hub, "hub", "status").line["passages"] == 3

    status = checkpoint(home, "status").line
    assert status["captured"] == status["accepted"] == 3
    assert (status["balanced"], status["inside"], status["unsent"]) == (True, 2, 0)
    assert status["today"] == {"in": 2, "out": 1}
    verified = checkpoint(home, "verify")
    assert (verified.code, verified.line["ok"], verified.line["rows"]) == (0, True, 5)

    masked = checkpoint(home, "inside")
    assert b"0912345678" not in masked.out
    assert {line["phone"] for line in masked.lines} == {None, "····5678"}
    assert {line["plate"] for line in masked.lines} == {None, "29-B1 123.45"}
    log = home / "log" / "checkpoint.log"
    assert not log.exists() or "revealed" not in log.read_text(encoding="utf-8")
    shown = checkpoint(home, "inside", "--reveal")
    assert "0912345678" in shown.out.decode()
    kept = log.read_text(encoding="utf-8")
    assert "0912345678" not in kept

    day = status_day(home)
    sheet = checkpoint(home, "report", "--date", day).line
    assert (sheet["in"], sheet["out"], sheet["inside"]) == (2, 1, 2)
    out = tmp_path / "phiếu" / "ngày.csv"
    written = checkpoint(home, "report", "--date", day, "--format", "csv", "--out", str(out))
    assert (written.code, written.out) == (0, b"")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def status_day(home: Path) -> str:
    """The local day of the newest entry, as the station saw it."""
    row = checkpoint(home, "inside").lines[0]
    since: str = row["since"]
    return since[:10]


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("json", b"{"), ("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")],
)
def test_the_day_sheet_comes_in_every_kind(
    station: Path, tmp_path: Path, kind: str, begins: bytes
) -> None:
    made = tmp_path / f"phiếu ngày.{kind}"
    words = ("report", "--date", "2026-11-23", "--format", kind)
    ended = checkpoint(station, *words, "--out", str(made))
    assert (ended.code, ended.out, ended.err) == (0, b"", "")
    assert made.read_bytes().startswith(begins)
    assert checkpoint(station, *words).out.startswith(begins)
