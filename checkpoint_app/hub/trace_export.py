"""A trace as a file that a passphrase opens: all of it, numbers and names whole."""

import json
from typing import Any

from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.text import mask
from checkpoint_app.hub.tracing import Contact, Traced
from checkpoint_app.security.passphrase_file import close_with


def sealed(passphrase: str, found: Traced, reason: str) -> bytes:
    """The file.

    Raises:
        WeakPin: the passphrase is too weak.
    """
    whole = {
        "reason": reason,
        "total": found.total,
        "stays": [
            {"site": str(site), "name": name, "from": iso(since), "to": iso(until)}
            for site, name, since, until in found.stays
        ],
        "contacts": [contact_line(one, reveal=True) for one in found.contacts],
    }
    return close_with(passphrase, json.dumps(whole, ensure_ascii=False).encode())


def contact_line(one: Contact, *, reveal: bool) -> dict[str, Any]:
    """A contact as plain values; moments are ISO 8601 in local time.

    Args:
        reveal: names and numbers whole, not only their ends.
    """
    person = one.person or {}
    numbers = {name: person.get(name) for name in ("name", "id_number", "phone")}
    if not reveal:
        numbers = {name: mask(value) if value else None for name, value in numbers.items()}
    plate = one.plate if reveal or not one.plate else mask(one.plate)
    return {
        "key": one.key,
        "minutes": one.minutes,
        "meetings": one.meetings,
        "first_at": iso(one.first_at),
        "last_at": iso(one.last_at),
        "sites": one.by_site,
        **numbers,
        "plate": plate,
    }
