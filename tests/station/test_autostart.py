"""Starting with the computer: the entry as the system reads it, of any path there may be."""

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from checkpoint_app.domain.errors import StoreReadOnly
from checkpoint_app.station import autostart

COMMANDS = (
    ["/opt/checkpoint/checkpoint", "--home", "/srv/checkpoint"],
    ["/opt/Chốt kiểm soát/checkpoint", "--home", "/srv/Nguyễn Văn An/Dữ liệu 100%"],
    ["/opt/a b/python", "-m", "checkpoint_app", "--home", '/srv/"quo\\te" $HOME `x`'],
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the desktop looks, in a folder of the test's own."""
    config = tmp_path / "cấu hình"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    monkeypatch.setenv("HOME", str(tmp_path / "nhà"))
    return config / "autostart" / "checkpoint.desktop"


def exec_of(entry: Path) -> list[str]:
    """The command of a desktop entry, read back by the rules for strings, then for commands."""
    (line,) = [
        line for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith("Exec=")
    ]
    text = line.removeprefix("Exec=").replace("\\\\", "\\")
    assert "%" not in text.replace("%%", "")  # alone it would stand for a file or an address
    text = text.replace("%%", "%")
    # Within quotes a shell reads the same four signs after a backslash as the desktop does.
    said = subprocess.run(["sh", "-c", f"printf '%s\\0' {text}"], capture_output=True, check=True)
    return said.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_desktop_entry_says_the_command_whatever_is_in_it(
    place: Path, command: list[str]
) -> None:
    assert not autostart.is_on(command, "linux")
    autostart.turn_on(command, "linux")
    assert autostart.is_on(command, "linux")
    assert exec_of(place) == command
    assert [one.name for one in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_launch_agent_says_the_command(place: Path, tmp_path: Path, command: list[str]) -> None:
    autostart.turn_on(command, "darwin")
    agents = tmp_path / "nhà" / "Library" / "LaunchAgents"
    (agent,) = agents.iterdir()
    said = plistlib.loads(agent.read_bytes())
    assert said["ProgramArguments"] == command
    assert said["RunAtLoad"] is True
    assert autostart.is_on(command, "darwin")
    autostart.turn_off("darwin")
    assert list(agents.iterdir()) == []


def test_another_command_s_entry_is_not_ours_and_is_replaced(place: Path) -> None:
    autostart.turn_on(COMMANDS[0], "linux")
    assert not autostart.is_on(COMMANDS[1], "linux")
    autostart.turn_on(COMMANDS[1], "linux")
    assert exec_of(place) == COMMANDS[1]
    autostart.turn_off("linux")
    assert not place.exists()
    autostart.turn_off("linux")


def test_a_place_that_cannot_be_written_is_said(place: Path) -> None:
    place.parent.parent.mkdir(parents=True)
    place.parent.write_text("a file where the folder ought to be")
    with pytest.raises(StoreReadOnly):
        autostart.turn_on(COMMANDS[0], "linux")
    assert not autostart.is_on(COMMANDS[0], "linux")


def test_the_command_starts_this_program_frozen_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "Dữ liệu trạm"
    unfrozen = autostart.command_for(home)
    said = subprocess.run(
        [*unfrozen[:3], "--version"], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert said.stdout.startswith("checkpoint ")
    assert unfrozen[3:] == ["--home", str(home)]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/Chốt/checkpoint")
    assert autostart.command_for(home) == ["/opt/Chốt/checkpoint", "--home", str(home)]
