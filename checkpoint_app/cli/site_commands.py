"""The commands about the hub's sites: one by one, from a list, and their posters."""

import re
from collections.abc import Iterator
from pathlib import Path

from checkpoint_app.cli.context import Context
from checkpoint_app.console import write_file
from checkpoint_app.domain.clock import SystemClock, iso, local
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import read_owner, read_territory
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.access import Action
from checkpoint_app.hub.store.sites import Site
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.lists.sites import SiteList, read_sites
from checkpoint_app.station.papers import Place

_NO_FILE_SIGN = re.compile(r"[^a-z0-9]+")
_LONGEST_FILE = 80


def add(context: Context) -> int:
    """Register a site."""
    args = context.args
    with context.hub() as hub:
        site = hub.add_site(
            args.name,
            SiteKind(args.kind),
            territory=read_territory(args.territory) if args.territory else (),
            owner=read_owner(args.owner) if args.owner else (),
            code=args.code,
        )
    context.out.answer("say.site_added", site=str(site), name=args.name)
    return 0


def take(context: Context) -> int:
    """Look through a list of sites, say what is wrong in which row, and take it whole."""
    args, out = context.args, context.out
    found = read_sites(
        args.file,
        today=local(SystemClock().now_ms()).date(),
        sheet=args.sheet,
        encoding=Encoding(args.encoding),
    )
    if args.skip_faulty:
        found = found.without_faulty()
    for one in (*found.faults, *found.warnings):
        out.tell(one.said(out.lang))
    if found.encoding is not Encoding.UNICODE and args.encoding == Encoding.UNICODE:
        out.say("say.list_encoding", encoding=found.encoding)
    if args.preview:
        out.answer("say.sites_seen", **_numbers(found))
        return 0 if found.can_be_taken else 4
    entries = found.take()
    with context.hub() as hub:
        # Sites come with who answers for them, and their phone.
        hub.access.note(Action.LIST, None, subject="sites", items=found.rows - found.faulty_rows)
        taken = hub.sites.take(entries, found.fields, hub.now_ms())
    out.answer(
        "say.sites_taken",
        **_numbers(found),
        added=taken.added,
        changed=taken.changed,
        unchanged=taken.unchanged,
    )
    return 4 if found.faulty_rows else 0


def _numbers(found: SiteList) -> dict[str, object]:
    return {
        "rows": found.rows,
        "faulty": found.faulty_rows,
        "warnings": found.warning_count,
        "not_understood": list(found.not_understood),
        "encoding": found.encoding.value,
    }


def show_all(context: Context) -> int:
    """The sites, a line each; who answers for them is left out."""
    words = " ".join(context.args.words)
    with context.hub() as hub:
        for site in hub.sites.pages(scope_of(context, hub), words):
            context.out.line(**_fields(site, reveal=False))
    return 0


def show(context: Context) -> int:
    """One site; who answers for it and their phone only where revealed, which is logged."""
    reveal, reason = context.args.reveal, context.args.reason
    with context.hub() as hub:
        site = hub.sites.get(hub.sites.named(tidy(context.args.site)))
        assert site is not None
        if reveal:
            hub.access.note(Action.CONTACT, None, subject=str(site.id), reason=reason, items=1)
        context.out.line(**_fields(site, reveal=reveal))
    return 0


def _fields(site: Site, *, reveal: bool) -> dict[str, object]:
    """A site as a JSON object."""
    plain: dict[str, object] = {
        "site": str(site.id),
        "code": site.code,
        "name": site.name,
        "kind": site.kind.value,
        "territory": list(site.territory),
        "owner": list(site.owner),
        "address": site.address,
        "permitted": site.permitted,
        "permitted_until": site.permitted_until,
        "created_at": iso(site.created_at),
    }
    return plain | ({"head": site.head, "phone": site.phone} if reveal else {})


def scope_of(context: Context, hub: Hub) -> Scope:
    """The part of the city that the options name."""
    args = context.args
    if args.territory is not None:
        return Scope(territory=hub.sites.territory(read_territory(args.territory))[0])
    return Scope(owner=hub.sites.owner(read_owner(args.owner))) if args.owner is not None else ALL


def poster(context: Context) -> int:
    """The poster of one site, or of all of a territory or owner, each in a file of its own."""
    args, made = context.args, 0
    if args.all and args.folder is None:
        raise InvalidEntry("folder", "missing")
    with context.hub() as hub:
        for site, file in _posters(context, hub):
            text = args.text.replace("{id}", str(site.id)).replace("{code}", site.code or "")
            place = Place(site.name, ", ".join(reversed(site.territory)))
            write_file(file, context.papers.poster(text.encode(), place, context.out.lang))
            made += 1
    context.out.answer("say.posters", count=made, file=str(args.out or args.folder))
    return 0


def _posters(context: Context, hub: Hub) -> Iterator[tuple[Site, Path]]:
    args = context.args
    if args.all:
        for site in hub.sites.pages(scope_of(context, hub)):
            yield site, args.folder / _file_of(site)
    else:
        one = hub.sites.get(hub.sites.named(tidy(args.site)))
        assert one is not None
        yield one, args.out or args.folder / _file_of(one)


def _file_of(site: Site) -> str:
    """A name that every system takes, and that no other site's file has."""
    name = _NO_FILE_SIGN.sub("-", fold(site.name)).strip("-")[:_LONGEST_FILE]
    return f"{name}-{site.id}.pdf"
