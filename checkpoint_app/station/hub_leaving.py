"""Leaving a hub: what waits stays, and nothing is sent until another one, or this one, is joined.

The station goes on knowing which hub it was: what it had sent there and no answer came for is not
sent to another one unnoticed, see `checkpoint_app.station.hub_line.join`.
"""

import logging

from checkpoint_app.records.access import Action
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk

_log = logging.getLogger(__name__)


def leave_hub(desk: Desk, reason: str) -> int:
    """Report to no hub from now on, in the name of who is on duty.

    Args:
        reason: why, for the access log.

    Returns:
        How many passages wait for a hub.

    Raises:
        NotAllowed: not by who is on duty.
    """
    desk.permit(Permission.SETTINGS)
    staff = desk.staff.id if desk.staff else None
    desk.store.access.note(Action.LEAVE, staff, reason=reason)
    desk.store.leave_hub()
    _log.warning("hub left by %s", staff)
    desk.change_line()
    return desk.store.outbox.unsent()
