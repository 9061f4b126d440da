"""Past the door: raw SQL on a store's file, as someone with the key could do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from checkpoint_app.records.sqlcipher import open_connection


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[Any]:
    """A connection that commits each statement and checks no foreign key."""
    connection = open_connection(path, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield connection
    finally:
        connection.close()


def run(path: Path, key: bytes, *statements: str) -> None:
    """Run statements; the last one must change something, or the test proves nothing."""
    with opened(path, key) as connection:
        for statement in statements:
            changed = connection.execute(statement).rowcount
        assert changed > 0, statement
