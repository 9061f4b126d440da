"""Each rule finds its wrong-doers, spares who is like them, and says why in both languages."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.look import left_behind, settings_of
from checkpoint_app.hub.findings.rule import Evidence, Facts, Rule, Source
from checkpoint_app.hub.findings.saying import said
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.simulate.city import Wish
from checkpoint_app.hub.simulate.faults import FAULTS
from checkpoint_app.i18n import Lang
from tests.fakes.clock import FakeClock

AT = parse_iso("2026-11-23T16:00")
DAY_MS = 86_400_000
Changes = dict[str, Any]
# An honest shop: what it did in 24 hours and the week before, and what is usual.
HONEST: Changes = {
    "created_at": AT - 40 * DAY_MS, "stations": 1, "seen_at": AT - 60_000, "known_until": AT,
    "skew_most": 9_000, "skew_least": -4_000, "stale_version": None, "stale_stations": 0,
    "needs_fix": 0, "permitted": 1, "permitted_until": None, "joined_at": AT - 30 * DAY_MS,
    "people_days": 90, "single_days": 12,
    "kin_paper": 0.06, "kin_typed": 0.07, "kin_burst": 0.09,
} | dict(
    zip(
        "entries exits scanned typed paper imported late_paper refused".split(),
        (22, 19, 36, 3, 2, 0, 0, 0), strict=True,
    )
) | dict(
    zip(
        "w_entries w_exits w_scanned w_typed w_paper w_imported w_late_paper w_refused".split(),
        (150, 132, 250, 18, 14, 0, 1, 1), strict=True,
    )
)  # fmt: skip
HOURS = [4, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 4, 3, 2, 2, 3, 3]
"""The 24 hours up to 16:00."""
SILENT = HOURS[:18] + [0] * 6
BURST = [0] * 16 + [0, 0, 0, 1, 0, 0, 0, 40]
NOBODY = [0] * 24
UNSEEN: Changes = {"seen_at": None, "joined_at": None, "stations": 0}
Case = tuple[Changes, list[int]]
GUILTY: dict[str, Case] = {
    "never_seen": (UNSEEN, NOBODY),
    "silent_hours": ({}, SILENT),
    "burst_before_report": ({}, BURST),
    "typed_share": ({"typed": 30, "w_typed": 200}, HOURS),
    "paper_share": ({"paper": 30, "w_paper": 190}, HOURS),
    "clock_off": ({"skew_least": -400_000}, HOURS),
    "stale_version": ({"stale_version": "0.0.1", "stale_stations": 1}, HOURS),
    "no_exits": ({"exits": 1, "w_exits": 6}, HOURS),
    "one_scan": ({"single_days": 88}, HOURS),
    "paper_late": ({"late_paper": 1, "w_late_paper": 11}, HOURS),
    "refused": ({"refused": 4, "w_refused": 50}, HOURS),
}
INNOCENT: dict[str, list[Case]] = {
    "never_seen": [
        (UNSEEN | {"permitted": 0}, NOBODY),
        (UNSEEN | {"permitted_until": "2026-11-22"}, NOBODY),
        (UNSEEN | {"created_at": AT - DAY_MS}, NOBODY),
        (UNSEEN | {"joined_at": AT - DAY_MS, "stations": 1}, NOBODY),
    ],
    "silent_hours": [
        ({"known_until": AT - 6 * 3_600_000}, SILENT),  # it had no network
        ({}, [0 if hour < 2 else count for hour, count in enumerate(HOURS)]),  # a quiet evening
    ],
    "burst_before_report": [({}, [0] * 22 + [2, 9]), ({}, [*HOURS[:23], 12])],
    "typed_share": [
        ({"typed": 7, "w_typed": 2, "entries": 9, "exits": 2, "w_entries": 0, "w_exits": 0}, HOURS),
        ({"typed": 30, "w_typed": 200, "kin_typed": 0.6}, HOURS),
    ],
    "paper_share": [({"paper": 20, "w_paper": 70}, HOURS)],
    "clock_off": [({"skew_most": 400_000, "seen_at": AT - 4 * DAY_MS}, HOURS)],
    "stale_version": [
        ({"stale_version": "0.0.1", "stale_stations": 1, "seen_at": AT - 9 * DAY_MS}, HOURS)
    ],
    "no_exits": [({"exits": 1, "w_exits": 1, "entries": 8, "w_entries": 5}, HOURS)],
    "one_scan": [({"single_days": 60}, HOURS), ({"people_days": 20, "single_days": 20}, HOURS)],
    "paper_late": [({"late_paper": 4, "paper": 4}, HOURS), ({"w_late_paper": 6}, HOURS)],
    "refused": [({"refused": 3}, HOURS), ({"w_refused": 12}, HOURS)],
}


def found(rule: Rule, case: Case) -> Evidence | None:
    """What a rule says of a site, its sieve asked first, as the database would."""
    changes, hours = case
    usual = [9 * count for count in HOURS]
    row = HONEST | changes
    silent = sum(count / 9 for count, now in zip(usual, hours, strict=True) if not now)
    row |= {"skew_ms": max(row["skew_most"], row["skew_least"], key=abs)}
    row |= {"is_stale": int(row["stale_stations"] > 0)}
    row |= {"usual_silent": silent, "last_hour": hours[-1], "hours_before": sum(hours[8:])}
    columns = ", ".join(f":c_{name} AS {name}" for name in row)
    sieve = f"SELECT count(*) FROM (SELECT {columns}) WHERE {rule.sieve}"  # noqa: S608 - own names
    asked = {f"c_{name}": value for name, value in row.items()} | dict(rule.settings)
    with closing(sqlite3.connect(":memory:")) as sql:
        passed = sql.execute(sieve, asked | {"at": AT, "day": "2026-11-23", "hour": 16}).fetchone()
    unseen = row["seen_at"] is None
    if not passed[0] or unseen is not (rule.of is Source.UNSEEN):
        return None
    return rule.judge(Facts(row=row, at=AT, hours=hours, usual=usual, days=[9] * 24), rule.settings)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_finds_who_does_it_wrong_and_says_why(rule: Rule) -> None:
    evidence = found(rule, GUILTY[rule.name])
    assert evidence is not None
    json.dumps(evidence)
    for place, lang in enumerate(Lang):
        words = {name for _, name, _, _ in Formatter().parse(rule.because[place]) if name}
        assert words <= set(evidence)
        spoken = said(rule.name, evidence, lang)
        assert all(len(part) > 5 and "{" not in part for part in spoken)
    assert all(pair[0] != pair[1] for pair in (rule.title, rule.because, rule.advice))


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_spares_the_honest_and_who_is_like_a_wrong_doer(rule: Rule) -> None:
    for case in [*INNOCENT[rule.name], ({}, HOURS)]:
        assert found(rule, case) is None, case


def test_no_rule_is_without_its_cases() -> None:
    assert set(GUILTY) == set(INNOCENT) == set(RULES) == {fault.finding for fault in FAULTS}


def test_releases_that_are_left_behind() -> None:
    fleet = {"0.9.2": 800, "0.10.0": 150, "0.9.1": 40, "0.8.0": 30, "0.7": 20, "0.11.0": 1}
    assert left_behind(fleet, "0.10.0", 2) == ["0.7", "0.8.0", "0.9.1"]
    assert left_behind(fleet, "0.10.0", 4) == ["0.7"]
    assert left_behind({"?": 3, "0.1.0": 5}, "0.1.0", 1) == ["?"]
    assert left_behind({}, "0.1.0", 1) == []


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None) -> Iterator[Hub]:
    opened = Hub.open(tmp_path / "hub", hub_db, FakeClock("2026-11-23T16:00"))
    yield opened
    opened.close()


def test_of_an_unseen_city_all_wrong_doers_are_found_and_hardly_anybody_else(hub: Hub) -> None:
    _, lines = hub.oversight.simulate(Wish(4711, 500, 32_000, date(2026, 11, 23)))
    truth = {one["site"]: one["finding"] for one in map(json.loads, lines)}
    healthy = sum(1 for finding in truth.values() if finding is None)
    planted = Counter(finding for finding in truth.values() if finding)
    hits: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    hub.oversight.report(AT)
    for one in hub.oversight.findings().items:
        hits[one.finding] += truth[str(one.site)] == one.finding
        wrong[one.finding] += truth[str(one.site)] is None
    assert set(planted) == set(RULES)
    rows = [(one.site, one.finding) for one in hub.oversight.findings().items]
    assert len(rows) == len(set(rows)), "a site with two gates is told of once"
    for name, count in planted.items():
        assert hits[name] >= 0.95 * count, name
        assert wrong[name] <= 0.02 * healthy, name


def test_a_rule_can_be_set_and_nothing_else(hub: Hub) -> None:
    reporting = hub.oversight.reporting
    reporting.set_rule("no_exits.share", "0.3")
    assert reporting.rule_settings()["no_exits"] == {"least": 20, "share": 0.3}
    for name, text in (("no_exits.shore", "1"), ("x.share", "1"), ("no_exits.share", "nan")):
        with pytest.raises(InvalidEntry):
            reporting.set_rule(name, text)
    assert settings_of({"gone.share": "1", "no_exits.gone": "2"})["no_exits"]["share"] == 0.22
    _, lines = hub.oversight.simulate(Wish(2, 250, 15_000, date(2026, 11, 23)))
    assert any("no_exits" in line for line in lines)
    reporting.set_rule("no_exits.share", "0")
    hub.oversight.report(AT)
    assert hub.oversight.findings(finding="no_exits").total == 0
    assert hub.oversight.findings(finding="clock_off").total > 0
