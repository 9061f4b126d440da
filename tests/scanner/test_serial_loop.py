"""The loop behind a serial scanner, over real pseudo-terminals."""

import threading
from collections.abc import Callable, Iterator
from queue import Queue

import pytest

from checkpoint_app.domain.errors import CheckpointError, ScannerBusy, ScannerLost, ScannerMissing
from checkpoint_app.scanner import serial_loop
from checkpoint_app.scanner.payloads import LARGEST_PAYLOAD
from checkpoint_app.scanner.serial_loop import Port, ScannerPhase, ScannerState, SerialLoop
from checkpoint_app.scanner.serial_port import open_port
from tests.scanner.terminal import Terminal
from tests.scenes.people import AN, BICH

LONGEST_S = 20.0


class Ear:
    """Hears a loop."""

    def __init__(self) -> None:
        self.payloads: Queue[bytes] = Queue()
        self.states: Queue[ScannerState] = Queue()

    def on_payload(self, payload: bytes) -> None:
        self.payloads.put(payload)

    def on_state(self, state: ScannerState) -> None:
        self.states.put(state)

    def payload(self) -> bytes:
        """The next scan."""
        return self.payloads.get(timeout=LONGEST_S)

    def phase(self) -> tuple[ScannerPhase, type[CheckpointError] | None]:
        """The next state and its cause."""
        state = self.states.get(timeout=LONGEST_S)
        return state.phase, type(state.error) if state.error else None


class Bench:
    """Loops that end with the test."""

    def __init__(self) -> None:
        self.ear = Ear()
        self.stop = threading.Event()
        self.terminals = [Terminal()]
        self._loops: list[SerialLoop] = []

    def run(self, opener: Callable[[], Port] | None = None) -> SerialLoop:
        """Start a loop over what ``opener`` opens, else over the newest terminal."""
        loop = SerialLoop(
            opener or (lambda: open_port(self.terminals[-1].path)), self.ear, self.stop
        )
        loop.start()
        self._loops.append(loop)
        return loop

    def ready(self) -> Terminal:
        """A loop that has its scanner, which is given."""
        self.run()
        assert self.ear.phase() == (ScannerPhase.READY, None)
        return self.terminals[-1]

    def end(self) -> None:
        """Stop and let go."""
        self.stop.set()
        for loop in self._loops:
            assert loop.join(LONGEST_S)
        for terminal in self.terminals:
            terminal.unplug()


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """Attempts follow each other quickly."""
    monkeypatch.setattr(serial_loop, "RETRY_WAITS_S", (0.01,))
    made = Bench()
    yield made
    made.end()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b""])
def test_a_scan_arrives_with_any_end(bench: Bench, end: bytes) -> None:
    bench.ready().scan(AN.payload + end)
    assert bench.ear.payload() == AN.payload


def test_a_scan_in_pieces_is_one(bench: Bench) -> None:
    scanner = bench.ready()
    scanner.scan(BICH.payload + b"\r")
    assert bench.ear.payload() == BICH.payload
    for place in range(0, len(AN.payload), 16):  # a USB packet at a time
        scanner.scan(AN.payload[place : place + 16])
        while scanner.unread:
            threading.Event().wait(0.001)
    scanner.scan(b"\r")
    assert bench.ear.payload() == AN.payload


def test_two_scans_back_to_back_are_two(bench: Bench) -> None:
    bench.ready().scan(AN.payload + b"\r\n" + BICH.payload + b"\r\n")
    assert [bench.ear.payload(), bench.ear.payload()] == [AN.payload, BICH.payload]


def test_two_scans_with_a_silence_between_are_two(bench: Bench) -> None:
    scanner = bench.ready()
    scanner.scan(AN.payload)
    assert bench.ear.payload() == AN.payload
    scanner.scan(BICH.payload)
    assert bench.ear.payload() == BICH.payload


@pytest.mark.parametrize(
    "noise",
    [
        b"\0" * 100 + b"x",
        bytes(range(0x80, 0x100)),
        b"\xff\xfe\xfd",
        b"\xc3",
        b"a\0b|c\0d",
        b"\x1b[2J\x07\x11\x13\x03\x04\x1a",
    ],
)
def test_noise_passes_as_it_is_and_spoils_nothing(bench: Bench, noise: bytes) -> None:
    scanner = bench.ready()
    scanner.scan(noise + b"\r")
    assert bench.ear.payload() == noise
    scanner.scan(AN.payload + b"\r")
    assert bench.ear.payload() == AN.payload


def test_a_megabyte_without_an_end_is_refused_once(bench: Bench) -> None:
    scanner, silences = bench.terminals[0], Queue[bytes]()
    opened = open_port(scanner.path)

    class Watched:
        name = "watched"
        close = opened.close

        def read(self) -> bytes:
            data = opened.read()
            if not data:
                silences.put(data)
            return data

    bench.run(Watched)
    scanner.scan(b"x" * 1_000_000)
    assert LARGEST_PAYLOAD < len(bench.ear.payload()) < LARGEST_PAYLOAD + 100
    while scanner.unread:
        threading.Event().wait(0.001)
    while not silences.empty():
        silences.get()
    # A silence may have been under way; the one after it is over in the loop too.
    for _ in range(2):
        silences.get(timeout=LONGEST_S)
    scanner.scan(AN.payload + b"\r")
    assert bench.ear.payload() == AN.payload


def test_a_scanner_that_comes_later_is_found(bench: Bench) -> None:
    bench.terminals[0].unplug()
    bench.run(
        lambda: open_port(
            "/dev/no-such-scanner" if len(bench.terminals) < 2 else bench.terminals[-1].path
        )
    )
    assert bench.ear.phase() == (ScannerPhase.AWAY, ScannerMissing)
    bench.terminals.append(Terminal())
    assert bench.ear.phase() == (ScannerPhase.READY, None)
    bench.terminals[-1].scan(AN.payload + b"\r")
    assert bench.ear.payload() == AN.payload


def test_a_pulled_cable_is_said_once_and_the_scanner_found_again(bench: Bench) -> None:
    scanner = bench.ready()
    scanner.scan(AN.payload + b"\r" + BICH.payload[:20])
    assert bench.ear.payload() == AN.payload
    scanner.unplug()
    assert bench.ear.phase() == (ScannerPhase.AWAY, ScannerLost)
    bench.terminals.append(Terminal())
    assert bench.ear.phase() == (ScannerPhase.READY, None)
    bench.terminals[-1].scan(BICH.payload + b"\r")
    assert bench.ear.payload() == BICH.payload  # and not what was cut off, joined to it


def test_a_scanner_another_program_holds_is_said_and_taken_when_free(bench: Bench) -> None:
    held = open_port(bench.terminals[0].path)
    bench.run()
    assert bench.ear.phase() == (ScannerPhase.AWAY, ScannerBusy)
    held.close()
    assert bench.ear.phase() == (ScannerPhase.READY, None)


@pytest.mark.parametrize("there", [True, False])
def test_it_stops_at_once(bench: Bench, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serial_loop, "RETRY_WAITS_S", (600.0,))
    loop = bench.run(None if there else lambda: open_port("/dev/no-such-scanner"))
    bench.ear.phase()
    bench.stop.set()
    assert loop.join(LONGEST_S)
    assert bench.ear.phase() == (ScannerPhase.ENDED, None)


def test_a_listener_that_fails_ends_the_loop_and_is_heard() -> None:
    class Deaf(Ear):
        def on_payload(self, payload: bytes) -> None:
            raise ZeroDivisionError

    terminal, told = Terminal(), Queue[Exception]()
    loop = SerialLoop(
        lambda: open_port(terminal.path), ear := Deaf(), threading.Event(), on_error=told.put
    )
    loop.start()
    assert ear.phase() == (ScannerPhase.READY, None)
    terminal.scan(AN.payload + b"\r")
    assert isinstance(told.get(timeout=LONGEST_S), ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        loop.join(LONGEST_S)
    terminal.unplug()
