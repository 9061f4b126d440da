"""Identifiers: UUIDv7, made where the passage is captured, so that it sorts by time."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7 (RFC 9562)."""
    return uuid7()
