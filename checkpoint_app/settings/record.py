"""What can be set at a station."""

from enum import StrEnum
from typing import Annotated

import msgspec

from checkpoint_app.domain.passage import Basis, DirectionMode, Kind
from checkpoint_app.i18n import Lang


class Theme(StrEnum):
    """Light, dark, black and white, or as the desktop has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """The settings and their defaults.

    Attributes:
        text_percent: how large the window's text is.
        kiosk: whether the window fills the screen and only a supervisor's PIN closes it.
        visitor: whether a second display shows visitors what is recorded.
        source: where pictures come from: a camera's index, a file, a folder or an address.
        scanner: which serial scanner: none, "auto", a port, or an address ``socket://host:port``.
        wedge: whether a scanner that types like a keyboard is told from people who type.
        volume: of the sounds, in per cent.
        repeat_seconds: how long the same code counts as one passage; never so short that a card
            held in view would count with every frame.
        autolock_minutes: lock after so long without a key or a click; 0 for never.
        scan_while_locked: whether the lane goes on recording behind the lock.
        capacity: how many may be inside at once, 0 for no limit; None for what was set up.
        contact: whom visitors ask about what is kept of them: an office, a phone number.
        wards: whose market cards are good here; empty for all.
        overstay_minutes: after how long inside a visitor is asked after, 0 for never;
            delivery_minutes: the same for deliveries and goods vehicles.
        lookback_days: how far back the health questions ask.
        basis: on what ground declarations are taken, recorded with each of them.
        retention_days: how long passages are kept; 0 for as long as there is room.
        trace_margin_minutes: how long before and after somebody's stay others are met.
        backup_folder: where the rolling backups go; empty for a folder beside the store.
        plain_lan: whether a hub on the local network may be spoken to without encryption.
        four_eyes: whether seeing numbers unmasked, and tracing, takes a second person's PIN.
    """

    lang: Lang = Lang.VI
    theme: Theme = Theme.SYSTEM
    text_percent: Annotated[int, msgspec.Meta(ge=100, le=200)] = 100
    kiosk: bool = False
    visitor: bool = False
    direction: DirectionMode = DirectionMode.AUTO
    kind: Kind = Kind.VISITOR
    source: str = "0"
    scanner: str = "auto"
    wedge: bool = True
    sound: bool = True
    volume: Annotated[int, msgspec.Meta(ge=1, le=100)] = 80
    repeat_seconds: Annotated[float, msgspec.Meta(ge=1, le=600)] = 5.0
    autolock_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 15
    scan_while_locked: bool = True
    four_eyes: bool = False
    plain_lan: bool = False
    capacity: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] | None = None
    contact: Annotated[str, msgspec.Meta(max_length=120)] = ""
    wards: tuple[str, ...] = ()
    overstay_minutes: Annotated[int, msgspec.Meta(ge=0, le=10_080)] = 720
    delivery_minutes: Annotated[int, msgspec.Meta(ge=0, le=10_080)] = 60
    lookback_days: Annotated[int, msgspec.Meta(ge=1, le=60)] = 14
    basis: Basis = Basis.LEGAL_DUTY
    retention_days: Annotated[int, msgspec.Meta(ge=0, le=3_660)] = 30
    trace_margin_minutes: Annotated[int, msgspec.Meta(ge=0, le=120)] = 0
    backup_folder: str = ""
