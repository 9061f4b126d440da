"""What was said to be recorded outlives any power cut; and a store that lied would be found out."""

from pathlib import Path
from random import Random

import pytest

from tests.faults.powercut.cutting import CUTS_A_LIFE, NoFuse, Tally, cut_often
from tests.faults.powercut.disk import SECTOR, Cut, Disk, File

CUTS = 12


def cut(who: str, folder: Path, cuts: int, seed: int, synchronous: str = "FULL") -> Tally:
    try:
        return cut_often(who, folder, cuts, seed, synchronous)
    except NoFuse as reason:
        pytest.skip(f"no FUSE here: {reason}")


@pytest.mark.parametrize("who", ["station", "hub"])
def test_what_was_promised_is_there_after_a_power_cut(who: str, tmp_path: Path) -> None:
    tally = cut(who, tmp_path, CUTS, seed=7)
    assert tally.faults == []
    assert tally.cuts == CUTS
    assert tally.promised > CUTS, "too little was done to lose anything"


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
@pytest.mark.parametrize("who", ["station", "hub"])
def test_a_commit_that_is_not_flushed_is_caught(who: str, synchronous: str, tmp_path: Path) -> None:
    """The expected failure: without it, the test above might be unable to fail."""
    for seed in range(5):
        place = tmp_path / str(seed)
        place.mkdir()
        if cut(who, place, CUTS_A_LIFE, seed, synchronous).faults:
            return
    pytest.fail("nothing was lost")


def test_what_was_not_flushed_is_gone() -> None:
    disk = Disk({"a": b"old"})
    file = disk.files["a"]
    file.write(b"new", 0)
    disk.files["b"] = File()
    disk.files["b"].write(b"never flushed", 0)
    disk.files["a-shm"] = File(b"shared")
    assert disk.after(Cut.LOSE, 0) == {"a": b"old", "b": b""}
    file.flush()
    file.truncate(1)
    assert disk.after(Cut.LOSE, 0) == {"a": b"new", "b": b""}
    assert bytes(file.current) == b"n"


def test_a_torn_write_leaves_sectors_of_both() -> None:
    file = File(b"o" * (SECTOR * 8))
    file.write(b"n" * (SECTOR * 12), 0)
    left = [file.after(Cut.TORN, Random(seed)) for seed in range(20)]
    assert {len(data) for data in left} == {SECTOR * 8, SECTOR * 12}
    for data in left:
        sectors = [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
        assert all(len(set(sector)) == 1 for sector in sectors)
    assert any({b"o"[0], b"n"[0]} <= set(data) for data in left)
    assert any(0 in data for data in left), "beyond the old end there was nothing"
    file.flush()
    assert file.after(Cut.TORN, Random(0)) == bytes(file.current)


def test_a_write_beyond_the_end_leaves_zeros_between() -> None:
    file = File()
    file.write(b"x", 3)
    assert bytes(file.current) == b"\0\0\0x"
