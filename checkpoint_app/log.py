"""The log file: what the program did, never about whom.

Nothing personal is ever handed to a logger: no payload, name, number or phone; ids of passages and
codes of causes are enough to follow what happened.
"""

import contextlib
import json
import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from checkpoint_app.domain.clock import iso

ROOT = "checkpoint_app"
_SERVING = (ROOT, "requests.checkpoint_app", "uvicorn")
REQUESTS = "requests.checkpoint_app"
"""Each request to the hub, for whoever asked for it; not in the log file, which it would fill."""


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
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _Patient(
        folder / "checkpoint.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger(ROOT)
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.addHandler(handler)
    logger.propagate = False
    return handler


class JsonLines(logging.Formatter):
    """One JSON object a record: when, how bad, who says so, what, and its fields where it has any.

    Of an error only its kind and place are told.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": iso(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = place_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


@contextmanager
def json_log() -> Iterator[None]:
    """Write the log, and a line for each request to the hub, to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    kept = [(logging.getLogger(name), logging.getLogger(name).level) for name in _SERVING]
    for logger, _ in kept:
        logger.addHandler(handler)
        logger.propagate = False
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        for logger, level in kept:
            logger.removeHandler(handler)
            logger.setLevel(level)


def stop_log(handler: logging.Handler) -> None:
    """Close the log file."""
    logging.getLogger(ROOT).removeHandler(handler)
    with contextlib.suppress(OSError):  # what a full disk did not take is not taken now either
        handler.close()
