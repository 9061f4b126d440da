"""What the console keeps ready: the days of a scope, reports within it, pages of lists."""

from collections.abc import Callable

import pytest

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.store.days import COUNTS, SiteDay, SiteDays
from checkpoint_app.hub.web.chart import HEIGHT, WIDTH, chart_of
from checkpoint_app.hub.web.paging import slice_of
from checkpoint_app.hub.web.trend import FRESH_S, SETTLED_S, Trends
from checkpoint_app.hub.web.typed_time import shown, typed
from checkpoint_app.hub.web.views import Sights
from checkpoint_app.i18n import Lang, number
from tests.fakes.clock import FakeClock
from tests.web.world import World

UNTIL = parse_iso("2026-11-23T16:00")


class Slow(SiteDays):
    """Days that take a while each."""

    def __init__(self, clock: FakeClock, takes_s: float) -> None:
        self.asked: list[str] = []
        self._clock_, self._takes_s = clock, takes_s

    def on(self, scope: Scope, day: str) -> SiteDay:
        self.asked.append(day)
        self._clock_.pass_s(self._takes_s)
        return SiteDay(day, len(self.asked), dict.fromkeys(COUNTS, 1))


class Within(Slow):
    """Days of which each is asked for while somebody else asks."""

    def __init__(self, clock: FakeClock, meanwhile: Callable[[], None]) -> None:
        super().__init__(clock, 0)
        self._meanwhile = meanwhile

    def on(self, scope: Scope, day: str) -> SiteDay:
        self._meanwhile()
        return super().on(scope, day)


def test_a_page_waits_no_longer_than_its_budget_and_the_next_one_goes_on(clock: FakeClock) -> None:
    days = Slow(clock, 0.04)
    trends = Trends(days, clock, budget_s=0.1)
    first = trends.of(ALL, UNTIL, 7)
    assert (len(first.days), first.missing) == (3, 4)
    assert [one.day for one in first.days] == ["2026-11-21", "2026-11-22", "2026-11-23"]
    assert first.today.day == "2026-11-23"
    second = trends.of(ALL, UNTIL, 7)
    assert (len(second.days), second.missing) == (6, 1)
    assert trends.of(ALL, UNTIL, 7).missing == 0
    assert len(days.asked) == len(set(days.asked)) == 7
    # Somebody else's days are their own.
    assert trends.of(Scope(site=None, owner=None, territory=None), UNTIL, 7).missing == 0


def test_the_rest_is_added_up_after_the_page(clock: FakeClock) -> None:
    days = Slow(clock, 0.04)
    trends = Trends(days, clock, budget_s=0.1)
    assert trends.of(ALL, UNTIL, 7).missing == 4
    trends.fill(ALL, UNTIL, 7)
    assert trends.of(ALL, UNTIL, 7).missing == 0
    assert len(days.asked) == 7
    seen: list[int | None] = []

    def meanwhile() -> None:
        if not seen:
            seen.append(None)
            other.fill(ALL, UNTIL, 7)
            seen[0] = other.of(ALL, UNTIL, 7).missing

    other = Trends(Within(clock, meanwhile), clock, budget_s=1_000)
    other.fill(ALL, UNTIL, 7)
    assert other.of(ALL, UNTIL, 7).missing == 0, "one at a time, and none waits"
    assert seen == [6], "meanwhile a page tells today alone"


def test_today_is_asked_even_where_it_takes_too_long(clock: FakeClock) -> None:
    trends = Trends(Slow(clock, 5), clock, budget_s=0.1)
    assert [one.day for one in trends.of(ALL, UNTIL, 7).days] == ["2026-11-23"]


def test_days_are_asked_again_when_they_are_old(clock: FakeClock) -> None:
    days = Slow(clock, 0)
    trends = Trends(days, clock)
    trends.of(ALL, UNTIL, 4)
    clock.pass_s(FRESH_S - 1)
    trends.of(ALL, UNTIL, 4)
    assert len(days.asked) == 4
    clock.pass_s(2)
    trends.of(ALL, UNTIL, 4)
    assert sorted(days.asked[4:]) == ["2026-11-22", "2026-11-23"]
    clock.pass_s(SETTLED_S)
    trends.of(ALL, UNTIL, 4)
    assert len(days.asked) == 10
    # The next day: what is too old to be shown is forgotten.
    trends.of(ALL, UNTIL + 86_400_000, 4)
    assert days.asked[-1] == "2026-11-24"


def test_the_days_of_a_scope_are_those_that_were_recorded(world_db: World) -> None:
    hub = world_db.hub.hub
    trends = Trends(hub.oversight.days, hub.clock, budget_s=1_000)
    for scope in (ALL, Scope(territory=world_db.district), Scope(site=world_db.site)):
        known = {one.day: one for one in hub.oversight.days.trend(scope, 28)}
        found = trends.of(scope, hub.oversight.reporting.now())
        assert found.missing == 0
        assert {one.day: one for one in found.days if one.sites} == known
        asked = hub.oversight.days.of_site_on(world_db.site, [one.day for one in found.days])
        assert asked == hub.oversight.days.of_site(world_db.site, 28)


def test_a_report_is_opened_once_and_anew_when_it_is_corrected(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    oversight, clock = world.hub.hub.oversight, FakeClock()
    opened: list[int] = []
    every = oversight.reporting.every
    monkeypatch.setattr(
        oversight.reporting,
        "every",
        lambda at: [opened.append(at), every(at)][1],  # type: ignore[func-returns-value] # for what it does
    )
    sights = Sights(oversight, clock)
    first = sights.last(ALL)
    ward = sights.last(Scope(territory=world.ward))
    assert sights.last(ALL) is first
    assert len(opened) == 1
    assert {row.item.site for row in ward.rows()} <= {row.item.site for row in first.rows()}
    assert ward.whole.sites < first.whole.sites
    with world.hub.hub._database.write() as connection:
        connection.exec_driver_sql("UPDATE site_day SET typed = typed + 1")
    oversight.reporting.bring_up_to_date(first.at)
    again = sights.last(ALL)
    assert (again.number, len(opened)) == (1, 2)
    assert again.whole.count("typed") > first.whole.count("typed")
    # A territory may be renamed under a report: seen within a minute.
    clock.pass_s(61)
    assert sights.last(ALL) is not again


def test_a_chart_fills_its_height_and_nothing_sticks_out() -> None:
    days = [(f"2026-11-{number:02}", (number * 7, number, 0)) for number in range(1, 29)]
    made = chart_of(days)
    assert made.top == 500
    assert len(made.bars) == 56
    for bar in made.bars:
        assert 0 <= bar.x < bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT + 0.01
    low, high = made.bars[-2], made.bars[-1]
    assert low.height == pytest.approx(28 * 7 / 500 * HEIGHT, abs=0.01)
    assert high.y + high.height == pytest.approx(low.y, abs=0.02), "stacked"
    assert chart_of([]).bars == []
    assert chart_of([("2026-11-23", (0, 0, 0))]).bars == []


def test_a_slice_says_where_it_stands() -> None:
    rows = list(range(120))
    first, last = slice_of(rows, 0), slice_of(rows, 100)
    assert (first.first, first.total, first.before, first.after) == (1, 120, None, 50)
    assert (list(last.rows), last.before, last.after) == (rows[100:], 50, None)
    assert slice_of(rows, 9_999).first == 101
    empty = slice_of(list[int](), 70)
    assert (empty.first, empty.total, empty.before, empty.after) == (0, 0, None, None)


def test_a_moment_is_typed_with_its_day_first() -> None:
    at = parse_iso("2026-04-03T16:05")
    assert shown(at) == "03/04/2026 16:05"
    for words in ("03/04/2026 16:05", " 3.4.2026, 16:05 ", "3-4-2026 16h05", "2026-04-03T16:05"):
        assert typed(words) == at, words
    assert typed("3/4/2026") == parse_iso("2026-04-03T00:00")
    assert typed("3/4/2026", ends=True) == parse_iso("2026-04-04T00:00")
    for wrong in ("", "hôm qua", "31/02/2026", "04/13/2026 10:00", "3/4/2026 25:00", "3/4/26"):
        with pytest.raises((ValueError, OverflowError)):
            typed(wrong)


def test_numbers_are_written_as_people_read_them() -> None:
    assert number(191_872, Lang.VI) == "191.872"
    assert number(191_872, Lang.EN) == "191,872"
    assert (number(12.5, Lang.VI), number(12.5, Lang.EN), number(12.0, Lang.VI)) == (
        "12,5", "12.5", "12",
    )  # fmt: skip
    assert [number(one, Lang.VI, signed=True) for one in (1_234, 0, -1_234)] == [
        "+1.234", "0", "−1.234",
    ]  # fmt: skip
