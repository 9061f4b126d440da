"""The power goes while something is being written: what was said to be recorded is there after."""

import shutil
from pathlib import Path
from random import Random

import pytest

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.station.home import Home
from tests.conftest import PIN
from tests.fakes.pictures import card
from tests.records.damage import PAGE, torn

LOG, SHARED = "station.db-wal", "station.db-shm"


def files(home: Home) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.path.iterdir() if path.is_file()}


def captured(place: Path, home: Home, content: dict[str, bytes]) -> int:
    """How many passages a station has that finds these files; it is whole, and can go on."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, held in content.items():
        (place / name).write_bytes(held)
    desk = Home(place, home.clock).unlock(PIN)
    found = desk.store.balance().captured
    assert desk.store.verify().ok
    assert desk.take(card(99)).verdict is Verdict.RECORDED
    assert desk.store.balance().captured == desk.store.outbox.unsent() == found + 1
    desk.close()
    return found


@pytest.mark.parametrize("seed", range(4))
def test_a_write_cut_off_at_any_byte(home: Home, tmp_path: Path, seed: int) -> None:
    """The passage that was being written is there or not; those before it are there."""
    rng, desk = Random(seed), home.unlock(PIN)
    for number in range(3):
        assert desk.take(card(number)).verdict is Verdict.RECORDED
    before = files(home)
    desk.take(card(3))
    after = files(home)
    desk.close()
    assert before["station.db"] == after["station.db"]
    found = []
    for part in (0.0, *sorted(rng.random() for _ in range(8)), 1.0):
        log = torn(before[LOG], after[LOG], part)
        left = {name: held for name, held in after.items() if name != SHARED}
        found.append(captured(tmp_path / "after", home, left | {LOG: log}))
    assert found == sorted(found)
    assert (found[0], found[-1]) == (3, 4)
    assert set(found) == {3, 4}


@pytest.mark.parametrize("seed", range(4))
def test_a_cut_while_the_log_is_written_back(home: Home, tmp_path: Path, seed: int) -> None:
    """Some pages are new by then, some are not, one is half of each: the log mends them all."""
    rng, desk = Random(seed), home.unlock(PIN)
    for number in range(20):
        desk.take(card(number))
    before = files(home)
    desk.close()
    old, new = before["station.db"], home.store_path.read_bytes()
    assert old != new
    size = rng.randrange(len(old), len(new) + 1, PAGE)
    old = old.ljust(size, b"\0")
    mixed = bytearray(old[:size])
    for at in range(0, size, PAGE):
        until = at + rng.choice([0, PAGE, rng.randrange(PAGE)])
        mixed[at:until] = new[at:until]
    left = {name: held for name, held in before.items() if name != SHARED}
    assert captured(tmp_path / "after", home, left | {"station.db": bytes(mixed)}) == 20
