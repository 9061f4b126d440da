"""Bad input at every door of the shell: a clear cause, the right exit code, nothing lost."""

import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
from itertools import repeat
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from checkpoint_app.cli.main import parse_args
from checkpoint_app.scanner.payloads import parse
from tests.cli.conftest import make_station
from tests.cli.shell import WAIT_S, checkpoint, command, environment
from tests.fakes.pictures import card, card_folder, paint


def test_without_a_station_each_command_says_so(nowhere: Path) -> None:
    for words in (["status"], ["sync", "--once"], ["doctor", "--source", "77"]):
        ended = checkpoint(nowhere, "--lang", "en", *words)
        assert ended.code == (4 if words[0] == "doctor" else 1)
        assert b"not set up" in ended.out + ended.err.encode()
    assert not nowhere.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["status", "nonsense"],
        ["--lang", "fr", "status"],
        ["gate", "--seconds", "nan"],
        ["gate", "--direction", "up"],
        ["report", "--date", "2026-02-30"],
        ["report", "--date", "2026-2-3"],
        ["init", "--site", "a", "--gate", "b", "--kind", "shop", "--capacity", "0"],
        ["sync"],
    ],
)
def test_wrong_usage_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_args(words)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_wrong_usage_ends_the_process_with_two(nowhere: Path) -> None:
    ended = checkpoint(nowhere, "status", "--nonsense")
    assert (ended.code, ended.out) == (2, b"")
    assert "usage:" in ended.err


def test_a_pin_opens_and_nothing_else_does(station: Path, tmp_path: Path) -> None:
    pins = tmp_path / "pin"
    for pin, words in (
        (None, "Enter a PIN"),
        ("9753", "not right"),
        ("\udcff\udcfe", "not right"),
    ):
        ended = checkpoint(station, "--lang", "en", "status", pin=pin)
        assert (ended.code, ended.out) == (3, b"")
        assert words in ended.err
    for content, code in ((b"2468\r\n", 0), (b"\xff\xfe", 3)):
        pins.write_bytes(content)
        assert checkpoint(station, "status", "--pin-file", str(pins), pin=None).code == code
    assert checkpoint(station, "status", "--pin-file", str(tmp_path), pin=None).code == 3
    (station / "lockout.json").write_text('{"wrong": 4, "last_ms": 0}')
    ended = checkpoint(station, "--lang", "en", "status", pin="9753")
    assert (ended.code, "Try again in" in ended.err) == (3, True)
    assert checkpoint(station, "status").code == 3


def test_add_answers_whatever_comes(station: Path) -> None:
    good = json.dumps({"direction": "in", "note": "được"}).encode()
    lines = [
        good,
        b"\xff\xfe\x00\xff",
        b'{"direction": "in", "note": "' + b"x" * 2_000_000 + b'"}',
        b"[" * 200_000,
        b"\x00",
        b'{"direction": "in", "note": "a\\u0000b\\ud800"}',
        b'{"direction": "in", "row": ' + b"9" * 5000 + b"}",
        b'{"direction": "in", "row": NaN}',
        b"null",
        b'"in"',
        b"",
        b"   ",
        b"\xef\xbb\xbf" + good,
        good + b"\r",
        good,
    ]
    ended = checkpoint(station, "--lang", "en", "add", stdin=b"\n".join(lines))
    assert ended.code == 4
    recorded = [line for line in ended.lines if "id" in line]
    refused = [line["error"] for line in ended.lines if "error" in line]
    assert len(ended.lines) == len(lines) - 2, "an empty line is no entry"
    assert len(recorded) == 5
    assert refused == ["not_json"] * 4 + ["not_json", "not_a_number"] + ["not_an_object"] * 2
    assert len(ended.err.splitlines()) == len(refused)
    assert checkpoint(station, "status").line["captured"] == 5
    assert checkpoint(station, "verify").code == 0


def test_parse_answers_each_line_with_one_line(nowhere: Path) -> None:
    rng = Random(4)
    lines = [rng.randbytes(rng.randrange(300)).replace(b"\n", b"") for _ in range(400)]
    lines += [card(1), b"", b"\r", b"HC1:" + b"A" * 3000, b"|" * 1_200_000, b"\0" * 50]
    lines += ["|".join("ửỳ\ufffd" * 3).encode() for _ in range(3)]
    ended = checkpoint(nowhere, "parse", stdin=b"\n".join(lines))
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.lines) == len(lines)
    assert ended.lines[400]["fields"]["id_number"] == "001090000001"
    for line, answer in zip(lines, ended.lines, strict=True):
        assert answer["format"] == parse(line).format
        assert set(answer) == {"format", "fields", "warnings"}
    coded = [base64.b64encode(line) for line in lines[:50]] + [b"***", b"", b"\xff"]
    ended = checkpoint(nowhere, "parse", "--base64", stdin=b"\n".join(coded) + b"\n")
    assert [line["format"] for line in ended.lines[:50]] == [
        parse(line).format.value for line in lines[:50]
    ]
    assert [line["format"] for line in ended.lines[50:]] == ["unknown"] * 3


def test_decode_says_what_each_file_is(nowhere: Path, tmp_path: Path) -> None:
    paint(tmp_path / "thẻ.png", card(7))
    (tmp_path / "rác.png").write_bytes(os.urandom(500))
    (tmp_path / "rỗng.mp4").write_bytes(b"")
    cv2.imwrite(str(tmp_path / "blank.png"), np.full((200, 200), 255, np.uint8))
    names = [
        str(tmp_path / name) for name in ("thẻ.png", "rác.png", "rỗng.mp4", "none.png", "blank.png")
    ]
    ended = checkpoint(nowhere, "--lang", "en", "decode", *names)
    assert ended.code == 4
    assert [line["file"] for line in ended.lines] == names
    assert [line.get("error") for line in ended.lines] == [
        None,
        "source_unreadable",
        "source_unreadable",
        "source_missing",
        None,
    ]
    (read,) = ended.lines[0]["reads"]
    assert base64.b64decode(read["payload_b64"]) == card(7)
    assert (read["format"], read["fields"]["id_number"]) == ("cccd", "001090000007")
    assert (len(read["quad"]), ended.lines[4]["reads"]) == (4, [])
    assert checkpoint(nowhere, "decode", names[1]).code == 1
    assert checkpoint(nowhere, "decode", names[0]).code == 0


def test_the_gate_takes_a_folder_of_pictures(station: Path, tmp_path: Path) -> None:
    folder = card_folder(tmp_path / "ảnh", 4)
    paint(folder / "5.png", b"https://example.org/x")
    paint(folder / "6.png", card(2))
    (folder / "7.png").write_bytes(b"no picture")
    cv2.imwrite(str(folder / "8.png"), np.full((200, 200), 255, np.uint8))
    (folder / "notes.txt").write_text("x")
    ended = checkpoint(
        station, "--lang", "en", "gate", "--source", str(folder), "--direction", "in"
    )
    assert ended.code == 0
    assert [line["file"] for line in ended.lines] == [f"{n:04}.png" for n in range(4)]
    assert {line["direction"] for line in ended.lines} == {"in"}
    said = ended.err.splitlines()
    assert "5.png: unknown code, type it in." in said
    assert "6.png: seen a moment ago." in said
    assert "8.png: no code." in said
    assert any("7.png" in line for line in said)
    assert "Nguyễn" not in ended.err + ended.out.decode()
    assert checkpoint(station, "status").line["captured"] == 4


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty", "Choose another file"),
        ("cut.webm", ""),
        ("garbage.mp4", "Choose another file"),
    ],
)
def test_the_gate_says_what_a_source_is_not(
    station: Path, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "garbage.mp4").write_bytes(os.urandom(5000))
    film = Path(__file__).resolve().parents[2] / "resources" / "samples" / "gate.webm"
    (tmp_path / "cut.webm").write_bytes(film.read_bytes()[:150_000])
    source = str(tmp_path / name)
    ended = checkpoint(station, "--lang", "en", "gate", "--source", source, "--seconds", "2")
    assert ended.code == (1 if words else 0)
    assert words in ended.err


def test_the_gate_waits_for_a_camera_and_ends_in_time(station: Path) -> None:
    ended = checkpoint(station, "--lang", "en", "gate", "--source", "77", "--seconds", "2")
    assert (ended.code, ended.out) == (0, b"")
    assert "no picture source “77”" in ended.err


def test_what_is_printed_is_durable(station: Path, tmp_path: Path) -> None:
    """Killed right after the line: what it says is there."""
    folder = card_folder(tmp_path / "cards", 30)
    ids = []
    for words, entry in (
        (["add"], b'{"direction": "in"}\n'),
        (["gate", "--source", str(folder)], b""),
    ):
        running = subprocess.Popen(
            command(station, *words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
        )
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(entry)
        running.stdin.flush()
        ids.append(json.loads(running.stdout.readline())["id"])
        running.send_signal(signal.SIGKILL)
        rest, _ = running.communicate(timeout=WAIT_S)
        ids += [
            json.loads(line)["id"] for line in rest.splitlines(keepends=True) if line[-1:] == b"\n"
        ]
    home_ids = _ids(station)
    assert set(ids) <= home_ids
    assert checkpoint(station, "verify").code == 0


def _ids(station: Path) -> set[str]:
    code = (
        "import sys; from pathlib import Path; from checkpoint_app.station.home import Home\n"
        "desk = Home(Path(sys.argv[1])).unlock('2468')\n"
        "print(*[row.passage.id for row in desk.store.recent(1000)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(station)],
        check=True,
        capture_output=True,
        env=environment(),
        text=True,
    )
    return set(done.stdout.split())


def test_a_reader_that_goes_away_is_no_crash(station: Path) -> None:
    entries = b'{"direction": "in"}\n' * 400
    running = subprocess.Popen(
        command(station, "add"),
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert running.stdout is not None
    assert running.stdin is not None
    assert running.stderr is not None
    running.stdout.close()
    with contextlib.suppress(BrokenPipeError), running.stdin as pipe:
        pipe.write(entries)
    said = running.stderr.read()
    running.stderr.close()
    assert running.wait(WAIT_S) == 1
    assert said == b""
    assert checkpoint(station, "verify").code == 0


def test_two_commands_at_once_on_one_home(station: Path) -> None:
    entries = b'{"direction": "in"}\n' * 40
    both = [
        subprocess.Popen(
            command(station, "add"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        for _ in range(2)
    ]
    for running in both:
        assert running.stdin is not None
        running.stdin.write(entries)
        running.stdin.flush()
    outs = [running.communicate(timeout=WAIT_S) for running in both]
    assert [running.returncode for running in both] == [0, 0]
    ids = {json.loads(line)["id"] for out, _ in outs for line in out.splitlines()}
    assert len(ids) == 80
    assert checkpoint(station, "status").line["captured"] == 80


def test_both_languages_and_the_settings_choose(station: Path) -> None:
    (station / "settings.json").write_text('{"lang": "en"}')
    assert "choose another" in checkpoint(station, "gate", "--source", "/no/such.mp4").err
    assert (
        "chọn nguồn khác"
        in checkpoint(station, "gate", "--lang", "vi", "--source", "/no/such.mp4").err
    )


def test_a_damaged_store_is_said(station: Path) -> None:
    (station / "station.db").write_bytes(os.urandom(9000))
    ended = checkpoint(station, "--lang", "en", "status")
    assert (ended.code, ended.out) == (1, b"")
    assert "Do not delete it" in ended.err


def test_a_folder_that_takes_no_log_does_not_stop_the_gate(station: Path) -> None:
    (station / "log").write_text("a file in the place of the folder")
    assert checkpoint(station, "status").code == 0


def test_a_full_disk_is_said_for_each_entry(small_disk: Path) -> None:
    station = make_station(small_disk / "home")
    with (small_disk / "ballast").open("wb", 0) as ballast, pytest.raises(OSError, match="space"):
        list(map(ballast.write, repeat(bytes(4096))))
    ended = checkpoint(station, "--lang", "en", "add", stdin=b'{"direction": "in"}\n' * 3)
    assert ended.code in (1, 4)
    assert "The disk is full" in ended.err
    (small_disk / "ballast").unlink()
    recorded = len([line for line in ended.lines if "id" in line])
    assert checkpoint(station, "status").line["captured"] == recorded
    assert checkpoint(station, "verify").code == 0


def test_a_report_that_cannot_be_written_is_said(station: Path, tmp_path: Path) -> None:
    ended = checkpoint(
        station, "--lang", "en", "report", "--date", "2026-11-23", "--out", str(tmp_path)
    )
    assert (ended.code, ended.out) == (1, b"")
    assert ended.err.strip()
