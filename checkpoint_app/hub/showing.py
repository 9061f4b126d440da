"""A passage as it is shown: without anything personal unless that is asked for."""

from collections.abc import Mapping
from typing import Any

import msgspec

from checkpoint_app.domain.clock import iso
from checkpoint_app.wire.validation import check_item

_OPEN = "site_name rev direction way kind".split()
_PERSONAL = "person plate delivery declaration guided_by note".split()


def shown(row: Mapping[str, Any], reveal: bool) -> dict[str, object]:
    """A passage for people and scripts.

    Args:
        row: as it is held, its body opened; reveal: add who and what it was.
    """
    plain: dict[str, object] = {
        "id": str(row["id"]),
        "site": str(row["site"]),
        "station": str(row["station"]),
        "occurred_at": iso(row["occurred_at"]),
        "received_at": iso(row["received_at"]),
        **{name: row[name] for name in _OPEN},
        "voided": bool(row["voided"]),
    }
    if reveal:
        body = msgspec.to_builtins(check_item(row["body"], 0))
        plain |= {name: body[name] for name in _PERSONAL if name in body}
    return plain
