"""The command for one person's request about their own data."""

import sys
from collections.abc import Sequence

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.people_commands import note, shown
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.text import tidy
from checkpoint_app.records.access import Action
from checkpoint_app.records.mentions import Mention
from checkpoint_app.records.personal import Held
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.person_data import Request

LONGEST = 1000


def person(context: Context) -> int:
    """Everything held about one person, to be given out, corrected or deleted. Logged."""
    args = context.args
    words = sys.stdin.readline(LONGEST) if args.words == ["-"] else " ".join(args.words)
    changes = dict(_field_and_value(text) for text in args.correct)
    with context.desk() as desk:
        request = Request(desk, words, args.reason, context.second_pin())
        if args.reveal:
            second = context.permit(desk, Permission.REVEAL)
            note(desk, Action.REVEAL, second, items=len(request.found), reason=args.reason)
        for number, one in enumerate(request.found, start=1):
            context.out.line(which=number, **_summary(one, reveal=args.reveal))
        if not context.out.machine:
            context.out.say("say.found", count=len(request.found))
        if request.named_in:
            named = _named(request.named_in, reveal=args.reveal)
            context.out.answer("say.named_in", count=len(request.named_in), named_in=named)
        if not (args.export or changes or args.delete):
            return 0 if request.found or request.named_in else 4
        held = request.only(args.which)
        if args.export is not None:
            request.export(held, args.export, context.out.lang)
            context.out.answer(
                "say.person_exported", file=str(args.export), exported=len(held.revisions)
            )
        if changes:
            context.out.answer("say.person_corrected", corrected=request.correct(held, changes))
        if not args.delete:
            return 0
        erased, listed = request.delete(held)
        copies = _copies(context, request)
    context.out.answer(
        "say.person_deleted",
        deleted=erased.passages,
        revisions=erased.revisions,
        listed=listed,
        kept_unsent=erased.kept_unsent,
        kept_inside=erased.kept_inside,
        named_in=_named(held.named_in, reveal=args.reveal),
        named=len(held.named_in),
        **copies,
        certificates=[
            {"body": one.body, "signature": one.signature.hex()} for one in erased.certificates
        ],
    )
    return 4 if erased.kept_unsent or erased.kept_inside else 0


def _copies(context: Context, request: Request) -> dict[str, object]:
    """What still holds somebody who was deleted: backups, and stores that were set aside."""
    left = request.copies(renew=context.args.renew_backups)
    if left.renewed is not None:
        context.out.say("say.backups_renewed", count=left.renewed)
    if left.older:
        said = {"count": left.older, "until": left.until, "folder": left.folder}
        context.out.say("say.backups_hold", **said)
    if left.aside:
        context.out.say("say.old_stores_hold", folders=", ".join(left.aside))
    return {"backups": left.older, "backups_until": left.until, "set_aside": list(left.aside)}


def _named(found: Sequence[Mention], *, reveal: bool) -> list[dict[str, object]]:
    return [
        {
            "where": one.where,
            "passage": str(one.passage) if one.passage else None,
            "at": iso(one.at) if one.at is not None else None,
            **({"text": one.text} if reveal else {}),
        }
        for one in found
    ]


def _summary(held: Held, *, reveal: bool) -> dict[str, object]:
    return {
        **shown(held.person, held.plate, reveal=reveal),
        "passages": held.passages,
        "revisions": len(held.revisions),
        "unsent": held.unsent,
        "inside": held.inside,
        "stays": len(held.stays),
        "lists": len(held.listed) + len(held.cards),
        "watched": len(held.watched),
        "accesses": len(held.accesses),
        "named_in": _named(held.named_in, reveal=reveal),
    }


def _field_and_value(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise InvalidEntry(tidy(name)[:100], "missing")
    return name.strip(), value
