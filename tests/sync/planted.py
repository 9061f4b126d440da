"""Faults of other people's programs, planted in ours: the oracle must object to each."""

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
import requests
from sqlalchemy import delete

from checkpoint_app.hub.service import Pending
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.hub.store.tables import passage
from checkpoint_app.records.outbox import Outbox
from checkpoint_app.records.views import Answer, OutboxState
from checkpoint_app.sync import http
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.delivery import HubDoor
from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.messages import BatchAnswer, Bulletin
from checkpoint_app.wire.packing import read_batch
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import RunningHub
from tests.sync.world import World

Send = Callable[[Sequence[bytes]], BatchAnswer]


class Door:
    """The hub as the engine sees it, with another way to send."""

    def __init__(self, client: HubClient, send: Callable[[Send, Sequence[bytes]], BatchAnswer]):
        self._client = client
        self._send = send

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        return self._send(self._client.send, items)

    def bulletin(self) -> Bulletin:
        return self._client.bulletin()


class Planted(World):
    """A world with one fault in it. In the end its network is good, so nothing else holds it up."""

    most_rounds = 8

    def __init__(self, folder: Path, seed: int, hub: RunningHub, proxy: FaultProxy) -> None:
        self.patch = pytest.MonkeyPatch()
        super().__init__(folder, seed, hub, proxy)
        self.plant()

    def plant(self) -> None:
        """Where the fault is not in the sending."""

    def close(self) -> None:
        self.patch.undo()
        super().close()

    def choose(self) -> Fault:
        fault = super().choose()
        return Fault.OK if self.draining else fault

    def wrap(self, client: HubClient) -> HubDoor:
        return Door(client, self.send)

    def send(self, send: Send, items: Sequence[bytes]) -> BatchAnswer:
        """The fault, where it is in the sending."""
        return send(items)

    def settle(self, said: list[tuple[UUID, int]]) -> None:
        """Take passages for accepted."""
        answers = [Answer(item, rev, OutboxState.ACCEPTED) for item, rev in said]
        self.station.store.outbox.settle(answers, uuid4(), None)


class _Believing(Planted):
    """Takes a status for the hub's word, whoever it comes from."""

    believed = range(0)

    def plant(self) -> None:
        self.status = 0
        original = http._stranger

        def stranger(response: requests.Response) -> SyncCause:
            self.status = response.status_code
            return original(response)

        self.patch.setattr(http, "_stranger", stranger)

    def send(self, send: Send, items: Sequence[bytes]) -> BatchAnswer:
        self.status = 0
        try:
            return send(items)
        except SyncFailure:
            if self.status not in self.believed:
                raise
        return make_answer(uuid4(), 0, _named(items), [], [])


class AnySuccess(_Believing):
    """Any 2xx is success: a login page's too."""

    believed = range(200, 300)


class DropOnClientError(_Believing):
    """Any 4xx is final: a proxy's 404 too."""

    believed = range(400, 500)


class NewIdPerTry(Planted):
    """Each attempt has its own key, so the hub cannot know the second for the first."""

    def send(self, send: Send, items: Sequence[bytes]) -> BatchAnswer:
        fresh = {uuid4(): msgspec.json.decode(item) for item in items}
        said = send([msgspec.json.encode(one | {"id": item}) for item, one in fresh.items()])
        known = {item: UUID(one["id"]) for item, one in fresh.items()}
        accepted = [(known[item], rev) for item, rev in said.accepted]
        rejected = [
            msgspec.structs.replace(one, id=None if one.id is None else known[one.id])
            for one in said.rejected
        ]
        return make_answer(said.batch, said.now, accepted, [], rejected)


class DeleteBeforeAck(Planted):
    """What is sent is taken off the list before there is an answer."""

    def send(self, send: Send, items: Sequence[bytes]) -> BatchAnswer:
        self.settle(_named(items))
        return send(items)


class PoisonBlocks(Planted):
    """A batch is taken or not, as a whole."""

    def send(self, send: Send, items: Sequence[bytes]) -> BatchAnswer:
        answer = send(items)
        if answer.rejected:
            raise SyncFailure(SyncCause.HUB_ERROR)
        return answer


class Cursor(Planted):
    """The station remembers up to where it has sent, and not what the hub said of each."""

    def send(self, send: Send, items: Sequence[bytes]) -> BatchAnswer:
        answer = send(items)
        last = max(item for item, _ in _named(items))
        self.settle([(item, rev) for item, rev in self.revs.items() if item <= last])
        return answer


class AckWithoutRev(Planted):
    """The hub's word on a passage settles whatever it has become meanwhile."""

    def plant(self) -> None:
        original = Outbox.settle

        def settle(box: Outbox, answers: Sequence[Answer], batch: UUID, now: int | None) -> None:
            newest = [
                Answer(one.id, self.revs[one.id], one.state)
                for one in answers
                if one.state is not OutboxState.NEEDS_FIX
            ]
            refused = [one for one in answers if one.state is OutboxState.NEEDS_FIX]
            original(box, newest + refused, batch, now)

        self.patch.setattr(Outbox, "settle", settle)


class LastArrivalWins(Planted):
    """The hub keeps what came last, and not the highest revision."""

    def plant(self) -> None:
        hub = self.hub.hub
        original = hub.receive

        def receive(sender: Sender, body: bytes) -> Pending:
            sent = {item for item, _ in _named([bytes(one) for one in read_batch(body).passages])}
            with hub._database.write() as connection:
                connection.execute(delete(passage).where(passage.c.id.in_(sent)))
            return original(sender, body)

        self.patch.setattr(hub, "receive", receive)


class _Name(msgspec.Struct):
    id: UUID
    rev: int


def _named(items: Sequence[bytes]) -> list[tuple[UUID, int]]:
    sent = [msgspec.json.decode(item, type=_Name) for item in items]
    return [(one.id, one.rev) for one in sent]
