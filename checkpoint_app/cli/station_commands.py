"""The commands of a station: set up, type in, send, and say how things stand."""

import json
import threading
from collections.abc import Callable

import msgspec

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.list_commands import shared_fields
from checkpoint_app.cli.people_commands import note, number
from checkpoint_app.cli.signals import stop_on_signals
from checkpoint_app.console import lines_of_stdin, write_file
from checkpoint_app.domain.clock import iso, local
from checkpoint_app.domain.errors import (
    AlreadySetUp,
    CheckpointError,
    InvalidEntry,
    PassageUnknown,
)
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.i18n import Lang, text
from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.records.access import Action
from checkpoint_app.records.bulletins import NOTHING_FOUND, Found
from checkpoint_app.records.views import OutboxState, Standing
from checkpoint_app.reports import day_sheet
from checkpoint_app.reports.day_sheet import paper_fields
from checkpoint_app.reports.xlsx import to_xlsx
from checkpoint_app.security.roles import Permission, may
from checkpoint_app.station.entry import entry_from_json
from checkpoint_app.sync.engine import RoundResult


def init(context: Context) -> int:
    """Set a station up; its first supervisor has the given PIN."""
    args, home = context.args, context.home
    if home.is_set_up():
        raise AlreadySetUp
    info = home.set_up(
        site=args.site,
        gate=args.gate,
        kind=SiteKind(args.kind),
        pin=context.pin(),
        capacity=args.capacity,
    )
    if not home.has_keyring():
        context.out.say("say.no_keyring")
    context.out.answer("say.set_up", station=str(info.id), site=info.site, gate=info.gate)
    return 0


def enrol(context: Context) -> int:
    """Join a hub."""
    args, home = context.args, context.home
    with context.desk() as desk:
        context.permit(desk, Permission.SETTINGS)
        if args.plain_lan:
            desk.allow_plain_lan(True)
            home.save_settings(msgspec.structs.replace(home.settings(), plain_lan=True))
        info = desk.enrol(args.hub, args.code, old_hub_gone=args.old_hub_gone)
    context.out.answer("say.enrolled", station=str(info.id), site=info.hub_site, hub=info.hub_id)
    return 0


def add(context: Context) -> int:
    """Record entries from standard input; each is answered when it is durable."""
    refused = 0
    with context.desk() as desk:
        for line in lines_of_stdin():
            if not line.strip():
                continue
            try:
                outcome = desk.enter(entry_from_json(_json(line)))
                if outcome.error is not None:
                    raise outcome.error
            except CheckpointError as error:
                refused += 1
                context.out.explain(error)
                field = error.field if isinstance(error, InvalidEntry) else None
                context.out.line(error=_code(error), field=field)
                continue
            assert outcome.passage is not None
            context.out.line(
                id=str(outcome.passage.id),
                direction=outcome.passage.direction,
                warnings=list(outcome.warnings),
            )
    return 4 if refused else 0


def _code(error: CheckpointError) -> str:
    return error.reason if isinstance(error, InvalidEntry) else error.code


def _json(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidEntry("entry", "not_json") from error


def sync(context: Context) -> int:
    """Send what waits: one round, or until told to stop."""
    with context.desk() as desk:
        if context.args.once:
            result, fault = desk.sync_once(), desk.word_now().fault
            if fault is not None:
                reason = text(f"bulletin.{fault}", context.out.lang)
                context.out.say("say.bulletin_not_taken", reason=reason)
            return _report_round(context, result)
        stop = threading.Event()
        stop_on_signals(stop)
        desk.start_sending()
        before = None
        while not stop.wait(1.0):
            now = desk.store.balance()
            if now != before:
                context.out.line(
                    accepted=now.accepted,
                    duplicate=now.duplicate,
                    needs_fix=now.needs_fix,
                    pending=now.pending,
                )
                before = now
    return 0


def _report_round(context: Context, result: RoundResult) -> int:
    if result.cause is not None:
        reason = text(f"cause.{result.cause}", context.out.lang)
        context.out.say("say.sync_paused", reason=reason)
    context.out.answer(
        "say.synced",
        sent=result.sent,
        accepted=result.accepted,
        duplicate=result.duplicate,
        needs_fix=result.needs_fix,
        pending=result.pending,
        **({"cause": str(result.cause)} if result.cause else {}),
    )
    return 4 if result.cause is not None or result.needs_fix else 0


def status(context: Context) -> int:
    """The balance and the state."""
    with context.desk() as desk:
        shot, paper = desk.snapshot(), desk.store.sheets.balance()
        overstay = len(desk.overstaying())
        lists = shared_fields(context, desk.store)
        heads = shot.staff is not None and may(shot.staff.role, Permission.FINDINGS)
    balance, word, lang = shot.balance, shot.hub_word, context.out.lang
    found = word.found if heads else NOTHING_FOUND
    if word.newer_version is not None:
        context.out.say("say.newer_version", version=word.newer_version)
    if shot.sync.cause is not None and not context.out.machine:
        reason = text(f"cause.{shot.sync.cause}", lang)
        context.out.say("say.sync_paused", reason=reason)
    if found.items and not context.out.machine:
        titles = ", ".join(str(_found(one, lang)["title"]) for one in found.items)
        context.out.say("say.found_here", count=len(found.items), titles=titles)
    if shot.done_at_ms is not None and not context.out.machine:
        context.out.say("say.done_at", time=f"{local(shot.done_at_ms):%H:%M %d/%m}")
    context.out.answer(
        "say.balance",
        **balance.places(),
        balanced=balance.balanced,
        inside=shot.inside,
        overstaying=overstay,
        paper=paper_fields(paper),
        unsent=shot.unsent,
        oldest_unsent_at=_iso(shot.oldest_unsent_at),
        sync={
            "cause": shot.sync.cause,
            "paused": shot.sync.cause is not None and shot.sync.cause.needs_someone,
            "since": _iso(shot.sync.since_ms) if shot.sync.cause is not None else None,
            "next_try_at": _iso(shot.sync.next_try_ms),
            "done_at": _iso(shot.done_at_ms),
        },
        today={"in": shot.day.entries, "out": shot.day.exits},
        station=str(shot.info.id),
        site=shot.info.site,
        gate=shot.info.gate,
        hub=shot.info.hub_url,
        clock_offset_ms=shot.clock_offset_ms,
        notices=len(shot.notices),
        found=[_found(one, lang) for one in found.items],
        found_at=_iso(found.at),
        set_by_hub=word.settings,
        newer_version=word.newer_version,
        bulletin_at=None if word.received_at is None else iso(word.received_at),
        bulletin_faults=list(word.faults),
        lists=lists,
    )
    return 0


def _found(one: Found, lang: Lang) -> dict[str, object]:
    words = one.words.get(lang) or next(iter(one.words.values()))
    return {
        "finding": one.finding,
        "title": words.title,
        "because": words.because,
        "advice": words.advice,
        "since": iso(one.since),
    }


def outbox(context: Context) -> int:
    """What the hub has not confirmed, or every revision of one passage and where it stands."""
    args, lang = context.args, context.out.lang
    with context.desk() as desk:
        box = desk.store.outbox
        found = box.waiting(args.limit) if args.id is None else box.standing(args.id)
        unsent = desk.store.balance()
        cause = box.sending().cause
    if args.id is not None and not found:
        raise PassageUnknown
    for one in found:
        receipt = one.receipt
        context.out.line(
            id=str(one.id),
            rev=one.rev,
            state=one.state,
            attempts=one.attempts,
            last_try_at=_iso(one.last_try_at),
            last_answer=one.last_answer,
            next_try_at=_iso(one.next_try_at),
            code=one.code,
            field=one.field,
            say=_why(one, cause, lang),
            receipt=None
            if receipt is None
            else {
                "no": receipt.no,
                "batch": str(receipt.batch),
                "received_at": _iso(receipt.received_at),
                "hub_now": _iso(receipt.hub_now),
            },
        )
    if not context.out.machine and args.id is None:
        context.out.say("say.outbox", count=unsent.unsent + unsent.needs_fix)
    return 0


def _why(one: Standing, cause: str | None, lang: Lang) -> str | None:
    """Why a revision is not confirmed yet, in words, where there is something to say."""
    said = {
        OutboxState.NEEDS_FIX: f"refusal.{one.code}",
        OutboxState.PAUSED: f"cause.{cause}",
        OutboxState.PENDING: f"cause.{one.last_answer}",
    }.get(one.state)
    if one.state is OutboxState.NEEDS_FIX and said not in CATALOG:
        said = f"cause.{one.code}" if f"cause.{one.code}" in CATALOG else "reason.other"
    return text(said, lang) if said in CATALOG else None


def _iso(at_ms: int | None) -> str | None:
    return None if at_ms is None else iso(at_ms)


def verify(context: Context) -> int:
    """Check the journal's chain and the balance."""
    with context.desk() as desk:
        found = desk.store.verify()
    context.out.answer(
        "say.verified" if found.ok else "say.not_verified",
        ok=found.ok,
        rows=found.rows,
        first_bad=found.first_bad,
        fault=found.fault,
    )
    return 0 if found.ok else 1


def inside(context: Context) -> int:
    """Who and what is inside now, numbers masked unless revealed."""
    reveal = context.args.reveal
    with context.desk() as desk:
        second = context.permit(desk, Permission.REVEAL) if reveal else None
        found = desk.store.inside()
        if reveal:
            note(desk, Action.REVEAL, second, items=len(found))
    for row in found:
        context.out.line(
            passage=str(row.passage),
            since=iso(row.since),
            kind=row.kind,
            name=row.name,
            id_number=number(row.id_number, reveal=reveal),
            phone=number(row.phone, reveal=reveal),
            plate=show_plate(row.plate) if row.plate else None,
            **({"gate": row.gate} if row.gate is not None else {}),
        )
    if not context.out.machine:
        context.out.say("say.inside", count=len(found))
    return 0


def close_out(context: Context) -> int:
    """Who is inside for longer than usual; with ``--yes`` their exits are recorded."""
    with context.desk() as desk:
        found = desk.overstaying()
        made = desk.close_out([one.row.passage for one in found]) if context.args.yes else []
    for one in found:
        row = one.row
        context.out.line(
            passage=str(row.passage),
            since=iso(row.since),
            late_minutes=one.late_ms // 60_000,
            kind=row.kind,
            name=row.name,
            phone=number(row.phone, reveal=False),
            plate=show_plate(row.plate) if row.plate else None,
        )
    if not context.out.machine:
        said = "say.closed_out" if context.args.yes else "say.to_close_out"
        context.out.say(said, count=len(made) if context.args.yes else len(found))
    return 0


def report(context: Context) -> int:
    """The site's day sheet."""
    args, lang = context.args, context.out.lang
    with context.desk() as desk:
        sheet = desk.day_sheet(args.date)
    if args.format == "json" and args.out is None:
        context.out.line(**day_sheet.to_fields(sheet))
        return 0
    write: dict[str, Callable[[], bytes]] = {
        "json": lambda: day_sheet.to_json(sheet),
        "csv": lambda: day_sheet.to_csv(sheet),
        "xlsx": lambda: to_xlsx(sheet, lang),
        "pdf": lambda: context.papers.day_sheet(sheet, lang),
    }
    content = write[args.format]()
    if args.out is not None:
        write_file(args.out, content)
    else:
        context.out.raw(content)
    return 0
