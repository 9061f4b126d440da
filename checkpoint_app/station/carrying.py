"""Passages carried to the hub by hand, and its answers back, in the name of who is on duty."""

from pathlib import Path

from checkpoint_app.domain.errors import CarriedDamaged
from checkpoint_app.domain.trust_errors import CarriedUnreadable
from checkpoint_app.paths import write_private
from checkpoint_app.records.access import Action
from checkpoint_app.security.carried import MAX_FILE
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.sync.carrying import Confirmed, carry_in, carry_out


def take_out(desk: Desk, file: Path) -> int:
    """Write everything the hub has not confirmed to a file that only the hub can open.

    Returns:
        How many passages are in it.

    Raises:
        NotAllowed: not by who is on duty.
        NotEnrolled: no hub, or one that gave no key to close it with.
        OSError: the file cannot be written.
    """
    desk.permit(Permission.RECORD)
    envelope, count = carry_out(desk.store, desk.clock)
    staff = desk.staff.id if desk.staff else None
    desk.store.access.note(Action.CARRY, staff, items=count)
    write_private(file, envelope)
    return count


def bring_back(desk: Desk, file: Path) -> Confirmed:
    """Take in the hub's answers.

    Raises:
        NotAllowed: not by who is on duty.
        CarriedUnreadable: there is no such file, or it may not be read.
        NotEnrolled, CarriedDamaged: see `carry_in`.
    """
    desk.permit(Permission.RECORD)
    return carry_in(desk.store, read_carried(file))


def read_carried(file: Path) -> bytes:
    """What was carried.

    Raises:
        CarriedUnreadable: there is no such file, or it may not be read.
        CarriedDamaged: it is larger than anything that is carried.
    """
    try:
        if file.stat().st_size > MAX_FILE:
            raise CarriedDamaged
        return file.read_bytes()
    except OSError as error:
        raise CarriedUnreadable(file=str(file)) from error
