"""The facts of each site at the moment of a report.

One statement joins the roll-ups of the last 24 hours and each site's history, others look at what
stations last said, and at sites without any; the rules' sieves are their conditions, so that only
sites that may be at fault leave the database. What else is told of those is asked for at the end.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.findings.rule import Facts, Rule, Source
from checkpoint_app.hub.store.database import is_postgres
from checkpoint_app.hub.store.report_tables import KEPT, USUAL
from checkpoint_app.hub.store.rollups import REPORT_HOUR
from checkpoint_app.hub.store.tables import HOURS

_PARAMETER = re.compile(r"(?<![:\w]):(\w+)")
_COMMON = frozenset({"at", "day", "hour"})
_HISTORY = (
    "n_today", "n_before", *(f"w_{name}" for name in KEPT), *USUAL, "people_days", "single_days",
    "kin_paper", "kin_typed", "kin_burst",
)  # fmt: skip
_SITE_AND_STATIONS = """
    SELECT s.id AS site, s.name, s.code, s.kind, s.territory, s.owner, s.permitted,
        s.permitted_until, s.created_at, coalesce(g.stations, 0) AS stations, g.joined_at,
        g.seen_at, g.known_until, g.skew_most, g.skew_least, coalesce(g.needs_fix, 0) AS needs_fix,
        coalesce(g.stale_stations, 0) AS stale_stations, g.stale_version
    FROM site s LEFT JOIN (
        SELECT site, count(*) AS stations, max(enrolled_at) AS joined_at,
            max(last_seen_at) AS seen_at, max(skew_ms) AS skew_most, min(skew_ms) AS skew_least,
            min(CASE WHEN oldest_unsent_at < last_seen_at THEN oldest_unsent_at
                ELSE coalesce(last_seen_at, 0) END) AS known_until,
            sum(needs_fix) AS needs_fix,
            sum(CASE WHEN version IN ({stale}) THEN 1 ELSE 0 END) AS stale_stations,
            min(CASE WHEN version IN ({stale}) THEN version END) AS stale_version
        FROM station WHERE revoked_at IS NULL GROUP BY site
    ) g ON g.site = s.id
    WHERE s.closed_at IS NULL
"""
_UNSEEN = """
    SELECT s.id AS site, s.permitted, s.permitted_until, s.created_at FROM site s
    WHERE s.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM station g
        WHERE g.site = s.id AND g.revoked_at IS NULL AND g.last_seen_at IS NOT NULL)
"""
_SAID = """
    SELECT site, skew_ms, CASE WHEN version IN ({stale}) THEN 1 ELSE 0 END AS is_stale
    FROM station WHERE revoked_at IS NULL AND last_seen_at IS NOT NULL
"""
_SOME = 500
"""So many sites SQLite is asked about at a time; PostgreSQL takes any number."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a report is of; `at` in ms since 1970 UTC.

    Attributes:
        day: its local day; hour: how many hours of that are over.
    """

    at: int
    day: date
    hour: int

    @classmethod
    def of(cls, at: int) -> "Moment":
        """The moment of a time; at midnight, that of the day that has ended."""
        when = local(at)
        if when.hour == 0:
            return cls(at, when.date() - timedelta(1), 24)
        return cls(at, when.date(), when.hour)

    @property
    def parts(self) -> list[tuple[str, int]]:
        """The cells of the roll-ups in which the last 24 hours lie, the oldest first."""
        today, before = str(self.day), str(self.day - timedelta(1))
        found = [(before, 0)] if self.hour < REPORT_HOUR else []
        found += [(before, 1), (today, 0)] if self.hour < 24 else [(today, 0)]
        return found + ([(today, 1)] if self.hour > REPORT_HOUR else [])


def facts_of(
    connection: Connection,
    moment: Moment,
    rules: Sequence[Rule],
    settings: Mapping[str, Mapping[str, float]],
    stale: Sequence[str],
) -> Iterator[tuple[Facts, list[str]]]:
    """The sites that may be at fault, each with the rules that may find it so.

    Args:
        settings: by rule and name.
        stale: the versions that the city has left behind.
    """
    if is_postgres(connection):
        # Compiling these statements would take longer than they run.
        connection.exec_driver_sql("SET LOCAL jit = off")
    values: Row = {"at": moment.at, "day": str(moment.day), "hour": moment.hour}
    for rule in rules:
        values |= {f"{rule.name}_{name}": one for name, one in settings[rule.name].items()}
    values |= {f"stale{number}": one for number, one in enumerate(stale)}
    old = ", ".join(f":stale{number}" for number in range(len(stale))) or "''"
    about = _SITE_AND_STATIONS.format(stale=old)
    found: list[tuple[Row, list[str]]] = []
    for source, rows in (
        (Source.UNSEEN, _UNSEEN),
        (Source.STATIONS, _SAID.format(stale=old)),
        (Source.RECORDS, _records(moment)),
    ):
        some_rules = [rule for rule in rules if rule.of is source]
        found += _suspects(connection, rows, some_rules, values)
    step = len(found) if is_postgres(connection) else _SOME
    for at in range(0, len(found), step or 1):
        some = found[at : at + step]
        known = _about(connection, about, [row["site"] for row, _ in some], values)
        for row, names in some:
            if row["site"] in known:
                yield _facts(row | known[row["site"]], moment), names


def _suspects(
    connection: Connection, rows: str, rules: Sequence[Rule], values: Row
) -> Iterator[tuple[Row, list[str]]]:
    """The rows that pass a sieve, and the rules whose sieves they pass."""
    if not rules:
        return
    sieves = [_named(rule) for rule in rules]
    flags = ", ".join(
        f"CASE WHEN {sieve} THEN 1 ELSE 0 END AS maybe_{rule.name}"
        for rule, sieve in zip(rules, sieves, strict=True)
    )
    either = " OR ".join(f"({sieve})" for sieve in sieves)
    query = f"WITH facts AS ({rows}) SELECT facts.*, {flags} FROM facts WHERE {either}"  # noqa: S608 - own names
    found = connection.execute(text(query), _used(query, values))
    names = tuple(found.keys())
    suspects: dict[UUID | bytes, tuple[Row, list[str]]] = {}
    for row in found:
        # Of several stations of a site each may pass, and all of them are one finding.
        _, passed = suspects.setdefault(row[0], (dict(zip(names, row, strict=True)), []))
        for rule, maybe in zip(rules, row[-len(rules) :], strict=True):
            if maybe and rule.name not in passed:
                passed.append(rule.name)
    yield from suspects.values()


def _about(
    connection: Connection, about: str, sites: Sequence[UUID | bytes], values: Row
) -> dict[UUID | bytes, Row]:
    """What some sites are, and what their stations said."""
    if is_postgres(connection):
        among, asked = "= ANY(:sites)", Row(sites=list(sites))
    else:
        among = f"IN ({', '.join(f':site{number}' for number in range(len(sites)))})"
        asked = {f"site{number}": one for number, one in enumerate(sites)}
    query = about.replace("GROUP BY site", f"AND site {among} GROUP BY site")
    query += f" AND s.id {among}"
    found = connection.execute(text(query), _used(query, values) | asked)
    names = tuple(found.keys())
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


def _used(query: str, values: Row) -> Row:
    names = set(_PARAMETER.findall(query))
    return {name: one for name, one in values.items() if name in names}


def _named(rule: Rule) -> str:
    """A rule's sieve, its settings called by the rule's name, too."""

    def name(found: re.Match[str]) -> str:
        return found[0] if found[1] in _COMMON else f":{rule.name}_{found[1]}"

    return _PARAMETER.sub(name, rule.sieve)


def _facts(row: Row, moment: Moment) -> Facts:
    if "n_today" not in row:
        return Facts(row, moment.at, (), (), ())
    order = [*range(moment.hour, 24), *range(moment.hour)]
    days = [row["n_before"]] * (24 - moment.hour) + [row["n_today"]] * moment.hour
    return Facts(
        row=row,
        at=moment.at,
        hours=[row[HOURS[hour]] for hour in order],
        usual=[row[USUAL[hour]] for hour in order],
        days=days,
    )


def _records(moment: Moment) -> str:
    """What was recorded at each site in the last 24 hours, beside what is usual there."""
    parts = moment.parts
    cells = [f"p{number}" for number in range(len(parts))]
    day = {(part, of): cell for cell, (part, of) in zip(cells, parts, strict=True)}
    today, before = str(moment.day), str(moment.day - timedelta(1))
    hours = {}
    for hour, name in enumerate(HOURS):
        cell = day[today if hour < moment.hour else before, int(hour >= REPORT_HOUR)]
        hours[name] = f"coalesce({cell}.{name}, 0)"
    # Of the day before only what lies within the last 24 hours, as far as the cells go.
    counted = [cell for cell, part in zip(cells, parts, strict=True) if part != (before, 0)]
    counts = [
        f"{' + '.join(f'coalesce({cell}.{name}, 0)' for cell in counted)} AS {name}"
        for name in KEPT
    ]
    history = [f"h.{name}" for name in _HISTORY]
    silent = {
        when: " + ".join(
            f"CASE WHEN {hours[name]} = 0 THEN h.{usual} ELSE 0 END"
            for hour, (name, usual) in enumerate(zip(HOURS, USUAL, strict=True))
            if (hour < moment.hour) is when
        )
        or "0"
        for when in (True, False)
    }
    joins = [
        f"LEFT JOIN site_day {cell} ON {cell}.day = '{part}' AND {cell}.part = {of} "
        f"AND {cell}.site = h.site"
        for cell, (part, of) in zip(cells, parts, strict=True)
    ]
    # Of a site where little comes at all, no silence says anything: its hours are not looked at.
    return f"""
        SELECT h.site, {", ".join(counts)},
            {", ".join(f"{sql} AS {name}" for name, sql in hours.items())}, {", ".join(history)},
            CASE WHEN h.usual_day >= :silent_hours_usual
                THEN ({silent[True]}) / {_some("h.n_today")}
                    + ({silent[False]}) / {_some("h.n_before")}
                ELSE 0 END AS usual_silent,
            {hours[HOURS[moment.hour - 1]]} AS last_hour,
            {" + ".join(hours[name] for name in HOURS[: moment.hour])} AS hours_before
        FROM site_history h {" ".join(joins)}
    """  # noqa: S608 - own names


def _some(count: str) -> str:
    return f"(CASE WHEN {count} > 0 THEN {count} * 1.0 ELSE 1.0 END)"


def versions(connection: Connection) -> dict[str, int]:
    """The releases that stations run, and how many run each."""
    query = (
        "SELECT version, count(*) AS stations FROM station "
        "WHERE revoked_at IS NULL AND version IS NOT NULL GROUP BY version"
    )
    return {row.version: row.stations for row in connection.execute(text(query))}
