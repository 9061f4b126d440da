"""What the hub's bulletin says for this station: settings, keys, a newer version of the program."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checkpoint_app import __version__
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.versions import numbers
from checkpoint_app.records.bulletins import NOTHING_FOUND, FoundHere, HeldBulletin
from checkpoint_app.records.views import StationInfo
from checkpoint_app.security.trust import NO_TRUST, Trust, trust_in_files
from checkpoint_app.settings import Settings
from checkpoint_app.settings.by_hub import NAMES, check_setting
from checkpoint_app.sync.bulletin import BulletinFault


@dataclass(frozen=True, slots=True)
class HubWord:
    """The hub's word as it is in force.

    Attributes:
        settings: what it sets, by name; the station's own hold for the rest.
        trust: the keys it gives; faults: parts of its bulletin that cannot be used.
        newer_version: a version of the program newer than this one, None where there is none.
        received_at: when the bulletin came, ms since 1970 UTC; None where there is none.
        fault: why a newer bulletin is not in force, None while all is well.
        found: what its last report found at this site.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    trust: Trust = NO_TRUST
    faults: tuple[str, ...] = ()
    newer_version: str | None = None
    received_at: int | None = None
    fault: BulletinFault | None = None
    found: FoundHere = NOTHING_FOUND

    def capacity(self, info: StationInfo, own: Settings) -> int | None:
        """How many people may be inside, None for no limit.

        What the hub says holds, then what is set here, then what the station was set up with.
        """
        here = info.capacity if own.capacity is None else own.capacity
        return self.settings.get("capacity", here) or None


NOTHING = HubWord()
"""There is no hub, or it has said nothing."""


def hub_word(held: HeldBulletin | None, info: StationInfo) -> HubWord:
    """What a bulletin says; nothing where it is another hub's than this station's, or one left."""
    if held is None or not info.enrolled or str(held.hub) != info.hub_id:
        return NOTHING
    trust, _ = trust_in_files(held.keys)
    return HubWord(
        settings=dict(_checked(held.settings)),
        trust=trust,
        faults=held.faults,
        newer_version=newer(held.version),
        received_at=held.received_at,
        found=held.found,
    )


def newer(version: str) -> str | None:
    """A version that is newer than this program; None for another, or what is no version."""
    theirs, ours = numbers(version), numbers(__version__)
    return version if theirs is not None and (ours is None or theirs > ours) else None


def _checked(settings: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The settings as this version of the program understands them."""
    good = []
    for name, value in settings.items():
        try:
            if name in NAMES:
                good.append((name, check_setting(name, value)))
        except InvalidEntry:
            continue  # a range that another version had; the station's own holds
    return good
