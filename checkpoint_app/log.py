"""The log file: what the program did, never about whom.

Nothing personal is ever handed to a logger: no payload, name, number or phone; ids of passages and
codes of causes are enough to follow what happened.
"""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

ROOT = "checkpoint_app"


def start_log(folder: Path, *, verbose: bool = False) -> logging.Handler:
    """Write the program's log into ``checkpoint.log`` in a folder; three files of 1 MB at most.

    Returns:
        The handler, to be given to `stop_log`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
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
    handler.close()
