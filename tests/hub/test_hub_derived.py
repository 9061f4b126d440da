"""Roll-ups and stays are those of the passages held, whatever came in which order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import Direction, Kind, Passage, Person, SiteKind, Way
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import waiting
from checkpoint_app.hub.store.partitions import first_id
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.messages import Batch, BatchAnswer, EnrolRequest
from checkpoint_app.wire.passages import encode_item
from tests.fakes.clock import FakeClock
from tests.hub import recount

HOUR = 3_600_000
NOON = parse_iso("2026-11-23T12:00")
TIMES = [
    *(NOON + hours * HOUR for hours in (-60, -30, -13, -12, -2, -1, 0, 1, 2, 4, 6, 13, 25)),
    *(parse_iso(text) for text in ("2026-11-22T23:59:59.999", "2026-11-23T00:00")),
    *(parse_iso(text) for text in ("2026-11-23T15:59:59.999", "2026-11-23T16:00")),
    NOON - 16 * 24 * HOUR,
    0,
    -5,
    10**30,
]


@dataclass(frozen=True)
class Place:
    """A site of its own with a station."""

    hub: Hub
    sender: Sender

    def send(self, *passages: Passage, refused: int = 0) -> BatchAnswer:
        raws = [msgspec.Raw(encode_item(one)) for one in passages] + [msgspec.Raw(b"1")] * refused
        batch = Batch(
            v=1,
            station=self.sender.station,
            batch=uuid4(),
            sent=self.hub.now_ms(),
            passages=raws,
        )
        pending = self.hub.receive(self.sender, msgspec.json.encode(batch))
        return self.hub.answer(pending, pending.outcome.result(20))


def place(hub: Hub) -> Place:
    name = uuid4().hex
    hub.add_site(name, SiteKind.MARKET)
    request = EnrolRequest(code=hub.enrol(name), station=uuid4(), name="Cổng")
    return Place(hub, hub.sender(hub.join(request, "192.0.2.1").token))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub whose tests each use a site of their own; it pairs in the smallest steps there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(waiting, "ROWS", 1)
        patch.setattr(waiting, "PEOPLE", 1)
        yield from _city(request, tmp_path_factory)


def _city(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hub]:
    postgres = request.param == "postgresql"
    url = request.getfixturevalue("postgres").new_database() if postgres else None
    hub = Hub.open(tmp_path_factory.mktemp("city"), url, FakeClock("2026-11-23T12:30"))
    yield hub
    hub.close()


def passage(
    sender: Sender, rev: int, item: UUID, at: int, phone: str | None, **more: Any
) -> Passage:
    return Passage(
        id=item,
        station=sender.station,
        rev=rev,
        occurred_at=at,
        recorded_at=more.pop("recorded_at", at),
        person=Person(phone=phone),
        **more,
    )


_revision = st.fixed_dictionaries(
    {
        "at": st.sampled_from(TIMES),
        "phone": st.sampled_from(["0900000001", "0900000001", "0900000002", None]),
        "direction": st.sampled_from(Direction),
        "way": st.sampled_from(Way),
        "kind": st.sampled_from(Kind),
        "voided": st.sampled_from([False, False, False, True]),
    }
)
_MADE = st.sampled_from(TIMES).map(lambda at: max(0, min(at, 2**47)))


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_what_is_derived_is_that_of_what_is_held(city: Hub, data: st.DataObject) -> None:
    here = place(city)
    sent: list[Passage] = []
    for number in range(data.draw(st.integers(1, 6))):
        made = first_id(data.draw(_MADE)).int | (number + 1) << 16 | uuid4().int >> 120
        revisions = data.draw(st.lists(_revision, min_size=1, max_size=3))
        sent += [
            passage(here.sender, rev, UUID(int=made), **values)
            for rev, values in enumerate(revisions, 1)
        ]
    order = data.draw(st.permutations(sent + data.draw(st.lists(st.sampled_from(sent)))))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(order)), max_size=5)) | {0, len(order)})
    newest: dict[UUID, Passage] = {}
    for begin, end in pairwise(cuts):
        batch = order[begin:end]
        answer = here.send(*batch)
        assert len(answer.accepted) + len(answer.duplicate) == len(batch)
        for one in batch:
            if one.id not in newest or newest[one.id].rev < one.rev:
                newest[one.id] = one
        rows = recount.facts(city, here.sender.site)
        assert {row["id"]: row["rev"] for row in rows} == {
            item: one.rev for item, one in newest.items()
        }
        assert recount.counted(city, here.sender.site) == recount.recounted(rows)
        for _ in range(data.draw(st.integers(0, 3))):
            city._stays.pair_some()
        if data.draw(st.booleans()):
            city.settle()
            assert recount.stays(city, here.sender.site) == recount.paired_anew(rows)
    city.settle()
    rows = recount.facts(city, here.sender.site)
    assert recount.stays(city, here.sender.site) == recount.paired_anew(rows)
