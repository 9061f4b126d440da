"""The commands about the site's own lists: people, market cards, people to look out for."""

from datetime import date
from pathlib import Path

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.people_commands import birth, note, number
from checkpoint_app.domain.clock import iso, local
from checkpoint_app.domain.errors import CardUnknown
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.listed import Listed, ListedPerson, ListKind, MarketCard, WatchEntry
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.lists.preview import Preview, read_list
from checkpoint_app.lists.template import write_template
from checkpoint_app.records.access import Action
from checkpoint_app.records.lists import HeldCard
from checkpoint_app.records.store import Store
from checkpoint_app.security.roles import Permission


def take(context: Context) -> int:
    """Look through a file, say what is wrong in which row, and take it where it may be taken."""
    args, out = context.args, context.out
    kind = ListKind(args.kind)
    with context.desk() as desk:
        second = context.permit(desk, Permission.LISTS)
        preview = read_checked(context, kind, local(desk.clock.now_ms()).date())
        if args.preview:
            out.answer("say.list_seen", **said_of(preview))
            return 0 if preview.can_be_taken else 4
        rows = preview.take()
        note(desk, Action.LIST, second, reason=kind.value, items=len(rows))
        staff = desk.staff.id if desk.staff else None
        taken = desk.store.lists.take(kind, rows, replace=args.replace, staff=staff)
    out.answer(
        "say.list_taken",
        **said_of(preview),
        added=taken.added,
        changed=taken.changed,
        removed=taken.removed,
    )
    return 4 if preview.faulty_rows else 0


def read_checked(context: Context, kind: ListKind, today: date) -> Preview:
    """Read the file that the command names, and say what is wrong in it."""
    args, out = context.args, context.out
    preview = read_list(
        args.file, kind, today=today, sheet=args.sheet, encoding=Encoding(args.encoding)
    )
    if args.skip_faulty:
        preview = preview.without_faulty()
    for found in (*preview.faults, *preview.warnings):
        out.tell(found.said(out.lang))
    if preview.encoding is not Encoding.UNICODE and args.encoding == Encoding.UNICODE:
        out.say("say.list_encoding", encoding=preview.encoding)
    return preview


def said_of(preview: Preview) -> dict[str, object]:
    """What an answer says of a list."""
    return {
        "kind": preview.kind.value,
        "rows": len(preview.rows),
        "faulty": preview.faulty_rows,
        "warnings": preview.warning_count,
        "not_understood": [column.heading for column in preview.not_understood],
        "encoding": preview.encoding.value,
    }


def show(context: Context) -> int:
    """What a list holds, numbers masked unless revealed."""
    reveal = context.args.reveal
    kind = ListKind(context.args.kind)
    with context.desk() as desk:
        second = context.permit(desk, Permission.REVEAL if reveal else Permission.LISTS)
        lists = desk.store.lists
        rows: list[Listed | HeldCard] = {
            ListKind.PEOPLE: lambda: list[Listed | HeldCard](lists.people()),
            ListKind.CARDS: lambda: list[Listed | HeldCard](lists.cards()),
            ListKind.WATCH: lambda: list[Listed | HeldCard](lists.watched()),
        }[kind]()
        if reveal:
            note(desk, Action.REVEAL, second, reason=f"list {kind.value}", items=len(rows))
    for row in rows:
        context.out.line(**_fields(row, reveal=reveal))
    return 0


def template(context: Context) -> int:
    """A workbook with the headings that are understood, and one invented row."""
    file: Path = context.args.file
    write_template(file, ListKind(context.args.kind), context.out.lang)
    context.out.answer("say.written", file=str(file))
    return 0


def hand_in(context: Context) -> int:
    """Note that a card was handed in, or with ``--back`` that its holder has it again."""
    number, back = context.args.number, context.args.back
    with context.desk() as desk:
        context.permit(desk, Permission.RECORD)
        lists = desk.store.lists
        known = lists.give_back(number) if back else lists.hand_in(number)
    if not known:
        raise CardUnknown(number=number)
    context.out.answer("say.card_back" if back else "say.card_in", number=number)
    return 0


def shared_fields(context: Context, store: Store) -> dict[str, object]:
    """How the lists stand that the site's gates share; empty where they share none.

    What cannot be told to the other gates, and what waits to be, is said in words, too.
    """
    counts = {kind.value: count for kind, count in store.lists.counts().items()}
    standing = store.shared_lists.standing()
    waiting = sum(one.waiting for one in standing)
    if waiting and not context.out.machine:
        context.out.say("say.lists_waiting", count=waiting)
    for one in standing:
        if one.code is not None:
            context.out.say("say.list_not_shared", kind=one.kind.value)
    return {
        one.kind.value: {
            "items": counts.get(one.kind.value),
            "revision": one.revision,
            "held_since": iso(one.at) if one.at is not None else None,
            "waiting": one.waiting,
            "refused": one.code,
        }
        for one in standing
    }


def _fields(row: Listed | HeldCard, *, reveal: bool) -> dict[str, object]:
    if isinstance(row, ListedPerson):
        return {
            "kind": row.kind,
            "name": row.name,
            "id_number": number(row.id_number, reveal=reveal),
            "phone": number(row.phone, reveal=reveal),
            "birth_date": birth(row.birth_date, reveal=reveal),
            "home": row.home,
            "plate": show_plate(row.plate) if row.plate else None,
            "note": row.note,
        }
    if isinstance(row, WatchEntry):
        return {
            "name": row.name,
            "id_number": number(row.id_number, reveal=reveal),
            "phone": number(row.phone, reveal=reveal),
            "plate": show_plate(row.plate) if row.plate else None,
            "instruction": row.instruction,
            "until": row.until.isoformat() if row.until else None,
        }
    held = HeldCard(row) if isinstance(row, MarketCard) else row
    card, handed_in_at = held.card, held.handed_in_at
    return {
        "number": card.number,
        "ward": card.ward,
        "holder": card.holder,
        "phone": number(card.phone, reveal=reveal),
        "weekdays": sorted(card.weekdays),
        "parity": card.parity,
        "hours": [
            f"{hours.begin // 60:02}:{hours.begin % 60:02}-{hours.end // 60:02}:{hours.end % 60:02}"
            for hours in card.hours
        ],
        "valid_from": card.valid_from.isoformat() if card.valid_from else None,
        "valid_until": card.valid_until.isoformat() if card.valid_until else None,
        "handed_in_at": iso(handed_in_at) if handed_in_at is not None else None,
    }
