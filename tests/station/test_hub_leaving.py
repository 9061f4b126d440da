"""Leaving a hub keeps what waits, and who may be inside follows the newest word."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from checkpoint_app.domain.errors import InvalidEntry, NotAllowed
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.trust_errors import OtherHubWaits
from checkpoint_app.records.access import Action
from checkpoint_app.records.views import Role
from checkpoint_app.station import site_rules
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.hub_leaving import leave_hub
from checkpoint_app.station.hub_word import HubWord
from checkpoint_app.station.notice_book import all_notices
from checkpoint_app.sync.causes import SyncCause
from tests.conftest import CHEAP, PIN
from tests.fakes.hub_server import RunningHub
from tests.fakes.passages import passage

SITE = "Chung cư Thử"


@pytest.fixture
def hubs(tmp_path: Path) -> Iterator[Callable[[], RunningHub]]:
    made: list[RunningHub] = []

    def make() -> RunningHub:
        hub = RunningHub(tmp_path / f"hub-{len(made)}")
        hub.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        made.append(hub)
        return hub

    yield make
    for hub in made:
        hub.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    home = Home(tmp_path / "home")
    home.set_up(
        site=SITE,
        gate="Cổng 1",
        kind=SiteKind.RESIDENTIAL,
        pin=PIN,
        capacity=300,
        keyring=False,
        cost=CHEAP,
    )
    with closing(home.unlock(PIN)) as opened:
        yield opened


def test_what_waits_stays_and_goes_nowhere_until_a_hub_is_joined_again(
    desk: Desk, hubs: Callable[[], RunningHub]
) -> None:
    hub = hubs()
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    desk.store.save(passage(desk.info.id, id_number="001099000001"))
    assert desk.sync_once().pending == 0
    desk.store.save(passage(desk.info.id, id_number="001099000002"))
    assert leave_hub(desk, "Chuyển sang máy chủ của phường") == 1
    assert not desk.info.enrolled
    assert desk.sync_once().cause is SyncCause.NOT_ENROLLED
    assert (desk.store.balance().captured, desk.store.balance().pending) == (2, 1)
    assert len(list(hub.hub.passages())) == 1
    newest = desk.store.access.newest(1)[0]
    assert (newest.action, newest.reason) == (Action.LEAVE, "Chuyển sang máy chủ của phường")
    assert desk.store.verify().ok
    # The hub that was left may hold what waits: another one is not joined unnoticed.
    other = hubs()
    code = other.hub.enrol(SITE)
    with pytest.raises(OtherHubWaits):
        desk.enrol(other.url, code)
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    assert desk.sync_once().pending == 0
    assert len(list(hub.hub.passages())) == 2


def test_it_is_left_after_a_restart_too_and_a_guard_may_not(
    tmp_path: Path, desk: Desk, hubs: Callable[[], RunningHub]
) -> None:
    hub = hubs()
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    leader = desk.staff
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "86420")
    with pytest.raises(NotAllowed):
        leave_hub(desk, "Thử")
    assert desk.info.enrolled
    desk.lane.staff = leader
    leave_hub(desk, "Thử")
    with closing(Home(tmp_path / "home").unlock(PIN)) as again:
        assert not again.info.enrolled
        assert again.hub_word == HubWord()


def test_how_many_may_be_inside_is_the_hub_s_then_ours_then_as_set_up(desk: Desk) -> None:
    assert desk.snapshot().capacity == 300
    site_rules.put_in_force(desk, "capacity", "120")
    assert desk.snapshot().capacity == 120
    site_rules.put_in_force(desk, "capacity", "0")
    assert desk.snapshot().capacity is None
    desk.hub_word = HubWord(settings={"capacity": 80})
    assert desk.snapshot().capacity == 80
    assert site_rules.set_by_hub(desk) == {"capacity"}
    desk.hub_word = HubWord()
    assert site_rules.put_in_force(desk, "capacity", "") is None
    assert desk.snapshot().capacity == 300
    for wrong in ("-1", "x", "9999999"):
        with pytest.raises(InvalidEntry):
            site_rules.put_in_force(desk, "capacity", wrong)
    assert desk.own_settings == msgspec.structs.replace(desk.own_settings, capacity=None)


def test_a_limit_set_here_is_warned_of_at_the_next_passage(desk: Desk) -> None:
    site_rules.put_in_force(desk, "capacity", "1")
    cards = [
        f"00109000000{place}||Nguyễn Văn {name}|12031990|Nam|Hà Nội|01012021".encode()
        for place, name in enumerate(("An", "Bình"), 1)
    ]
    assert "over_capacity" not in desk.take(cards[0]).warnings
    assert "over_capacity" in desk.take(cards[1]).warnings


def test_no_notice_is_in_the_book_of_a_station_that_was_told_nothing(desk: Desk) -> None:
    assert all_notices(desk) == []
