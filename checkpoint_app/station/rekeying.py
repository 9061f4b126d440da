"""A new key for the store of an open station; the gate waits while every page is written anew."""

from pathlib import Path

from checkpoint_app.domain.errors import NotAllowed
from checkpoint_app.station.desk import Desk

BYTES_PER_S = 40_000_000
"""Read and written again with encryption on a slow computer."""


def seconds_for(store: Path) -> int:
    """About how long the gate waits, at least 1."""
    return max(1, -(-store.stat().st_size // BYTES_PER_S))


def rekey(desk: Desk) -> None:
    """Change the key, in the name of who is on duty; every PIN and the recovery code stay.

    Raises:
        NotAllowed: not by who is on duty.
        RotationBlocked: somebody would not get the new key.
        StoreBusy: something else reads the store just now; the old key stays.
    """
    if desk.staff is None:
        raise NotAllowed

    def change(key: bytes) -> None:
        desk.store.rekey(key)
        if desk.backups is not None:
            desk.backups.use_key(key)

    desk.register.rotate(desk.staff, change)
