"""The database judges how stations are as the program does."""

from random import Random
from uuid import uuid4

from sqlalchemy import insert, update

from checkpoint_app.domain.sites import read_territory
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.signs import BEHIND_MS, IDLE_MS, OFFLINE_MS, StationState
from checkpoint_app.hub.store.tables import station
from checkpoint_app.records.trusted_time import CLOCK_OFF_MS
from tests.fakes.hub_server import RunningHub
from tests.hub.city import HERE, build

NOW = 1_800_000_000_000
EDGES = (OFFLINE_MS, BEHIND_MS, IDLE_MS, CLOCK_OFF_MS)


def test_counts_and_pages_agree_with_the_judgement_of_each_one(hub: RunningHub) -> None:
    rng, sites = Random(3), build(hub)

    def moment() -> int | None:
        if rng.random() < 0.25:
            return None
        return NOW - rng.choice(EDGES) + rng.choice((-60_000, -1, 0, 1, 60_000))

    rows = [
        {
            "id": uuid4(),
            "site": rng.choice((sites.here, sites.there)),
            "name": f"Cổng {number:03}",
            "token_hash": rng.randbytes(32),
            "enrolled_at": NOW - IDLE_MS - rng.choice((-1, 0, 1)),
            "last_seen_at": moment(),
            "beat_at": moment(),
            "active_at": moment(),
            "oldest_unsent_at": moment(),
            "skew_ms": rng.choice((None, 0, CLOCK_OFF_MS, -CLOCK_OFF_MS, CLOCK_OFF_MS - 1)),
        }
        for number in range(400)
    ]
    with hub.hub._database.write() as connection:
        connection.execute(insert(station), rows)
    states, overview = hub.hub.station_counts, hub.hub.overview
    ward = Scope(territory=hub.hub.sites.territory(read_territory(HERE))[0])
    for scope in (ALL, ward):
        judged = overview.stations(scope, NOW, after=None, limit=1_000)
        counted = states.counts(scope, NOW)
        assert counted == {
            state: sum(1 for one in judged if one.judged.state is state) for state in StationState
        }
        assert all(counted.values()), "every state is there"
        for state in (None, *StationState):
            wanted = [one.id for one in judged if state in {None, one.judged.state}]
            for few in (False, True):
                found, after = [], None
                while page := states.page(scope, NOW, state=state, few=few, after=after, limit=37):
                    found += [one.id for one, _ in page]
                    after = page[-1][0].id
                assert found == wanted
    gone = update(station).where(station.c.id == rows[0]["id"]).values(revoked_at=1)
    with hub.hub._database.write() as connection:
        connection.execute(gone)
    assert sum(states.counts(ALL, NOW).values()) == 399
    assert states.page(ALL, NOW, after=uuid4(), limit=5) == []
