"""The commands for days without a network: passages on a stick to the hub, its answers back."""

from pathlib import Path

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.errors import CarriedDamaged
from checkpoint_app.domain.trust_errors import CarriedUnreadable
from checkpoint_app.hub.carrying import take_in
from checkpoint_app.hub.store import access
from checkpoint_app.paths import write_private
from checkpoint_app.records.access import Action
from checkpoint_app.security.carried import MAX_FILE
from checkpoint_app.security.roles import Permission
from checkpoint_app.sync.carrying import carry_in, carry_out

ANSWERS = ".answers"


def out(context: Context) -> int:
    """Write everything the hub has not confirmed to a file that only the hub can open."""
    file: Path = context.args.file
    with context.desk() as desk:
        context.permit(desk, Permission.RECORD)
        envelope, count = carry_out(desk.store, desk.clock)
        staff = desk.staff.id if desk.staff else None
        desk.store.access.note(Action.CARRY, staff, items=count)
        write_private(file, envelope)
    context.out.answer("say.carried_out", carried=count, file=str(file))
    return 0


def back(context: Context) -> int:
    """Take in the hub's answers."""
    file: Path = context.args.file
    envelope = _read(file)
    with context.desk() as desk:
        context.permit(desk, Permission.RECORD)
        told = carry_in(desk.store, envelope)
        waiting = desk.store.outbox.unsent()
    context.out.answer(
        "say.carried_in",
        accepted=told.accepted,
        duplicate=told.duplicate,
        needs_fix=told.needs_fix,
        pending=waiting,
    )
    return 4 if told.needs_fix else 0


def hub_import(context: Context) -> int:
    """Take in a station's file, and write the answers beside it."""
    file: Path = context.args.file
    answers: Path = context.args.answers or file.with_name(file.name + ANSWERS)
    envelope = _read(file)
    with context.hub() as hub:
        taken = take_in(hub, envelope)
        items = taken.accepted + taken.duplicate
        hub.access.note(access.Action.LIST, None, subject=f"carried {taken.station}", items=items)
    write_private(answers, taken.answers)
    context.out.answer(
        "say.hub_imported",
        station=taken.station,
        accepted=taken.accepted,
        duplicate=taken.duplicate,
        rejected=taken.rejected,
        answers=str(answers),
    )
    return 4 if taken.rejected else 0


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_FILE:
            raise CarriedDamaged
        return file.read_bytes()
    except OSError as error:
        raise CarriedUnreadable(file=str(file)) from error
