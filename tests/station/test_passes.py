"""When and where one of our own passes is good, and that nobody is turned away for it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from checkpoint_app.domain.clock import HANOI
from checkpoint_app.domain.documents import Hours, PassCode
from checkpoint_app.domain.documents import WarningCode as W
from checkpoint_app.domain.passage import Verdict
from checkpoint_app.records.store import Store
from checkpoint_app.security.minting import mint_pass
from checkpoint_app.station.lane import Lane
from checkpoint_app.station.passes import pass_warnings
from tests.fakes.clock import FakeClock
from tests.fuzz.invented import site_key, trusted

SITE = "Chợ Mẫu"
# Mondays, Wednesdays and Fridays 6 to 8 h, Saturdays 14 to 16 h.
PASS = PassCode(
    number="NTD-000123",
    site=SITE,
    holder="Trần Thị Bích",
    valid_from=date(2021, 8, 9),
    valid_until=date(2021, 8, 22),
    id_tail="0022",
    hours=(Hours(frozenset({0, 2, 4}), 360, 480), Hours(frozenset({5}), 840, 960)),
)
ALWAYS = replace(PASS, hours=())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("moment", "warnings"),
    [
        ("2021-08-08T23:59:59", (W.EXPIRED,)),  # the day before the first
        ("2021-08-09T05:59:59", (W.OUTSIDE_HOURS,)),
        ("2021-08-09T06:00:00", ()),  # a Monday
        ("2021-08-09T07:59:59", ()),
        ("2021-08-09T08:00:00", (W.OUTSIDE_HOURS,)),
        ("2021-08-10T07:00:00", (W.OUTSIDE_HOURS,)),  # a Tuesday
        ("2021-08-14T07:00:00", (W.OUTSIDE_HOURS,)),  # a Saturday, at Monday's hour
        ("2021-08-14T15:00:00", ()),
        ("2021-08-20T07:00:00", ()),
        ("2021-08-22T15:00:00", (W.OUTSIDE_HOURS,)),  # the last day, a Sunday
        ("2021-08-23T00:00:00", (W.EXPIRED,)),
        ("2021-08-23T07:00:00", (W.EXPIRED,)),
    ],
)
def test_a_pass_is_good_on_its_days_and_at_its_hours(moment: str, warnings: tuple[W, ...]) -> None:
    assert pass_warnings(PASS, at(moment), SITE) == warnings


@pytest.mark.parametrize(
    ("moment", "warnings"),
    [
        ("2021-08-08T23:59:59", (W.EXPIRED,)),
        ("2021-08-09T00:00:00", ()),
        ("2021-08-22T23:59:59", ()),
        ("2021-08-23T00:00:00", (W.EXPIRED,)),
    ],
)
def test_a_pass_without_hours_is_good_all_day(moment: str, warnings: tuple[W, ...]) -> None:
    assert pass_warnings(ALWAYS, at(moment), SITE) == warnings


def test_until_midnight_is_until_midnight() -> None:
    late = replace(PASS, hours=(Hours(frozenset({0}), 1380, 1440),))
    assert pass_warnings(late, at("2021-08-09T23:59:59"), SITE) == ()
    assert pass_warnings(late, at("2021-08-10T00:00:00"), SITE) == (W.OUTSIDE_HOURS,)


@pytest.mark.parametrize(
    ("site", "warnings"),
    [
        ("Chợ Mẫu", ()),
        (" chợ  MẪU ", ()),
        ("Cho\u031b\u0323 Mẫu", ()),  # the same letters, their marks apart
        ("Chợ Mẩu", (W.OTHER_SITE,)),  # another word
        ("Chung cư Thử", (W.OTHER_SITE,)),
    ],
)
def test_a_pass_is_for_the_site_of_its_name(site: str, warnings: tuple[W, ...]) -> None:
    assert pass_warnings(ALWAYS, at("2021-08-10T12:00:00"), site) == warnings


def test_the_lane_records_whoever_shows_a_pass_and_says_what_is_wrong_with_it(
    store: Store, clock: FakeClock
) -> None:
    lane = Lane(store, clock, trust=trusted())
    good = replace(PASS, site=store.info().site, number="NTD-000124")
    clock.set_wall("2021-08-11T06:30:00")  # a Wednesday, and in UTC still Tuesday
    outcome = lane.take(mint_pass(good, site_key()))
    assert (outcome.verdict, outcome.warnings) == (Verdict.RECORDED, (W.MASKED,))
    clock.pass_s(2 * 3600)
    outcome = lane.take(mint_pass(good, site_key()))
    assert (outcome.verdict, outcome.warnings) == (Verdict.LOOK, (W.MASKED, W.OUTSIDE_HOURS))
    clock.pass_s(30 * 86_400)
    outcome = lane.take(mint_pass(PASS, site_key()))
    assert outcome.verdict is Verdict.LOOK
    assert set(outcome.warnings) == {W.MASKED, W.EXPIRED, W.OTHER_SITE}
    assert outcome.passage is not None
    assert store.passage(outcome.passage.id).warnings == outcome.warnings
    assert store.balance().captured == 3


def test_the_hubs_name_of_the_site_is_the_one_passes_bear(store: Store, clock: FakeClock) -> None:
    store.set_hub("https://hub.example", "token", "hub", SITE)
    clock.set_wall("2021-08-10T12:00:00")
    outcome = Lane(store, clock, trust=trusted()).take(mint_pass(ALWAYS, site_key()))
    assert outcome.warnings == (W.MASKED,)


def test_reading_a_pass_checks_its_signature_and_records_nothing(
    store: Store, clock: FakeClock
) -> None:
    payload = mint_pass(PASS, site_key())
    assert Lane(store, clock).read(payload).warnings == (W.NOT_VERIFIED, W.MASKED)
    assert Lane(store, clock, trust=trusted()).read(payload).warnings == (W.MASKED,)
    assert store.balance().captured == 0
