"""The command about what the hub says to whoever is on duty."""

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.hub_told_commands import notice_id
from checkpoint_app.domain.clock import iso
from checkpoint_app.security.roles import Permission


def notices(context: Context) -> int:
    """What the hub said, a line each; or acknowledge one of it."""
    args = context.args
    with context.desk() as desk:
        if args.acknowledge is not None:
            context.permit(desk, Permission.RECORD)
            new = desk.acknowledge(notice_id(args.acknowledge), args.answer)
            said = "say.acknowledged" if new else "say.acknowledged_before"
            context.out.answer(said, notice=args.acknowledge, acknowledged=new)
            return 0
        found, waiting = desk.store.notices.all(), len(desk.store.notices.open())
        names = {member.id: member.name for member in desk.store.staff()}
    for one in found:
        told = one.told
        context.out.line(
            id=str(told.id),
            kind=told.kind,
            text=told.text,
            created_at=iso(told.created_at),
            until=None if told.until is None else iso(told.until),
            in_force=one.in_force,
            acknowledged_at=None if one.acknowledged_at is None else iso(one.acknowledged_at),
            acknowledged_by=None if one.staff is None else names.get(one.staff),
            answer=one.answer,
            confirmed=one.confirmed,
        )
    if not context.out.machine:
        context.out.say("say.notices", count=waiting)
    return 0
