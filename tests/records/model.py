"""A station's records in memory: lists and loops, written from the promises and not from the store.

Nothing is ever taken out of the lists. What a purge took away is named in `gone`: it leaves what is
shown of people and passages, and it stays in every number.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.passage import Direction, Passage, Person
from checkpoint_app.records.views import DayCounts, OutboxState

IN, OUT = Direction.IN, Direction.OUT
PENDING, SENDING, NEEDS_FIX = OutboxState.PENDING, OutboxState.SENDING, OutboxState.NEEDS_FIX
ACCEPTED, DUPLICATE = OutboxState.ACCEPTED, OutboxState.DUPLICATE
UNSENT = (PENDING, SENDING)
UNCONFIRMED = (*UNSENT, NEEDS_FIX)
ASSUMED_MS = 2 * 60 * 60 * 1000


@dataclass(frozen=True)
class Face:
    """Who or what crosses: what the card says, and by what the store ought to know them.

    Attributes:
        key: what tells them from others; None where nothing does.
        found_by: the words they are found by, as they are typed without accents.
    """

    person: Person
    plate: str | None
    key: str | None
    found_by: tuple[str, ...]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(f"FACES[{FACES.index(self)}]")

    def matches(self, words: str) -> bool:
        """Whether words in lower case without accents find them, each of three letters or more."""
        pieces = [piece for piece in words.split() if len(piece) > 2]
        return all(any(piece in word for word in self.found_by) for piece in pieces)


AN = Person(name="Nguyễn Văn An", id_number="001099000001", phone="0900000001")
FACES = (
    Face(AN, None, "id:001099000001", ("nguyen van an", "0900000001", "001099000001")),
    Face(
        replace(AN, name="NGUYEN VAN AN", phone="0900000007"),
        None,
        "id:001099000001",
        ("nguyen van an", "0900000007", "001099000001"),
    ),
    Face(
        replace(AN, id_number="001099000011"),
        "29B112345",
        "id:001099000011",
        ("nguyen van an", "0900000001", "001099000011", "29b112345"),
    ),
    Face(
        Person(name="Đặng Thị Bưởi", id_number="001199000002", insurance_number="HS4010100000002"),
        None,
        "id:001199000002",
        ("dang thi buoi", "001199000002", "hs4010100000002"),
    ),
    Face(
        Person(name="Đặng Thị Bưởi", id_number="001199****02", birth_date="1999"),
        None,
        "name:dang thi buoi|1999",
        ("dang thi buoi", "001199****02"),
    ),
    Face(
        Person(name="Trần Hoà", id_number="0010******03", qid="162900000000000003"),
        None,
        "qid:162900000000000003",
        ("tran hoa", "0010******03"),
    ),
    Face(
        Person(insurance_number="HS4010100000004"),
        None,
        "bhyt:HS4010100000004",
        ("hs4010100000004",),
    ),
    Face(Person(phone="0900000001"), None, "tel:0900000001", ("0900000001",)),
    Face(Person(name="Lê Lái"), "29B112345", "plate:29B112345", ("le lai", "29b112345")),
    Face(Person(name="Phạm Không Số", id_number="0010******09"), None, None, ()),
    Face(Person(), None, None, ()),
)


@dataclass
class Revision:
    """One revision of one passage, and how far the hub knows of it."""

    passage: Passage
    face: Face
    state: OutboxState = PENDING
    attempts: int = 0

    @property
    def id(self) -> UUID:
        return self.passage.id

    @property
    def at(self) -> int:
        return self.passage.occurred_at


@dataclass
class Model:
    """What the store ought to say; `all` in the order of recording.

    Attributes:
        gone: passages that a purge took away.
        receipts, certificates: how many rows of these kinds the journal ever had.
        looks: when somebody looked, as the access log has it; those before are `forgotten`.
    """

    all: list[Revision] = field(default_factory=list)
    gone: set[UUID] = field(default_factory=set)
    receipts: int = 0
    certificates: int = 0
    looks: list[int] = field(default_factory=list)
    forgotten: int = 0

    def copy(self) -> "Model":
        return deepcopy(self)

    def journal_rows(self) -> int:
        looks = len(self.looks) + self.forgotten
        return 1 + len(self.all) + self.receipts + self.certificates + looks

    # Passages

    def ids(self) -> list[UUID]:
        """Every passage that was ever recorded, once each."""
        return list(dict.fromkeys(one.id for one in self.all))

    def of(self, passage_id: UUID) -> list[Revision]:
        return [one for one in self.all if one.id == passage_id]

    def held(self) -> list[Revision]:
        return [one for one in self.all if one.id not in self.gone]

    def newest(self) -> list[Revision]:
        """The newest revision of each passage that is held, in the order of recording."""
        return [one for one in self.held() if one is self.of(one.id)[-1]]

    def in_force(self, key: str) -> list[Revision]:
        """A person's passages in the order they occurred; of one moment as they were first told."""
        mine = [one for one in self.newest() if one.face.key == key and not one.passage.voided]
        turns = {passage_id: turn for turn, passage_id in enumerate(self.ids())}
        return sorted(mine, key=lambda one: (one.at, turns[one.id]))

    def known(self) -> list[str]:
        return sorted({one.face.key for one in self.held() if one.face.key})

    def unsent(self) -> list[tuple[UUID, int]]:
        return [(one.id, one.passage.rev) for one in self.all if one.state in UNSENT]

    # Who was here

    def inside(self) -> dict[str, Revision]:
        """Whose newest crossing is an entry, with that entry."""
        newest = {key: self.in_force(key)[-1:] for key in self.known()}
        return {
            key: one for key, ones in newest.items() for one in ones if one.passage.direction is IN
        }

    def stays(self, key: str, now: int) -> Iterator[tuple[int, int]]:
        """From when to when somebody was here; what has not ended ends now."""
        mine = self.in_force(key)
        for place, one in enumerate(mine):
            before = mine[place - 1] if place else None
            after = mine[place + 1] if place + 1 < len(mine) else None
            if one.passage.direction is IN:
                if after is None:
                    yield one.at, now
                elif after.passage.direction is IN:
                    yield one.at, min(one.at + ASSUMED_MS, after.at)
                else:
                    yield one.at, after.at
            elif before is None:
                yield one.at - ASSUMED_MS, one.at
            elif before.passage.direction is not IN:
                yield max(one.at - ASSUMED_MS, before.at), one.at

    def visits(self, key: str, now: int) -> list[tuple[int, int]]:
        """The stays in order, those that touch made one."""
        joined: list[tuple[int, int]] = []
        for begin, end in sorted(self.stays(key, now)):
            if joined and begin <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((begin, end))
        return joined

    def met(self, key: str, now: int) -> dict[str, tuple[int, int]]:
        """Who was here together with somebody: for how long, and how often."""
        together = {
            other: [
                min(end, left) - max(begin, came)
                for begin, end in self.visits(key, now)
                for came, left in self.stays(other, now)
                if came < end and left > begin
            ]
            for other in self.known()
            if other != key
        }
        return {other: (sum(parts), len(parts)) for other, parts in together.items() if parts}

    def shown(self, key: str) -> Revision | None:
        """What is shown of somebody: what was recorded last of what is in force."""
        mine = {one.id for one in self.in_force(key)}
        return next((one for one in reversed(self.newest()) if one.id in mine), None)

    def check_found(self, words: str, found: Sequence[Person]) -> None:
        """Everyone who matches is found, once, and nobody else; who was recorded last first."""
        right = [shown for key in self.known() if (shown := self.shown(key))]
        right = [shown for shown in right if shown.face.matches(words)]
        right.sort(key=self.all.index, reverse=True)
        assert list(found) == [shown.face.person for shown in right], words

    # Numbers

    def balance(self) -> Balance:
        places = Counter[str]()
        for passage_id in self.ids():
            newest = self.of(passage_id)[-1]
            if newest.passage.voided:
                places["voided"] += 1
            elif newest.state in UNSENT:
                places["pending"] += 1
            else:
                places[newest.state.value] += 1
        names = ("accepted", "duplicate", "pending", "needs_fix", "voided")
        return Balance(
            captured=len(self.ids()),
            **{name: places[name] for name in names},
            unsent=len(self.unsent()),
        )

    def days(self) -> dict[str, DayCounts]:
        """Every day on which anything was ever counted."""
        counted = [self.of(passage_id) for passage_id in self.ids()]
        names = {_day(one.at) for one in self.all}
        return {name: _counts(name, counted) for name in names}


def _counts(day: str, passages: list[list[Revision]]) -> DayCounts:
    kept, voided = [], 0
    for revisions in passages:
        lasting = [one for one in revisions if not one.passage.voided]
        if _day(lasting[-1].at) != day:
            continue
        if revisions[-1].passage.voided:
            voided += 1
        else:
            kept.append(lasting[-1].passage)
    entries = [one for one in kept if one.direction is IN]
    exits = [one for one in kept if one.direction is not IN]
    hours_in = Counter(_local(one.occurred_at).hour for one in entries)
    hours_out = Counter(_local(one.occurred_at).hour for one in exits)
    return DayCounts(
        day=day,
        entries=len(entries),
        exits=len(exits),
        voided=voided,
        by_way=dict(Counter(one.way for one in kept)),
        by_kind=dict(Counter(one.kind for one in kept)),
        by_hour=tuple((hours_in[hour], hours_out[hour]) for hour in range(24)),
        warned=sum(bool(one.warnings) for one in kept),
    )


def _local(at: int) -> datetime:
    return datetime(1970, 1, 1, 7, tzinfo=UTC) + timedelta(milliseconds=at)


def _day(at: int) -> str:
    return f"{_local(at):%Y-%m-%d}"
