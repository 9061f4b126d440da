"""Sites with a station each, which tests speak for without HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import msgspec

from checkpoint_app.domain.passage import Direction, Passage, Person, SiteKind, Way
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.messages import Batch, BatchAnswer, EnrolRequest
from checkpoint_app.wire.passages import encode_item

WAIT_S = 60


@dataclass(frozen=True)
class Place:
    """A site of its own with a station."""

    hub: Hub
    sender: Sender

    @property
    def site(self) -> UUID:
        return self.sender.site

    def send(self, *passages: Passage, refused: int = 0, ahead_ms: int = 0) -> BatchAnswer:
        """Send a batch, with so many bad ones in it, from a clock that is so far ahead."""
        raws = [encode_item(one) for one in passages] + [b"1"] * refused
        return self.send_raw(raws, ahead_ms)

    def send_raw(self, raws: Sequence[bytes], ahead_ms: int = 0) -> BatchAnswer:
        batch = Batch(
            v=1,
            station=self.sender.station,
            batch=uuid4(),
            sent=self.hub.now_ms() + ahead_ms,
            passages=[msgspec.Raw(raw) for raw in raws],
        )
        pending = self.hub.receive(self.sender, msgspec.json.encode(batch))
        return self.hub.answer(pending, pending.outcome.result(WAIT_S))

    def passage(
        self, at: int, phone: str | None = "0900000001", rev: int = 1, **more: Any
    ) -> Passage:
        """A passage of somebody with this phone."""
        values: dict[str, Any] = {
            "id": uuid4(),
            "direction": Direction.IN,
            "way": Way.CAMERA,
            "recorded_at": at,
            "person": Person(phone=phone),
        }
        return Passage(station=self.sender.station, occurred_at=at, rev=rev, **(values | more))


def new_place(hub: Hub) -> Place:
    """A new site at a hub."""
    name = uuid4().hex
    hub.add_site(name, SiteKind.MARKET)
    request = EnrolRequest(code=hub.enrol(name), station=uuid4(), name="Cổng")
    return Place(hub, hub.sender(hub.join(request, "192.0.2.1").token))
