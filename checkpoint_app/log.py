"""The log file: what the program did, never about whom.

Nothing personal is ever handed to a logger: no payload, name, number or phone; ids of passages and
codes of causes are enough to follow what happened.
"""

import contextlib
import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

ROOT = "checkpoint_app"


def place_of(error: BaseException) -> str:
    """What kind of error it was and where, without its text, which may quote a person's data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {where}"


class _Patient(RotatingFileHandler):
    """A log that cannot be written must not disturb the gate, nor fill the screen with itself."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class's name
        """Say nothing: what the program has to tell, it tells at its own doors."""


def start_log(folder: Path, *, verbose: bool = False) -> logging.Handler:
    """Write the program's log into ``checkpoint.log`` in a folder; three files of 1 MB at most.

    Returns:
        The handler, to be given to `stop_log`.
    """
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    handler = _Patient(
        folder / "checkpoint.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger(ROOT)
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.addHandler(handler)
    logger.propagate = False
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close the log file."""
    logging.getLogger(ROOT).removeHandler(handler)
    with contextlib.suppress(OSError):  # what a full disk did not take is not taken now either
        handler.close()
