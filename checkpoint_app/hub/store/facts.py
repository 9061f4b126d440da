"""The facts of each site at the moment of a report.

One statement joins the roll-ups of the last 24 hours and each site's history, others look at what
stations last said, and at sites without any; the rules' sieves are their conditions, so that only
sites that may be at fault leave the database. What else is told of those is asked for at the end.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.findings.rule import Facts, Rule, Source
from checkpoint_app.hub.store.database import is_postgres, plain_rows
from checkpoint_app.hub.store.report_tables import KEPT, USUAL
from checkpoint_app.hub.store.rollups import REPORT_HOUR
from checkpoint_app.hub.store.tables import HOURS

_PARAMETER = re.compile(r"(?<![:\w]):(\w+)")
_COMMON = frozenset({"at", "day", "hour"})
_HISTORY = (
    "n_today", "n_before", *(f"w_{name}" for name in KEPT), "people_days", "single_days",
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
    SELECT s.id AS site, s.territory, s.owner, s.kind, s.permitted, s.permitted_until,
        s.created_at FROM site s
    WHERE s.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM station g
        WHERE g.site = s.id AND g.last_seen_at IS NOT NULL AND g.enrolled_at < :at)
"""
_SAID = """
    SELECT site, skew_ms, CASE WHEN version IN ({stale}) THEN 1 ELSE 0 END AS is_stale
    FROM station WHERE revoked_at IS NULL AND last_seen_at IS NOT NULL
"""
_SOME = 500
"""So many sites SQLite is asked about at a time; PostgreSQL takes any number."""
Row = dict[str, Any]
Place = tuple[bytes | None, bytes | None, str]
"""The territory and the owner of sites, and their kind."""


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


@dataclass(slots=True)
class Looked:
    """What was looked at.

    Attributes:
        suspects: the sites that may be at fault, each with the rules that may find it so.
        unseen: of how many open sites no station was heard, by territory, owner and kind.
    """

    suspects: list[tuple[Facts, list[str]]]
    unseen: Counter[Place]


def looked_at(
    connection: Connection,
    moment: Moment,
    rules: Sequence[Rule],
    settings: Mapping[str, Mapping[str, float]],
    stale: Sequence[str],
) -> Looked:
    """The facts of the sites that may be at fault.

    Args:
        settings: by rule and name.
        stale: the versions that the city has left behind.
    """
    if is_postgres(connection):
        # Compiling these statements would take longer than they run.
        connection.exec_driver_sql("SET LOCAL jit = off")
    values: Row = {"at": moment.at, "day": str(moment.day), "hour": moment.hour}
    for rule in rules:
        known = {**settings[rule.name], **rule.also(settings[rule.name])}
        values |= {f"{rule.name}_{name}": one for name, one in known.items()}
    values |= {f"stale{number}": one for number, one in enumerate(stale)}
    old = ", ".join(f":stale{number}" for number in range(len(stale))) or "''"
    looks = {
        Source.UNSEEN: _UNSEEN,
        Source.STATIONS: _SAID.format(stale=old),
        Source.RECORDS: _records(moment),
    }
    unseen: Counter[Place] = Counter()
    found: list[tuple[Facts, list[str]]] = []
    for source, rows in looks.items():
        some_rules = [rule for rule in rules if rule.of is source]
        names, passed = _passed(connection, rows, some_rules, values, every=source is Source.UNSEEN)
        if source is Source.UNSEEN:
            unseen.update(row[1:4] for row in passed)
        found += _suspects(names, passed, some_rules, moment)
    _add_about(connection, _SITE_AND_STATIONS.format(stale=old), found, values)
    return Looked([one for one in found if "name" in one[0].row], unseen)


def _passed(
    connection: Connection, rows: str, rules: Sequence[Rule], values: Row, *, every: bool
) -> tuple[tuple[str, ...], list[Any]]:
    """The rows that pass a sieve, or every one, each with a flag for each rule at its end."""
    sieves = [_named(rule) for rule in rules]
    flags = "".join(
        f", CASE WHEN {sieve} THEN 1 ELSE 0 END AS maybe_{rule.name}"
        for rule, sieve in zip(rules, sieves, strict=True)
    )
    either = "" if every else " WHERE " + (" OR ".join(f"({one})" for one in sieves) or "1 = 0")
    query = f"WITH facts AS ({rows}) SELECT facts.*{flags} FROM facts{either}"  # noqa: S608 - own names
    return plain_rows(connection, query, _used(query, values))


def _suspects(
    names: Sequence[str], rows: Sequence[Any], rules: Sequence[Rule], moment: Moment
) -> list[tuple[Facts, list[str]]]:
    """Facts of each site, and the rules whose sieves it passes."""
    told = len(names) - len(rules)
    kept = names[: told - 48] if HOURS[0] in names else names[:told]
    called = [rule.name for rule in rules]
    suspects: dict[bytes, tuple[Facts, list[str]]] = {}
    for row in rows:
        passed = [name for name, maybe in zip(called, row[told:], strict=True) if maybe]
        if not passed:
            continue
        if row[0] in suspects:
            # Of several stations of a site each may pass, and all of them are one finding.
            held = suspects[row[0]][1]
            held += [name for name in passed if name not in held]
            continue
        plain = dict(zip(kept, row, strict=False))
        by_hour: tuple[Sequence[int], ...] = ((), (), ())
        if len(kept) < told:
            days = [plain["n_before"]] * (24 - moment.hour) + [plain["n_today"]] * moment.hour
            by_hour = row[told - 48 : told - 24], row[told - 24 : told], days
        suspects[row[0]] = Facts(plain, moment.at, *by_hour), passed
    return list(suspects.values())


def _add_about(
    connection: Connection, about: str, found: Sequence[tuple[Facts, list[str]]], values: Row
) -> None:
    """Add what the sites are, and what their stations said; nothing to those that are shut."""
    by_site: dict[bytes, list[Row]] = {}
    for facts, _ in found:
        by_site.setdefault(facts["site"], []).append(facts.row)  # type: ignore[arg-type] # ours
    sites = list(by_site)
    step = len(sites) if is_postgres(connection) else _SOME
    for at in range(0, len(sites), step or 1):
        names, rows = _about(connection, about, sites[at : at + step], values)
        for row in rows:
            for one in by_site[row[0]]:
                one.update(zip(names, row, strict=True))


def _about(
    connection: Connection, about: str, sites: Sequence[bytes], values: Row
) -> tuple[tuple[str, ...], list[Any]]:
    """What some sites are, and what their stations said."""
    if is_postgres(connection):
        among, asked = "= ANY(:sites)", Row(sites=[UUID(bytes=one) for one in sites])
    else:
        among = f"IN ({', '.join(f':site{number}' for number in range(len(sites)))})"
        asked = {f"site{number}": one for number, one in enumerate(sites)}
    query = about.replace("GROUP BY site", f"AND site {among} GROUP BY site")
    query += f" AND s.id {among}"
    return plain_rows(connection, query, _used(query, values) | asked)


def _used(query: str, values: Row) -> Row:
    names = set(_PARAMETER.findall(query))
    return {name: one for name, one in values.items() if name in names}


def _named(rule: Rule) -> str:
    """A rule's sieve, its settings called by the rule's name, too."""

    def name(found: re.Match[str]) -> str:
        return found[0] if found[1] in _COMMON else f":{rule.name}_{found[1]}"

    return _PARAMETER.sub(name, rule.sieve)


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
    # The hours stand at the end and in their order, the oldest first, what is usual after them.
    order = [*range(moment.hour, 24), *range(moment.hour)]
    by_hour = [f"{hours[HOURS[hour]]} AS {HOURS[hour]}" for hour in order]
    by_hour += [f"h.{USUAL[hour]}" for hour in order]
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
            {", ".join(history)},
            CASE WHEN h.usual_day >= :silent_hours_usual
                THEN ({silent[True]}) / {_some("h.n_today")}
                    + ({silent[False]}) / {_some("h.n_before")}
                ELSE 0 END AS usual_silent,
            CASE WHEN h.usual_day >= :silent_hours_usual
                THEN {silent[True]} + {silent[False]} ELSE 0 END AS seen_silent,
            {hours[HOURS[moment.hour - 1]]} AS last_hour,
            {" + ".join(hours[name] for name in HOURS[: moment.hour])} AS hours_before,
            {", ".join(by_hour)}
        FROM site_history h {" ".join(joins)}
    """  # noqa: S608 - own names


def _some(count: str) -> str:
    return f"CAST(CASE WHEN {count} > 0 THEN {count} ELSE 1 END AS FLOAT)"


def versions(connection: Connection) -> dict[str, int]:
    """The releases that stations run, and how many run each."""
    query = (
        "SELECT version, count(*) AS stations FROM station "
        "WHERE revoked_at IS NULL AND version IS NOT NULL GROUP BY version"
    )
    return {row.version: row.stations for row in connection.execute(text(query))}
