"""From a serial scanner to a passage: one card is one passage, whichever device reads it."""

import threading
from collections.abc import Iterator
from queue import Queue

import pytest

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.passage import Verdict, Way
from checkpoint_app.scanner.serial_loop import ScannerState, SerialLoop
from checkpoint_app.scanner.serial_port import open_port
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome
from tests.fakes.clock import FakeClock
from tests.scanner.terminal import Terminal
from tests.scenes.people import AN, BICH, CUONG, Someone


class Gate:
    """A station with a scanner on a real line."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ready: Queue[ScannerState] = Queue()
        self._outcomes: Queue[Outcome] = Queue()
        self._stop = threading.Event()
        self._terminal = Terminal()
        self._loop = SerialLoop(lambda: open_port(self._terminal.path), self, self._stop)
        self._loop.start()
        self._ready.get(timeout=20)

    def on_payload(self, payload: bytes) -> None:
        self._outcomes.put(self._desk.take(payload, Way.SCANNER))

    def on_state(self, state: ScannerState) -> None:
        self._ready.put(state)

    def scan(self, data: bytes) -> Outcome:
        """What becomes of it."""
        self._terminal.scan(data)
        return self._outcomes.get(timeout=20)

    def end(self) -> None:
        """Stop."""
        self._stop.set()
        self._loop.join(20)
        self._terminal.unplug()


@pytest.fixture
def gate(desk: Desk) -> Iterator[Gate]:
    made = Gate(desk)
    yield made
    made.end()


def test_a_scan_is_recorded_as_a_scanners(gate: Gate, desk: Desk) -> None:
    outcome = gate.scan(b"\xef\xbb\xbf" + AN.payload + b"\r\n")
    assert outcome.verdict is Verdict.RECORDED
    assert outcome.passage is not None
    assert outcome.passage.way is Way.SCANNER
    assert outcome.passage.person.name == "Nguyễn Văn An"
    assert desk.snapshot().balance.captured == 1


@pytest.mark.parametrize("someone", [AN, CUONG], ids=["card", "phone"])
@pytest.mark.parametrize("form", [b"%s\r", b"\xef\xbb\xbf%s\n", b"]Q1%s\t", b"%s\0\r"])
def test_the_same_code_by_camera_and_by_scanner_is_one_passage(
    gate: Gate, desk: Desk, clock: FakeClock, form: bytes, someone: Someone
) -> None:
    assert desk.take(someone.payload).passage is not None
    clock.pass_s(4.9)
    assert gate.scan(form % someone.payload).verdict is Verdict.SEEN
    clock.pass_s(4.9)
    assert desk.take(someone.payload).verdict is Verdict.SEEN
    assert desk.snapshot().balance.captured == 1
    clock.pass_s(5.1)
    assert gate.scan(form % someone.payload).passage is not None
    assert desk.snapshot().balance.captured == 2


def damaged(code_page: str) -> bytes:
    """UTF-8 that a scanner took for text of a code page; bytes it has no letter for go through."""
    return "".join(
        bytes([value]).decode(code_page, "ignore") or chr(value) for value in BICH.payload
    ).encode()


@pytest.mark.parametrize("code_page", ["cp1252", "cp1258"])
def test_a_text_damaged_on_the_way_is_mended_and_still_the_same_person(
    gate: Gate, desk: Desk, code_page: str
) -> None:
    outcome = gate.scan(damaged(code_page) + b"\r")
    assert outcome.passage is not None
    assert outcome.passage.person.name == "Trần Thị Bích"
    assert WarningCode.TEXT_REPAIRED in outcome.warnings
    assert desk.take(BICH.payload).verdict is Verdict.SEEN


@pytest.mark.parametrize("code_page", ["cp1258", "ascii"])
def test_letters_lost_on_the_way_are_told_and_the_number_is_kept(
    gate: Gate, desk: Desk, code_page: str
) -> None:
    outcome = gate.scan(BICH.payload.decode().encode(code_page, "replace") + b"\r")
    assert outcome.verdict is Verdict.LOOK
    assert outcome.passage is not None
    assert outcome.passage.person.id_number == BICH.number
    assert WarningCode.NAME_DAMAGED in outcome.warnings
    assert desk.take(BICH.payload).verdict is Verdict.SEEN


@pytest.mark.parametrize(
    "noise", [b"\xff\xfe\x80", b"8934567890123", b"\0\0x", b"a|b", b"x" * 100_000]
)
def test_what_is_no_code_is_told_and_not_kept(gate: Gate, desk: Desk, noise: bytes) -> None:
    assert gate.scan(noise + b"\r").verdict is Verdict.UNREADABLE
    assert desk.snapshot().balance.captured == 0
