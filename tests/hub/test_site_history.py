"""How sites usually are: the rows are those of a recount of passages and stays, in plain words."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from checkpoint_app.domain.clock import day_bounds, local
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.rule import ReportList, Rule
from checkpoint_app.hub.judging import PAPER
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.simulate.city import Wish
from checkpoint_app.hub.store import history, tables
from checkpoint_app.hub.store.facts import Moment, looked_at
from checkpoint_app.hub.store.report_tables import KEPT, USUAL, site_history
from tests.fakes.clock import FakeClock

TODAY = date(2026, 11, 23)


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None) -> Iterator[Hub]:
    opened = Hub.open(tmp_path / "hub", hub_db, FakeClock("2026-11-23T16:00"))
    opened.oversight.simulate(Wish(8, 40, 4_000, TODAY, days=17))
    yield opened
    opened.close()


def rows(hub: Hub, table: Any) -> list[dict[str, Any]]:
    with hub._database.read() as connection:
        return [row._asdict() for row in connection.execute(select(table)).all()]


def like(day: date, other: date) -> bool:
    return max(4, day.weekday()) == max(4, other.weekday())


@pytest.mark.parametrize("hour", [16, 10])
def test_a_history_is_that_of_a_recount(hub: Hub, hour: int) -> None:
    history.renew(hub._database, TODAY, hour)
    usual: dict[UUID, Counter[str]] = defaultdict(Counter)
    begun: dict[UUID, date] = {}
    yesterday = TODAY - timedelta(1)
    for row in rows(hub, tables.passage):
        at, site = local(row["occurred_at"]), row["site"]
        if at.date() >= TODAY or row["voided"]:
            continue
        begun[site] = min(begun.get(site, at.date()), at.date())
        kind = TODAY if at.hour < hour else yesterday
        if at.date() < kind and like(at.date(), kind):
            usual[site][f"u{at.hour:02}"] += 1
        since = local(row["occurred_at"] + 8 * 86_400_000).date()  # a day of the last eight
        in_week = since > TODAY or (since == TODAY and at.hour >= 16)
        if in_week and (at.date() < yesterday or at.hour < 16):
            way = {"camera": "scanned", "scanner": "scanned"}.get(row["way"], row["way"])
            usual[site][f"w_{way}"] += 1
            usual[site]["w_entries" if row["direction"] == "in" else "w_exits"] += 1
            usual[site]["w_late_paper"] += bool(row["flags"] & PAPER)
    times: Counter[tuple[UUID, bytes, date]] = Counter()
    for row in rows(hub, tables.stay):
        for at, shown in ((row["entered"], row["entry_at"]), (row["left"], row["until_at"])):
            if at is not None and at == shown and TODAY > local(at).date() >= TODAY - timedelta(7):
                times[row["site"], bytes(row["person"]), local(at).date()] += 1
    found = rows(hub, site_history)
    assert len(found) > 20
    for row in found:
        site = row["site"]
        names = [name for name in (*USUAL, *(f"w_{kept}" for kept in KEPT)) if name != "w_refused"]
        assert {name: row[name] for name in names} == {name: usual[site][name] for name in names}
        people = [count for (where, _, _), count in times.items() if where == site]
        assert (row["people_days"], row["single_days"]) == (len(people), people.count(1))
        for name, kind in (("n_today", TODAY), ("n_before", yesterday)):
            days = [kind - timedelta(back) for back in range(1, 29)]
            known = [day for day in days if like(day, kind) and day >= begun.get(site, TODAY)]
            assert row[name] == len(known), name
        assert 0 <= row["kin_paper"] < 0.5
        assert row["usual_day"] >= 0
    assert any(row["people_days"] > 20 for row in found)


def test_the_parts_of_days_of_a_moment() -> None:
    def parts(hour: int) -> list[tuple[str, int]]:
        return Moment(0, TODAY, hour).parts

    assert parts(16) == [("2026-11-22", 1), ("2026-11-23", 0)]
    assert parts(10) == [("2026-11-22", 0), ("2026-11-22", 1), ("2026-11-23", 0)]
    assert parts(18) == [("2026-11-22", 1), ("2026-11-23", 0), ("2026-11-23", 1)]
    assert parts(24) == [("2026-11-23", 0), ("2026-11-23", 1)]


@pytest.mark.parametrize("hour", [10, 16, 18, 24])
def test_the_facts_of_a_site_are_those_of_a_recount(hub: Hub, hour: int) -> None:
    """The hours up to the moment in their order, what is usual in each, and on how many days."""
    at = day_bounds(str(TODAY))[0] + hour * 3_600_000
    moment = Moment.of(at)
    history.renew(hub._database, moment.day, moment.hour)
    said = ("", "")
    every = Rule("every", ReportList.NOT_DONE, "1 = 1", lambda *_: None, said, said, said)
    rules = [RULES["silent_hours"], every]
    settings = {rule.name: rule.settings for rule in rules}
    with hub._database.read() as connection:
        found = looked_at(connection, moment, rules, settings, []).suspects
    hours: dict[UUID, Counter[int]] = defaultdict(Counter)
    for row in rows(hub, tables.passage):
        if not row["voided"] and at - 24 * 3_600_000 <= row["occurred_at"] < at:
            hours[row["site"]][(row["occurred_at"] - at) // 3_600_000 + 24] += 1
    usual = {row["site"]: row for row in rows(hub, site_history)}
    assert {UUID(bytes=facts["site"]) for facts, _ in found} == set(usual)
    for facts, names in found:
        site = UUID(bytes=facts["site"])
        held = usual[site]
        assert "every" in names
        assert list(facts.hours) == [hours[site][number] for number in range(24)]
        order = [(hour + number) % 24 for number in range(24)]
        assert list(facts.usual) == [held[USUAL[one]] for one in order]
        assert list(facts.days) == [
            held["n_today"] if one < hour else held["n_before"] for one in order
        ]
        # Of the day before only its end is counted among the sums, see `facts`.
        assert hour < 16 or facts["entries"] + facts["exits"] >= sum(facts.hours)
        assert facts["name"]
    assert sum(sum(facts.hours) for facts, _ in found) > 100
