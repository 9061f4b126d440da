"""The fault comes while the gate is open: it is said for that passage, and the gate goes on."""

import shutil
from pathlib import Path

import pytest

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.passage import SiteKind, Verdict
from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.outcome import Outcome
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock
from tests.fakes.pictures import card
from tests.records.damage import PAGE


def refusal(outcome: Outcome) -> str:
    """Why nothing was recorded, for which there is a sentence in both languages."""
    assert outcome.verdict is Verdict.NOT_RECORDED
    assert outcome.error is not None
    assert outcome.passage is None
    assert all(CATALOG[f"error.{outcome.error.code}"])
    return outcome.error.code


def is_whole(desk: Desk, count: int) -> None:
    balance = desk.snapshot().balance
    assert balance.balanced
    assert balance.captured == desk.store.outbox.unsent() == count
    assert desk.store.verify().ok


def fill(disk: Path) -> Path:
    """A file that leaves no room beside it."""
    ballast = disk / "ballast"
    room = shutil.disk_usage(disk).free
    ballast.write_bytes(bytes(room))
    return ballast


def test_a_disk_that_fills_up(small_disk: Path, clock: FakeClock) -> None:
    home = Home(small_disk / "home", clock)
    home.set_up(site="Chợ Thử", gate="1", kind=SiteKind.MARKET, pin=PIN, keyring=False, cost=CHEAP)
    desk = home.unlock(PIN)
    assert desk.take(card(0)).verdict is Verdict.RECORDED
    ballast = fill(small_disk)
    recorded, outcome = 1, desk.take(card(1))
    while outcome.verdict is Verdict.RECORDED:  # in what the log had room for already
        recorded += 1
        outcome = desk.take(card(recorded))
    assert refusal(outcome) == "disk_full"
    assert refusal(desk.take(card(recorded))) == "disk_full"
    assert desk.snapshot().balance.captured == recorded, "reading goes on"
    ballast.unlink()
    assert desk.take(card(recorded)).verdict is Verdict.RECORDED
    is_whole(desk, recorded + 1)
    desk.close()


def test_pages_that_go_bad(home: Home) -> None:
    desk = home.unlock(PIN)
    for number in range(5):
        desk.take(card(number))
    desk.close()
    desk = home.unlock(PIN)
    good = home.store_path.read_bytes()
    bad = bytearray(good)
    for at in range(PAGE, len(bad), PAGE):
        bad[at + 1000] ^= 1
    home.store_path.write_bytes(bad)
    desk.store._database.engine.dispose()  # what is in memory would hide it for a while
    assert refusal(desk.take(card(5))) == "store_damaged"
    home.store_path.write_bytes(good)
    assert desk.take(card(5)).verdict is Verdict.RECORDED
    is_whole(desk, 6)
    desk.close()


@pytest.mark.parametrize(
    ("wall", "warned"),
    [
        ("1970-01-01T07:00:01", True),
        ("2026-11-22T08:00:00", True),
        ("2026-11-24T08:00:00", False),
        ("2099-12-31T23:59:59", False),
    ],
)
def test_a_clock_that_is_set(home: Home, clock: FakeClock, wall: str, warned: bool) -> None:
    """Set back it is said with the passage; nothing is refused or put in another order."""
    desk = home.unlock(PIN)
    desk.take(card(0))
    clock.set_wall(wall)
    outcome = desk.take(card(1))
    assert outcome.passage is not None
    assert (WarningCode.CLOCK_BACKWARDS in outcome.passage.warnings) is warned
    assert all(CATALOG[f"warning.{WarningCode.CLOCK_BACKWARDS}"])
    clock.set_wall("2026-11-23T08:00:30")
    assert desk.take(card(2)).passage is not None
    is_whole(desk, 3)
    assert [one.passage.id for one in desk.store.recent(2)][1] == outcome.passage.id
    desk.close()


def test_a_second_one_on_the_same_folder_does_no_harm(home: Home) -> None:
    one, other = home.unlock(PIN), home.unlock(PIN)
    for number in range(6):
        assert (one, other)[number % 2].take(card(number)).verdict is Verdict.RECORDED
    one.close()
    assert other.take(card(6)).verdict is Verdict.RECORDED
    is_whole(other, 7)
    other.close()
