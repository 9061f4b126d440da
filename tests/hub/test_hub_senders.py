"""Whose token it is, remembered for a moment, and never once it is known to be void."""

from pathlib import Path
from uuid import uuid4

import pytest

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.senders import KEPT_S, Senders
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.messages import EnrolRequest
from checkpoint_app.wire.protocol import ProblemCode, Refused
from tests.fakes.clock import FakeClock

HASH = b"h"


class Registry:
    """Tells of one token, and how often it was asked."""

    def __init__(self) -> None:
        self.sender: Sender | None = Sender(uuid4(), uuid4(), "Chợ")
        self.asked = 0

    def look_up(self, _token_hash: bytes) -> Sender | None:
        self.asked += 1
        return self.sender


def test_a_token_is_looked_up_once_in_a_while(clock: FakeClock) -> None:
    registry = Registry()
    senders = Senders(registry.look_up, clock)
    assert senders.known(HASH) is None
    assert senders.of(HASH) == senders.of(HASH) == senders.known(HASH) == registry.sender
    assert registry.asked == 1
    clock.pass_s(KEPT_S)
    assert senders.known(HASH) is None
    registry.sender = None
    assert senders.of(HASH) is None
    assert registry.asked == 2


def test_a_stranger_is_looked_up_each_time(clock: FakeClock) -> None:
    registry = Registry()
    registry.sender = None
    senders = Senders(registry.look_up, clock)
    assert senders.of(HASH) is senders.of(HASH) is None
    assert registry.asked == 2


def test_what_was_looked_up_before_a_change_is_not_remembered_after_it(clock: FakeClock) -> None:
    registry = Registry()

    def look_up(token_hash: bytes) -> Sender | None:
        found = registry.look_up(token_hash)
        senders.forget()  # it was made void while the answer was on its way
        return found

    senders = Senders(look_up, clock)
    assert senders.of(HASH) is not None
    assert senders.known(HASH) is None


def test_an_earlier_token_is_void_at_once(
    tmp_path: Path, hub_db: str | None, clock: FakeClock
) -> None:
    hub = Hub.open(tmp_path, hub_db, clock)
    hub.add_site("Chợ", SiteKind.MARKET)
    wish = EnrolRequest(code=hub.enrol("Chợ"), station=uuid4(), name="Cổng")
    first = hub.join(wish, "").token
    assert hub.sender(first) == hub.known_sender(first)
    second = hub.join(wish, "").token
    assert hub.known_sender(first) is None
    with pytest.raises(Refused) as refused:
        hub.sender(first)
    assert refused.value.code is ProblemCode.UNAUTHORISED
    assert hub.sender(second).station == wish.station
    hub.close()
