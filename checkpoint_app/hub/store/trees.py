"""The two trees that sites hang in: territory, and owner."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, insert, select, true

from checkpoint_app.domain.hub_errors import OwnerUnknown, TerritoryUnknown
from checkpoint_app.domain.sites import Level, Territory, other_keys, owner_key, territory_key
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store.tables import owner, site, territory
from checkpoint_app.records.ids import new_id


@dataclass(frozen=True, slots=True)
class Place:
    """A territory or an owner.

    Attributes:
        level: of a territory, None of an owner.
        names: from the top down, its own the last.
    """

    id: UUID
    parent: UUID | None
    level: str | None
    names: tuple[str, ...]


def _step(
    above: str, level: Level, name: str, find: Callable[[str], UUID | None]
) -> tuple[str, UUID | None]:
    """The path of a territory below a path, and its id; None where there is none yet.

    Args:
        find: gives the id of a path.
    """
    key = territory_key(level, name)
    path = f"{above}{key}/"
    found = find(path)
    if found is None:
        others = [f"{above}{other}/" for other in other_keys(level, key)]
        there = [other for other in others if find(other) is not None]
        if len(there) == 1:
            return there[0], find(there[0])
    return path, found


def owner_path(names: Sequence[str]) -> str:
    """The path of an owner."""
    return "".join(owner_key(name) + "/" for name in names)


class Trees:
    """Both trees as they stand in one transaction; what is missing is added."""

    def __init__(self, connection: Connection) -> None:
        """Args: a connection that may write."""
        self._connection = connection
        self._territories = _ids(connection, territory)
        self._owners = _ids(connection, owner)

    def territory(self, parts: Territory) -> UUID | None:
        """The territory of these names, made where it is new; None for no names."""
        found: UUID | None = None
        path = ""
        for level, name in parts:
            above = found
            path, found = _step(path, level, name, self._territories.get)
            if found is None:
                key = territory_key(level, name)
                found = self._add(territory, above, name, key, path, level=level.value)
                self._territories[path] = found
        return found

    def owner(self, names: Sequence[str]) -> UUID | None:
        """The owner of these names, made where it is new; None for no names."""
        found: UUID | None = None
        path = ""
        for name in names:
            key = owner_key(name)
            path += key + "/"
            if path not in self._owners:
                self._owners[path] = self._add(owner, found, name, key, path)
            found = self._owners[path]
        return found

    def _add(
        self, table: Table, parent: UUID | None, name: str, key: str, path: str, **more: object
    ) -> UUID:
        made = new_id()
        values = {"id": made, "parent": parent, "name": name, "name_fold": key, "path": path}
        self._connection.execute(insert(table).values(**values, **more))
        return made


def _ids(connection: Connection, table: Table) -> dict[str, UUID]:
    rows = connection.execute(select(table.c.path, table.c.id))
    return {row.path: row.id for row in rows}


def find_territory(connection: Connection, parts: Territory) -> tuple[UUID, Level]:
    """A territory that is there, and its level.

    Raises:
        TerritoryUnknown: it is not.
    """

    def find(path: str) -> UUID | None:
        return connection.scalar(select(territory.c.id).where(territory.c.path == path))

    path, found = "", None
    for level, name in parts:
        path, found = _step(path, level, name, find)
    if found is None:
        raise TerritoryUnknown(territory="/".join(name for _, name in parts))
    return found, parts[-1][0]


def find_owner(connection: Connection, names: Sequence[str]) -> UUID:
    """An owner that is there.

    Raises:
        OwnerUnknown: it is not.
    """
    found: UUID | None = connection.scalar(
        select(owner.c.id).where(owner.c.path == owner_path(names))
    )
    if found is None:
        raise OwnerUnknown(owner="/".join(names))
    return found


def places(connection: Connection, table: Table, ids: Iterable[UUID | None]) -> dict[UUID, Place]:
    """These territories, or owners, with their whole names."""
    wanted = {item for item in ids if item is not None}
    if not wanted:
        return {}
    rows = {row.path: row for row in connection.execute(_of(table, table.c.id.in_(wanted)))}
    above = {path for each in rows for path in _upward(each)} - set(rows)
    every = rows | {
        row.path: row for row in connection.execute(_of(table, table.c.path.in_(above)))
    }
    return {
        row.id: Place(
            row.id,
            row.parent,
            getattr(row, "level", None),
            tuple(every[path].name for path in _upward(row.path) if path in every),
        )
        for row in rows.values()
    }


def _of(table: Table, condition: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return select(table).where(condition)


def _upward(path: str) -> list[str]:
    """The paths from the top down to this one."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]


def below(table: Table, root: UUID) -> Select[tuple[UUID]]:
    """The ids of a place and of all below it."""
    top = table.alias("top")
    # The path is data of ours, without the signs that LIKE would take for its own.
    return select(table.c.id).join(top, and_(top.c.id == root, table.c.path.like(top.c.path + "%")))


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """The condition on `site` that it lies in a scope."""
    if scope.site is not None:
        return site.c.id == scope.site
    lies: list[ColumnElement[bool]] = []
    if scope.territory is not None:
        lies.append(site.c.territory.in_(below(territory, scope.territory)))
    if scope.owner is not None:
        lies.append(site.c.owner.in_(below(owner, scope.owner)))
    return and_(true(), *lies)
