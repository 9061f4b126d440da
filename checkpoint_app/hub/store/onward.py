"""What else is written with the passages taken in: for the other gates, and for the hub above."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from checkpoint_app.hub.store import feed, forward
from checkpoint_app.hub.store.group import Held, Row


def follow(
    connection: Connection, rows: Sequence[Row], held: Mapping[bytes, Held], now: int
) -> None:
    """Write it, inside the transaction that takes them in.

    Args:
        rows: the passages of a group; held: what was held of them before, by key.
        now: ms since 1970 UTC.
    """
    feed.note(connection, rows, held, now)
    forward.note(connection, rows, held, now)
