"""What the hub makes of a passage: marks for odd times, digests for whatever names a person."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import select

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import Person, Way
from checkpoint_app.hub.judging import (
    AHEAD,
    BACKWARDS,
    BEHIND,
    CLOCK_OFF_MS,
    DAY_MS,
    FAR_ID,
    FUTURE,
    LATE,
    PAPER,
    SLACK_MS,
    STRANGE,
)
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.partitions import first_id
from checkpoint_app.hub.store.tables import intake
from checkpoint_app.hub.store.waiting import Work
from checkpoint_app.wire.passages import encode_item
from tests.fakes.clock import FakeClock
from tests.hub import recount
from tests.hub.places import Place, new_place

NOW = parse_iso("2026-11-23T12:30")


@pytest.fixture
def here(tmp_path: Path, hub_db: str | None) -> Iterator[Place]:
    hub = Hub.open(tmp_path / "hub", hub_db, FakeClock("2026-11-23T12:30"))
    yield new_place(hub)
    hub.close()


def made(at: int) -> UUID:
    return UUID(int=first_id(at).int | uuid4().int >> 70)


CASES: list[tuple[str, int, dict[str, Any], int]] = [
    ("plain", 0, {}, 0),
    ("clock ahead", CLOCK_OFF_MS + 1, {}, AHEAD),
    ("clock behind", -CLOCK_OFF_MS - 1, {}, BEHIND),
    ("clock a little off", CLOCK_OFF_MS, {}, 0),
    ("id made later", 0, {"id": made(NOW + SLACK_MS + 1)}, FAR_ID),
    ("id made earlier", 0, {"id": made(NOW - SLACK_MS - 1)}, FAR_ID),
    ("id made a little later", 0, {"id": made(NOW + SLACK_MS - 1)}, 0),
    ("id of another kind", 0, {"id": UUID(int=5)}, FAR_ID | LATE),
    (
        "sent after days",
        0,
        {"at": NOW - 2 * DAY_MS, "id": made(NOW - 2 * DAY_MS), "recorded_at": NOW - 2 * DAY_MS},
        LATE,
    ),
    ("paper typed late", 0, {"at": NOW - SLACK_MS - 1, "way": Way.PAPER}, FAR_ID | PAPER),
    ("paper typed at once", 0, {"at": NOW - SLACK_MS + 1, "way": Way.PAPER}, 0),
    ("typed by hand late", 0, {"at": NOW - SLACK_MS - 1, "way": Way.TYPED}, FAR_ID),
    (
        "tomorrow",
        0,
        {"at": NOW + DAY_MS, "recorded_at": NOW + DAY_MS, "id": made(NOW + DAY_MS)},
        FUTURE,
    ),
    ("recorded before it was", 0, {"recorded_at": NOW - CLOCK_OFF_MS - 1}, BACKWARDS),
    ("before 1970", 0, {"at": -5, "recorded_at": 0}, STRANGE | FAR_ID),
    ("after 9999", 0, {"recorded_at": 10**18}, STRANGE),
]


@pytest.mark.parametrize(("name", "ahead_ms", "said", "flags"), CASES, ids=[c[0] for c in CASES])
@pytest.mark.parametrize("hub_db", [None], ids=["sqlite"])
def test_odd_times_are_marked(
    here: Place, name: str, ahead_ms: int, said: dict[str, Any], flags: int
) -> None:
    values: dict[str, Any] = {"at": NOW, "recorded_at": NOW, "id": made(NOW)} | said
    answer = here.send(here.passage(**values), ahead_ms=ahead_ms)
    assert len(answer.accepted) == 1, name
    (row,) = recount.facts(here.hub, here.site)
    assert row["flags"] == flags


def test_no_time_is_too_odd_to_be_held_and_shown(here: Place) -> None:
    times = ["-1", "0", "253402300800000", "9" * 30, "-" + "9" * 5_000, "1790000000000.7", "1e400"]
    raws = []
    for text in times:
        one = here.passage(NOW, recorded_at=123_454_321)
        raws.append(encode_item(one).replace(b"123454321", text.encode()))
        other = here.passage(123_454_321, recorded_at=NOW)
        raws.append(encode_item(other).replace(b"123454321", text.encode()))
    assert len(here.send_raw(raws).accepted) == len(raws)
    shown = list(here.hub.passages(reveal=True))
    assert len(shown) == len(raws)
    assert {str(row["occurred_at"])[:4] for row in shown} == {"1970", "9999", "2026"}
    here.hub.settle()
    rows = recount.facts(here.hub, here.site)
    assert recount.stays(here.hub, here.site) == recount.paired_anew(rows)
    assert recount.counted(here.hub, here.site) == recount.recounted(rows)
    assert msgspec.json.encode(here.hub.status())


def test_somebody_is_found_by_each_number(here: Place) -> None:
    who = Person(
        name="Nguyễn Văn Thử",
        id_number="001099000001",
        old_id_number="010000001",
        insurance_number="0100000000",
        qid="162900000000000001",
        phone="0900000001",
    )
    digest = here.hub._vault.digest
    for _ in range(2):
        here.send(here.passage(NOW, person=who, plate="29A12345", pass_number="NTD-1"))
        here.hub.settle()
    (row, _) = recount.facts(here.hub, here.site)
    person = digest("id:001099000001")
    assert bytes(row["person"]) == person
    words = (
        *("id:010000001", "bhyt:0100000000", "qid:162900000000000001"),
        *("tel:0900000001", "plate:29A12345", "card:NTD-1"),
    )
    assert recount.keys(here.hub) == {digest(text): {person} for text in words}


def test_a_masked_number_names_nobody(here: Place) -> None:
    who = Person(name="Thử", id_number="0010********", old_id_number="01*", birth_date="1999")
    here.send(here.passage(NOW, person=who), here.passage(NOW, person=Person(name="Thử")))
    here.hub.settle()
    people = {row["person"] for row in recount.facts(here.hub, here.site)}
    assert None in people
    assert len(people) == 2
    assert recount.keys(here.hub) == {}
    assert len(recount.stays(here.hub, here.site)) == 1


def test_a_pair_of_numbers_is_noted_once_a_day(here: Place) -> None:
    clock = here.hub.clock
    assert isinstance(clock, FakeClock)
    noted = []
    for day in range(2):
        for _ in range(2):
            here.send(here.passage(NOW, plate="29A12345"))
            with here.hub._database.read() as connection:
                (body,) = connection.execute(select(intake.c.body)).scalars()
            noted.append((day, len(msgspec.msgpack.decode(body, type=Work).keys)))
            here.hub.settle()
        clock.pass_s(86_400)
    assert noted == [(0, 1), (0, 0), (1, 1), (1, 0)]


def test_what_was_refused_and_when_it_last_came_is_counted(here: Place) -> None:
    here.send(refused=3)
    here.send(here.passage(NOW - 20 * 3_600_000), here.passage(NOW), refused=2)
    with here.hub._database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT day, part, refused, entries, last_received_at FROM site_day ORDER BY day"
        ).all()
    assert [tuple(row) for row in rows] == [
        ("2026-11-22", 1, 0, 1, NOW),
        ("2026-11-23", 0, 5, 1, NOW),
    ]
