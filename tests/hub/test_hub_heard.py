"""When a station was heard of is noted now and then: soon enough, and not with each batch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.heard import SIGN_MS, SKEW_MS
from checkpoint_app.hub.store.passages import Passages
from checkpoint_app.hub.store.rollups import Tally
from checkpoint_app.hub.store.tables import station
from tests.fakes.clock import FakeClock
from tests.hub.places import Place, new_place


@pytest.fixture
def here(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Place]:
    hub = Hub.open(tmp_path / "hub", hub_db, clock)
    yield new_place(hub)
    hub.close()


def noted(here: Place) -> tuple[int, int]:
    with here.hub._database.read() as connection:
        query = select(station.c.last_seen_at, station.c.skew_ms)
        seen, skew = connection.execute(query.where(station.c.id == here.sender.station)).one()
    return seen, skew


def test_it_is_noted_when_time_has_passed_or_the_clock_has_moved(
    here: Place, clock: FakeClock
) -> None:
    first = clock.now_ms()
    here.send()
    assert noted(here) == (first, 0)
    clock.pass_s(SIGN_MS / 1000 - 1)
    here.send(ahead_ms=SKEW_MS - 1)
    assert noted(here) == (first, 0)
    here.send(ahead_ms=SKEW_MS)
    assert noted(here) == (clock.now_ms(), SKEW_MS)
    clock.pass_s(SIGN_MS / 1000)
    here.send(ahead_ms=SKEW_MS)
    assert noted(here) == (clock.now_ms(), SKEW_MS)


def test_what_was_not_written_is_noted_the_next_time(
    here: Place, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(Tally, "write", fail)
        with pytest.raises(OSError):  # noqa: PT011 - it has no words
            here.send()
    here.send()
    assert noted(here) == (clock.now_ms(), 0)


def test_another_hub_on_the_database_notes_for_itself(here: Place, clock: FakeClock) -> None:
    here.send()
    clock.pass_s(1)
    here.hub._passages = Passages(here.hub._database, here.hub._vault)
    here.hub._writer._commit = here.hub._passages.take
    here.send()
    assert noted(here) == (clock.now_ms(), 0)
