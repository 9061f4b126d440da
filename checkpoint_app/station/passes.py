"""Whether one of our own passes is good here and now. Nothing is refused for it."""

from collections.abc import Sequence
from datetime import datetime

from checkpoint_app.domain.documents import Hours, PassCode, WarningCode
from checkpoint_app.domain.text import tidy


def pass_warnings(code: PassCode, now: datetime, site: str) -> tuple[WarningCode, ...]:
    """What speaks against a pass.

    Args:
        now: the local time, see `checkpoint_app.domain.clock.local`.
        site: what this station's site is called.

    Returns:
        EXPIRED outside its days, else OUTSIDE_HOURS outside its hours on this day of the week;
        OTHER_SITE where it was issued for a site of another name.
    """
    found: list[WarningCode] = []
    if not code.valid_from <= now.date() <= code.valid_until:
        found.append(WarningCode.EXPIRED)
    elif code.hours and not within(code.hours, now):
        found.append(WarningCode.OUTSIDE_HOURS)
    if tidy(code.site).casefold() != tidy(site).casefold():
        found.append(WarningCode.OTHER_SITE)
    return tuple(found)


def within(windows: Sequence[Hours], now: datetime) -> bool:
    """Whether a moment is in one of these stretches of the week."""
    minute = now.hour * 60 + now.minute
    return any(
        now.weekday() in hours.weekdays and hours.begin <= minute < hours.end for hours in windows
    )
