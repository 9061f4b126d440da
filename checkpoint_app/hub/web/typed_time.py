"""Moments as people type them, the day first, whatever the language of their browser."""

import re

from checkpoint_app.domain.clock import day_bounds, local, parse_iso

_MOMENT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})[:hg](\d{2}))?")


def shown(at: int) -> str:
    """A moment, ms since 1970 UTC, as somebody would type it: ``24/11/2026 16:00``."""
    return f"{local(at):%d/%m/%Y %H:%M}"


def typed(text: str, *, ends: bool = False) -> int:
    """A moment in the city's time: ``24/11/2026 16:00``, ``24.11.2026``, or ISO 8601.

    Args:
        ends: a day without an hour means its end, not its beginning.

    Raises:
        ValueError, OverflowError: it is none.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return parse_iso(text.strip())
    day, month, year, hour, minute = found.groups()
    iso = f"{year}-{month:0>2}-{day:0>2}"
    return day_bounds(iso)[ends] if hour is None else parse_iso(f"{iso}T{hour:0>2}:{minute}")
