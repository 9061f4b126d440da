"""Every notice from the hub that is held, read or not, with who read it and what they said."""

from dataclasses import dataclass

from checkpoint_app.records.notices import Notice
from checkpoint_app.station.desk import Desk


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice, and the name of whoever acknowledged it, "" where that is not known."""

    notice: Notice
    reader: str


def all_notices(desk: Desk) -> list[NoticeLine]:
    """All that is held, the newest first."""
    names = {one.id: one.name for one in desk.store.staff()}
    held = reversed(desk.store.notices.all())
    return [NoticeLine(one, names.get(one.staff, "") if one.staff else "") for one in held]
