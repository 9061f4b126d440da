"""A report as somebody may see it: the part of it that lies in their scope, named and summed up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.rule import ReportList
from checkpoint_app.hub.reporting import Body, Figures, Item, Report
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store.reports import COUNTED
from checkpoint_app.hub.store.tree_names import TreeNames

LISTS = tuple(ReportList)


@dataclass(slots=True)
class Sums:
    """The figures of some sites.

    Attributes:
        sites: that are registered and not closed; deployed: whose stations have been heard of;
        active: which recorded anything; counts: by `COUNTED`.
        wrong: how many of the sites are on each list.
    """

    sites: int = 0
    deployed: int = 0
    active: int = 0
    counts: list[int] = field(default_factory=lambda: [0] * len(COUNTED))
    wrong: dict[ReportList, int] = field(default_factory=lambda: dict.fromkeys(LISTS, 0))

    def add(self, cell: Figures) -> None:
        """Take in what a cell tells."""
        self.sites += cell.sites
        self.deployed += cell.deployed
        self.active += cell.active
        for place, count in enumerate(cell.counts):
            self.counts[place] += count

    def count(self, name: str) -> int:
        """One of `COUNTED`."""
        return self.counts[COUNTED.index(name)]


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with where its site is, from the top down."""

    item: Item
    territory: tuple[str, ...]
    owner: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction changed beside the one before it.

    Attributes:
        counts: by `COUNTED` and "active"; added, gone: rows of each list.
    """

    number: int
    made_at: int
    counts: dict[str, int]
    added: dict[ReportList, int]
    gone: dict[ReportList, int]


@dataclass(frozen=True, slots=True)
class View:
    """A report within a scope.

    Attributes:
        by_territory: the territories right below the scope's own, by name; with the id of each.
        names: what the scope is called, from the top down; empty for all.
    """

    report: Report
    names: tuple[str, ...]
    whole: Sums
    by_kind: dict[SiteKind, Sums]
    by_territory: list[tuple[UUID | None, tuple[str, ...], Sums]]
    lists: dict[ReportList, list[Row]]
    changes: list[Change]


def view(
    versions: list[Report], scope: Scope, trees: TreeNames, own: Figures | None = None
) -> View:
    """A report, with what its corrections changed, as far as a scope goes.

    Args:
        versions: as it was frozen, then its corrections.
        own: of a site, its own figures, which the report holds only among those of its kind.
    """
    here, there = _inside(scope, trees)
    last = versions[-1]
    cells = [cell for cell in last.body.cells if here(cell)] if own is None else [own]
    items = [item for item in last.body.findings if there(item)]
    whole, by_kind = Sums(), {kind: Sums() for kind in SiteKind}
    top = trees.territories.top(scope.territory)
    places: dict[UUID | None, Sums] = {}
    for cell in cells:
        below = trees.territories.below(top, cell.territory)
        for sums in (whole, by_kind[SiteKind(cell.kind)], places.setdefault(below, Sums())):
            sums.add(cell)
    seen: set[tuple[UUID, ReportList]] = set()
    lists: dict[ReportList, list[Row]] = {one: [] for one in LISTS}
    for item in items:
        on = RULES[item.finding].on
        names = trees.territories.names(item.territory), trees.owners.names(item.owner)
        lists[on].append(Row(item, *names))
        if (item.site, on) in seen:
            continue
        seen.add((item.site, on))
        below = trees.territories.below(top, item.territory)
        for sums in (whole, by_kind[SiteKind(item.kind)], places.setdefault(below, Sums())):
            sums.wrong[on] += 1
    named = [(item, trees.territories.names(item), sums) for item, sums in places.items()]
    return View(
        report=last,
        names=_called(scope, trees),
        whole=whole,
        by_kind={kind: sums for kind, sums in by_kind.items() if sums.sites or any(sums.counts)},
        by_territory=sorted(named, key=lambda one: (one[0] is None, one[1])),
        lists=lists,
        changes=[_change(before.body, after, here, there) for before, after in pairwise(versions)],
    )


def _called(scope: Scope, trees: TreeNames) -> tuple[str, ...]:
    if scope.territory is not None:
        return trees.territories.names(scope.territory)
    return trees.owners.names(scope.owner)


def _inside(
    scope: Scope, trees: TreeNames
) -> tuple[Callable[[Figures], bool], Callable[[Item], bool]]:
    """Which cells, and which findings, lie in a scope."""
    if scope.site is not None:
        return (lambda _cell: False), (lambda item: item.site == scope.site)
    wards = None if scope.territory is None else trees.territories.all_below(scope.territory)
    owners = None if scope.owner is None else trees.owners.all_below(scope.owner)

    def lies(one: Figures | Item) -> bool:
        return (wards is None or one.territory in wards) and (owners is None or one.owner in owners)

    return lies, lies


def _change(
    before: Body, after: Report, here: Callable[[Figures], bool], there: Callable[[Item], bool]
) -> Change:
    old, new = _summed(filter(here, before.cells)), _summed(filter(here, after.body.cells))
    gone = _keys(filter(there, before.findings))
    come = _keys(filter(there, after.body.findings))
    assert after.number is not None
    return Change(
        after.number,
        after.body.made_at,
        {name: new[name] - old[name] for name in new},
        _by_list(come - gone),
        _by_list(gone - come),
    )


def _summed(cells: Iterable[Figures]) -> Mapping[str, int]:
    sums = Sums()
    for cell in cells:
        sums.add(cell)
    return {"active": sums.active, **dict(zip(COUNTED, sums.counts, strict=True))}


def _keys(items: Iterable[Item]) -> set[tuple[UUID, str]]:
    return {(item.site, item.finding) for item in items}


def _by_list(keys: Iterable[tuple[UUID, str]]) -> dict[ReportList, int]:
    found = dict.fromkeys(LISTS, 0)
    for _, finding in keys:
        found[RULES[finding].on] += 1
    return found
