"""A day at an invented gate with invented people, for pictures and tests."""

from itertools import cycle
from uuid import uuid4

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.documents import Sex
from checkpoint_app.domain.passage import DirectionMode, Fallback, Kind, Person, Way
from checkpoint_app.records.views import Answer, OutboxItem, OutboxState
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry

NOW_MS = parse_iso("2021-08-11T14:02:00")
_FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng".split()
_NAMES = (
    "Nguyễn Văn An|Trần Thị Bích|Lê Hoàng Cường|Phạm Thu Dung|Hoàng Minh Đức|Vũ Thị Hạnh|"
    "Đặng Quốc Hưng|Bùi Thị Lan|Đỗ Văn Lâm|Ngô Thị Mai|Dương Văn Nam|Lý Thị Nga|"
    "Nguyễn Thị Oanh|Trịnh Văn Phúc|Nguyễn Hữu Quân|Đinh Thị Sen|Phan Văn Tài|Hồ Thị Thảo|"
    "Nguyễn Ngọc Tú|Mai Văn Việt|Cao Thị Xuân|Tạ Thị Yến"
).split("|")
_BY_HOUR = {6: 6, 7: 14, 8: 18, 9: 11, 10: 8, 11: 13, 12: 9, 13: 10, 14: 3}
_KINDS = (
    Kind.RESIDENT,
    Kind.RESIDENT,
    Kind.VISITOR,
    Kind.DELIVERY,
    Kind.STAFF,
    Kind.RESIDENT,
    Kind.VENDOR,
)


def _person(place: int, name: str) -> Person:
    female = "Thị" in name or name.startswith("Phạm")
    year = 1950 + place * 7 % 50
    return Person(
        name=name,
        id_number=f"001{1 if female else 0}{year % 100:02}0000{place:02}",
        phone=f"09000000{place:02}",
        birth_date=str(year),
        sex=Sex.FEMALE if female else Sex.MALE,
        address=f"Căn {place + 101}, Chung cư Mẫu, Hà Nội",
    )


PEOPLE = tuple(
    _person(place, name)
    for place, name in enumerate(
        [*_NAMES]
        + [f"{family} {name.split(' ', 1)[1]}" for family in _FAMILIES[1:4] for name in _NAMES]
    )
)


class SetClock:
    """A clock that stands where it was put."""

    def __init__(self, now_ms: int) -> None:
        self.at_ms = now_ms

    def now_ms(self) -> int:
        """The set time."""
        return self.at_ms

    def monotonic(self) -> float:
        """The set time in seconds."""
        return self.at_ms / 1000


def fill(desk: Desk, clock: SetClock) -> None:
    """Record a morning; the clock ends at `NOW_MS`."""
    people, kinds = cycle(PEOPLE), cycle(_KINDS)
    row = 0
    for hour, count in _BY_HOUR.items():
        for place in range(count):
            minute = place * (2 if hour == 14 else 60) // count
            moment = parse_iso(f"2021-08-11T{hour:02}:{minute:02}:00")
            on_paper = place % 7 == 3
            row += on_paper
            clock.at_ms = moment
            desk.enter(
                Entry(
                    DirectionMode.AUTO,
                    kind=next(kinds),
                    occurred_at=moment,
                    way=Way.PAPER if on_paper else Way.CAMERA,
                    fallback=Fallback.NO_DEVICE if on_paper else None,
                    sheet="A-0012" if on_paper else None,
                    row=row if on_paper else None,
                    person=next(people),
                )
            )
    clock.at_ms = NOW_MS
    _send(desk)


def _send(desk: Desk) -> None:
    """Let a hub have confirmed all but the last three."""
    items = sorted(desk.store.outbox.claim(1000, NOW_MS), key=_when)
    answers = [
        Answer(item.passage.id, item.passage.rev, OutboxState.ACCEPTED) for item in items[:-3]
    ]
    desk.store.outbox.settle(answers, uuid4(), NOW_MS)
    desk.store.outbox.recover()


def _when(item: OutboxItem) -> int:
    return item.passage.recorded_at
