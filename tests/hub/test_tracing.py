"""Who met whom is what a comparison of everybody with everybody finds."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.documents import Sex
from checkpoint_app.domain.errors import InvalidEntry, WeakPin
from checkpoint_app.domain.hub_errors import ExportSealed, ReasonMissing, SecondMissing
from checkpoint_app.domain.passage import Direction, Passage, Person, Way
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.partitions import first_id
from checkpoint_app.hub.tracing import Traced, Wish
from checkpoint_app.records.ids import new_id
from checkpoint_app.security.keyformat import Cost
from checkpoint_app.security.passphrase_file import close_with, open_with
from tests.fakes.clock import FakeClock
from tests.hub import recount
from tests.hub.places import Place, new_place

HOUR, MINUTE = 3_600_000, 60_000
NOON = parse_iso("2026-11-23T12:00")
NOW = NOON + 30 * HOUR
PEOPLE = [f"090000000{number}" for number in range(5)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    postgres = request.param == "postgresql"
    url = request.getfixturevalue("postgres").new_database() if postgres else None
    hub = Hub.open(tmp_path_factory.mktemp("city"), url, FakeClock("2026-11-24T18:00"))
    yield hub
    hub.close()


def cross(here: Place, phone: str, at: int, direction: Direction, **more: Any) -> None:
    person = Person(name=f"Người {phone[-3:]}", phone=phone, **more)
    here.send(
        Passage(
            UUID(int=first_id(at).int | new_id().int >> 60 & (1 << 62) - 1), here.sender.station,
            direction, Way.CAMERA, at, at, person=person,
        )
    )  # fmt: skip


def expected(
    hub: Hub, places: list[Place], phone: str, since: int, until: int
) -> dict[bytes, dict[UUID, int]]:
    """Everybody's stays against everybody's, in plain words: ms together, by person and site."""
    key = hub._vault.digest(f"tel:{phone}")
    found: dict[bytes, dict[UUID, int]] = {}
    for here in places:
        site = here.sender.site
        rows = recount.paired_anew(recount.facts(hub, site))
        for begin, end, person, *_rest in rows:
            if person != key:
                continue
            first, last = max(begin, since), min(end, until, NOW)
            for other_begin, other_end, other, *_more in rows:
                if other == key or first >= last or not (other_begin < last and other_end > first):
                    continue
                together = min(last, other_end) - max(first, other_begin)
                sites = found.setdefault(other, {})
                sites[site] = sites.get(site, 0) + together
    return found


_crossing = st.tuples(
    st.integers(0, 1),
    st.sampled_from(PEOPLE),
    st.integers(-40 * 60, 29 * 60).map(lambda minutes: NOON + minutes * MINUTE),
    st.sampled_from(Direction),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    crossings=st.lists(_crossing, max_size=24, unique_by=lambda one: one[2]),
    window=st.tuples(st.integers(-50, 20), st.integers(1, 60)),
)
def test_contacts_are_those_of_brute_force(
    city: Hub, crossings: list[tuple[int, str, int, Direction]], window: tuple[int, int]
) -> None:
    places = [new_place(city), new_place(city)]
    salt = str(new_id().int % 10_000).zfill(4)
    people = {phone: f"09{salt}{phone[-4:]}" for phone in PEOPLE}
    for where, phone, at, direction in crossings:
        cross(places[where], people[phone], at, direction)
    city.settle()
    since = NOON + window[0] * HOUR
    until = since + window[1] * HOUR
    phone = people[PEOPLE[0]]
    traced = city.oversight.tracing.trace(Wish(phone, since, until, "CV 12"))
    want = expected(city, places, phone, since, until)
    names = {here.sender.site: here.sender.site_name for here in places}
    assert {one.key: one.by_site for one in traced.contacts} == {
        person.hex(): {names[site]: round(ms / MINUTE, 1) for site, ms in sites.items()}
        for person, sites in want.items()
    }
    together = [one.minutes for one in traced.contacts]
    assert together == sorted(together, reverse=True)
    assert traced.total == len(want)


@pytest.fixture
def hub(tmp_path: Any, hub_db: str | None) -> Iterator[Hub]:
    opened = Hub.open(tmp_path / "hub", hub_db, FakeClock("2026-11-24T18:00"))
    yield opened
    opened.close()


def traced(hub: Hub, words: str, **more: Any) -> Traced:
    return hub.oversight.tracing.trace(
        Wish(words, NOON - 24 * HOUR, NOON + 24 * HOUR, "CV 12", **more)
    )


def test_a_chain_is_followed_and_every_number_finds_its_bearer(hub: Hub) -> None:
    market, office = new_place(hub), new_place(hub)
    one, two, three = PEOPLE[:3]
    cross(market, one, NOON, Direction.IN, id_number="001099000001")
    cross(market, two, NOON + 10 * MINUTE, Direction.IN)
    cross(market, one, NOON + 40 * MINUTE, Direction.OUT, id_number="001099000001")
    cross(market, two, NOON + 50 * MINUTE, Direction.OUT)
    cross(office, two, NOON + 2 * HOUR, Direction.IN)
    cross(office, three, NOON + 2 * HOUR + MINUTE, Direction.IN)
    cross(office, three, NOON + 3 * HOUR, Direction.OUT)
    cross(office, two, NOON + 3 * HOUR, Direction.OUT)
    hub.settle()
    for words in ("001099000001", one, f"+84 {one[1:4]} {one[4:]}"):
        found = traced(hub, words)
        assert (found.subjects, found.total, len(found.stays)) == (1, 1, 1)
        (met,) = found.contacts
        assert (met.minutes, met.meetings) == (30, 1)
        assert met.person == {"name": f"Người {two[-3:]}", "phone": two}
    second = traced(hub, met.key)
    assert {contact.person["phone"]: contact.minutes for contact in second.contacts if
            contact.person} == {three: 59, one: 30}  # fmt: skip
    assert traced(hub, "0909999999").subjects == 0
    rows = hub.access.page(limit=10)
    assert {(row.action, row.reason) for row in rows} == {("trace", "CV 12")}
    assert all(one not in str(row) and "001099000001" not in str(row) for row in rows)


def test_the_longest_together_stand_first_and_speak_with_their_last_word(hub: Hub) -> None:
    """Two meetings with somebody, one after the other, and one longer with somebody else."""
    here = new_place(hub)
    one, two, three = PEOPLE[:3]
    for begin in (0, 60):
        cross(here, one, NOON + begin * MINUTE, Direction.IN)
        said = {"sex": Sex.FEMALE} if begin else {}
        cross(here, two, NOON + (begin + 20) * MINUTE, Direction.IN, **said)
        cross(here, one, NOON + (begin + 30) * MINUTE, Direction.OUT)
        cross(here, two, NOON + (begin + 40) * MINUTE, Direction.OUT)
    cross(here, three, NOON + 4 * MINUTE, Direction.IN)
    cross(here, three, NOON + 29 * MINUTE, Direction.OUT)
    hub.settle()
    found = traced(hub, one)
    assert [(met.minutes, met.meetings) for met in found.contacts] == [(25, 1), (20, 2)]
    longest, often = found.contacts
    assert longest.person == {"name": f"Người {three[-3:]}", "phone": three}
    assert often.person == {"name": f"Người {two[-3:]}", "phone": two, "sex": "female"}
    assert (often.first_at, often.last_at) == (NOON + 20 * MINUTE, NOON + 90 * MINUTE)


def test_a_stay_in_pieces_is_one_and_no_minute_to_come_counts(hub: Hub) -> None:
    """Twenty hours are held as two pieces; whoever has not left was there until now, no longer."""
    here = new_place(hub)
    one, two = PEOPLE[:2]
    cross(here, one, NOON - 10 * HOUR, Direction.IN)
    cross(here, one, NOON + 10 * HOUR, Direction.OUT)
    cross(here, one, NOW - HOUR, Direction.IN)
    cross(here, two, NOW - HOUR, Direction.IN)
    hub.settle()
    found = hub.oversight.tracing.trace(Wish(one, NOON - 24 * HOUR, NOW + 24 * HOUR, "CV 12"))
    stays = [(since - NOON, until - NOON) for _, _, since, until in found.stays]
    assert stays == [(-10 * HOUR, 10 * HOUR), (29 * HOUR, 30 * HOUR)]
    assert [(met.minutes, met.meetings) for met in found.contacts] == [(60, 1)]


def test_nobody_is_traced_without_a_reason_or_the_second_person(hub: Hub) -> None:
    tracing = hub.oversight.tracing
    with pytest.raises(ReasonMissing):
        tracing.trace(Wish("0900000000", NOON, NOON + 1, "  "))
    for until in (NOON, NOON + 61 * 24 * HOUR):
        with pytest.raises(InvalidEntry):
            tracing.trace(Wish("0900000000", NOON, until, "CV 12"))
    tracing.set_four_eyes(True)
    me = new_id()
    for second in (None, me):
        with pytest.raises(SecondMissing):
            traced(hub, "0900000000", account=me, second=second)
    assert hub.access.page() == []
    assert traced(hub, "0900000000", account=me, second=new_id()).total == 0


def test_an_export_opens_with_its_passphrase_alone() -> None:
    cheap, content = Cost(memory=8, passes=1), b'{"contacts": []}'
    closed = close_with("sáu từ khó đoán cho tệp", content, cheap)
    assert content not in closed
    assert open_with("sáu  từ khó đoán cho tệp ", closed) == content
    for passphrase, file in (
        ("năm từ khó đoán cho tệp", closed),
        ("sáu từ khó đoán cho tệp", closed[:-1]),
        ("sáu từ khó đoán cho tệp", closed.replace(b"passes", b"posses")),
        ("sáu từ khó đoán cho tệp", b"CHECKPOINT"),
        ("sáu từ khó đoán cho tệp", b""),
    ):
        with pytest.raises(ExportSealed):
            open_with(passphrase, file)
    with pytest.raises(WeakPin):
        close_with("ngắn", content)
