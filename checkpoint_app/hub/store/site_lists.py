"""A list of sites put into the hub: what is new is added, what differs is changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from checkpoint_app.domain.hub_errors import SiteUnclear
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import SiteEntry
from checkpoint_app.domain.text import fold
from checkpoint_app.hub.store.tables import site
from checkpoint_app.hub.store.trees import Trees
from checkpoint_app.records.ids import new_id

BATCH = 1_000
_PLAIN = ("address", "head", "phone", "permitted_until")
_CHANGING = ("name", "name_fold", "code", "kind", "territory", "owner", "permitted", *_PLAIN)
_NEVER_EMPTY = frozenset({"kind", "permitted"})
_UPDATE = (
    update(site)
    .where(site.c.id == bindparam("_id"))
    .values({name: bindparam(f"_{name}") for name in _CHANGING})
)


@dataclass(slots=True)
class Taken:
    """What became of a list's rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def values_of(entry: SiteEntry, trees: Trees) -> dict[str, Any]:
    """What an entry says, by the columns of `site`."""
    values: dict[str, Any] = {name: getattr(entry, name) for name in _PLAIN}
    return values | {
        "name": entry.name,
        "name_fold": fold(entry.name),
        "code": entry.code,
        "kind": entry.kind.value if entry.kind else None,
        "territory": trees.territory(entry.territory),
        "owner": trees.owner(entry.owner),
        "permitted": None if entry.permitted is None else int(entry.permitted),
    }


def new_site(values: Mapping[str, Any], now: int) -> dict[str, Any]:
    """The row of a site that is new; what is not said is as usual."""
    return {
        **values,
        "id": new_id(),
        "kind": values["kind"] or SiteKind.OTHER.value,
        "permitted": 1 if values["permitted"] is None else values["permitted"],
        "created_at": now,
    }


def take_list(
    connection: Connection, entries: Iterable[SiteEntry], fields: frozenset[str], now: int
) -> Taken:
    """Take a list in, within the caller's transaction; see `Sites.take`.

    Raises:
        SiteUnclear: a row without a code fits several sites.
    """
    trees, taken, rest = Trees(connection), Taken(), iter(entries)
    while batch := list(islice(rest, BATCH)):
        held = _Held(connection, batch)
        fresh, changed = list[dict[str, Any]](), list[dict[str, Any]]()
        for entry in batch:
            values = values_of(entry, trees)
            there = held.of(entry, values)
            if there is None:
                fresh.append(new_site(values, now))
            elif wanted := _difference(there, values, fields):
                changed.append({f"_{name}": there[name] for name in ("id", *_CHANGING)} | wanted)
        if fresh:
            connection.execute(insert(site), fresh)
        if changed:
            connection.execute(_UPDATE, changed)
        taken.added += len(fresh)
        taken.changed += len(changed)
        taken.unchanged += len(batch) - len(fresh) - len(changed)
    return taken


def _difference(
    there: Mapping[str, Any], values: Mapping[str, Any], fields: frozenset[str]
) -> dict[str, Any]:
    """What the list changes of a site, by the parameters of `_UPDATE`."""
    told = {"name", "name_fold"} | {name for name in _CHANGING if name in fields}
    return {
        f"_{name}": values[name]
        for name in told
        if there[name] != values[name]
        and not (values[name] is None and name in _NEVER_EMPTY)
        and not (values[name] is None and name == "code")  # known by its name: it keeps its code
    }


class _Held:
    """The sites that a batch may speak of."""

    def __init__(self, connection: Connection, batch: Sequence[SiteEntry]) -> None:
        codes = [entry.code for entry in batch if entry.code is not None]
        self._by_code = {
            row["code"]: row
            for row in _rows(connection, select(site).where(site.c.code.in_(codes)))
        }
        names = {fold(entry.name) for entry in batch if entry.code not in self._by_code}
        self._by_name: dict[tuple[str, UUID | None], list[dict[str, Any]]] = {}
        for row in _rows(connection, select(site).where(site.c.name_fold.in_(names))):
            self._by_name.setdefault((row["name_fold"], row["territory"]), []).append(row)

    def of(self, entry: SiteEntry, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """The site that this row is about, None for a new one."""
        if entry.code in self._by_code:
            return self._by_code[entry.code]
        same = self._by_name.get((values["name_fold"], values["territory"]), [])
        bare = [each for each in same if each["code"] is None]
        # A site that was added by hand gets its code here; one that has a code is another site.
        if bare or entry.code is not None:
            same = bare
        if len(same) > 1:
            raise SiteUnclear(site=entry.name, count=len(same))
        return same[0] if same else None


def _rows(connection: Connection, query: Any) -> Iterator[dict[str, Any]]:
    return (dict(row._mapping) for row in connection.execute(query))
