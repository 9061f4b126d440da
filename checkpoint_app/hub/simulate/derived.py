"""What the hub derives from passages, for whole sites at once: the roll-ups and the stays.

The same as the intake makes one by one, see `checkpoint_app.hub.store.rollups` and `….stays`; here
all passages of a site are at hand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.domain.pairing import ASSUMED_MS
from checkpoint_app.domain.passage import Direction, Way
from checkpoint_app.hub.judging import ODD, PAPER
from checkpoint_app.hub.simulate.city import DAY_MS, HOUR_MS, UNTIL_HOUR, Bits, Ints
from checkpoint_app.hub.simulate.crossing import DIRECTIONS, KINDS, WAYS, Crossings

AHEAD_MS = 7 * HOUR_MS  # Hanoi's, of UTC
NONE = np.iinfo(np.int64).min
"""A time that there is not."""
MAX_STAY_MS = 12 * HOUR_MS
_IN, _OUT = DIRECTIONS.index(Direction.IN), DIRECTIONS.index(Direction.OUT)
_COLUMNS = {
    Way.CAMERA: "scanned",
    Way.SCANNER: "scanned",
    Way.TYPED: "typed",
    Way.PAPER: "paper",
    Way.IMPORT: "imported",
}


@dataclass(frozen=True, slots=True)
class Refusals:
    """What was refused: at which site, when by the hub's clock, how many at once."""

    site: Ints
    at: Ints
    count: Ints


def site_days(made: Crossings, refused: Refusals) -> dict[str, Ints]:
    """The rows of `site_day`, by column: `site` an index, `day` counted from 1970 in local time."""
    cells = _cells(made.occurred_at, made.site)
    other = _cells(refused.at, refused.site)
    keys, place = np.unique(np.concatenate([cells, other]), return_inverse=True)
    here, there = place[: len(cells)], place[len(cells) :]
    good = made.voided == 0

    def counted(mask: Bits) -> Ints:
        return np.bincount(here[mask], minlength=len(keys))

    rows: dict[str, Ints] = {
        "day": keys >> 33,
        "part": keys >> 32 & 1,
        "site": keys & 0xFFFFFFFF,
        "entries": counted(good & (made.direction == _IN)),
        "exits": counted(good & (made.direction == _OUT)),
    }
    for name in ("scanned", "typed", "paper", "imported"):
        ways = [WAYS.index(way) for way, column in _COLUMNS.items() if column == name]
        rows[name] = counted(good & np.isin(made.way, ways))
    for number, kind in enumerate(KINDS):
        rows[kind.value] = counted(good & (made.kind == number))
    hours = (made.occurred_at + AHEAD_MS) // HOUR_MS % 24
    for hour in range(24):
        rows[f"h{hour:02}"] = counted(good & (hours == hour))
    rows["late_paper"] = counted(good & (made.flags & PAPER != 0))
    rows["flagged"] = counted(good & (made.flags & ODD != 0))
    rows["revised"] = counted(good & (made.rev > 1))
    rows["voided"] = counted(~good)
    rows["refused"] = np.bincount(there, refused.count, minlength=len(keys)).astype(np.int64)
    rows["first_at"] = _extreme(np.minimum, here[good], made.occurred_at[good], len(keys))
    rows["last_at"] = _extreme(np.maximum, here[good], made.occurred_at[good], len(keys))
    times = np.concatenate([made.received_at, refused.at])
    rows["last_received_at"] = _extreme(np.maximum, place, times, len(keys))
    return rows


def _cells(at: Ints, site: Ints) -> Ints:
    day, hour = np.divmod((at + AHEAD_MS) // HOUR_MS, 24)
    found: Ints = day << 33 | (hour >= UNTIL_HOUR).astype(np.int64) << 32 | site
    return found


def _extreme(which: np.ufunc, place: Ints, values: Ints, size: int) -> Ints:
    far = np.iinfo(np.int64).max if which is np.minimum else NONE
    found = np.full(size, far)
    which.at(found, place, values)
    found[found == far] = NONE
    return found


@dataclass(frozen=True, slots=True)
class Stays:
    """The rows of `stay`; `passage` is the place among the crossings of the one it goes by."""

    site: Ints
    entry_at: Ints
    passage: Ints
    until_at: Ints
    person: Ints
    entered: Ints
    left: Ints


def stays_of(made: Crossings) -> Stays:
    """Pair what each person did at each site, see `checkpoint_app.domain.pairing`."""
    known = np.flatnonzero((made.voided == 0) & (made.person >= 0))
    ids = made.id[known].view(">u8").reshape(-1, 2)
    order = np.lexsort(
        (ids[:, 1], ids[:, 0], made.occurred_at[known], made.person[known], made.site[known])
    )
    known = known[order]
    site, person, at = made.site[known], made.person[known], made.occurred_at[known]
    way_in = made.direction[known] == _IN
    follows = np.zeros(len(known), bool)
    follows[1:] = (site[1:] == site[:-1]) & (person[1:] == person[:-1])
    followed = np.append(follows[1:], False)
    next_at = np.append(at[1:], 0)[: len(at)]
    next_in = np.append(way_in[1:], False)[: len(at)]
    before_at = np.where(follows, np.concatenate([[0], at[:-1]])[: len(at)], NONE)
    before_in = np.concatenate([[False], way_in[:-1]])[: len(at)] & follows
    end = np.where(followed, next_at, at + MAX_STAY_MS)
    end = np.where(followed & next_in, np.minimum(at + ASSUMED_MS, next_at), end)
    begin = np.where(way_in, at, np.maximum(at - ASSUMED_MS, before_at))
    end = np.where(way_in, np.minimum(end, at + 14 * DAY_MS), at)
    entered = np.where(way_in, at, NONE)
    left = np.where(way_in, np.where(followed & ~next_in, next_at, NONE), at)
    one = way_in | ~before_in
    return _in_pieces(
        Stays(*(part[one] for part in (site, begin, known, end, person, entered, left)))
    )


def _in_pieces(whole: Stays) -> Stays:
    """No row is longer than twelve hours."""
    length = whole.until_at - whole.entry_at
    pieces = np.maximum(1, -(-length // MAX_STAY_MS))
    row = np.repeat(np.arange(len(length)), pieces)
    number = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    begin = whole.entry_at[row] + number * MAX_STAY_MS
    end = np.minimum(whole.until_at[row], begin + MAX_STAY_MS)
    return Stays(
        whole.site[row], begin, whole.passage[row], end, whole.person[row], whole.entered[row],
        whole.left[row],
    )  # fmt: skip


def id_text(ids: NDArray[np.uint8]) -> list[str]:
    """Ids as they are written."""
    plain = ids.tobytes().hex()
    return [
        f"{one[:8]}-{one[8:12]}-{one[12:16]}-{one[16:20]}-{one[20:]}"
        for one in (plain[at : at + 32] for at in range(0, len(plain), 32))
    ]
