"""The sites of the invented city: where, whose, how busy, since when, and who does it wrong."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.domain.clock import day_bounds
from checkpoint_app.hub.simulate import names, rhythm
from checkpoint_app.hub.simulate.faults import FAULTS, HEALTHY, planted

DAY_MS, HOUR_MS, MINUTE_MS = 86_400_000, 3_600_000, 60_000
UNTIL_HOUR = 16
DAYS = 14
_DISTRICTS, _WARDS = len(names.DISTRICTS), 579
_SITES_A_WARD = 3
_REGISTERED_DAYS = 45
_SPREAD = 1.0
_TWO_GATES = 0.03
_CONCENTRATION = 14.0
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bits = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Wish:
    """What city is wanted; `today` is its last day, up to 16:00."""

    seed: int
    sites: int
    passages: int
    today: date
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class City:
    """Every site, a place in each array; times in ms since 1970 UTC.

    Attributes:
        kind: an index of `rhythm.KINDS`; ward: an index of `wards`; chain: of the chains, -1 none.
        ids: 16 bytes each; gates: how many stations, 0 for none; created_at: when registered.
        permitted, closed_sunday: as they say; opened: the day its stations began, counted.
        fault: an index of `FAULTS`, -1 where nothing is wrong.
        quota: passages; paper, typed: what part is declared so; missed: exits nobody recorded.
        offset: how far the clocks there run ahead, in ms; version: an index of `versions`.
        outage: from when to when the network was away, (sites, 2), equal for never.
        busy_day, busy_hour: when the network was congested and all wrote on paper, -1 for never.
        activity: how busy each day was beside a usual one, (sites, days).
    """

    wish: Wish
    since: int
    until: int
    district_of_ward: Ints
    ids: NDArray[np.uint8]
    kind: Ints
    ward: Ints
    chain: Ints
    gates: Ints
    created_at: Ints
    permitted: Bits
    closed_sunday: Bits
    opened: Ints
    fault: Ints
    quota: Ints
    paper: Floats
    typed: Floats
    missed: Floats
    offset: Ints
    version: Ints
    outage: Ints
    busy_day: Ints
    busy_hour: Ints
    activity: Floats

    @property
    def types(self) -> Ints:
        """The type of each day."""
        first = self.wish.today - timedelta(self.wish.days - 1)
        return np.array([rhythm.day_type(first + timedelta(n)) for n in range(self.wish.days)])

    def finding(self, site: int) -> str:
        """What ought to be found at a site; "" for nothing."""
        fault = int(self.fault[site])
        return HEALTHY if fault < 0 else FAULTS[fault].finding

    def is_fault(self, finding: str) -> Bits:
        """The sites with this fault."""
        number = [fault.finding for fault in FAULTS].index(finding)
        found: Bits = self.fault == number
        return found


def make_ids(rng: np.random.Generator, at: Ints) -> NDArray[np.uint8]:
    """UUIDv7 of these times (RFC 9562 §5.7), 16 bytes each."""
    found = np.frombuffer(rng.bytes(16 * len(at)), np.uint8).reshape(-1, 16).copy()
    found[:, :6] = at.astype(">u8").view(np.uint8).reshape(-1, 8)[:, 2:]
    found[:, 6] = found[:, 6] & 0x0F | 0x70
    found[:, 8] = found[:, 8] & 0x3F | 0x80
    return found


def plan(wish: Wish) -> City:
    """Lay the city out."""
    rng = np.random.default_rng([wish.seed, 0])
    sites, days = wish.sites, wish.days
    first = wish.today - timedelta(days - 1)
    since = day_bounds(str(first))[0]
    until = day_bounds(str(wish.today))[0] + UNTIL_HOUR * HOUR_MS
    kind = rng.choice(len(rhythm.KINDS), size=sites, p=rhythm.SHARE)
    district_of_ward, ward = _where(rng, sites)
    permitted = rng.random(sites) > 0.01
    new, unused = rng.random(sites) < 0.03, rng.random(sites) < 0.004
    opened = np.where(new, rng.integers(0, max(1, days), sites), 0)
    opened[unused] = days  # registered yesterday, not set up yet
    created = since - rng.integers(1, _REGISTERED_DAYS, sites) * DAY_MS
    created = np.where(opened > 0, until - rng.integers(4, 40, sites) * HOUR_MS, created)
    created = np.where(new & ~unused, since + (opened - 1) * DAY_MS, created)
    able = permitted & (opened == 0)
    fault = planted(rng, kind, able, wish.passages / days)
    bad = fault >= 0
    never = fault == 0
    gates = 1 + (rng.random(sites) < _TWO_GATES)
    gates[never | ~permitted | (opened >= days)] = 0
    district = district_of_ward[ward]
    paper, typed = _shares(rng, kind, district)
    closed_sunday = (rng.random(sites) < np.array([0, 0.05, 0.8, 0.35, 0.5])[kind]) & ~bad
    activity = rng.lognormal(0, 0.22, (sites, days)) * rhythm.day_weights(kind, _types(first, days))
    activity *= ~(closed_sunday[:, None] & (_types(first, days) == 2)[None, :])
    activity *= np.arange(days)[None, :] >= opened[:, None]
    city = City(
        wish=wish,
        since=since,
        until=until,
        district_of_ward=district_of_ward,
        ids=make_ids(rng, created),
        kind=kind,
        ward=ward,
        chain=np.where(
            (kind == rhythm.SHOP) & (rng.random(sites) < 0.15),
            rng.integers(0, len(names.CHAINS), sites),
            -1,
        ),
        gates=gates,
        created_at=created,
        permitted=permitted,
        closed_sunday=closed_sunday,
        opened=opened,
        fault=fault,
        quota=_quota(rng, wish, fault, rhythm.BUSY[kind] * (gates > 0) * activity.mean(axis=1)),
        paper=paper,
        typed=typed,
        missed=rng.beta(2, 14, sites),
        offset=np.clip(rng.normal(0, 20_000, sites), -90_000, 90_000).astype(int),
        version=rng.choice(4, size=sites, p=[0, 0, 0.2, 0.8]),
        outage=_outages(rng, sites, bad, since, until),
        busy_day=np.where(rng.random(sites) < 0.05, rng.integers(0, days, sites), -1),
        busy_hour=rng.integers(7, 19, sites),
        activity=activity,
    )
    _spoil(rng, city)
    return city


def _types(first: date, days: int) -> Ints:
    return np.array([rhythm.day_type(first + timedelta(n)) for n in range(days)])


def _where(rng: np.random.Generator, sites: int) -> tuple[Ints, Ints]:
    """The district of each ward, and the ward of each site; the inner ones are fuller."""
    wards = int(np.clip(sites // _SITES_A_WARD, _DISTRICTS, _WARDS))
    district_of_ward = np.arange(wards) % _DISTRICTS
    weight = np.where(district_of_ward < names.URBAN, 2.0, 1.0) * rng.lognormal(0, 0.4, wards)
    return district_of_ward, rng.choice(wards, size=sites, p=weight / weight.sum())


def _shares(rng: np.random.Generator, kind: Ints, district: Ints) -> tuple[Floats, Floats]:
    """What part is declared on paper and what is typed: alike among kin, and none is the same."""
    made = []
    for usual in (rhythm.PAPER, rhythm.TYPED):
        habit = rng.lognormal(0, 0.35, (len(rhythm.KINDS), _DISTRICTS))
        mean = np.clip(usual[kind] * habit[kind, district], 0.005, 0.3)
        made.append(rng.beta(mean * _CONCENTRATION, (1 - mean) * _CONCENTRATION))
    return made[0], made[1]


def _quota(rng: np.random.Generator, wish: Wish, fault: Ints, busy: Floats) -> Ints:
    """How many passages each site has, all of them together as many as are wanted.

    Args:
        busy: how busy a site like this is; of one kind and size, one has many times another's.
    """
    weight = busy * rng.lognormal(0, _SPREAD, len(busy))
    if not weight.any():
        return np.zeros(len(busy), int)
    usual = weight / weight.sum() * wish.passages
    least = np.array([one.least for one in FAULTS] + [0])[fault] * wish.days
    fixed = np.where((fault >= 0) & (least > 0), np.maximum(least, usual), 0).astype(int)
    rest = max(0, wish.passages - int(fixed.sum()))
    weight[fixed > 0] = 0
    if not weight.any():
        return fixed
    found: Ints = fixed + rng.multinomial(rest, weight / weight.sum())
    return found


def _outages(rng: np.random.Generator, sites: int, bad: Bits, since: int, until: int) -> Ints:
    """One in twenty had one, and of some it goes on."""
    begin = rng.integers(since, until, sites)
    begin = np.where(rng.random(sites) < 0.1, until - rng.integers(0, 9 * HOUR_MS, sites), begin)
    length = (rng.lognormal(np.log(3.0), 0.8, sites) * HOUR_MS).astype(int)
    length = np.minimum(length, 20 * HOUR_MS)
    length[bad | (rng.random(sites) > 0.05)] = 0
    return np.stack([begin, begin + length], axis=1)


def _spoil(rng: np.random.Generator, city: City) -> None:
    """Give the wrong-doers their habits."""
    sites = len(city.kind)
    city.paper[city.is_fault("paper_share")] = rng.uniform(0.62, 0.97, sites)[
        city.is_fault("paper_share")
    ]
    typed = city.is_fault("typed_share")
    city.typed[typed] = rng.uniform(0.62, 0.97, sites)[typed]
    city.paper[typed] *= 0.3
    late = city.is_fault("paper_late")
    city.paper[late] = rng.uniform(0.18, 0.34, sites)[late]
    no_exits = city.is_fault("no_exits")
    city.missed[no_exits] = rng.uniform(0.92, 1.0, sites)[no_exits]
    off = city.is_fault("clock_off")
    far = rng.lognormal(np.log(9), 0.6, sites) * MINUTE_MS * rng.choice([-1, 1], sites)
    far = np.sign(far) * np.clip(np.abs(far), 3 * MINUTE_MS, 90 * MINUTE_MS)
    city.offset[off] = far.astype(int)[off]
    stale = city.is_fault("stale_version")
    city.version[stale] = rng.integers(0, 2, sites)[stale]
    for name in ("silent_hours", "burst_before_report"):
        here = city.is_fault(name)
        city.activity[here, -1] = np.maximum(city.activity[here, -1], 0.9)
    city.busy_day[city.fault >= 0] = -1
