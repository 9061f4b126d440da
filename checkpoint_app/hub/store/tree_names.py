"""Both trees read whole, for what is asked of thousands of their places at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Table, select

from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.tables import owner, territory


class Tree:
    """One tree as it stood when it was read."""

    def __init__(self, connection: Connection, table: Table) -> None:
        """Args: the table of the tree."""
        rows = connection.execute(select(table.c.id, table.c.parent, table.c.name))
        self._of: dict[UUID, tuple[UUID | None, str]] = {
            row.id: (row.parent, row.name) for row in rows
        }
        self._names: dict[UUID | None, tuple[str, ...]] = {None: ()}
        self._way: dict[UUID | None, list[UUID]] = {}

    def names(self, item: UUID | None) -> tuple[str, ...]:
        """From the top down; empty for none, or one that is not there."""
        if item not in self._names:
            parent, name = self._of.get(item, (None, "")) if item else (None, "")
            self._names[item] = (*self.names(parent), name) if name else ()
        return self._names[item]

    def above(self, item: UUID | None) -> Sequence[UUID]:
        """A place and all above it, the highest first."""
        if item not in self._way:
            found: list[UUID] = []
            at = item
            while at is not None and at in self._of:
                found.append(at)
                at = self._of[at][0]
            self._way[item] = found[::-1]
        return self._way[item]

    def all_below(self, root: UUID) -> set[UUID]:
        """A place and all below it."""
        return {item for item in self._of if root in self.above(item)}

    def top(self, root: UUID | None) -> UUID | None:
        """Whose children divide a scope: its own, or those of the only place on top."""
        if root is not None:
            return root
        tops = [item for item, (parent, _) in self._of.items() if parent is None]
        return tops[0] if len(tops) == 1 else None

    def below(self, root: UUID | None, item: UUID | None) -> UUID | None:
        """The child of a place in which another lies; the place itself; None for elsewhere."""
        way = self.above(item)
        if root is None:
            return way[0] if way else None
        if root not in way:
            return None
        place = way.index(root)
        return way[place + 1] if place + 1 < len(way) else root


@dataclass(frozen=True, slots=True)
class TreeNames:
    """Both trees."""

    territories: Tree
    owners: Tree


def read_trees(database: HubDatabase) -> TreeNames:
    """Both trees as they stand."""
    with database.read() as connection:
        return TreeNames(Tree(connection, territory), Tree(connection, owner))
