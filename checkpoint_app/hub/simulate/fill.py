"""Puts the invented city into an empty hub, through the same tables that the intake fills."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import numpy as np

from checkpoint_app.domain.sites import Level, owner_key, territory_key
from checkpoint_app.domain.text import fold
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.simulate import bodies, names, rhythm
from checkpoint_app.hub.simulate.city import City, Ints, Wish, make_ids, plan
from checkpoint_app.hub.simulate.crossing import (
    DIRECTIONS,
    KINDS,
    WAYS,
    Crossings,
    crossings_of,
)
from checkpoint_app.hub.simulate.derived import Stays, site_days, stays_of
from checkpoint_app.hub.simulate.life import (
    Gates,
    gates_of,
    refusals,
    station_days,
    station_rows,
)
from checkpoint_app.hub.simulate.people import Register, number_of
from checkpoint_app.hub.store import tables
from checkpoint_app.hub.store.bulk import Loader, Rows, day_texts
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.settings import Settings

SIMULATED_UNTIL = "simulated_until"
"""The setting that tells until when an invented city lasts, in ms since 1970 UTC."""
STEP = 100_000
"""About so many passages are made at a time."""
_BATCH = 5_000


@dataclass(slots=True)
class Filled:
    """What was put in: how many of each."""

    sites: int = 0
    stations: int = 0
    passages: int = 0
    refused: int = 0
    wrong: int = 0


def fill(database: HubDatabase, vault: Vault, wish: Wish) -> tuple[Filled, Iterator[str]]:
    """Fill an empty hub.

    Returns:
        How many of each; and the truth, a line of JSON for each site: ``{"site", "finding"}``.

    Raises:
        HubNotEmpty: it is not.
        DiskFull, StoreBusy and kin: what was put in by then is there.
    """
    city = plan(wish)
    gates = gates_of(city)
    loader = Loader(database)
    loader.begin([str(wish.today - timedelta(ago)) for ago in range(wish.days + 1)])
    _put_places(loader, city)
    filled = Filled(sites=wish.sites, stations=len(gates.site), wrong=int((city.fault >= 0).sum()))
    register = Register(vault, number_of(wish.passages))
    captured = np.zeros(len(gates.site), np.int64)
    for first, last in _steps(city):
        made = crossings_of(city, first, last, len(register.seen_at))
        refused = refusals(city, first, last)
        known = made.person >= 0
        register.meet(made.person[known], made.received_at[known])
        np.add.at(captured, gates.first[made.site] + made.gate, 1)
        loader.put(
            [
                _passages(made, city, gates, register, vault),
                _days(site_days(made, refused), city),
                _stays(stays_of(made), made, city, register),
            ]
        )
        _carry(city, last, int(city.quota[first:last].sum()) - len(made))
        filled.passages += len(made)
        filled.refused += int(refused.count.sum())
    _put_keys(loader, register)
    _put_stations(loader, city, gates, captured)
    loader.finish()
    Settings(database).put(SIMULATED_UNTIL, str(city.until))
    return filled, _truth(city)


def _steps(city: City) -> Iterator[tuple[int, int]]:
    """Runs of sites that have about `STEP` passages together."""
    summed = np.cumsum(city.quota)
    first, sites = 0, len(summed)
    while first < sites:
        done = int(summed[first - 1]) if first else 0
        last = int(np.searchsorted(summed, done + STEP, side="right"))
        last = min(max(last, first + 1), sites)
        yield first, last
        first = last


def _carry(city: City, after: int, short: int) -> None:
    """What some sites could not have within their hours, the next one that has any gets."""
    later = np.flatnonzero(city.quota[after:])
    if short and len(later):
        city.quota[after + later[0]] += short


def _truth(city: City) -> Iterator[str]:
    for number in range(len(city.kind)):
        site = str(UUID(bytes=city.ids[number].tobytes()))
        yield json.dumps({"site": site, "finding": city.finding(number) or None})


def _put_places(loader: Loader, city: City) -> None:
    """The territories, the owners and the sites."""
    rng = np.random.default_rng([city.wish.seed, 7])
    wards, districts = len(city.district_of_ward), len(names.DISTRICTS)
    count = 1 + districts + wards + len(names.CHAINS)
    ids = make_ids(rng, np.full(count, city.since))
    uuids = [UUID(bytes=one.tobytes()) for one in ids]
    top, of_district = uuids[0], uuids[1 : 1 + districts]
    of_ward, of_chain = uuids[1 + districts : 1 + districts + wards], uuids[1 + districts + wards :]
    path = territory_key(Level.CITY, names.CITY) + "/"
    rows = [_territory(top, None, Level.CITY, names.CITY, "")]
    loader.put_plain(tables.territory, rows)
    above = [
        _territory(item, top, Level.DISTRICT, name, path)
        for item, name in zip(of_district, names.DISTRICTS, strict=True)
    ]
    loader.put_plain(tables.territory, above)
    number = np.zeros(districts, int)
    rows = []
    for item, district in zip(of_ward, city.district_of_ward.tolist(), strict=True):
        name = names.ward_name(district, int(number[district]))
        number[district] += 1
        rows.append(
            _territory(item, of_district[district], Level.WARD, name, above[district]["path"])
        )
    loader.put_plain(tables.territory, rows)
    loader.put_plain(
        tables.owner,
        [
            {"id": item, "name": name, "name_fold": owner_key(name), "path": owner_key(name) + "/"}
            for item, name in zip(of_chain, names.CHAINS, strict=True)
        ],
    )
    for some in _batches(_sites(city, of_ward, of_chain)):
        loader.put_plain(tables.site, some)


def _territory(
    item: UUID, parent: UUID | None, level: Level, name: str, above: str
) -> dict[str, Any]:
    key = territory_key(level, name)
    return {
        "id": item,
        "parent": parent,
        "level": level.value,
        "name": name,
        "name_fold": key,
        "path": f"{above}{key}/",
    }


def _sites(city: City, of_ward: list[UUID], of_chain: list[UUID]) -> Iterator[dict[str, Any]]:
    for number in range(len(city.kind)):
        kind = rhythm.KINDS[city.kind[number]]
        chain, name = int(city.chain[number]), names.site_name(kind.value, number)
        yield {
            "id": UUID(bytes=city.ids[number].tobytes()),
            "code": f"HN-{number + 1:06}",
            "name": name,
            "name_fold": fold(name),
            "kind": kind.value,
            "territory": of_ward[city.ward[number]],
            "owner": of_chain[chain] if chain >= 0 else None,
            "address": f"Số {number % 300 + 1}, phố Mẫu",
            "head": names.person_name(number * 31),
            "phone": f"09{number:08}",
            "permitted": int(city.permitted[number]),
            "created_at": int(city.created_at[number]),
        }


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rest = iter(rows)
    while some := list(islice(rest, _BATCH)):
        yield some


def _passages(made: Crossings, city: City, gates: Gates, register: Register, vault: Vault) -> Rows:
    station = gates.ids[gates.first[made.site] + made.gate]
    persons = register.digests[made.person].tobytes()
    nobody = (made.person < 0).tolist()
    return Rows(
        tables.passage,
        {
            "site": city.ids[made.site],
            "id": made.id,
            "rev": made.rev,
            "station": station,
            "sent_by": station,
            "occurred_at": made.occurred_at,
            "recorded_at": made.recorded_at,
            "first_received_at": made.received_at,
            "received_at": made.received_at,
            "skew_ms": made.skew_ms,
            "voided": made.voided,
            "flags": made.flags,
            "direction": _words(DIRECTIONS, made.direction),
            "way": _words(WAYS, made.way),
            "kind": _words(KINDS, made.kind),
            "person": [
                None if nobody[n] else persons[n * 16 : n * 16 + 16] for n in range(len(made))
            ],
            "body": bodies.sealed(bodies.messages_of(made, gates), made, city, vault),
        },
    )


def _words(every: tuple[Any, ...], which: Ints) -> list[bytes]:
    said = [one.value.encode() for one in every]
    return [said[number] for number in which.tolist()]


def _days(rows: dict[str, Ints], city: City) -> Rows:
    columns: dict[str, Any] = dict(rows)
    columns |= {"day": day_texts(rows["day"]), "site": city.ids[rows["site"]]}
    return Rows(tables.site_day, columns)


def _stays(found: Stays, made: Crossings, city: City, register: Register) -> Rows:
    return Rows(
        tables.stay,
        {
            "site": city.ids[found.site],
            "entry_at": found.entry_at,
            "id": made.id[found.passage],
            "until_at": found.until_at,
            "person": register.digests[found.person],
            "entered": found.entered,
            "left": found.left,
        },
    )


def _put_keys(loader: Loader, register: Register) -> None:
    met = register.met().tolist()
    for at in range(0, len(met), _BATCH * 10):
        keys = register.keys(met[at : at + _BATCH * 10])
        if keys:
            key, person, seen = zip(*keys, strict=True)
            columns: dict[str, Any] = {
                "key": np.frombuffer(b"".join(key), np.uint8).reshape(-1, 16),
                "person": np.frombuffer(b"".join(person), np.uint8).reshape(-1, 16),
                "seen_at": np.array(seen, np.int64),
            }
            loader.put([Rows(tables.person_key, columns)])


def _put_stations(loader: Loader, city: City, gates: Gates, captured: Ints) -> None:
    for some in _batches(station_rows(city, gates, captured)):
        loader.put_plain(tables.station, some)
    rows = station_days(city, gates)
    columns: dict[str, Any] = rows | {
        "day": day_texts(rows["day"]),
        "station": gates.ids[rows["station"]],
        "site": city.ids[rows["site"]],
    }
    loader.put([Rows(tables.station_day, columns)])
