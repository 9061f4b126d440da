"""Wrong PINs cost time, and neither a restart nor the clock gives it back."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from checkpoint_app.domain.errors import LockedOut, WrongPin, WrongRecovery
from checkpoint_app.security.lockout import (
    FREE_TRIES,
    LONGEST_WAIT_S,
    TRIES_A_DAY,
    Lockout,
)
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
    assert wait_now(path, clock) == 0
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


def right_pin(lockout: Lockout) -> None:
    with lockout.counting():
        pass


def test_a_right_pin_between_guesses_does_not_buy_more_of_them(
    path: Path, clock: FakeClock
) -> None:
    """A guard has a PIN and guesses at the supervisor's: the day's tries are counted as well."""
    guesses = 0
    for _ in range(100):
        for _ in range(FREE_TRIES - 1):
            if wrong_pin(Lockout(path, clock)):
                break
            guesses += 1
        if wait_now(path, clock):
            break
        right_pin(Lockout(path, clock))
    assert guesses == TRIES_A_DAY
    clock.pass_s(30)
    right_pin(Lockout(path, clock))
    assert wrong_pin(Lockout(path, clock)) > 0, "the next guess costs again"


def test_the_days_tries_come_back_one_an_hour(path: Path, clock: FakeClock) -> None:
    def guess() -> int:
        waited = wrong_pin(Lockout(path, clock))
        clock.pass_s(waited)
        right_pin(Lockout(path, clock))
        return waited

    assert [guess() for _ in range(TRIES_A_DAY + 1)] == [0] * TRIES_A_DAY + [30]
    clock.pass_s(2 * 3600)
    assert [guess() for _ in range(2)] == [0, 30]
    for _ in range(5):
        clock.pass_s(30 * 60)
    clock.pass_s(24 * 3600)
    assert [guess() for _ in range(3)] == [0, 0, 0]


def test_a_clock_set_years_forward_gives_back_one_day(path: Path, clock: FakeClock) -> None:
    path.write_bytes(b'{"wrong": 0, "last_ms": 0, "of_day": 1000, "since_ms": %d}' % clock.now_ms())
    clock.set_wall("2040-01-01T00:00:00")
    assert wrong_pin(Lockout(path, clock)) == LONGEST_WAIT_S


def test_a_wrong_recovery_code_counts_too(path: Path, clock: FakeClock) -> None:
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongRecovery), Lockout(path, clock).counting():
            raise WrongRecovery
    assert wrong_pin(Lockout(path, clock)) == 30


def test_several_at_once_have_no_more_tries_than_one(path: Path, clock: FakeClock) -> None:
    tried, gate = [], threading.Barrier(12)

    def guess() -> None:
        gate.wait()
        try:
            with Lockout(path, clock).counting():
                tried.append(1)
                raise WrongPin
        except (WrongPin, LockedOut):
            pass

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tried) == FREE_TRIES + 1
    assert wait_now(path, clock) == 30


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_try_cut_off_has_been_counted(path: Path, clock: FakeClock) -> None:
    """Whoever ends the program before it can write down that the PIN was wrong gains nothing."""
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from checkpoint_app.security.lockout import Lockout\n"
        "from tests.fakes.clock import FakeClock\n"
        "with Lockout(Path(sys.argv[1]), FakeClock()).counting():\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    for _ in range(FREE_TRIES + 1):
        ended = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
        assert ended.returncode == -signal.SIGKILL
    assert wait_now(path, clock) == 30


class Tries(RuleBasedStateMachine):
    """Right and wrong PINs, restarts and clocks, against the rule of the row in memory."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "lockout.json"
        self.clock = FakeClock()
        self.row = 0
        self.waited_s = 10**6  # since the last wrong one
        self.wrong_ones = 0

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def must_wait(self) -> int:
        over = self.row - FREE_TRIES
        wait = min(30 << max(over - 1, 0), LONGEST_WAIT_S) if over > 0 else 0
        return max(0, wait - self.waited_s)

    def few(self) -> bool:
        return self.wrong_ones < TRIES_A_DAY

    @precondition(few)
    @rule()
    def wrong(self) -> None:
        before = self.must_wait()
        said = wrong_pin(Lockout(self.path, self.clock))
        if before:
            assert said == before
            return
        self.row, self.waited_s = self.row + 1, 0
        self.wrong_ones += 1
        assert said == self.must_wait()

    @precondition(few)
    @rule()
    def right(self) -> None:
        if self.must_wait():
            with pytest.raises(LockedOut):
                right_pin(Lockout(self.path, self.clock))
        else:
            right_pin(Lockout(self.path, self.clock))
            self.row = 0

    @rule(seconds=st.integers(1, 2000))
    def time_passes(self, seconds: int) -> None:
        self.clock.pass_s(seconds)
        self.waited_s += seconds

    @rule(seconds=st.integers(1, 10**8))
    def set_back(self, seconds: int) -> None:
        """The wait begins again."""
        before = self.clock.now_ms()
        self.clock.at_ms -= seconds * 1000
        wait_now(self.path, self.clock)
        if self.waited_s < seconds and before:
            self.waited_s = 0
        else:
            self.waited_s -= seconds

    @rule(seconds=st.integers(1, 10**8))
    def set_forward(self, seconds: int) -> None:
        """It ends a wait, and the row goes on."""
        self.clock.at_ms += seconds * 1000
        self.waited_s += seconds

    @invariant()
    def never_longer_than_the_longest(self) -> None:
        if hasattr(self, "path"):
            assert 0 <= wait_now(self.path, self.clock) <= LONGEST_WAIT_S
            if self.few():
                assert wait_now(self.path, self.clock) == self.must_wait()


TestTries = Tries.TestCase
TestTries.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
