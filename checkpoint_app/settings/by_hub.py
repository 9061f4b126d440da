"""What a hub may set at its stations, and nothing else; elsewhere the station's own holds.

===================== =============================================================================
name                  what it is
===================== =============================================================================
capacity              people allowed inside at once; 0 for no limit
overstay_minutes      after how long inside a visitor is asked after; 0 for never
delivery_minutes      the same for deliveries and goods vehicles
lookback_days         how far back the health questions ask
basis                 on what ground declarations are taken: consent, legal_duty
retention_days        how long passages are kept; 0 for as long as there is room
trace_margin_minutes  how long before and after somebody's stay others are met
four_eyes             whether unmasked numbers and tracing take a second person's PIN
wards                 whose market cards are good here; none for all
===================== =============================================================================

How a station looks, sounds, scans and backs up is its own business.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.text import tidy
from checkpoint_app.settings.record import Settings

_MOST_WARDS = 100
_FIELDS = {field.name: field.type for field in msgspec.structs.fields(Settings)}
_OF_THE_STATION = (
    "overstay_minutes delivery_minutes lookback_days basis retention_days trace_margin_minutes "
    "four_eyes"
).split()
_KINDS: Mapping[str, Any] = {
    "capacity": Annotated[int, msgspec.Meta(ge=0, le=1_000_000)],
    **{name: _FIELDS[name] for name in _OF_THE_STATION},
    "wards": Annotated[
        tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=200)], ...],
        msgspec.Meta(max_length=_MOST_WARDS),
    ],
}
NAMES = tuple(_KINDS)
"""The settings a hub may set."""


def check_setting(name: str, value: object) -> Any:
    """A value that the hub sets, as the program uses it.

    Raises:
        InvalidEntry: the hub may not set this, or not to this.
    """
    if name not in _KINDS:
        raise InvalidEntry(name, "setting_unknown")
    try:
        return msgspec.convert(value, _KINDS[name])
    except msgspec.ValidationError as error:
        raise InvalidEntry(name, "setting_value") from error


def typed_setting(name: str, text: str) -> Any:
    """The same from what somebody typed; wards stand with commas between them.

    Raises:
        InvalidEntry: the hub may not set this, or not to this.
    """
    if name == "wards":
        wards = [ward for part in text.split(",") if (ward := tidy(part))]
        return check_setting(name, wards)
    if name not in _KINDS:
        raise InvalidEntry(name, "setting_unknown")
    try:
        return msgspec.convert(tidy(text), _KINDS[name], strict=False)
    except msgspec.ValidationError as error:
        raise InvalidEntry(name, "setting_value") from error


def in_force(own: Settings, by_hub: Mapping[str, Any]) -> Settings:
    """A station's settings with the hub's in place of its own; both checked before."""
    return msgspec.structs.replace(
        own, **{name: value for name, value in by_hub.items() if name in _FIELDS}
    )
