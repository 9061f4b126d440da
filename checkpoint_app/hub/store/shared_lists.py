"""The lists that the gates of one site share, row by row, sealed.

A row lies under an id that only this hub can make of what it is about. Every change has its place
in the site's own order: a revision later than any before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Table,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
    update,
)

from checkpoint_app.domain.listed import SharedKind
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.access import Action, add_row
from checkpoint_app.hub.store.database import HubDatabase, upsert
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.hub.store.tables import site, site_list, site_list_change, site_list_row
from checkpoint_app.wire.protocol import ProblemCode, Refused
from checkpoint_app.wire.site_lists import (
    MAX_LISTED,
    MAX_PAGE_BYTES,
    MAX_PAGE_ITEMS,
    ChangeWay,
    ListState,
    ListTaken,
)

_TOGETHER = 500
_LAST = UUID(int=(1 << 128) - 1)
_MOST = 1 << 63


@dataclass(frozen=True, slots=True)
class Checked:
    """A change whose rows were read and found good.

    Attributes:
        rows: their JSON by key; keys: of those that are to go.
        revision: of the list that is told once more.
    """

    id: UUID
    kind: SharedKind
    way: ChangeWay
    rows: Mapping[str, bytes]
    keys: Sequence[str]
    revision: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A page; see `checkpoint_app.wire.site_lists.ListPage`."""

    whole: bool
    base: int
    revision: int
    rows: list[bytes]
    cursor: str
    more: bool


@dataclass(slots=True)
class _Plan:
    """What a change comes to."""

    put: dict[UUID, bytes]
    gone: list[UUID]


class SharedLists:
    """The lists of all sites."""

    def __init__(self, database: HubDatabase, vault: Vault) -> None:
        """Args: the hub's database, open; what seals the rows."""
        self._database = database
        self._vault = vault

    def take(self, sender: Sender, change: Checked, now: int) -> ListTaken:
        """Put a change into the site's order, all of it or nothing; once, whenever it comes.

        Args:
            now: ms since 1970 UTC.

        Raises:
            Refused: the list would be too long.
        """
        kind = change.kind.value
        with self._database.write() as connection:
            # All changes to a site's lists wait for each other: that is their order.
            connection.execute(select(site.c.id).where(site.c.id == sender.site).with_for_update())
            done = connection.execute(
                select(site_list_change).where(site_list_change.c.id == change.id)
            ).one_or_none()
            if done is not None:
                return ListTaken(id=change.id, before=done.before, revision=done.revision)
            state = _state(connection, sender.site, kind)
            before = 0 if state is None else state.revision
            revision = before
            if change.way is not ChangeWay.RESTORE or change.revision > before:
                plan = self._plan(connection, sender.site, change)
                if plan.put or plan.gone:
                    revision = self._next(connection, sender.site, change, now)
                    base = 0 if state is None else state.base
                    if plan.gone or change.way is ChangeWay.RESTORE:
                        base = max(base, revision)
                    self._write(connection, sender, kind, plan, (revision, base, now))
            connection.execute(
                insert(site_list_change).values(
                    id=change.id,
                    site=sender.site,
                    kind=kind,
                    station=sender.station,
                    at=now,
                    before=before,
                    revision=revision,
                )
            )
            items = len(change.rows) + len(change.keys)
            self._log(connection, Action.LIST, sender, change.kind, items=items, now=now)
        return ListTaken(id=change.id, before=before, revision=revision)

    def _plan(self, connection: Connection, site_id: UUID, change: Checked) -> _Plan:
        kind = change.kind.value
        sealed = connection.execute(
            select(site_list_row.c.id, site_list_row.c.body).where(
                site_list_row.c.site == site_id, site_list_row.c.kind == kind
            )
        ).all()
        held = {row.id: bytes(row.body) for row in sealed}
        coming = {self._id_of(site_id, kind, key): body for key, body in change.rows.items()}
        gone: list[UUID] = []
        if change.way is ChangeWay.REMOVE:
            named = (self._id_of(site_id, kind, key) for key in change.keys)
            gone = [item for item in named if item in held]
        elif change.way in (ChangeWay.REPLACE, ChangeWay.RESTORE):
            gone = [item for item in held if item not in coming]
        if len(held.keys() | coming.keys()) - len(gone) > MAX_LISTED:
            raise Refused(ProblemCode.TOO_MANY)
        put = {
            item: body
            for item, body in coming.items()
            if item not in held
            or (
                change.way is not ChangeWay.FILL
                and self._vault.open(held[item], _bound(site_id, item)) != body
            )
        }
        return _Plan(put, gone)

    def _next(self, connection: Connection, site_id: UUID, change: Checked, now: int) -> int:
        """The revision of a change; what is told once more keeps the one it had."""
        if change.way is ChangeWay.RESTORE:
            return change.revision
        return max(now, _newest(connection, site_id) + 1)

    def _write(
        self,
        connection: Connection,
        sender: Sender,
        kind: str,
        plan: _Plan,
        stamps: tuple[int, int, int],
    ) -> None:
        revision, base, now = stamps
        table, here = site_list_row, (sender.site, kind)
        for some in _slices(plan.gone):
            connection.execute(delete(table).where(_of(table, *here), table.c.id.in_(some)))
        bodies = [(body, _bound(sender.site, item)) for item, body in plan.put.items()]
        rows = [
            {"site": sender.site, "kind": kind, "id": item, "revision": revision, "body": body}
            for item, body in zip(plan.put, self._vault.seal(bodies), strict=True)
        ]
        if rows:
            put = upsert(connection, table)
            connection.execute(
                put.on_conflict_do_update(
                    index_elements=[table.c.site, table.c.kind, table.c.id],
                    set_={"revision": put.excluded.revision, "body": put.excluded.body},
                ),
                rows,
            )
        count = select(func.count()).select_from(table).where(_of(table, *here))
        values = {
            "revision": revision,
            "base": base,
            "items": connection.scalar(count) or 0,
            "changed_at": now,
            "changed_by": sender.station,
        }
        connection.execute(
            upsert(connection, site_list)
            .values(site=sender.site, kind=kind, **values)
            .on_conflict_do_update(index_elements=[site_list.c.site, site_list.c.kind], set_=values)
        )

    def sum(self, site_id: UUID) -> int:
        """The revisions of all lists of a site, in sum: another one says that something changed."""
        total = select(func.sum(site_list.c.revision)).where(site_list.c.site == site_id)
        with self._database.read() as connection:
            return int(connection.scalar(total) or 0)

    def summary(self) -> list[dict[str, Any]]:
        """What is shared at all sites together, kind by kind; nothing personal in it."""
        query = (
            select(
                site_list.c.kind,
                func.count().label("sites"),
                func.sum(site_list.c["items"]).label("items"),
                func.max(site_list.c.revision).label("revision"),
                func.max(site_list.c.changed_at).label("changed_at"),
            )
            .group_by(site_list.c.kind)
            .order_by(site_list.c.kind)
        )
        with self._database.read() as connection:
            found = connection.execute(query).mappings().all()
        return [{**row, "items": int(row["items"])} for row in found]

    def states(self, site_id: UUID) -> list[ListState]:
        """Every list of a site."""
        query = select(site_list).where(site_list.c.site == site_id).order_by(site_list.c.kind)
        with self._database.read() as connection:
            found = connection.execute(query).all()
        return [
            ListState(kind=SharedKind(row.kind), revision=row.revision, items=row.items)
            for row in found
        ]

    def page(self, sender: Sender, kind: SharedKind, held: int, cursor: str, now: int) -> Rows:
        """What a list holds that a gate does not, in the order in which it changed.

        Args:
            held: the revision that the gate holds, 0 for none; cursor: as the page before said.
            now: ms since 1970 UTC.
        """
        table = site_list_row
        with self._database.read() as connection:
            state = _state(connection, sender.site, kind.value)
            if state is None:
                return Rows(True, 0, 0, [], "", False)
            whole = held == 0 or held < state.base
            since = _place(cursor) or (0 if whole else held, _LAST)
            found = connection.execute(
                select(table.c.revision, table.c.id, table.c.body)
                .where(
                    _of(table, sender.site, kind.value),
                    tuple_(table.c.revision, table.c.id) > tuple_(literal(since[0]), _id(since[1])),
                )
                .order_by(table.c.revision, table.c.id)
                .limit(MAX_PAGE_ITEMS)
            ).all()
        rows: list[bytes] = []
        room = MAX_PAGE_BYTES
        for row in found:
            body = self._vault.open(bytes(row.body), _bound(sender.site, row.id))
            room -= len(body) + 1
            if room < 0:
                break
            rows.append(body)
            since = row.revision, row.id
        more = len(rows) < len(found) or len(found) == MAX_PAGE_ITEMS
        if rows and not cursor and kind is not SharedKind.HANDED:
            with self._database.write() as connection:
                self._log(connection, Action.LIST_READ, sender, kind, items=state.items, now=now)
        return Rows(whole, state.base, state.revision, rows, f"{since[0]}.{since[1].hex}", more)

    def _log(
        self,
        connection: Connection,
        action: Action,
        sender: Sender,
        kind: SharedKind,
        *,
        items: int,
        now: int,
    ) -> None:
        subject = f"{sender.site} {kind} {sender.station}"
        add_row(connection, action, now, subject=subject, items=items)

    def _id_of(self, site_id: UUID, kind: str, key: str) -> UUID:
        return UUID(bytes=self._vault.digest(f"listed {site_id} {kind} {key}"))


def read_anew(connection: Connection, now: int) -> None:
    """The hub was put back: what gates hold may be later than what it does."""
    connection.execute(update(site_list).values(base=now))


def forget_changes(connection: Connection, before: int) -> int:
    """Let go of which changes were taken before a moment; how many."""
    return connection.execute(
        delete(site_list_change).where(site_list_change.c.at < before)
    ).rowcount


def _state(connection: Connection, site_id: UUID, kind: str) -> Row[Any] | None:
    return connection.execute(select(site_list).where(_of(site_list, site_id, kind))).one_or_none()


def _newest(connection: Connection, site_id: UUID) -> int:
    newest = select(func.max(site_list.c.revision)).where(site_list.c.site == site_id)
    return connection.scalar(newest) or 0


def _of(table: Table, site_id: UUID, kind: str) -> ColumnElement[bool]:
    return (table.c.site == site_id) & (table.c.kind == kind)


def _bound(site_id: UUID, item: UUID) -> bytes:
    return b"listed" + site_id.bytes + item.bytes


def _id(value: UUID) -> BindParameter[UUID]:
    return literal(value, site_list_row.c.id.type)


def _slices(items: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(items), _TOGETHER):
        yield items[start : start + _TOGETHER]


def _place(cursor: str) -> tuple[int, UUID] | None:
    """Where a page ended; None for the beginning, and for what no page ever said."""
    revision, _, hexed = cursor.partition(".")
    if not (revision.isascii() and revision.isdecimal()):
        return None
    try:
        place = int(revision), UUID(hexed)
    except ValueError:
        return None
    return place if place[0] < _MOST else None
