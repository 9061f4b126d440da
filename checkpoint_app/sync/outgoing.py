"""What the engine needs of an outbox: a station's own, or that of a hub which sends upward."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from checkpoint_app.records.views import Answer, Sending


class Waiting(Protocol):
    """One revision of one passage, claimed for sending."""

    @property
    def id(self) -> UUID:
        """Of which passage."""
        ...

    @property
    def rev(self) -> int:
        """Which revision."""
        ...


Item = TypeVar("Item", bound=Waiting)


class Outgoing(Protocol[Item]):
    """An outbox; see `checkpoint_app.records.outbox.Outbox`, whose words these are."""

    def claim(self, limit: int, now_ms: int, fresh: int = 0) -> Sequence[Item]:
        """Take rows for sending, marked before they are handed out."""
        ...

    def encode(self, item: Item) -> bytes:
        """A claimed revision as JSON; raises ValueError and kin for one that cannot be."""
        ...

    def settle(self, answers: Sequence[Answer], batch: UUID, hub_now_ms: int | None) -> None:
        """Apply the hub's answers."""
        ...

    def release(
        self, items: Sequence[tuple[UUID, int]], last_answer: str, *, sinks: bool = True
    ) -> None:
        """Put claimed rows back after a try that brought no answer."""
        ...

    def recover(self, before_ms: int | None = None) -> int:
        """Put back what a killed process had claimed."""
        ...

    def unsent(self) -> int:
        """How many rows wait for the hub's word."""
        ...

    def sending(self) -> Sending:
        """How sending as a whole stood last."""
        ...

    def note_sending(self, sending: Sending) -> None:
        """Keep how sending as a whole stands."""
        ...


class Sender(Protocol):
    """Whoever has an outbox."""

    @property
    def outbox(self) -> Outgoing[Any]:
        """What is still to be sent."""
        ...
