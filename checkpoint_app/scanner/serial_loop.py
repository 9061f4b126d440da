"""The loop behind a serial scanner: waits for it, reads it, and finds it again."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain, repeat
from typing import Protocol

from checkpoint_app.domain.errors import (
    CheckpointError,
    ScannerBusy,
    ScannerForbidden,
    ScannerLost,
    ScannerMissing,
)
from checkpoint_app.scanner.framing import Framer

RETRY_WAITS_S = (0.5, 1.0, 2.0)
"""Seconds before each attempt to find the scanner again; the last one repeats."""


class ScannerPhase(Enum):
    """Where the loop stands."""

    READY = auto()
    AWAY = auto()  # not there, held by another program, or gone; it is tried again
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class ScannerState:
    """Where the loop stands and why.

    Attributes:
        name: of the scanner that is READY.
        error: the cause of AWAY, or of an end that nobody asked for.
    """

    phase: ScannerPhase
    name: str = ""
    error: CheckpointError | None = None


class Port(Protocol):
    """An open line; `checkpoint_app.scanner.serial_port.SerialPort` is one."""

    @property
    def name(self) -> str: ...

    def read(self) -> bytes:
        """What came; nothing after a short silence.

        Raises:
            ScannerLost: the device is gone.
        """
        ...

    def close(self) -> None:
        """Let the line go."""
        ...


class ScannerListener(Protocol):
    """Who is told. Every method is called on the loop's thread, one at a time."""

    def on_payload(self, payload: bytes) -> None:
        """A scan is complete."""
        ...

    def on_state(self, state: ScannerState) -> None:
        """The loop changed its state."""
        ...


class SerialLoop:
    """Reads a scanner until the stop event is set, whether it is there or not.

    A listener that raises ends the loop: `on_error` is called where there is one, and `join` raises
    it again.
    """

    def __init__(
        self,
        open_port: Callable[[], Port],
        listener: ScannerListener,
        stop: threading.Event,
        *,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """A loop at rest.

        Args:
            open_port: opens the scanner, each time it has to be found again.
            listener: who is told.
            stop: ends the loop; every wait is bounded by it or by the silence of the line.
            on_error: told, on the loop's thread, of an exception nobody expected.
        """
        self._open_port = open_port
        self._listener = listener
        self._stop = stop
        self._on_error = on_error
        self._failure: Exception | None = None
        self._told: ScannerState | None = None
        # A driver can hold its thread for ever; it must not hold the program too.
        self._thread = threading.Thread(target=self._guarded, name="scan-serial", daemon=True)

    def start(self) -> None:
        """Start the thread. A loop runs once."""
        self._thread.start()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end; True where it came within ``timeout`` seconds.

        Raises:
            Exception: what the listener, or a fault in the loop, raised.
        """
        self._thread.join(timeout)
        if self._failure is not None:
            raise self._failure
        return not self._thread.is_alive()

    def _guarded(self) -> None:
        try:
            self._run()
        except Exception as error:  # the edge of a thread: kept for join, never lost
            self._failure = error
            if self._on_error is not None:
                self._on_error(error)

    def _run(self) -> None:
        waits = _waits()
        while not self._stop.is_set():
            try:
                with contextlib.closing(self._open_port()) as port:
                    self._tell(ScannerState(ScannerPhase.READY, port.name))
                    framer = Framer()
                    while not self._stop.is_set():
                        self._read(port, framer)
                        waits = _waits()
            except (ScannerMissing, ScannerBusy, ScannerForbidden, ScannerLost) as cause:
                self._away(cause)
                self._stop.wait(next(waits))
        self._tell(ScannerState(ScannerPhase.ENDED))

    def _read(self, port: Port, framer: Framer) -> None:
        data = port.read()
        for payload in framer.add(data) if data else framer.silent():
            self._listener.on_payload(payload)

    def _away(self, cause: CheckpointError) -> None:
        before = self._told.error if self._told else None
        if isinstance(cause, ScannerMissing) and before is not None:
            return  # of course it is missing: why was said when it went away
        if type(cause) is not type(before):
            self._tell(ScannerState(ScannerPhase.AWAY, error=cause))

    def _tell(self, state: ScannerState) -> None:
        self._told = state
        self._listener.on_state(state)


def _waits() -> Iterator[float]:
    return chain(RETRY_WAITS_S, repeat(RETRY_WAITS_S[-1]))
