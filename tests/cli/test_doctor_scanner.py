"""What ``doctor`` says of the scanner."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from checkpoint_app.__main__ import Printing
from checkpoint_app.cli.main import main, parse_args
from checkpoint_app.scanner.serial_port import open_port
from checkpoint_app.station.home import Home
from tests.conftest import PIN
from tests.scanner.terminal import Terminal

PORTS = "checkpoint_app.scanner.serial_port.list_ports.comports"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.unplug()


def said(
    home: Home, scanner: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> tuple[bool, str]:
    """The line of the scanner: all right or not, and the words."""
    home.save_settings(msgspec.structs.replace(home.settings(), source="", scanner=scanner))
    pin = folder / "pin"
    pin.write_text(PIN)
    words = ["--home", str(home.path), "--pin-file", str(pin), "--lang", "en", "--json", "doctor"]
    main(parse_args(words), stdout_is_terminal=False, papers=Printing())
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return next((line["ok"], line["say"]) for line in lines if line["check"] == "scanner")


def test_the_scanner_is_looked_for(
    home: Home,
    terminal: Terminal,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(PORTS, list)
    assert said(home, "", capsys, tmp_path) == (True, "No scanner chosen.")
    assert said(home, "auto", capsys, tmp_path) == (True, "No scanner is plugged in.")
    found = said(home, terminal.path, capsys, tmp_path)
    assert found == (True, f"{terminal.path} is there.")
    missing = said(home, "/dev/no-such-port", capsys, tmp_path)
    assert missing == (
        False,
        "There is no scanner “/dev/no-such-port”. Plug it in or choose another in Settings.",
    )
    held = open_port(terminal.path)
    ok, words = said(home, terminal.path, capsys, tmp_path)
    assert not ok
    assert "Another program is using" in words
    held.close()
