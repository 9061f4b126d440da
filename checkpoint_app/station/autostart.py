"""Starting with the computer: the entry that the system reads when somebody logs in.

Linux: a desktop entry in the autostart folder (freedesktop.org, Desktop Application Autostart
Specification 0.5, and Desktop Entry Specification 1.5 for how a command is quoted). macOS: a
launch agent (launchd.plist(5)). Windows: a value of the user's Run key.
"""

import os
import plistlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from checkpoint_app.paths import program
from checkpoint_app.security.filelock import said

if sys.platform == "win32":
    import winreg

NAME = "checkpoint"
LABEL = "vn.checkpoint.station"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_QUOTED = '"`$\\'
"""What a backslash stands before within quotes (Desktop Entry Specification, the Exec key)."""


def command_for(home: Path) -> list[str]:
    """What starts the window of the station in this folder."""
    return [*program(), "--home", str(home.absolute())]


def is_on(command: Sequence[str], system: str = sys.platform) -> bool:
    """True where this very command starts with the computer; another's entry does not count."""
    if system == "win32":
        return _run_value() == subprocess.list2cmdline(command)
    try:
        return _place(system).read_bytes() == _entry(command, system)
    except OSError:
        return False


def turn_on(command: Sequence[str], system: str = sys.platform) -> None:
    """Let a command start with the computer, in the place of an earlier one.

    Raises:
        DiskFull, StoreReadOnly: the entry cannot be written.
    """
    if system == "win32":
        _set_run_value(subprocess.list2cmdline(command))
        return
    place = _place(system)
    with said():
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(place.name + ".new")
        beside.write_bytes(_entry(command, system))
        beside.replace(place)


def turn_off(system: str = sys.platform) -> None:
    """Start by itself no more; where it does not, nothing happens.

    Raises:
        StoreReadOnly: the entry cannot be removed.
    """
    if system == "win32":
        _set_run_value(None)
        return
    with said():
        _place(system).unlink(missing_ok=True)


def _place(system: str) -> Path:
    if system == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    # An empty or relative value is to be ignored (XDG Base Directory Specification 0.8).
    given = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    config = given if given.is_absolute() else Path.home() / ".config"
    return config / "autostart" / f"{NAME}.desktop"


def _entry(command: Sequence[str], system: str) -> bytes:
    if system == "darwin":
        agent = {"Label": LABEL, "ProgramArguments": list(command), "RunAtLoad": True}
        return plistlib.dumps(agent)
    line = " ".join(map(_quoted, command))
    # The value is a string of the file's own: there a backslash is written twice.
    exec_line = line.replace("\\", "\\\\")
    lines = ("[Desktop Entry]", "Type=Application", "Name=Checkpoint", f"Exec={exec_line}")
    return "\n".join((*lines, "Terminal=false", "")).encode()


def _quoted(argument: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in _QUOTED else sign for sign in argument)
    return '"' + escaped.replace("%", "%%") + '"'


def _run_value() -> str | None:
    """What the Run key says of this program."""
    if sys.platform == "win32":
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                return str(winreg.QueryValueEx(key, NAME)[0])
        except OSError:
            return None
    else:
        return None


def _set_run_value(value: str | None) -> None:
    if sys.platform == "win32":
        with said(), winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if value is not None:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, value)
            elif _run_value() is not None:
                winreg.DeleteValue(key, NAME)
