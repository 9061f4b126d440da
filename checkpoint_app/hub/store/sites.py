"""The sites: added one by one or from a list, found by what people call them, listed by scope."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Row,
    Select,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    tuple_,
)

from checkpoint_app.domain.errors import SiteTaken, SiteUnknown
from checkpoint_app.domain.hub_errors import SiteUnclear
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import Level, SiteEntry, Territory
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.store.database import HubDatabase, is_postgres
from checkpoint_app.hub.store.site_lists import Taken, new_site, take_list, values_of
from checkpoint_app.hub.store.tables import owner, site, territory
from checkpoint_app.hub.store.trees import Trees, find_owner, find_territory, in_scope, places

PAGE = 1_000
_CHANGING = 0x7369_7465  # an advisory lock of our own: "site"


@dataclass(frozen=True, slots=True)
class Site:
    """One site as the hub knows it.

    Attributes:
        territory, owner: their names from the top down; empty for none.
        head, phone: who answers for it, and how to reach them: personal data.
        permitted_until: the last day it may open, ISO.
    """

    id: UUID
    code: str | None
    name: str
    kind: SiteKind
    territory: tuple[str, ...]
    owner: tuple[str, ...]
    address: str | None
    head: str | None
    phone: str | None
    permitted: bool
    permitted_until: str | None
    created_at: int
    closed_at: int | None


class Sites:
    """All sites of a hub."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def add(self, entry: SiteEntry, now: int) -> UUID:
        """A new site; its territory and owner are added where they are new.

        Raises:
            SiteTaken: another one has this code; or this name in this territory, accents and case
                aside, and there is no code to tell them apart.
        """
        with self._database.write() as connection:
            _alone(connection)
            values = values_of(entry, Trees(connection))
            others = connection.execute(
                select(site.c.code).where(
                    site.c.name_fold == values["name_fold"],
                    site.c.territory.is_not_distinct_from(values.get("territory")),
                )
            ).scalars()
            twice = select(site.c.id).where(site.c.code == entry.code)
            if any(code is None or entry.code is None for code in others) or (
                entry.code is not None and connection.scalar(twice) is not None
            ):
                raise SiteTaken(site=entry.name)
            made = new_site(values, now)
            connection.execute(insert(site).values(**made))
        found: UUID = made["id"]
        return found

    def take(self, entries: Iterable[SiteEntry], fields: frozenset[str], now: int) -> Taken:
        """Add the sites of a list and change those that are there, all of them or none.

        A site is known by its code; without one by its name in its territory.

        Args:
            fields: what the list tells; nothing else of a site that is there is touched.

        Raises:
            SiteUnclear: a row without a code fits several sites.
        """
        with self._database.write() as connection:
            _alone(connection)
            return take_list(connection, entries, fields, now)

    def named(self, words: str) -> UUID:
        """The site of this code, id or name.

        Raises:
            SiteUnknown: there is none; SiteUnclear: several sites have this name.
        """
        wanted = or_(site.c.code == words, site.c.name_fold == fold(words))
        with contextlib.suppress(ValueError):  # no id, so it can only be a code or a name
            wanted |= site.c.id == UUID(words)
        with self._database.read() as connection:
            found = connection.execute(
                select(site.c.id, site.c.code).where(wanted).limit(PAGE)
            ).all()
        if not found:
            raise SiteUnknown(site=words)
        known = [row.id for row in found if words in {row.code, str(row.id)}]
        if len(known) != 1 and len(found) > 1:
            raise SiteUnclear(site=words, count=len(found))
        one: UUID = known[0] if known else found[0].id
        return one

    def get(self, site_id: UUID, scope: Scope = ALL) -> Site | None:
        """One site, None where there is none in this scope."""
        with self._database.read() as connection:
            found = _read(connection, select(site).where(site.c.id == site_id, in_scope(scope)))
        return found[0] if found else None

    def page(
        self,
        scope: Scope = ALL,
        *,
        words: str = "",
        after: UUID | None = None,
        limit: int = PAGE,
        kind: SiteKind | None = None,
        within: UUID | None = None,
    ) -> list[Site]:
        """Sites by name, a page at a time.

        Args:
            words: a part of the name without accents, or the whole code.
            after: the last site of the page before.
            within: a territory.
        """
        query = select(site).where(in_scope(scope)).order_by(site.c.name_fold, site.c.id)
        if words := tidy(words):
            folded = site.c.name_fold.contains(fold(words), autoescape=True)
            query = query.where(or_(folded, site.c.code == words))
        if kind is not None:
            query = query.where(site.c.kind == kind.value)
        if within is not None:
            query = query.where(in_scope(Scope(territory=within)))
        if after is not None:
            last = select(site.c.name_fold).where(site.c.id == after).scalar_subquery()
            query = query.where(
                tuple_(site.c.name_fold, site.c.id) > tuple_(last, literal(after, site.c.id.type))
            )
        with self._database.read() as connection:
            return _read(connection, query.limit(limit))

    def pages(self, scope: Scope = ALL, words: str = "") -> Iterator[Site]:
        """Every site of a scope by name; no transaction outlives a page."""
        after: UUID | None = None
        while page := self.page(scope, words=words, after=after):
            yield from page
            after = page[-1].id

    def territory(self, parts: Territory) -> tuple[UUID, Level]:
        """The territory of these names, and its level.

        Raises:
            TerritoryUnknown: there is none.
        """
        with self._database.read() as connection:
            return find_territory(connection, parts)

    def owner(self, names: Sequence[str]) -> UUID:
        """The owner of these names.

        Raises:
            OwnerUnknown: there is none.
        """
        with self._database.read() as connection:
            return find_owner(connection, names)

    def scope_names(self, scope: Scope) -> tuple[str, ...]:
        """What a scope is called, from the top down; empty for all sites."""
        with self._database.read() as connection:
            if scope.site is not None:
                name = connection.scalar(select(site.c.name).where(site.c.id == scope.site))
                return () if name is None else (name,)
            table, root = (territory, scope.territory) if scope.territory else (owner, scope.owner)
            found = places(connection, table, [root])
        return found[root].names if root in found else ()

    def count(self) -> int:
        """How many sites there are."""
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(site)) or 0


def _alone(connection: Connection) -> None:
    """One change of the sites at a time: names and codes are looked up before they are taken."""
    if is_postgres(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHANGING})


def _read(connection: Connection, query: Select[Any]) -> list[Site]:
    rows: Sequence[Row[Any]] = connection.execute(query).all()
    wards = places(connection, territory, (row.territory for row in rows))
    owners = places(connection, owner, (row.owner for row in rows))
    return [
        Site(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=SiteKind(row.kind),
            territory=wards[row.territory].names if row.territory else (),
            owner=owners[row.owner].names if row.owner else (),
            address=row.address,
            head=row.head,
            phone=row.phone,
            permitted=bool(row.permitted),
            permitted_until=row.permitted_until,
            created_at=row.created_at,
            closed_at=row.closed_at,
        )
        for row in rows
    ]
