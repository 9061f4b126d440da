"""The commands for days without a network: passages on a stick to the hub, its answers back."""

from pathlib import Path

from checkpoint_app.cli.context import Context
from checkpoint_app.hub.carrying import take_in
from checkpoint_app.hub.store import access
from checkpoint_app.paths import write_private
from checkpoint_app.station.carrying import bring_back, read_carried, take_out

ANSWERS = ".answers"


def out(context: Context) -> int:
    """Write everything the hub has not confirmed to a file that only the hub can open."""
    file: Path = context.args.file
    with context.desk() as desk:
        count = take_out(desk, file)
    context.out.answer("say.carried_out", carried=count, file=str(file))
    return 0


def back(context: Context) -> int:
    """Take in the hub's answers."""
    file: Path = context.args.file
    with context.desk() as desk:
        told = bring_back(desk, file)
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
    envelope = read_carried(file)
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
