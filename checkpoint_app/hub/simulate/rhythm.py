"""When people come: by kind of site, kind of day and hour."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.domain.passage import Kind, SiteKind

KINDS = (SiteKind.RESIDENTIAL, SiteKind.MARKET, SiteKind.OFFICE, SiteKind.SHOP, SiteKind.OTHER)
RESIDENTIAL, MARKET, OFFICE, SHOP, OTHER = range(5)
SHARE = np.array([0.24, 0.04, 0.17, 0.45, 0.10])
"""How many of a city's sites are of each kind."""
BUSY = np.array([3.0, 9.0, 2.0, 1.0, 1.2])
"""How busy a usual one is, beside a shop."""
PAPER = np.array([0.05, 0.12, 0.03, 0.06, 0.06])
TYPED = np.array([0.08, 0.08, 0.05, 0.06, 0.08])
"""How much is declared on paper, or typed, where nothing is wrong."""
STAY_MIN = np.array([300.0, 45.0, 230.0, 18.0, 80.0])
"""How long people stay, or residents stay away: the median, in minutes."""
REGULAR = np.array([0.75, 0.3, 0.7, 0.25, 0.3])
"""How many of those who come are regulars of the site."""
_DAYS = np.array([[1, 1, 1], [1, 1.1, 1.25], [1, 0.25, 0.1], [1, 1.1, 1.0], [1, 0.7, 0.5]])
_HOURS = np.array(
    [
        [1, 1, 0, 0, 1, 4, 9, 9, 6, 4, 4, 5, 4, 4, 4, 5, 6, 9, 9, 7, 5, 4, 3, 2],
        [0, 0, 1, 3, 8, 12, 13, 12, 9, 7, 6, 4, 3, 3, 4, 5, 7, 7, 4, 2, 1, 0, 0, 0],
        [0, 0, 0, 0, 0, 1, 3, 12, 14, 8, 6, 5, 4, 9, 7, 5, 4, 4, 2, 1, 1, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 2, 5, 7, 8, 8, 7, 5, 4, 5, 6, 8, 9, 8, 7, 5, 3, 1, 0],
        [0, 0, 0, 0, 0, 1, 3, 7, 9, 9, 8, 6, 4, 6, 8, 7, 6, 4, 3, 2, 1, 1, 0, 0],
    ],
    dtype=float,
)
_SUNDAY_SHIFT = 1  # everything an hour later
# Why people come, by kind of site: the probabilities of the first two, else the third.
WHY = (
    (Kind.RESIDENT, Kind.VISITOR, Kind.STAFF, 0.68, 0.22),
    (Kind.SHOPPER, Kind.VENDOR, Kind.GOODS, 0.7, 0.2),
    (Kind.STAFF, Kind.VISITOR, Kind.GOODS, 0.7, 0.28),
    (Kind.SHOPPER, Kind.STAFF, Kind.GOODS, 0.85, 0.08),
    (Kind.VISITOR, Kind.STAFF, Kind.GOODS, 0.75, 0.22),
)


def day_type(day: date) -> int:
    """0 from Monday to Friday, 1 on a Saturday, 2 on a Sunday."""
    return max(0, day.weekday() - 4)


def day_weights(kind: NDArray[np.int64], types: NDArray[np.int64]) -> NDArray[np.float64]:
    """How busy each site is on each day, (sites, days)."""
    found: NDArray[np.float64] = _DAYS[kind][:, types]
    return found


def hours_below() -> NDArray[np.float64]:
    """What part of a day's entries has come by the end of each hour, (kinds, types, 24)."""
    each = np.stack([_HOURS, _HOURS, np.roll(_HOURS, _SUNDAY_SHIFT, axis=1)], axis=1)
    summed: NDArray[np.float64] = np.cumsum(each, axis=2)
    return summed / summed[:, :, -1:]
