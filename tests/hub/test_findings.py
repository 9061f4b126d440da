"""Each rule finds its wrong-doers, spares who is like them, and says why in both languages."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from math import nextafter
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
from checkpoint_app.hub.findings.statistics import at_least, at_most, chance_of_none
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


def above(limit: float) -> float:
    """The next number there is."""
    return nextafter(limit, 2)


OF_40 = {"entries": 10, "exits": 0, "w_entries": 20, "w_exits": 10}
FEW_LEFT = {"entries": 15, "exits": 1, "w_entries": 21, "w_exits": 3}
_LATE = {"late_paper": 2, "w_late_paper": 8, "paper": 4, "w_paper": 12}
# A rule; a case; settings by which it is just found; settings that are just too strict.
LIMITS: list[tuple[str, Case, dict[str, float], dict[str, float]]] = [
    ("burst_before_report", ({"kin_burst": 0}, BURST),
     {"least": 41, "share": at_least(40, 41), "above_kin": at_least(40, 41), "morning": 16},
     {"least": 42, "share": above(at_least(40, 41)), "above_kin": above(at_least(40, 41)),
      "morning": 17}),
    ("burst_before_report", ({"kin_burst": 0}, [0] * 22 + [8, 8]),
     {"least": 16, "share": 0.1, "above_kin": 0}, {"least": 17}),
    ("typed_share", (OF_40 | {"typed": 20, "w_typed": 12, "kin_typed": 0}, HOURS),
     {"least": 40, "share": at_least(32, 40), "above_kin": at_least(32, 40)},
     {"least": 41, "share": above(at_least(32, 40)), "above_kin": above(at_least(32, 40))}),
    ("paper_share", (OF_40 | {"paper": 20, "w_paper": 12, "kin_paper": 0}, HOURS),
     {"least": 40, "share": at_least(32, 40), "above_kin": at_least(32, 40)},
     {"least": 41, "share": above(at_least(32, 40)), "above_kin": above(at_least(32, 40))}),
    ("no_exits", (FEW_LEFT, HOURS), {"least": 40, "share": at_most(4, 40)},
     {"least": 41, "share": nextafter(at_most(4, 40), 0)}),
    ("one_scan", (OF_40 | {"people_days": 30, "single_days": 28}, HOURS),
     {"least": 30, "share": at_least(28, 30), "exits": 0.25},
     {"least": 31, "share": above(at_least(28, 30)), "exits": above(0.25)}),
    ("paper_late", (_LATE, HOURS), {"least": 10, "share": at_least(10, 16)},
     {"least": 11, "share": above(at_least(10, 16))}),
    ("refused", (OF_40 | {"refused": 4, "w_refused": 6}, HOURS),
     {"least": 10, "share": at_least(10, 50)}, {"least": 11, "share": above(at_least(10, 50))}),
    ("silent_hours", ({}, SILENT),
     {"least_hours": 6, "usual": sum(HOURS[18:]),
      "chance": chance_of_none(9 * sum(HOURS[18:]) // 2, 9, 0.08)},
     {"least_hours": 7, "usual": sum(HOURS[18:]) + 1,
      "chance": nextafter(chance_of_none(9 * sum(HOURS[18:]) // 2, 9, 0.08), 0),
      "restless": 0.2}),
]  # fmt: skip
STALE: Changes = {"stale_version": "0.0.1", "stale_stations": 1}
# A rule; what is just wrong enough; its neighbour that is not.
NEIGHBOURS: list[tuple[str, Changes, Changes]] = [
    ("clock_off", {"skew_most": 120_000}, {"skew_most": 119_999}),
    ("clock_off", {"skew_most": 0, "skew_least": -120_000}, {"skew_least": -119_999}),
    ("clock_off", {"skew_most": 300_000, "seen_at": AT - 2 * DAY_MS},
     {"skew_most": 300_000, "seen_at": AT - 2 * DAY_MS - 1}),
    ("stale_version", STALE | {"seen_at": AT - 7 * DAY_MS},
     STALE | {"seen_at": AT - 7 * DAY_MS - 1}),
    ("never_seen", UNSEEN | {"created_at": AT - 3 * DAY_MS - 1},
     UNSEEN | {"created_at": AT - 3 * DAY_MS}),
    ("never_seen", UNSEEN | {"joined_at": AT - 3 * DAY_MS - 1},
     UNSEEN | {"joined_at": AT - 3 * DAY_MS}),
    ("never_seen", UNSEEN | {"permitted_until": "2026-11-23"},
     UNSEEN | {"permitted_until": "2026-11-22"}),
]  # fmt: skip


def found(rule: Rule, case: Case, **changed: float) -> Evidence | None:
    """What a rule says of a site, its sieve asked first, as the database would.

    Args:
        changed: settings in the place of the usual ones.
    """
    changes, hours = case
    settings = {**rule.settings, **changed}
    settings |= rule.also(settings)
    usual = [9 * count for count in HOURS]
    row = HONEST | changes
    silent = sum(count / 9 for count, now in zip(usual, hours, strict=True) if not now)
    row |= {"skew_ms": max(row["skew_most"], row["skew_least"], key=abs)}
    row |= {"is_stale": int(row["stale_stations"] > 0)}
    seen = sum(count for count, now in zip(usual, hours, strict=True) if not now)
    row |= {
        "usual_silent": silent,
        "seen_silent": seen,
        "last_hour": hours[-1],
        "hours_before": sum(hours[8:]),
    }
    columns = ", ".join(f":c_{name} AS {name}" for name in row)
    sieve = f"SELECT count(*) FROM (SELECT {columns}) WHERE {rule.sieve}"  # noqa: S608 - own names
    asked = {f"c_{name}": value for name, value in row.items()} | settings
    with closing(sqlite3.connect(":memory:")) as sql:
        passed = sql.execute(sieve, asked | {"at": AT, "day": "2026-11-23", "hour": 16}).fetchone()
    unseen = row["seen_at"] is None
    if not passed[0] or unseen is not (rule.of is Source.UNSEEN):
        return None
    return rule.judge(Facts(row=row, at=AT, hours=hours, usual=usual, days=[9] * 24), settings)


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


def test_a_rule_keeps_to_its_limits() -> None:
    """Each setting decides at its very value, and no sieve holds up what the judge would find."""
    for name, case, changed, step in LIMITS:
        rule = RULES[name]
        assert found(rule, case, **changed) is not None, (name, changed)
        for setting, harder in step.items():
            beyond = {**changed, setting: harder}
            assert found(rule, case, **beyond) is None, (name, setting, harder)


def test_a_rule_keeps_to_its_limits_of_time_and_number() -> None:
    for name, guilty, innocent in NEIGHBOURS:
        assert found(RULES[name], (guilty, HOURS)) is not None, (name, guilty)
        assert found(RULES[name], (innocent, HOURS)) is None, (name, innocent)


def test_the_evidence_is_what_was_counted() -> None:
    told = {name: found(RULES[name], case) for name, case in GUILTY.items()}
    assert told["never_seen"] == {"registered": "14/10/2026", "days": 40, "stations": 0}
    assert told["burst_before_report"] == {"last": 40, "total": 41, "percent": 98}
    assert told["typed_share"] == {"typed": 230, "total": 323, "percent": 71, "kin_percent": 7}
    assert told["paper_share"] == {"paper": 220, "total": 323, "percent": 68, "kin_percent": 6}
    assert told["stale_version"] == {"version": "0.0.1", "stations": 1}
    assert told["no_exits"] == {"entries": 172, "exits": 7}
    assert told["one_scan"] == {"people": 90, "once": 88, "percent": 98}
    assert told["paper_late"] == {"late": 12, "paper": 16, "percent": 75}
    assert told["refused"] == {"refused": 54, "total": 377, "waiting": 0}
    silent = {"since": "10:00", "until": "16:00", "hours": 6, "usual": 17.0}
    assert told["silent_hours"] == silent


def test_evidence_is_said_with_numbers_as_each_language_writes_them() -> None:
    evidence = {"since": "09:00", "until": "12:00", "hours": 3, "usual": 1_234.5}
    rule = RULES["silent_hours"]
    assert "khoảng 1.234,5 lượt" in rule.said(evidence, Lang.VI)
    assert "some 1,234.5 are" in rule.said(evidence, Lang.EN)
    assert "khoảng 49 lượt" in rule.said({**evidence, "usual": 49.0}, Lang.VI)
    version = {"version": "1.20.3", "stations": 1_200}
    assert "1.200 trạm còn chạy phiên bản 1.20.3" in RULES["stale_version"].said(version, Lang.VI)


def test_a_night_divides_two_silences_and_a_quiet_hour_does_not() -> None:
    """Three hours without anybody usually, and their middle ends a silence; less does not."""
    rule = RULES["silent_hours"]

    def judge(usual: list[int]) -> Evidence | None:
        facts = Facts({"known_until": AT}, AT, [0] * 24, usual, [9] * 24)
        return rule.judge(facts, rule.settings)

    busy, shut = [27] * 3, [0, 0, 0]
    quiet = judge([0] * 15 + busy + [0, 0] + busy + [0])
    assert quiet is not None
    assert (quiet["since"], quiet["until"], quiet["usual"]) == ("06:00", "16:00", 18.0)
    divided = judge([0] * 14 + busy + shut + busy + [0])
    assert divided is not None
    assert (divided["until"], divided["hours"], divided["usual"]) == ("10:00", 5, 9.0)
    begun = judge([40, 40, *[0] * 22])
    assert begun is not None
    assert (begun["since"], begun["until"]) == ("16:00", "19:00")


def test_of_nothing_nothing_is_sure() -> None:
    assert (at_least(0, 0), at_most(0, 0)) == (0.0, 1.0)
    assert (chance_of_none(0, 3, 0.1), chance_of_none(3, 0, 0.1)) == (1.0, 1.0)
    assert 0 < at_least(1, 1) < 1 < at_most(1, 1) + 1e-9
    assert chance_of_none(90, 9, 0.0) == pytest.approx((1 + 10 / 90) ** -90)


def test_the_worse_of_two_clocks_is_told() -> None:
    two = {"skew_most": 130_000, "skew_least": -400_000}
    told = found(RULES["clock_off"], (two, HOURS))
    assert told is not None
    assert told["minutes"] == -6.7


def test_what_a_station_may_still_hold_is_no_silence() -> None:
    """Each hour since it was last heard of, up to a day; then silence is silence."""
    rule, hour = RULES["silent_hours"], 3_600_000

    def told(known_until: int, hours: list[int]) -> Evidence | None:
        return found(rule, ({"known_until": known_until}, hours))

    early = [*HOURS[:16], 0, 0, 0, 0, *HOURS[20:]]
    assert told(AT - 4 * hour, early) == {
        "since": "08:00", "until": "12:00", "hours": 4, "usual": 14.0
    }  # fmt: skip
    assert told(AT - 4 * hour - 1, early) == {
        "since": "08:00", "until": "11:00", "hours": 3, "usual": 11.0
    }  # fmt: skip
    assert told(AT - 8 * hour, early) is None
    assert told(AT - 24 * hour, SILENT) is None
    assert told(AT - 24 * hour - 1, SILENT) is not None


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
