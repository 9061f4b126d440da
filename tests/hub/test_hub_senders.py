"""Whose token it is, remembered for a moment, and never once it is known to be void."""

import asyncio
import threading
from collections.abc import Collection, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.enrolment import hash_token
from checkpoint_app.hub.senders import KEPT_S, Asking, Senders
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.messages import EnrolRequest
from checkpoint_app.wire.protocol import ProblemCode, Refused
from tests.fakes.clock import FakeClock

HASH = b"h"


class Registry:
    """Tells of one token, and what it was asked."""

    def __init__(self) -> None:
        self.sender: Sender | Refused | None = Sender(uuid4(), uuid4(), "Chợ")
        self.asked: list[set[bytes]] = []

    def look_up(self, hashes: Collection[bytes]) -> Mapping[bytes, Sender | Refused]:
        self.asked.append(set(hashes))
        return {HASH: self.sender} if self.sender is not None and HASH in hashes else {}


def refused(senders: Senders, token_hash: bytes = HASH) -> ProblemCode:
    with pytest.raises(Refused) as told:
        senders.of(token_hash)
    return told.value.code


def test_a_token_is_looked_up_once_in_a_while(clock: FakeClock) -> None:
    registry = Registry()
    senders = Senders(registry.look_up, clock)
    assert senders.known(HASH) is None
    assert senders.of(HASH) == senders.of(HASH) == senders.known(HASH) == registry.sender
    assert len(registry.asked) == 1
    clock.pass_s(KEPT_S)
    assert senders.known(HASH) is None
    registry.sender = None
    assert refused(senders) is ProblemCode.UNAUTHORISED
    assert len(registry.asked) == 2


def test_a_stranger_and_one_who_was_shut_out_are_looked_up_each_time(clock: FakeClock) -> None:
    registry = Registry()
    senders = Senders(registry.look_up, clock)
    assert {refused(senders, b"x") for _ in range(2)} == {ProblemCode.UNAUTHORISED}
    registry.sender = Refused(ProblemCode.REVOKED)
    assert {refused(senders) for _ in range(2)} == {ProblemCode.REVOKED}
    assert len(registry.asked) == 4


def test_what_was_looked_up_before_a_change_is_not_remembered_after_it(clock: FakeClock) -> None:
    registry = Registry()

    def look_up(hashes: Collection[bytes]) -> Mapping[bytes, Sender | Refused]:
        found = registry.look_up(hashes)
        senders.forget()  # it was made void while the answer was on its way
        return found

    senders = Senders(look_up, clock)
    assert senders.of(HASH) == registry.sender
    assert senders.known(HASH) is None


def test_whoever_comes_while_one_is_looked_up_is_looked_up_with_all_others(
    clock: FakeClock,
) -> None:
    registry, first, go = Registry(), threading.Event(), threading.Event()

    def look_up(hashes: Collection[bytes]) -> Mapping[bytes, Sender | Refused]:
        first.set()
        assert go.wait(10)
        return registry.look_up(hashes)

    async def ask() -> list[Sender | BaseException]:
        asking = Asking(Senders(look_up, clock))
        tasks = [asyncio.create_task(asking.of(b"0"))]
        while not first.is_set():
            await asyncio.sleep(0)
        tasks += [asyncio.create_task(asking.of(one)) for one in (HASH, b"1", b"2", HASH)]
        await asyncio.sleep(0)
        tasks[1].cancel()  # who hangs up takes nothing from the other one
        go.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    told = asyncio.run(ask())
    assert registry.asked == [{b"0"}, {HASH, b"1", b"2"}]
    assert told[4] == registry.sender
    assert isinstance(told[1], asyncio.CancelledError)
    assert [one.code for one in told if isinstance(one, Refused)] == [ProblemCode.UNAUTHORISED] * 3


def test_a_look_that_fails_is_told_to_everybody_and_tried_again(clock: FakeClock) -> None:
    registry, broken = Registry(), [True]

    def look_up(hashes: Collection[bytes]) -> Mapping[bytes, Sender | Refused]:
        if broken.pop():
            raise StoreBusy
        return registry.look_up(hashes)

    async def ask() -> list[Sender | BaseException]:
        asking = Asking(Senders(look_up, clock))
        told = await asyncio.gather(*(asking.of(HASH) for _ in "ab"), return_exceptions=True)
        broken.append(False)
        return [*told, await asking.of(HASH)]

    first, second, third = asyncio.run(ask())
    assert isinstance(first, StoreBusy)
    assert isinstance(second, StoreBusy)
    assert third == registry.sender


def test_an_earlier_token_is_void_at_once(
    tmp_path: Path, hub_db: str | None, clock: FakeClock
) -> None:
    hub = Hub.open(tmp_path, hub_db, clock)
    hub.add_site("Chợ", SiteKind.MARKET)
    wish = EnrolRequest(code=hub.enrol("Chợ"), station=uuid4(), name="Cổng")
    first = hub.join(wish, "").token
    assert hub.sender(first) == hub.senders.known(hash_token(first))
    second = hub.join(wish, "").token
    assert hub.senders.known(hash_token(first)) is None
    with pytest.raises(Refused) as refused:
        hub.sender(first)
    assert refused.value.code is ProblemCode.UNAUTHORISED
    assert hub.sender(second).station == wish.station
    hub.close()
