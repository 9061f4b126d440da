"""``gate``: the real scanning loop, without the window."""

import threading

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.signals import stop_on_signals
from checkpoint_app.console import Output
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import DirectionMode, Verdict
from checkpoint_app.domain.text import tidy
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.loop import ScanLoop, ScanPhase, ScanState
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.source import open_source
from checkpoint_app.station.desk import Desk


class _Printer:
    """Hands every code to the desk and prints what became durable."""

    def __init__(self, desk: Desk, out: Output) -> None:
        self.failures: list[CheckpointError] = []
        self.ended_by: CheckpointError | None = None
        self._desk = desk
        self._out = out
        self._lost = False

    def on_frame(self, frame: Frame, reads: list[Read]) -> None:
        for read in reads:
            outcome = self._desk.take(read.payload)
            if outcome.error is not None:
                self.failures.append(outcome.error)
                self._out.explain(outcome.error)
            elif outcome.passage is not None:
                passage = outcome.passage
                self._out.line(
                    id=str(passage.id),
                    rev=passage.rev,
                    direction=passage.direction,
                    kind=passage.kind,
                    verdict=outcome.verdict,
                    format=passage.document,
                    warnings=list(outcome.warnings),
                    occurred_at=iso(passage.occurred_at),
                    **({"file": frame.name} if frame.name else {}),
                )
            elif outcome.verdict is Verdict.UNREADABLE:
                if frame.still or not outcome.again:
                    self._say("say.unknown_code", frame)
            elif frame.still:
                self._say("say.seen", frame)
        if frame.still and not reads:
            self._say("say.no_code", frame)

    def on_state(self, state: ScanState) -> None:
        if state.phase is ScanPhase.ENDED:
            self.ended_by = state.error
        elif state.error is not None:
            self._out.explain(state.error)
        if state.phase is ScanPhase.RUNNING and self._lost:
            self._out.say("say.camera_back")
        self._lost = state.phase is ScanPhase.LOST

    def on_end(self) -> None:
        """Nothing more to do: the command waits for the loop itself."""

    def _say(self, code: str, frame: Frame) -> None:
        self._out.say(code, source=tidy(frame.name or f"#{frame.number}"))


def gate(context: Context) -> int:
    """Scan and record until the source ends, the time is up or a signal comes.

    Raises:
        SourceMissing, SourceUnreadable: the file or folder cannot be used at all.
    """
    args = context.args
    stop = threading.Event()
    with context.desk() as desk:
        if args.direction:
            desk.lane.mode = DirectionMode(args.direction)
        source = args.source if args.source is not None else desk.settings.source
        printer = _Printer(desk, context.out)
        loop = ScanLoop(lambda: open_source(source), Decoder(), printer, stop)
        stop_on_signals(stop)
        desk.start_sending()
        timer = threading.Timer(args.seconds, stop.set) if args.seconds else None
        if timer is not None:
            timer.daemon = True
            timer.start()
        loop.start()
        while not loop.join(timeout=0.2):
            pass
        if timer is not None:
            timer.cancel()
    if printer.ended_by is not None:
        raise printer.ended_by
    return 4 if printer.failures else 0
