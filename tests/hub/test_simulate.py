"""The invented city: what lies in the tables is what the intake makes of the same messages."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Table, insert, select

from checkpoint_app.domain.hub_errors import HubNotEmpty
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.judging import judge
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.simulate.city import Wish, plan
from checkpoint_app.hub.simulate.faults import FAULTS
from checkpoint_app.hub.simulate.fill import fill
from checkpoint_app.hub.simulate.life import refusals
from checkpoint_app.hub.store import tables
from checkpoint_app.hub.store.group import Intake
from checkpoint_app.wire.messages import PassageItem
from checkpoint_app.wire.validation import check_item
from tests.fakes.clock import FakeClock

WISH = Wish(seed=5, sites=60, passages=4_000, today=date(2026, 11, 23), days=9)
UNTIL = 1_795_424_400_000
"""2026-11-23, 16:00 in Hanoi."""


@pytest.fixture
def simulated(tmp_path: Path, hub_db: str | None) -> Iterator[Hub]:
    hub = Hub.open(tmp_path / "city", hub_db, FakeClock("2026-11-23T16:00"))
    fill(hub._database, hub._vault, WISH)
    yield hub
    hub.close()


def rows_of(hub: Hub, table: Table, *without: str) -> list[tuple[Any, ...]]:
    wanted = [column for column in table.c if column.name not in without]
    with hub._database.read() as connection:
        found = connection.execute(select(*wanted)).all()
    return sorted((tuple(row) for row in found), key=repr)


def copied(hub: Hub, into: Hub, *names: Table) -> None:
    for table in names:
        with hub._database.read() as connection:
            rows = [row._asdict() for row in connection.execute(select(table)).all()]
        with into._database.write() as connection:
            connection.execute(insert(table), rows)


def sent_again(hub: Hub, into: Hub) -> None:
    """Every passage comes once more, by the way that passages come, in any order."""
    intakes = []
    for page in hub._passages.pages():
        for row in page:
            said = row["site"], row["received_at"], row["skew_ms"]
            good, bad = judge([row["body"]], *said, into._vault)
            assert not bad
            intakes.append(Intake(said[0], row["sent_by"], *said[1:], good))
    city = plan(WISH)
    refused = refusals(city, 0, WISH.sites)
    stations = {row[1]: row[0] for row in rows_of(into, tables.station)}
    ids = [site.id for site in sorted(into.sites.pages(), key=lambda site: str(site.code))]
    for site, at, count in zip(refused.site, refused.at, refused.count, strict=True):
        item = ids[int(site)]
        intakes.append(Intake(item, stations[item], int(at), 0, [], int(count)))
    Random(1).shuffle(intakes)
    for start in range(0, len(intakes), 400):
        into._passages.take(intakes[start : start + 400])
    into.settle()


def test_the_tables_hold_what_the_intake_makes_of_the_same_messages(
    simulated: Hub, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    (other / "hub.key").write_bytes((tmp_path / "city" / "hub.key").read_bytes())
    hub = Hub.open(other, None, FakeClock("2026-11-23T16:00"))
    copied(simulated, hub, tables.territory, tables.owner, tables.site, tables.station)
    sent_again(simulated, hub)
    for table, without in (
        (tables.passage, ("body",)),
        (tables.site_day, ()),
        (tables.stay, ()),
        (tables.person_key, ("seen_at",)),
    ):
        ours, theirs = rows_of(simulated, table, *without), rows_of(hub, table, *without)
        assert len(ours) > 100, table.name
        assert ours == theirs, table.name
    hub.close()


def test_a_city_is_as_large_as_wished_and_ends_today_at_four(simulated: Hub) -> None:
    passages = rows_of(simulated, tables.passage)
    received = [
        row[tuple(tables.passage.c).index(tables.passage.c.received_at)] for row in passages
    ]
    assert len(passages) == WISH.passages
    assert max(received) <= UNTIL
    assert simulated.sites.count() == WISH.sites
    assert {site.kind for site in simulated.sites.pages()} == set(SiteKind)


def test_its_messages_can_be_read(simulated: Hub) -> None:
    for page in simulated._passages.pages():
        for row in page:
            item = check_item(row["body"], 0)
            assert isinstance(item, PassageItem)
            assert (item.id, item.rev, item.occurred_at) == (
                row["id"],
                row["rev"],
                row["occurred_at"],
            )


def test_the_same_seed_makes_the_same_city(simulated: Hub, tmp_path: Path) -> None:
    hub = Hub.open(tmp_path / "again", None, FakeClock("2026-11-23T16:00"))
    fill(hub._database, hub._vault, WISH)
    without = ("body", "person")  # the hubs' keys differ
    assert rows_of(hub, tables.passage, *without) == rows_of(simulated, tables.passage, *without)
    with pytest.raises(HubNotEmpty):
        fill(hub._database, hub._vault, WISH)
    hub.close()


@pytest.mark.parametrize(("sites", "passages", "days"), [(1, 10, 1), (40, 0, 3), (3_000, 500, 20)])
def test_a_city_of_any_shape_can_be_made(
    tmp_path: Path, sites: int, passages: int, days: int
) -> None:
    hub = Hub.open(tmp_path / "odd", None, FakeClock("2026-11-23T16:00"))
    filled, truth = fill(
        hub._database, hub._vault, Wish(3, sites, passages, date(2026, 11, 23), days)
    )
    lines = [json.loads(line) for line in truth]
    assert (filled.sites, len(lines)) == (sites, sites)
    assert passages * 0.6 <= filled.passages <= passages
    hub.close()


def test_the_wrong_doers_are_of_every_kind_and_few() -> None:
    city = plan(Wish(9, 4_000, 200_000, date(2026, 11, 23)))
    found = Counter(city.finding(site) for site in range(4_000))
    assert set(found) == {"", *(fault.finding for fault in FAULTS)}
    assert all(10 <= count <= 20 for finding, count in found.items() if finding)
