"""Days as people type them here."""

import re
from datetime import date

from checkpoint_app.domain.clock import day_bounds, local

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")


def typed_day(text: str, now_ms: int) -> tuple[int, int] | None:
    """First millisecond of a day and of the next one; None where the text is no day.

    ``11/8/2021``, ``11.08.21``, ``11-8``; a day without a year is the last such day.
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    today = local(now_ms).date()
    day, month = int(found[1]), int(found[2])
    year = int(found[3]) if found[3] else today.year
    year += 2000 if year < 100 else 0
    try:
        made = date(year, month, day)
        if not found[3] and made > today:
            made = date(year - 1, month, day)
    except ValueError:
        return None
    return day_bounds(f"{made:%Y-%m-%d}") if 1900 <= made.year <= 2200 else None
