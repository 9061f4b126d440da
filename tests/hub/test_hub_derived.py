"""Roll-ups and stays are those of the passages held, whatever came in which order."""

from collections.abc import Iterator
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import Direction, Kind, Passage, Way
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import waiting
from checkpoint_app.hub.store.partitions import first_id
from checkpoint_app.hub.store.rollups import Tally
from tests.fakes.clock import FakeClock
from tests.hub import recount
from tests.hub.places import new_place

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
    here = new_place(city)
    sent: list[Passage] = []
    for number in range(data.draw(st.integers(1, 6))):
        made = first_id(data.draw(_MADE)).int | (number + 1) << 16 | uuid4().int >> 120
        revisions = data.draw(st.lists(_revision, min_size=1, max_size=3))
        sent += [
            here.passage(rev=rev, id=UUID(int=made), recorded_at=NOON, **values)
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
        rows = recount.facts(city, here.site)
        assert {row["id"]: row["rev"] for row in rows} == {
            item: one.rev for item, one in newest.items()
        }
        assert recount.counted(city, here.site) == recount.recounted(rows)
        for _ in range(data.draw(st.integers(0, 3))):
            city._stays.pair_some()
        if data.draw(st.booleans()):
            city.settle()
            assert recount.stays(city, here.site) == recount.paired_anew(rows)
    city.settle()
    rows = recount.facts(city, here.site)
    assert recount.stays(city, here.site) == recount.paired_anew(rows)


def test_all_of_a_group_is_held_or_nothing(city: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    here = new_place(city)
    one = here.passage(NOON)

    def fail(*_: object) -> None:
        raise OSError

    for owner, name in ((waiting, "put"), (Tally, "write")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, fail)
            with pytest.raises(OSError):  # noqa: PT011 - it has no words
                here.send(one)
        assert recount.facts(city, here.site) == []
        assert recount.counted(city, here.site) == {}
    assert here.send(one).accepted == [(one.id, 1)]
    assert len(recount.facts(city, here.site)) == 1
