"""The rules of a site, as its head sets them; what the hub sets stands in their place."""

import logging
from typing import Any

import msgspec

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.text import tidy
from checkpoint_app.security.roles import Permission
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk

RULES = (
    "capacity",
    "contact",
    "overstay_minutes",
    "delivery_minutes",
    "lookback_days",
    "retention_days",
    "trace_margin_minutes",
    "autolock_minutes",
    "repeat_seconds",
    "wards",
    "basis",
    "four_eyes",
    "scan_while_locked",
)
"""The settings that are rules: whoever changes them needs the permission for it."""
_KINDS = {field.name: field.type for field in msgspec.structs.fields(Settings)}
_log = logging.getLogger(__name__)


def understood(name: str, value: object) -> Any:
    """A rule's value as the program uses it; wards come as one text with commas between them.

    Raises:
        InvalidEntry: it cannot be this.
    """
    if name not in RULES:
        raise InvalidEntry(name, "setting_unknown")
    if name == "capacity" and not str(value).strip():
        return None  # as many as the station was set up with
    if name == "wards" and isinstance(value, str):
        value = [ward for part in value.split(",") if (ward := tidy(part))]
    try:
        return msgspec.convert(value, _KINDS[name], strict=False)
    except msgspec.ValidationError as error:
        raise InvalidEntry(name, "setting_value") from error


def put_in_force(desk: Desk, name: str, value: object) -> Any:
    """Set a rule from now on, in the name of who is on duty; keeping it is the caller's.

    Returns:
        The value as it is kept.

    Raises:
        NotAllowed: not by who is on duty.
        InvalidEntry: it cannot be this.
    """
    desk.permit(Permission.SETTINGS)
    good = understood(name, value)
    desk.own_settings = msgspec.structs.replace(desk.own_settings, **{name: good})
    desk.follow_hub()
    _log.warning("setting %s changed by %s", name, desk.staff.id if desk.staff else None)
    return good


def set_by_hub(desk: Desk) -> frozenset[str]:
    """The rules that the hub sets: what is set here holds once it does no longer."""
    return frozenset(desk.hub_word.settings) & frozenset(RULES)
