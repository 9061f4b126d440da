"""The scanning loop: one thread takes frames, one reads them and tells the listener.

From a live source the newest frame wins, so that a slow reader lags by one frame and never more.
From any other source every frame is read. A camera that goes away is said, and waited for; one
whose picture stands still is opened anew.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain, repeat
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.domain.clock import Clock, SystemClock
from checkpoint_app.domain.errors import (
    CheckpointError,
    SourceFrozen,
    SourceLost,
    SourceMissing,
    SourceUnreadable,
)
from checkpoint_app.scanner.frames import Frame, Source
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.light import Light, judge, look_at
from checkpoint_app.scanner.mailbox import Mailbox
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.watchdog import FrozenWatch, Pace, PaceMeter

RETRY_WAITS_S = (1.0, 2.0, 4.0, 10.0)
"""Seconds before each attempt to find a lost camera again; the last one repeats."""

SILENCE_S = 5.0
"""Seconds without a frame after which a live source counts as lost, even if it says nothing."""

_TICK_S = 0.2
"""Seconds. No wait for the other thread is longer before the stop event is looked at."""


class ScanPhase(Enum):
    """Where the loop stands."""

    STARTING = auto()
    RUNNING = auto()
    LOST = auto()  # the camera is gone, frozen or was never there; it is tried again
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class ScanState:
    """Where the loop stands and why.

    Attributes:
        error: the cause of LOST, or of an early end; while RUNNING the picture that was skipped.
        pace: while RUNNING, what a live source gives, once it was measured or has changed.
    """

    phase: ScanPhase
    error: CheckpointError | None = None
    pace: Pace | None = None


class ScanListener(Protocol):
    """Who is told. Every method is called on the reading thread, one at a time."""

    def on_frame(self, frame: Frame, reads: list[Read], hint: Hint | None) -> None:
        """A frame, the codes in it, the nearest first, and what would help where there is none.

        Keep neither the frame nor its image.
        """
        ...

    def on_state(self, state: ScanState) -> None:
        """The loop changed its state."""
        ...

    def on_end(self) -> None:
        """The last call: the source ended, could not be opened, or the loop was stopped."""
        ...


class CodeReader(Protocol):
    """What finds codes in pictures; `checkpoint_app.scanner.decoder.Decoder` is one."""

    def read(self, image: NDArray[np.uint8]) -> list[Read]:
        """Codes of a frame with others to follow."""
        ...

    def read_still(self, image: NDArray[np.uint8]) -> list[Read]:
        """Codes of a picture that stands alone."""
        ...

    def hint(self) -> Hint | None:
        """What would help with the picture read last."""
        ...


class ScanLoop:
    """Reads a source until it ends or the stop event is set.

    A listener that raises ends the loop: the stop event is set, `on_error` is called where there
    is one, and `join` raises it again.
    """

    def __init__(
        self,
        open_source: Callable[[], Source],
        decoder: CodeReader,
        listener: ScanListener,
        stop: threading.Event,
        *,
        on_error: Callable[[Exception], None] | None = None,
        clock: Clock | None = None,
    ) -> None:
        """A loop at rest.

        Args:
            open_source: opens the source, each time it has to be found again.
            decoder: used on the reading thread only.
            listener: who is told.
            stop: ends the loop; checked before every wait, and every wait is bounded.
            on_error: told, on the thread where it happened, of an exception nobody expected.
            clock: measures the silence, the standstill and the pace of a camera.
        """
        self._open_source = open_source
        self._decoder = decoder
        self._listener = listener
        self._stop = stop
        self._on_error = on_error
        self._clock = clock or SystemClock()
        self._box: Mailbox[ScanState] = Mailbox()
        self._failure: Exception | None = None
        self._watched: str | None = None
        self._frozen = FrozenWatch()
        self._light = Light()
        self._threads = (
            threading.Thread(target=self._guarded, args=(self._capture,), name="scan-capture"),
            threading.Thread(target=self._guarded, args=(self._decode,), name="scan-decode"),
        )
        for thread in self._threads:
            # A driver can hold a camera's thread for ever; it must not hold the program too.
            thread.daemon = True

    def start(self) -> None:
        """Starts both threads. A loop runs once."""
        for thread in self._threads:
            thread.start()

    def join(self, timeout: float | None = None) -> bool:
        """Waits for the end; True where both threads ended within `timeout` seconds each.

        Raises:
            Exception: what the listener, or a fault in the loop, raised.
        """
        for thread in self._threads:
            thread.join(timeout)
        if self._failure is not None:
            raise self._failure
        return not any(thread.is_alive() for thread in self._threads)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # the edge of a thread: kept for join, never lost
            self._failure = self._failure or error
            self._stop.set()
            if self._on_error is not None:
                self._on_error(error)

    # The capturing thread.

    def _capture(self) -> None:
        self._box.put_note(ScanState(ScanPhase.STARTING))
        waits = _waits()
        while not self._stop.is_set():
            try:
                with contextlib.closing(self._open_source()) as source:
                    self._watched = source.name if source.live else None
                    if not self._frozen.stands:  # else it must first give something new
                        self._box.put_note(ScanState(ScanPhase.RUNNING))
                    meter = PaceMeter()
                    while not self._stop.is_set():
                        if not self._pass_on(source, meter):
                            self._box.put_note(ScanState(ScanPhase.ENDED))
                            return
                        waits = _waits()
            except (SourceMissing, SourceLost, SourceFrozen, SourceUnreadable) as cause:
                if not cause.details.get("live"):
                    self._box.put_note(ScanState(ScanPhase.ENDED, cause))
                    return
                self._box.put_note(ScanState(ScanPhase.LOST, cause))
                self._stop.wait(next(waits))

    def _pass_on(self, source: Source, meter: PaceMeter) -> bool:
        """Hands one frame over; False at the end of the source.

        Raises:
            SourceLost, SourceFrozen: a live source gives nothing, or nothing new.
        """
        try:
            frame = source.read()
        except SourceUnreadable as skipped:
            self._box.put_note(ScanState(ScanPhase.RUNNING, skipped))
            return True
        if frame is None:
            return False
        look = look_at(frame.image)
        self._light.see(look)
        if source.live:
            now, stood = self._clock.monotonic(), self._frozen.stands
            if self._frozen.is_frozen(look, now):
                raise SourceFrozen(source=source.name, live=True)
            if stood:
                self._box.put_note(ScanState(ScanPhase.RUNNING))
            self._box.put_newest(frame)
            pace = meter.see(frame.image.shape[1], frame.image.shape[0], now)
            if pace is not None:
                self._box.put_note(ScanState(ScanPhase.RUNNING, pace=pace))
        else:
            while not self._box.put_in_turn(frame, _TICK_S) and not self._stop.is_set():
                pass
        return True

    # The reading thread.

    def _decode(self) -> None:
        state = ScanState(ScanPhase.STARTING)
        silent, heard = False, self._clock.monotonic()
        while not self._stop.is_set() and state.phase is not ScanPhase.ENDED:
            item = self._box.get(_TICK_S)
            if item is None:
                watching = state.phase is ScanPhase.RUNNING and self._watched is not None
                if watching and not silent and self._clock.monotonic() - heard > SILENCE_S:
                    silent = True
                    lost = SourceLost(source=self._watched, live=True)
                    self._listener.on_state(ScanState(ScanPhase.LOST, lost))
                continue
            heard = self._clock.monotonic()
            if isinstance(item, ScanState):
                state, silent = item, False
                self._listener.on_state(state)
                continue
            if silent:
                silent = False
                self._listener.on_state(ScanState(ScanPhase.RUNNING))
            self._read(item)
        if state.phase is not ScanPhase.ENDED:
            self._listener.on_state(ScanState(ScanPhase.ENDED))
        self._listener.on_end()

    def _read(self, frame: Frame) -> None:
        read = self._decoder.read_still if frame.still else self._decoder.read
        reads = read(frame.image)
        hint = None if reads else self._advice(frame)
        self._listener.on_frame(frame, reads, hint)

    def _advice(self, frame: Frame) -> Hint | None:
        # Light first: in the dark every code looks blurred. A still has a light of its own.
        light = judge(look_at(frame.image)) if frame.still else self._light.hint
        return light or self._decoder.hint()


def _waits() -> Iterator[float]:
    return chain(RETRY_WAITS_S, repeat(RETRY_WAITS_S[-1]))
