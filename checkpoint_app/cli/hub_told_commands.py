"""The commands of the hub about what stations are told, and about how they are."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.list_commands import read_checked, said_of
from checkpoint_app.domain.clock import iso, local
from checkpoint_app.domain.errors import NoticeUnknown
from checkpoint_app.domain.listed import ListKind, WatchEntry
from checkpoint_app.hub.signs import Judged
from checkpoint_app.hub.store.access import Action
from checkpoint_app.hub.store.beats import StationRow
from checkpoint_app.i18n import text
from checkpoint_app.records.notices import NoticeKind
from checkpoint_app.security.trust import read_key_file


def notice_add(context: Context) -> int:
    """Tell gates something."""
    args = context.args
    kind = NoticeKind.REMINDER if args.reminder else NoticeKind.NOTICE
    with context.hub() as hub:
        made = hub.bulletins.add_notice(args.to, args.text, kind, args.until)
    context.out.answer("say.notice_added", notice=str(made), to=args.to)
    return 0


def notice_list(context: Context) -> int:
    """What gates were told, and who has acknowledged it, a line each."""
    with context.hub() as hub:
        found = hub.bulletins.notices()
    for one in found:
        context.out.line(
            **{
                **one,
                "id": str(one["id"]),
                **{name: _iso(one[name]) for name in ("created_at", "until", "withdrawn_at")},
                "answers": [
                    {**said, "station": str(said["station"]), "at": _iso(said["at"])}
                    for said in one["answers"]
                ],
            }
        )
    return 0


def notice_withdraw(context: Context) -> int:
    """Show a notice no more."""
    notice = context.args.notice
    with context.hub() as hub:
        hub.bulletins.withdraw(notice_id(notice))
    context.out.answer("say.notice_withdrawn", notice=notice)
    return 0


def notice_id(words: str) -> UUID:
    """The id that somebody typed.

    Raises:
        NoticeUnknown: it is none.
    """
    with suppress(ValueError):
        return UUID(words)
    raise NoticeUnknown(notice=words)


def watch_import(context: Context) -> int:
    """Take a list of whom to look out for, as a station does with ``list-import watch``."""
    args = context.args
    with context.hub() as hub:
        today: date = local(hub.now_ms()).date()
        preview = read_checked(context, ListKind.WATCH, today)
        if args.preview:
            context.out.answer("say.list_seen", **said_of(preview))
            return 0 if preview.can_be_taken else 4
        rows = [row for row in preview.take() if isinstance(row, WatchEntry)]
        hub.access.note(Action.LIST, None, subject=f"watch {args.to}", items=len(rows))
        taken = hub.bulletins.take_watched(args.to, rows, replace=args.replace)
    context.out.answer(
        "say.list_taken",
        **said_of(preview),
        added=taken.added,
        changed=taken.changed,
        removed=taken.removed,
    )
    return 4 if preview.faulty_rows else 0


def watch_clear(context: Context) -> int:
    """Take a list of whom to look out for away."""
    with context.hub() as hub:
        gone = hub.bulletins.clear_watched(context.args.to)
        hub.access.note(Action.LIST, None, subject=f"watch {context.args.to}", items=gone)
    context.out.answer("say.watch_cleared", removed=gone)
    return 0


def key_add(context: Context) -> int:
    """Give out a certificate or public key, for stations to check signed codes with."""
    file: Path = context.args.file
    with context.hub() as hub:
        hub.bulletins.add_key(file.name, read_key_file(file))
    context.out.answer("say.key_added", key=file.name)
    return 0


def key_list(context: Context) -> int:
    """The keys that are given out, a line each."""
    with context.hub() as hub:
        names = hub.bulletins.keys()
    for name in names:
        context.out.line(key=name)
    return 0


def key_remove(context: Context) -> int:
    """Give a key out no more."""
    name = context.args.name
    with context.hub() as hub:
        hub.bulletins.remove_key(name)
    context.out.answer("say.key_removed", key=name)
    return 0


def setting(context: Context) -> int:
    """Set something at the stations of a site, or leave it to them again."""
    args = context.args
    with context.hub() as hub:
        value = hub.set_setting(args.site, args.name, args.value)
    said = "say.setting_left" if args.value is None else "say.setting_set"
    context.out.answer(said, site=args.site, name=args.name, value=value)
    return 0


def stations(context: Context) -> int:
    """Every station that ever joined and how it is, a line each."""
    with context.hub() as hub:
        found = hub.station_states()
        revoked = {one.id: one.revoked_at for one in hub.stations()}
        current = {row.site: hub.bulletins.stand(row.site)[1] for row, _ in found}
    for row, judged in found:
        said = _station(context, row, judged, current[row.site])
        context.out.line(**said, revoked_at=_iso(revoked.get(row.id)))
    return 0


def _station(context: Context, row: StationRow, judged: Judged, current: str) -> dict[str, Any]:
    since = _iso(judged.since)
    shown = "" if judged.since is None else f"{local(judged.since):%H:%M %d/%m/%Y}"
    code = f"station.{judged.state}"
    return {
        "id": str(row.id),
        "site": row.site_name,
        "name": row.name,
        "state": judged.state.value,
        "since": since,
        "say": text(code, context.out.lang, since=shown),
        "via": None if row.via is None else str(row.via),
        "enrolled_at": _iso(row.signs.enrolled_at),
        "last_seen_at": _iso(row.signs.last_seen_at),
        "queue": row.queue,
        "oldest_unsent_at": _iso(row.signs.oldest_unsent_at),
        "needs_fix": row.needs_fix,
        "captured": row.captured,
        "clock_ahead_ms": row.signs.skew_ms,
        "version": row.version,
        "camera": row.camera,
        "free_mb": row.free_mb,
        "bulletin_current": None if row.bulletin is None else row.bulletin == current,
    }


def _iso(at_ms: int | None) -> str | None:
    return None if at_ms is None else iso(at_ms)
