"""How each site usually is: one row each, counted anew once a day from the roll-ups and the stays.

A report compares the last day with what went before. To add up weeks for each question would take
longer than the report may, so it is done when a day begins, in one statement, for all sites; what
comes late is in the next day's. Nothing here is kept up bit by bit, so nothing can drift.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, text

from checkpoint_app.domain.clock import day_bounds
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.report_tables import KEPT, site_history
from checkpoint_app.hub.store.tables import HOURS

BACK_DAYS = 28
WEEK_DAYS = 7
_MOST_WEIGHT = 50
"""No site weighs more among its kin than one of so many passages."""
_KIND_WEIGHT = 200
"""What all sites of a kind say of a district is worth so many passages of its own."""


@dataclass(frozen=True, slots=True)
class Days:
    """Which days tell of which, for a report on a day up to an hour.

    Attributes:
        today, before: the days of the same kind as the day itself, and as the one before it.
    """

    day: date
    hour: int

    @property
    def today(self) -> list[str]:
        return _alike(self.day, self.day)

    @property
    def before(self) -> list[str]:
        return _alike(self.day - timedelta(1), self.day - timedelta(1))


def _alike(like: date, until: date) -> list[str]:
    """The days before one, of the same kind: Monday to Friday, Saturday, or Sunday."""
    days = [until - timedelta(back) for back in range(1, BACK_DAYS + 1)]
    return [str(day) for day in days if max(4, day.weekday()) == max(4, like.weekday())]


def held_for(connection: Connection) -> tuple[str, int] | None:
    """For which day, and up to which hour, the rows are; None where there are none."""
    row = connection.execute(text("SELECT day, hour FROM site_history LIMIT 1")).one_or_none()
    return None if row is None else (row.day, row.hour)


def renew(database: HubDatabase, day: date, hour: int) -> None:
    """Count every site's history anew, for reports on a day up to an hour of it.

    Raises:
        StoreBusy and kin: the rows are as they were.
    """
    with database.write() as connection:
        connection.execute(site_history.delete())
        connection.execute(text(_statement(Days(day, hour))), _bounds(day))


def _bounds(day: date) -> dict[str, object]:
    """The parameters: which days the counts of weeks and of people are of."""
    return {
        "day": str(day),
        "since": str(day - timedelta(BACK_DAYS + 1)),
        "week": str(day - timedelta(WEEK_DAYS + 1)),
        "yesterday": str(day - timedelta(1)),
        "people_since": day_bounds(str(day - timedelta(WEEK_DAYS)))[0],
        "people_until": day_bounds(str(day))[0],
    }


def _in(days: list[str]) -> str:
    return f"d.day IN ({', '.join(repr(day) for day in days)})"


def _counted(days: list[str]) -> str:
    """How many of these days a site had begun by."""
    return " + ".join(f"CASE WHEN first_day <= '{day}' THEN 1 ELSE 0 END" for day in days)


def _statement(days: Days) -> str:
    # The week ends where the window of the last day begins.
    in_week = "(d.day > :week AND d.day < :yesterday) OR (d.day = :week AND d.part = 1) OR " + (
        "(d.day = :yesterday AND d.part = 0)"
    )
    sums = [f"sum(CASE WHEN {in_week} THEN d.{name} ELSE 0 END) AS w_{name}" for name in KEPT]
    for hour, name in enumerate(HOURS):
        alike = days.today if hour < days.hour else days.before
        sums.append(f"sum(CASE WHEN {_in(alike)} THEN d.{name} ELSE 0 END) AS u{name[1:]}")
    morning = " + ".join(f"d.{name}" for name in HOURS[: days.hour])
    last = HOURS[days.hour - 1] if days.hour else HOURS[0]
    sums += [
        "min(CASE WHEN d.entries + d.exits > 0 THEN d.day END) AS first_day",
        f"sum(CASE WHEN d.day < :day THEN {morning or '0'} ELSE 0 END) AS mornings",
        f"sum(CASE WHEN d.day < :day THEN d.{last} ELSE 0 END) AS lasts",
    ]
    kept = ", ".join(f"w_{name}" for name in KEPT)
    usual = ", ".join(f"u{name[1:]}" for name in HOURS)
    return f"""
        INSERT INTO site_history (site, day, hour, n_today, n_before, {kept}, {usual},
            usual_day, people_days, single_days, kin_paper, kin_typed, kin_burst)
        WITH counted AS (
            SELECT d.site, {", ".join(sums)} FROM site_day d
            WHERE d.day > :since AND (d.day < :day) GROUP BY d.site
        ), seen AS (
            SELECT site, person, entered AS at FROM stay WHERE entered = entry_at
                AND entered >= :people_since AND entered < :people_until
            UNION ALL
            SELECT site, person, "left" FROM stay WHERE "left" = until_at
                AND "left" >= :people_since AND "left" < :people_until
        ), by_person AS (
            SELECT site, count(*) AS times FROM seen
            GROUP BY site, person, (at + 25200000) / 86400000
        ), people AS (
            SELECT site, count(*) AS people_days,
                sum(CASE WHEN times = 1 THEN 1 ELSE 0 END) AS single_days
            FROM by_person GROUP BY site
        ), every AS (
            SELECT s.id AS site, s.kind,
                CASE WHEN t.level = 'ward' THEN coalesce(t.parent, t.id) ELSE t.id END AS district,
                {", ".join(f"coalesce(c.{name}, 0) AS {name}" for name in _carried())},
                c.first_day, coalesce(c.w_entries + c.w_exits, 0) AS recorded,
                coalesce({_weight("c.w_entries + c.w_exits")}, 0) AS weight,
                coalesce({_weight("c.mornings")}, 0) AS morning_weight
            FROM site s LEFT JOIN counted c ON c.site = s.id
                LEFT JOIN territory t ON t.id = s.territory
        )
        SELECT e.site, :day, {days.hour}, {_counted(days.today)}, {_counted(days.before)},
            {kept}, {usual}, {_usual_day(days)},
            coalesce(p.people_days, 0), coalesce(p.single_days, 0),
            {_kin("w_paper", "recorded", "weight")}, {_kin("w_typed", "recorded", "weight")},
            {_kin("lasts", "mornings", "morning_weight")}
        FROM every e LEFT JOIN people p ON p.site = e.site
    """  # noqa: S608 - own names


def _usual_day(days: Days) -> str:
    """What comes in 24 hours, on days like these."""
    parts = []
    for alike, hours in ((days.today, HOURS[: days.hour]), (days.before, HOURS[days.hour :])):
        if hours:
            many = _counted(alike)
            summed = " + ".join(f"u{name[1:]}" for name in hours)
            parts.append(f"({summed}) * 1.0 / {_some(f'({many})')}")
    return " + ".join(parts)


def _carried() -> list[str]:
    return [
        *(f"w_{name}" for name in KEPT),
        *(f"u{name[1:]}" for name in HOURS),
        "mornings",
        "lasts",
    ]


def _weight(count: str) -> str:
    return f"CASE WHEN {count} > {_MOST_WEIGHT} THEN {_MOST_WEIGHT} ELSE {count} END"


def _kin(part: str, whole: str, weight: str) -> str:
    """The share among sites of the same kind in the same district, leaning on those of the kind."""
    share = f"CASE WHEN {whole} > 0 THEN 1.0 * {part} * {weight} / {whole} ELSE 0 END"
    weights = f"sum({weight}) OVER (PARTITION BY kind)"
    kind = f"(sum({share}) OVER (PARTITION BY kind) / {_some(weights)})"
    here = "OVER (PARTITION BY kind, district)"
    return (
        f"(sum({share}) {here} + {_KIND_WEIGHT} * {kind}) / (sum({weight}) {here} + {_KIND_WEIGHT})"
    )


def _some(count: str) -> str:
    return f"CASE WHEN {count} > 0 THEN {count} ELSE 1 END"
