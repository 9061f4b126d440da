"""The commands about people: find them, trace who met whom, take away what is too old."""

from datetime import timedelta

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.passage import Person
from checkpoint_app.domain.text import mask
from checkpoint_app.records.access import Action
from checkpoint_app.records.views import Staff
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk

MINUTE_MS = 60_000
DAYS_KEPT = 30
"""Where the site keeps passages for ever, and somebody asks for a purge all the same."""


def find(context: Context) -> int:
    """People and their last passages, by name without accents, number, phone or plate."""
    words, reveal = " ".join(context.args.words), context.args.reveal
    with context.desk() as desk:
        second = context.permit(desk, Permission.REVEAL) if reveal else None
        found = desk.store.find_passages(words)
        if reveal:
            note(desk, Action.REVEAL, second, items=len(found))
    for passage in found:
        context.out.line(
            passage=str(passage.id),
            occurred_at=iso(passage.occurred_at),
            direction=passage.direction,
            kind=passage.kind,
            **shown(passage.person, passage.plate, reveal=reveal),
        )
    if not context.out.machine:
        context.out.say("say.found", count=len(found))
    return 0


def trace(context: Context) -> int:
    """Who was here together with one person or vehicle, longest first. Logged, with its reason."""
    args = context.args
    with context.desk() as desk:
        # Logged first: what is shown is accounted for, whatever happens meanwhile.
        second = context.permit(desk, Permission.TRACE)
        if args.reveal:
            context.permit(desk, Permission.REVEAL)
        subject = mask("".join(args.person.split()))
        note(desk, Action.TRACE, second, subject=subject, reason=args.reason)
        found = desk.store.tracing.trace(
            args.person,
            since=getattr(args, "from"),
            until=args.to,
            now=desk.clock.now_ms(),
            margin_ms=MINUTE_MS
            * (desk.settings.trace_margin_minutes if args.margin is None else args.margin),
        )
    for contact in found.contacts:
        context.out.line(
            minutes=round(contact.overlap_ms / MINUTE_MS, 1),
            meetings=contact.meetings,
            first_at=iso(contact.first_at),
            last_at=iso(contact.last_at),
            **shown(contact.person, contact.plate, reveal=args.reveal),
        )
    if not context.out.machine:
        said = "say.traced" if found.subjects else "say.nobody_known"
        context.out.say(said, count=len(found.contacts), stays=len(found.stays))
    return 0 if found.subjects else 4


def purge(context: Context) -> int:
    """Take away what is older than the site keeps it, and is confirmed by the hub."""
    keep: timedelta | None = context.args.older_than
    with context.desk() as desk:
        second = context.permit(desk, Permission.PURGE)
        if keep is None:
            keep = timedelta(days=desk.settings.retention_days or DAYS_KEPT)
        before = desk.clock.now_ms() - round(keep.total_seconds() * 1000)
        done = desk.store.retention.purge(before, inside_before=before)
        note(desk, Action.PURGE, second, items=done.passages)
    context.out.answer(
        "say.purged",
        before=iso(before),
        purged=done.passages,
        kept_unsent=done.kept_unsent,
        certificates=[
            {"body": one.body, "signature": one.signature.hex()} for one in done.certificates
        ],
    )
    return 4 if done.kept_unsent else 0


def note(
    desk: Desk,
    action: Action,
    second: Staff | None,
    *,
    subject: str | None = None,
    reason: str | None = None,
    items: int | None = None,
) -> None:
    """Add a line to the access log, in the name of whose PIN opened the station."""
    desk.store.access.note(
        action,
        desk.staff.id if desk.staff else None,
        subject=subject,
        reason=reason,
        items=items,
        second=second.id if second else None,
    )


def shown(person: Person, plate: str | None, *, reveal: bool) -> dict[str, object]:
    """Who somebody is, numbers masked unless they are to be revealed."""

    return {
        "name": person.name,
        "id_number": number(person.id_number, reveal=reveal),
        "insurance_number": number(person.insurance_number, reveal=reveal),
        "phone": number(person.phone, reveal=reveal),
        "birth_date": birth(person.birth_date, reveal=reveal),
        "plate": show_plate(plate) if plate else None,
    }


def number(value: str | None, *, reveal: bool) -> str | None:
    """A number, its last four signs alone unless it is to be revealed."""
    return value if reveal else mask(value) or None


def birth(value: str | None, *, reveal: bool) -> str | None:
    """A birth date, its year alone unless it is to be revealed."""
    return value if reveal else (value or "")[:4] or None
