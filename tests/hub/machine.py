"""The real intake against a dictionary: batches in any order, again, together, and a restart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.hub.service import Hub, Pending
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.messages import EnrolRequest, Rejection
from checkpoint_app.wire.packing import Unpacker, pack_batch
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import MAX_BYTES, RefusalCode
from tests.fakes.passages import passage

WAIT_S = 60
NAMES = ("Nguyễn Văn An", "Đặng Thị Bưởi", "Lê Văn Cường", "Phạm Thị Dung")
BAD = "x" * 201
Said = tuple[list[tuple[UUID, int]], list[tuple[UUID, int]], list[UUID | None]]


@dataclass
class Keeper:
    """One hub for all examples, for making one takes longer than an example; it may restart."""

    home: Path
    db_url: str | None
    clock: Clock

    def __post_init__(self) -> None:
        self.hub = Hub.open(self.home, self.db_url, self.clock)

    def restart(self) -> None:
        self.hub.close()
        self.hub = Hub.open(self.home, self.db_url, self.clock)


@dataclass(frozen=True)
class Batch:
    """One message of a station."""

    sender: Sender
    passages: tuple[Passage, ...]

    def body(self) -> bytes:
        """As it arrives, unpacked."""
        items = [encode_item(one) for one in self.passages]
        unpacker = Unpacker(MAX_BYTES, gzipped=True)
        unpacker.feed(pack_batch(self.sender.station, uuid4(), 0, items))
        return unpacker.finish()


lines = st.lists(
    st.tuples(
        st.integers(0, 9), st.sampled_from([1, 1, 2, 3]), st.sampled_from([False, False, True])
    ),
    max_size=6,
)
"""Of a batch: which of the passages, at what revision, and whether it is one that is refused."""
Lines = list[tuple[int, int, bool]]
senders = st.integers(0, 2)


class HubMachine(RuleBasedStateMachine):
    """Two stations of one site and one of another, which speak of the same few passages.

    Attributes:
        held: what ought to be there: (revision, name) by site and id.
    """

    keeper: Keeper

    def __init__(self) -> None:
        super().__init__()
        self.ids = [uuid4() for _ in range(10)]
        self.held: dict[tuple[UUID, UUID], tuple[int, str | None]] = {}
        self.sent: list[Batch] = []

    @property
    def hub(self) -> Hub:
        return self.keeper.hub

    @initialize()
    def join(self) -> None:
        sites = [self.hub.add_site(f"Chợ {uuid4()}", SiteKind.MARKET) for _ in range(2)]
        self.senders = [self._joined(site) for site in (sites[0], *sites)]

    def _joined(self, site: UUID) -> Sender:
        request = EnrolRequest(code=self.hub.enrol(str(site)), station=uuid4(), name="Cổng")
        return self.hub.sender(self.hub.join(request, "").token)

    @rule(who=senders, what=lines)
    def send(self, who: int, what: Lines) -> None:
        self._check([self._batch(who, what)])

    @rule(batches=st.lists(st.tuples(senders, lines), min_size=2, max_size=4))
    def send_at_once(self, batches: list[tuple[int, Lines]]) -> None:
        """All are on their way before the first is answered."""
        self._check([self._batch(*one) for one in batches])

    @precondition(lambda self: self.sent)
    @rule(numbers=st.lists(st.integers(0, 20), min_size=1, max_size=3))
    def send_again(self, numbers: list[int]) -> None:
        """Old ones, in any order."""
        self._check([self.sent[number % len(self.sent)] for number in numbers])

    @rule()
    def restart(self) -> None:
        self.keeper.restart()

    def _batch(self, who: int, what: Lines) -> Batch:
        sender = self.senders[who]
        made = Batch(
            sender,
            tuple(
                replace(
                    passage(sender.station, name=BAD if bad else NAMES[rev]),
                    id=self.ids[number],
                    rev=rev,
                )
                for number, rev, bad in what
            ),
        )
        self.sent.append(made)
        return made

    def _check(self, batches: Sequence[Batch]) -> None:
        """Send, and compare each answer with what the model says, one batch after the other.

        In which order batches on their way together are taken is the hub's affair.
        """
        pending = [self.hub.receive(one.sender, one.body()) for one in batches]
        said = [self._answered(one) for one in pending]
        before = self.held
        for order in permutations(range(len(batches))):
            self.held = before.copy()
            ought = {number: self._take(batches[number]) for number in order}
            if said == [ought[number] for number in range(len(batches))]:
                return
        raise AssertionError("there is no order in which these answers are right")

    def _answered(self, pending: Pending) -> Said:
        answer = self.hub.answer(pending, pending.outcome.result(WAIT_S))
        assert all(
            one.code == RefusalCode.TEXT_TOO_LONG and one.field == "person.name"
            for one in answer.rejected
        )
        return answer.accepted, answer.duplicate, [_id(one) for one in answer.rejected]

    def _take(self, batch: Batch) -> Said:
        said: Said = ([], [], [])
        accepted, duplicate, rejected = said
        for one in batch.passages:
            key = (batch.sender.site, one.id)
            if one.person.name == BAD:
                rejected.append(one.id)
            elif self.held.get(key, (0, ""))[0] >= one.rev:
                duplicate.append((one.id, one.rev))
            else:
                self.held[key] = (one.rev, one.person.name)
                accepted.append((one.id, one.rev))
        return said

    @invariant()
    def each_is_held_once_at_its_highest_revision(self) -> None:
        names = {str(site): site for site, _ in self.held}
        rows = [row for row in self.hub.passages(reveal=True) if row["site"] in names]
        held = {}
        for row in rows:
            person = row["person"]
            assert isinstance(person, dict)
            key = (names[str(row["site"])], UUID(str(row["id"])))
            held[key] = (row["rev"], person["name"])
        assert len(held) == len(rows), "held twice"
        assert held == self.held


def _id(rejection: Rejection) -> UUID | None:
    return rejection.id
