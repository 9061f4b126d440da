"""The staff, the recovery code and the key from the shell; no secret is ever an argument."""

import json
from pathlib import Path

import pytest

from checkpoint_app.cli.main import parse_args
from checkpoint_app.records.store import Store
from tests.cli.shell import PIN, Ended, checkpoint

NEW = "CHECKPOINT_NEW_PIN"
CODE = "CHECKPOINT_RECOVERY"


def english(station: Path, *words: str, pin: str | None = PIN, **more: str) -> Ended:
    return checkpoint(station, "--lang", "en", *words, stdin=b"", pin=pin, **more)


def test_people_come_change_their_pin_and_go(station: Path, tmp_path: Path) -> None:
    added = english(station, "staff", "add", "Trần Văn Bảo", "--role", "guard", **{NEW: "1357"})
    assert (added.code, added.line["name"], added.line["role"]) == (0, "Trần Văn Bảo", "guard")
    assert english(station, "status", pin="1357").code == 0
    file = tmp_path / "new pin"
    file.write_bytes("bến đò bên sông vắng khách\r\n".encode())
    changed = english(station, "staff", "pin", "--new-pin-file", str(file), pin="1357")
    assert (changed.code, changed.line["staff"]) == (0, added.line["staff"])
    assert english(station, "status", "--pin-file", str(file), pin=None).code == 0
    assert english(station, "status", pin="1357").code == 3
    assert english(station, "staff", "pin", "--name", "Trần Văn Bảo", **{NEW: "8642"}).code == 0
    listed = english(station, "staff", "list", pin="8642")
    assert [(line["role"], line["can_sign_in"]) for line in listed.lines] == [
        ("supervisor", True),
        ("guard", True),
    ]
    assert english(station, "staff", "remove", added.line["staff"]).code == 0
    assert english(station, "status", pin="8642").code == 3
    assert [line["can_sign_in"] for line in english(station, "staff", "list").lines] == [
        True,
        False,
    ]


def test_a_guard_may_not_and_the_last_supervisor_stays(station: Path) -> None:
    english(station, "staff", "add", "Bảo", "--role", "guard", **{NEW: "1357"})
    for words in (
        ("staff", "add", "Ai đó", "--role", "supervisor"),
        ("staff", "remove", "Bảo"),
        ("recovery", "make"),
    ):
        ended = english(station, *words, pin="1357", **{NEW: "9753"})
        assert (ended.code, ended.out) == (3, b""), words
        assert "role does not include" in ended.err
    boss = english(station, "staff", "list").lines[0]["id"]
    ended = english(station, "staff", "remove", boss)
    assert (ended.code, "last supervisor" in ended.err) == (1, True)
    ended = english(station, "staff", "remove", "Nobody")
    assert (ended.code, "not clear who" in ended.err) == (1, True)


def test_the_recovery_code_is_shown_once_and_sets_a_pin(station: Path, tmp_path: Path) -> None:
    made = english(station, "recovery", "make")
    assert made.code == 0
    assert "Write this code on paper" in made.err
    code = made.line["code"]
    file = tmp_path / "code"
    file.write_text(code.lower())
    used = english(
        station, "recovery", "use", "--recovery-file", str(file), pin=None, **{NEW: "97531"}
    )
    assert (used.code, used.line["role"]) == (0, "supervisor")
    assert "guarded by the PIN alone" in used.err
    assert english(station, "status", pin="97531").code == 0
    assert english(station, "status").code == 3
    wrong = "-".join(["AAAAA", *code.split("-")[1:]])
    for typed, said, ends in ((wrong, "in group 1", 3), (code, "", 0)):
        ended = english(station, "recovery", "use", pin=None, **{CODE: typed, NEW: PIN})
        assert (ended.code, said in ended.err) == (ends, True)
    held = b"".join(path.read_bytes() for path in station.rglob("*") if path.is_file())
    assert code.encode() not in held
    assert b"97531" not in held


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("staff", "add", "Ai đó", "--role", "guard"), "--new-pin-file"),
        (("staff", "pin"), "--new-pin-file"),
        (("recovery", "use"), "--recovery-file"),
    ],
)
def test_a_missing_secret_is_wrong_usage(
    station: Path, tmp_path: Path, words: tuple[str, ...], option: str
) -> None:
    (tmp_path / "bad").write_bytes(b"\xff\xfe\x00")
    for more in ((), (option, str(tmp_path / "none")), (option, str(tmp_path / "bad"))):
        ended = english(station, *words, *more)
        assert (ended.code, ended.out) == (2, b"")
        assert option in ended.err


def test_no_command_takes_a_secret_as_an_argument(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["staff", "pin", "97531"],
        ["staff", "pin", "--pin", "97531"],
        ["staff", "add", "Ai đó", "97531", "--role", "guard"],
        ["recovery", "use", "AAAAA"],
        ["recovery", "use", "--recovery", "AAAAA"],
        ["rotate", "97531"],
        ["staff"],
        ["recovery"],
        ["staff", "add", "Ai đó", "--role", "king"],
    ):
        with pytest.raises(SystemExit) as ended:
            parse_args(words)
        assert ended.value.code == 2
        assert "usage:" in capsys.readouterr().err


def test_a_new_key_or_a_word_that_it_is_not_there_yet(station: Path) -> None:
    before = json.loads((station / "keys.json").read_bytes())["key_id"]
    ended = english(station, "rotate")
    after = json.loads((station / "keys.json").read_bytes())["key_id"]
    if hasattr(Store, "rekey"):
        assert (ended.code, ended.line) == (0, {"rotated": True})
        assert after != before
    else:
        assert (ended.code, "not in this version" in ended.err) == (1, True)
        assert after == before
    assert english(station, "verify").line["ok"] is True
