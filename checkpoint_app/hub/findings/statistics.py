"""How sure one can be of small numbers."""

from math import sqrt

SURE = 2.0
"""Standard deviations on one side: some two in a hundred are beyond it by chance."""


def at_least(times: int, of: int, sure: float = SURE) -> float:
    """The share that is at least behind so many times of so many: Wilson's lower bound."""
    return _wilson(times, of, -sure)


def at_most(times: int, of: int, sure: float = SURE) -> float:
    """The share that is at most behind it: Wilson's upper bound."""
    return _wilson(times, of, sure)


def _wilson(times: int, of: int, sure: float) -> float:
    if of <= 0:
        return 0.0 if sure < 0 else 1.0
    share, square = times / of, sure * sure
    spread = sure * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return min(1.0, max(0.0, (share + square / (2 * of) + spread) / (1 + square / of)))


def chance_of_none(usual: int, days: float, restless: float) -> float:
    """How likely nothing comes where so many came on so many days.

    A negative binomial: days differ by more than chance, and the mean is known from few of them.

    Args:
        usual: how many came on all of those days; days: how many days, 0 for unknown.
        restless: the variance of a day's size beside its mean, squared.
    """
    if usual <= 0 or days <= 0:
        return 1.0
    shape = 1 / (restless + 1 / usual)
    return float((1 + usual / days / shape) ** -shape)
