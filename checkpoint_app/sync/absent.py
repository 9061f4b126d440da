"""What stands in the place of a hub that is known and cannot be spoken to."""

from collections.abc import Sequence
from typing import NoReturn

from checkpoint_app.domain.listed import SharedKind
from checkpoint_app.records.shared_lists import Change
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.wire.bulletin import Heartbeat


class AbsentHub:
    """Answers every try with the same cause, so that it is said and nothing leaves the outbox."""

    def __init__(self, cause: SyncCause) -> None:
        """Args: why."""
        self._cause = cause

    def send(self, items: Sequence[bytes]) -> NoReturn:
        """Nothing is sent."""
        raise SyncFailure(self._cause)

    def bulletin(self) -> NoReturn:
        """Nothing is asked."""
        raise SyncFailure(self._cause)

    def beat(self, beat: Heartbeat) -> NoReturn:
        """Nobody hears of this station."""
        raise SyncFailure(self._cause)

    def fetch(self, held: str) -> NoReturn:
        """Nothing is fetched."""
        raise SyncFailure(self._cause)

    def site_feed(self, cursor: str) -> NoReturn:
        """Nothing is heard."""
        raise SyncFailure(self._cause)

    def change_list(self, change: Change) -> NoReturn:
        """Nothing is told."""
        raise SyncFailure(self._cause)

    def list_states(self) -> NoReturn:
        """Nothing is asked."""
        raise SyncFailure(self._cause)

    def list_page(self, kind: SharedKind, held: int, after: str) -> NoReturn:
        """Nothing is read."""
        raise SyncFailure(self._cause)

    def close(self) -> None:
        """Nothing is open."""
