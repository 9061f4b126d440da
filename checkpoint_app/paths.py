"""Where things are: the data folder, and the files shipped with the program."""

import os
import sys
from pathlib import Path

from platformdirs import user_data_path

APP = "Checkpoint"


def default_home() -> Path:
    """The platform's folder for this user's data of this program."""
    return user_data_path(APP, appauthor=False)


def is_frozen() -> bool:
    """True where the program runs from its bundle, without a Python of its own."""
    return bool(getattr(sys, "frozen", False))


def resources() -> Path:
    """The folder of shipped files: translations, styles, sounds, samples."""
    if is_frozen():
        return Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent)) / "resources"
    return Path(__file__).resolve().parent.parent / "resources"


def program() -> list[str]:
    """The command that starts this program again as another process."""
    return [sys.executable] if is_frozen() else [sys.executable, "-m", "checkpoint_app"]


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner may enter, and return it."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def write_private(path: Path, content: bytes) -> None:
    """Replace a file whole or not at all, readable by its owner alone, and on the disk on return.

    Without the flushes a power cut could leave the new name on an empty file; for the wraps of the
    store's key that would be the loss of the store.
    """
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system has a way to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
