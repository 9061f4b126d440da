"""The passages of some sites of the invented city, as arrays: who, when, which way, and how."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.domain.passage import Direction, Kind, Way
from checkpoint_app.hub import judging
from checkpoint_app.hub.simulate import rhythm
from checkpoint_app.hub.simulate.city import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    Bits,
    City,
    Floats,
    Ints,
    make_ids,
)
from checkpoint_app.hub.simulate.people import RIDER_EVERY

DIRECTIONS, WAYS, KINDS = tuple(Direction), tuple(Way), tuple(Kind)
_IN, _OUT = DIRECTIONS.index(Direction.IN), DIRECTIONS.index(Direction.OUT)
_CAMERA, _SCANNER, _TYPED, _PAPER = (
    WAYS.index(way) for way in (Way.CAMERA, Way.SCANNER, Way.TYPED, Way.PAPER)
)
_WHY = np.array([[KINDS.index(kind) for kind in why[:3]] for why in rhythm.WHY])
_OFTEN = np.array([[why[3], why[3] + why[4]] for why in rhythm.WHY])
_DELIVERY = KINDS.index(Kind.DELIVERY)
_NAMELESS = 0.01
# Visits made for each passage that is wanted: some are cut off by the last moment.
_SPARE, _SPARE_SHORT, SHORT_DAYS = 1.4, 3.0, 4
_LATE_USUALLY = 0.04
_LATE_WHEN_WRONG = (0.65, 1.0)


@dataclass(frozen=True, slots=True)
class Crossings:
    """Passages, a place in each array; times in ms since 1970 UTC.

    Attributes:
        site: index of the city's; gate: which of its stations.
        direction, way, kind: indexes of `DIRECTIONS`, `WAYS`, `KINDS`.
        occurred_at, recorded_at: by the station's clock; received_at: by the hub's.
        person: index of the city's people, -1 for nobody that could be known again.
    """

    site: Ints
    id: NDArray[np.uint8]
    rev: Ints
    gate: Ints
    direction: Ints
    way: Ints
    kind: Ints
    occurred_at: Ints
    recorded_at: Ints
    received_at: Ints
    skew_ms: Ints
    voided: Ints
    flags: Ints
    person: Ints

    def __len__(self) -> int:
        return len(self.site)

    def some(self, which: Bits | Ints) -> "Crossings":
        """Those of a mask, or in an order."""
        return Crossings(*(getattr(self, field.name)[which] for field in fields(self)))


NOBODY = Crossings(
    **{field.name: np.zeros(0, np.int64) for field in fields(Crossings) if field.name != "id"},
    id=np.zeros((0, 16), np.uint8),
)


def crossings_of(city: City, first: int, last: int, people: int) -> Crossings:
    """The passages of the sites from `first` up to `last`, sorted by site and id.

    Args:
        people: how many live in the city.
    """
    rng = np.random.default_rng([city.wish.seed, 1, first])
    quota = city.quota[first:last]
    spare = _SPARE if city.wish.days > SHORT_DAYS else _SPARE_SHORT
    visits = np.where(quota > 0, (quota * spare).astype(int) + 4, 0)
    site = np.repeat(np.arange(first, last), visits)
    if not len(site):
        return NOBODY
    visit = _Visits(city, rng, site, people)
    made = _Passages(city, rng, visit).crossings(quota, first)
    high, low = made.id.view(">u8").T
    order = np.lexsort((low, high, made.site))
    return made.some(order)


class _Visits:
    """Who comes where, and when they come and go; nothing of how that is recorded."""

    def __init__(self, city: City, rng: np.random.Generator, site: Ints, people: int) -> None:
        self.site, size = site, len(site)
        self.kind = city.kind[site]
        self.day = _drawn(rng, city.activity[site[0] : site[-1] + 1], site - site[0])
        hour = _hours(rng, self.kind, city.types[self.day])
        start = city.since + self.day * DAY_MS
        first = start + (hour * HOUR_MS).astype(int)
        stay = rng.lognormal(0, 0.7, size) * rhythm.STAY_MIN[self.kind] * MINUTE_MS
        self.first, self.second = first, first + np.minimum(stay, 30 * HOUR_MS).astype(int)
        why = rng.random(size)
        self.why = _WHY[self.kind, (why[:, None] >= _OFTEN[self.kind]).sum(axis=1)]
        away = (self.why == KINDS.index(Kind.RESIDENT)) & (rng.random(size) < 0.85)
        self.person = _who(city, rng, site, people)
        self.why = np.where(self.person % RIDER_EVERY == 0, _DELIVERY, self.why)
        away &= self.why != _DELIVERY
        rider = self.why == _DELIVERY
        self.second = np.where(rider, first + rng.integers(2, 15, size) * MINUTE_MS, self.second)
        # A resident goes out first and comes home later.
        self.goes_first = np.where(away, _OUT, _IN)
        self.seen_first, self.seen_second = _seen(city, rng, site)
        self._burst(city, rng)
        self._silence(city, rng)
        no_exits = city.is_fault("no_exits")[site]
        self.goes_first[no_exits] = _IN
        one = city.is_fault("one_scan")[site]
        coin = rng.random(size) < 0.5
        self.seen_first = np.where(one, coin, self.seen_first)
        self.seen_second = np.where(one, ~coin, self.seen_second)
        self.person = np.where(one, rng.integers(0, people, size), self.person)

    def _burst(self, city: City, rng: np.random.Generator) -> None:
        """Much of the day is written down shortly before the report."""
        here = city.is_fault("burst_before_report")
        every_day = rng.random(len(here)) < 0.5
        last = self.day == city.wish.days - 1
        moved = here[self.site] & (last | every_day[self.site])
        moved &= rng.random(len(moved)) < 0.9
        begin = city.since + self.day * DAY_MS + 15 * HOUR_MS + 12 * MINUTE_MS
        size = len(moved)
        self.first = np.where(moved, begin + rng.integers(0, 40 * MINUTE_MS, size), self.first)
        soon = self.first + rng.integers(1, 7 * MINUTE_MS, size)
        self.second = np.where(moved, soon, self.second)

    def _silence(self, city: City, rng: np.random.Generator) -> None:
        """Nobody is at the gate from some hour of the last day on."""
        here = city.is_fault("silent_hours")
        hour = rng.integers(7, 10, len(here))
        begin = city.since + (city.wish.days - 1) * DAY_MS + hour * HOUR_MS
        begin = np.where(here, begin, city.until + DAY_MS)[self.site]
        self.seen_first &= self.first < begin
        self.seen_second &= self.second < begin


class _Passages:
    """How visits are recorded: each makes none, one or two passages."""

    def __init__(self, city: City, rng: np.random.Generator, visit: _Visits) -> None:
        self._city, self._rng = city, rng
        number = np.arange(len(visit.site))
        seen = np.concatenate([visit.seen_first, visit.seen_second])
        self._visit = np.concatenate([number, number])[seen]
        at = np.concatenate([visit.first, visit.second])[seen]
        way_in = np.concatenate([visit.goes_first, _IN + _OUT - visit.goes_first])[seen]
        order = np.lexsort((at, self._visit))  # a visit's two beside each other
        self._visit, self._at, self._direction = self._visit[order], at[order], way_in[order]
        self._site = visit.site[self._visit]
        self._person = visit.person[self._visit]
        self._why = visit.why[self._visit]

    def crossings(self, quota: Ints, first: int) -> Crossings:
        """As many as each site shall have, where there are so many."""
        city, rng, site, at = self._city, self._rng, self._site, self._at
        size = len(site)
        way = self._ways()
        lag = np.where(way == _PAPER, self._paper_lag(way), 0)
        lag = np.where(way == _TYPED, rng.integers(2_000, 90_000, size), lag)
        written = np.where(way == _PAPER, at // MINUTE_MS * MINUTE_MS, at)
        recorded = at + lag
        received = recorded + rng.integers(800, 30_000, size)
        begin, end = city.outage[site, 0], city.outage[site, 1]
        away = (received >= begin) & (received < end)
        received = np.where(away, end + rng.integers(1_000, 200_000, size), received)
        taken = (received < city.until) & (at >= city.since)
        taken &= _up_to(site - first, taken, quota)
        offset = city.offset[site]
        person = np.where(rng.random(size) < _NAMELESS, -1, self._person)
        fate = rng.random(size)
        occurred, recorded = written + offset, recorded + offset
        made = Crossings(
            site=site,
            id=make_ids(rng, recorded),
            rev=np.where(fate < 0.02, 2, 1),
            gate=(rng.random(size) * city.gates[site]).astype(int),
            direction=self._direction,
            way=way,
            kind=self._why,
            occurred_at=occurred,
            recorded_at=recorded,
            received_at=received,
            skew_ms=offset,
            voided=(fate < 0.007).astype(int),
            flags=_flags(occurred, recorded, received, offset, way == _PAPER),
            person=person,
        )
        return made.some(taken)

    def _ways(self) -> Ints:
        city, rng, site, at = self._city, self._rng, self._site, self._at
        day, hour = np.divmod((at - city.since) // HOUR_MS, 24)
        congested = (day == city.busy_day[site]) & (np.abs(hour - city.busy_hour[site]) < 1)
        paper = np.where(congested, 0.85, city.paper[site])
        draw = rng.random(len(site))
        scanner = rng.random(len(city.kind))[site] < 0.3
        way = np.where(scanner, _SCANNER, _CAMERA)
        way = np.where(draw < paper + city.typed[site], _TYPED, way)
        return np.where(draw < paper, _PAPER, way)

    def _paper_lag(self, way: Ints) -> Ints:
        """How long paper waits to be typed: minutes, and where it is wrong, half a day."""
        city, rng, size = self._city, self._rng, len(way)
        wrong = city.is_fault("paper_late")
        usual = rng.beta(0.5, 0.5 / _LATE_USUALLY - 0.5, len(city.kind))
        often = np.where(wrong, rng.uniform(*_LATE_WHEN_WRONG, len(city.kind)), usual)
        # Some sites forgot one day's sheets, and typed all of them in the evening.
        forgot = np.where(
            rng.random(len(city.kind)) < 0.02, rng.integers(0, 60, len(city.kind)), -1
        )
        day = (self._at - city.since) // DAY_MS
        late = rng.random(size) < often[self._site]
        late |= (day == forgot[self._site]) & ~wrong[self._site]
        soon = np.minimum(rng.lognormal(np.log(9), 0.9, size), 110) * MINUTE_MS
        later = rng.uniform(2.3, 16, size) * HOUR_MS
        found: Ints = np.where(late, later, soon).astype(int)
        return found


def _drawn(rng: np.random.Generator, weights: Floats, row: Ints) -> Ints:
    """A column of each row, as often as its weight says."""
    summed = np.cumsum(weights.ravel())
    before = np.concatenate([[0.0], summed])[:: weights.shape[1]]
    low, high = before[row], before[row + 1]
    found = np.searchsorted(summed, low + rng.random(len(row)) * (high - low), side="right")
    column: Ints = np.clip(found - row * weights.shape[1], 0, weights.shape[1] - 1)
    return column


def _hours(rng: np.random.Generator, kind: Ints, day_type: Ints) -> Floats:
    """The hour of a day at which somebody comes, with its fraction."""
    table = rhythm.hours_below()
    row = kind * 3 + day_type
    flat = (table.reshape(-1, 24) + np.arange(len(rhythm.KINDS) * 3)[:, None]).ravel()
    hour = np.searchsorted(flat, row + rng.random(len(row)), side="right") - row * 24
    found: Floats = np.clip(hour, 0, 23) + rng.random(len(row))
    return found


def _who(city: City, rng: np.random.Generator, site: Ints, people: int) -> Ints:
    """A regular of the site, or somebody from around there."""
    size = len(site)
    regulars = np.maximum(4, city.quota // (6 * city.wish.days))[site]
    which = (rng.random(size) ** 1.5 * regulars).astype(int)
    regular = site * 7_919 + which * 104_729 + 1
    around = city.ward[site] * 1_299_709 + (rng.pareto(1.1, size) * 300).astype(int)
    is_regular = rng.random(size) < rhythm.REGULAR[city.kind[site]]
    found: Ints = np.where(is_regular, regular, around) % people
    return found


def _seen(city: City, rng: np.random.Generator, site: Ints) -> tuple[Bits, Bits]:
    first = rng.random(len(site)) >= 0.015
    second = rng.random(len(site)) >= city.missed[site]
    return first, second


def _up_to(place: Ints, taken: Bits, quota: Ints) -> Bits:
    """The first of each site, as many as its quota; sites lie one after the other."""
    counted = np.cumsum(taken)
    starts = np.searchsorted(place, np.arange(len(quota)))
    before = np.concatenate([[0], counted])[starts]
    found: Bits = counted - before[place] <= quota[place]
    return found


def _flags(occurred: Ints, recorded: Ints, received: Ints, skew: Ints, paper: Bits) -> Ints:
    """What the intake would mark, see `judging`."""
    made, far, off = recorded, judging.SLACK_MS, judging.CLOCK_OFF_MS
    marks = (
        (judging.FAR_ID, np.abs(occurred - made) > far),
        (judging.LATE, received - made > judging.DAY_MS),
        (judging.AHEAD, skew > off),
        (judging.BEHIND, skew < -off),
        (judging.PAPER, paper & (recorded - occurred > far)),
        (judging.FUTURE, occurred - received > off),
        (judging.BACKWARDS, recorded - occurred < -off),
    )
    found: Ints = sum((bit * mark.astype(int) for bit, mark in marks), np.zeros(len(made), int))
    return found
