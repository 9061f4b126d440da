"""Wrong PINs cost time, and neither a restart nor the clock gives it back."""

from pathlib import Path

import pytest

from checkpoint_app.domain.errors import LockedOut, WrongPin
from checkpoint_app.security.lockout import Lockout
from tests.fakes.clock import FakeClock


def wrong_pin(lockout: Lockout) -> int:
    """One wrong try; seconds to wait afterwards, 0 where another try is free."""
    try:
        with lockout.counting():
            raise WrongPin
    except LockedOut as locked:
        seconds = locked.details["seconds"]
        assert isinstance(seconds, int)
        return seconds
    except WrongPin:
        return 0


def wait_now(path: Path, clock: FakeClock) -> int:
    """What a program started now would have to wait."""
    try:
        Lockout(path, clock).check()
    except LockedOut as locked:
        seconds = locked.details["seconds"]
        assert isinstance(seconds, int)
        return seconds
    return 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lockout.json"


def test_the_wait_grows_to_a_quarter_of_an_hour(path: Path, clock: FakeClock) -> None:
    waits = []
    for _ in range(12):
        waits.append(wrong_pin(Lockout(path, clock)))
        clock.pass_s(waits[-1])
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_no_try_is_made_during_the_wait(path: Path, clock: FakeClock) -> None:
    lockout = Lockout(path, clock)
    for _ in range(5):
        wrong_pin(lockout)
    tried = False
    with pytest.raises(LockedOut), lockout.counting():
        tried = True
    assert not tried
    clock.pass_s(29.5)
    assert wait_now(path, clock) == 1
    clock.pass_s(0.5)
    assert wait_now(path, clock) == 0


def test_the_right_pin_forgets_the_wrong_ones(path: Path, clock: FakeClock) -> None:
    for _ in range(4):
        wrong_pin(Lockout(path, clock))
    with Lockout(path, clock).counting():
        pass
    assert not path.exists()
    assert [wrong_pin(Lockout(path, clock)) for _ in range(5)] == [0, 0, 0, 0, 30]


def test_another_failure_is_not_counted(path: Path, clock: FakeClock) -> None:
    for _ in range(9):
        with pytest.raises(OSError), Lockout(path, clock).counting():  # noqa: PT011 - any will do
            raise OSError
    assert not path.exists()


def test_a_clock_set_back_starts_the_wait_again_and_no_longer(path: Path, clock: FakeClock) -> None:
    for _ in range(6):
        wrong_pin(Lockout(path, clock))
        clock.pass_s(60)
    wrong_pin(Lockout(path, clock))
    clock.set_wall("2020-01-01T00:00:00")
    assert wait_now(path, clock) == 120
    clock.pass_s(120)
    assert wait_now(path, clock) == 0


def test_a_clock_set_forward_ends_one_wait_and_forgets_nothing(
    path: Path, clock: FakeClock
) -> None:
    for _ in range(5):
        wrong_pin(Lockout(path, clock))
    clock.set_wall("2030-01-01T00:00:00")
    assert wait_now(path, clock) == 0
    assert wrong_pin(Lockout(path, clock)) == 60


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b'{"wrong": "x"}',
        b'{"wrong": 1e400}',
        b'{"wrong": -9}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_count_is_a_wait_and_not_a_gift(
    path: Path, clock: FakeClock, content: bytes
) -> None:
    path.write_bytes(content)
    assert wait_now(path, clock) == 30
    clock.pass_s(30)
    assert wait_now(path, clock) == 0
    assert wrong_pin(Lockout(path, clock)) == 60


def test_a_huge_count_waits_the_longest_and_no_longer(path: Path, clock: FakeClock) -> None:
    path.write_bytes(b'{"wrong": 9000000000000000000, "last_ms": %d}' % clock.now_ms())
    assert wait_now(path, clock) == 900
