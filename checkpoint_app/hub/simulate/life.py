"""What the stations of the invented city say of themselves: their days, their last word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from checkpoint_app import __version__
from checkpoint_app.hub.simulate.city import DAY_MS, HOUR_MS, City, Ints, make_ids
from checkpoint_app.hub.simulate.derived import Refusals
from checkpoint_app.hub.simulate.rhythm import MARKET, OFFICE, OTHER, RESIDENTIAL, SHOP

VERSIONS = ("0.0.7", "0.0.8", "0.0.9", __version__)
BEAT_MS = 600_000
# From which hour to which a station runs, by kind of site.
_OPENS = {RESIDENTIAL: (0, 24), MARKET: (2, 21), OFFICE: (5, 21), SHOP: (6, 23), OTHER: (5, 22)}
_REFUSED_SHARE = (0.2, 0.5)


@dataclass(frozen=True, slots=True)
class Gates:
    """The stations: of which site each is, and their ids; of a site they lie one after the other.

    Attributes:
        first: the place of each site's first one.
    """

    site: Ints
    ids: Any
    first: Ints


def gates_of(city: City) -> Gates:
    """Every station of the city."""
    rng = np.random.default_rng([city.wish.seed, 2])
    site = np.repeat(np.arange(len(city.kind)), city.gates)
    at = np.maximum(city.created_at, city.since + city.opened * DAY_MS - HOUR_MS)[site]
    return Gates(site, make_ids(rng, at), np.cumsum(city.gates) - city.gates)


def refusals(city: City, first: int, last: int) -> Refusals:
    """What was refused at the sites from `first` up to `last`: often, or now and then."""
    rng = np.random.default_rng([city.wish.seed, 3, first])
    days, size = city.wish.days, last - first
    wrong = city.is_fault("refused")[first:last]
    share = rng.uniform(*_REFUSED_SHARE, size)
    often = city.quota[first:last] / days * share / (1 - share)
    count = np.where(wrong[:, None], rng.poisson(np.maximum(often, 2)[:, None], (size, days)), 0)
    once = (rng.random(size) < 0.06) & (city.gates[first:last] > 0) & ~wrong
    day = rng.integers(0, days, size)
    count[once, day[once]] = rng.integers(1, 4, size)[once]
    count[:, :] *= np.arange(days)[None, :] >= city.opened[first:last, None]
    site, when = np.nonzero(count)
    at = city.since + when * DAY_MS + rng.integers(8 * HOUR_MS, 15 * HOUR_MS, len(when))
    return Refusals(site + first, at, count[site, when])


def station_rows(city: City, gates: Gates, captured: Ints) -> Iterator[dict[str, Any]]:
    """The rows of `station`.

    Args:
        captured: passages that each recorded.
    """
    rng = np.random.default_rng([city.wish.seed, 4])
    size = len(gates.site)
    beat = city.until - rng.integers(0, BEAT_MS, size)
    opens, closes = _hours(city, gates)
    midnight = city.since + (city.wish.days - 1) * DAY_MS
    beat = np.minimum(beat, midnight + closes * HOUR_MS)
    shut = ~_runs(city, gates)[:, -1] | (midnight + opens * HOUR_MS > beat)
    beat = np.where(
        shut, midnight - DAY_MS + closes * HOUR_MS - rng.integers(0, BEAT_MS, size), beat
    )
    begin, end = city.outage[gates.site].T
    beat = np.where((beat >= begin) & (beat < end), begin, beat)
    off = city.opened[gates.site] * DAY_MS + city.since
    beat = np.maximum(beat, off)
    since = np.minimum(beat - 60_000, off - HOUR_MS)
    needs_fix = np.where(city.is_fault("refused")[gates.site], rng.integers(0, 30, size), 0)
    tokens = np.frombuffer(rng.bytes(32 * size), np.uint8).reshape(-1, 32)
    for n in range(size):
        site = int(gates.site[n])
        yield {
            "id": UUID(bytes=gates.ids[n].tobytes()),
            "site": UUID(bytes=city.ids[site].tobytes()),
            "name": f"Cổng {n - int(gates.first[site]) + 1}",
            "token_hash": tokens[n].tobytes(),
            "enrolled_at": int(since[n]),
            "last_seen_at": int(beat[n]),
            "beat_at": int(beat[n]),
            "active_at": int(beat[n]) if captured[n] else None,
            "skew_ms": int(city.offset[site]),
            "version": VERSIONS[city.version[site]],
            "camera": "ok",
            "queue": 0,
            "needs_fix": int(needs_fix[n]),
            "captured": int(captured[n]),
            "free_mb": 40_000,
        }


def station_days(city: City, gates: Gates) -> dict[str, Any]:
    """The rows of `station_day`, by column: `station` a place among the gates, `day` counted."""
    rng = np.random.default_rng([city.wish.seed, 5])
    gate, day = np.nonzero(_runs(city, gates))
    opens, closes = _hours(city, gates)
    midnight = city.since + day * DAY_MS
    first = midnight + opens[gate] * HOUR_MS + rng.integers(0, BEAT_MS, len(gate))
    last = midnight + closes[gate] * HOUR_MS - rng.integers(1, BEAT_MS, len(gate))
    last = np.minimum(last, city.until - rng.integers(1, BEAT_MS, len(gate)))
    begin, end = city.outage[gates.site[gate]].T
    last = np.where((last >= begin) & (last < end), begin, last)
    kept = last > first
    gate, day, first, last = gate[kept], day[kept], first[kept], last[kept]
    begin, end = begin[kept], end[kept]
    away = np.maximum(0, np.minimum(end, last) - np.maximum(begin, first))
    start = date.fromordinal(date(1970, 1, 1).toordinal())
    number = (city.wish.today - timedelta(city.wish.days - 1) - start).days
    return {
        "day": number + day,
        "station": gate,
        "site": gates.site[gate],
        "beats": 1 + (last - first - away) // BEAT_MS,
        "first_at": first,
        "last_at": last,
        "worst_skew_ms": city.offset[gates.site[gate]],
        "most_queued": rng.poisson(1.0, len(gate)) + away // BEAT_MS,
    }


def _hours(city: City, gates: Gates) -> tuple[Ints, Ints]:
    opens, closes = np.array([_OPENS[kind] for kind in range(len(_OPENS))]).T
    kind = city.kind[gates.site]
    return opens[kind], closes[kind]


def _runs(city: City, gates: Gates) -> Any:
    """Which station runs on which day: not before it was set up, not where the site is shut."""
    rng = np.random.default_rng([city.wish.seed, 6])
    days = np.arange(city.wish.days)
    runs = days[None, :] >= city.opened[gates.site][:, None]
    lazy = rng.random(len(gates.site)) < 0.3  # left running on the day of rest
    rest = city.closed_sunday[gates.site][:, None] & (city.types == 2)[None, :]
    return runs & ~(rest & ~lazy[:, None])
