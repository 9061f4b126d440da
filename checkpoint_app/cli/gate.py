"""``gate``: the real scanning loop, without the window."""

import threading

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.signals import stop_on_signals
from checkpoint_app.console import Output
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.documents import Format
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import DirectionMode, Verdict, Way
from checkpoint_app.domain.text import tidy
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanLoop, ScanPhase, ScanState
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.serial_loop import ScannerPhase, ScannerState, SerialLoop
from checkpoint_app.scanner.serial_port import open_port
from checkpoint_app.scanner.source import open_source
from checkpoint_app.station.desk import Desk

SCANNER = "serial:"
"""Before a serial scanner's port: ``serial:COM3``, ``serial:/dev/ttyACM0``, ``serial:auto``."""


class _Printer:
    """Hands every code to the desk and prints what became durable."""

    def __init__(self, desk: Desk, out: Output) -> None:
        self.failures: list[CheckpointError] = []
        self.ended_by: CheckpointError | None = None
        self._desk = desk
        self._out = out

    def take(self, payload: bytes, way: Way, label: str, *, each: bool, **details: str) -> None:
        """Record a code and tell what became of it; where ``each``, a repeat too."""
        outcome = self._desk.take(payload, way)
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
                **details,
            )
        elif outcome.verdict is Verdict.UNREADABLE:
            if each or not outcome.again:
                invited = outcome.document and outcome.document.format is Format.ENROL
                self.say("say.enrol_shown" if invited else "say.unknown_code", label)
        elif each:
            self.say("say.seen", label)

    def say(self, code: str, label: str) -> None:
        """Say something of a picture or a scanner."""
        self._out.say(code, source=tidy(label))

    def explain(self, error: CheckpointError) -> None:
        """Say what went wrong."""
        self._out.explain(error)

    def note_camera(self, phase: ScanPhase) -> None:
        """Let the hub be told how the camera does."""
        self._desk.camera = phase.name.lower()

    def back(self) -> None:
        """What was lost is there again."""
        self._out.say("say.camera_back")


class _Camera:
    """Listens to the pictures."""

    def __init__(self, printer: _Printer) -> None:
        self._printer = printer
        self._lost = False

    def on_frame(self, frame: Frame, reads: list[Read], hint: Hint | None) -> None:
        label = frame.name or f"#{frame.number}"
        details = {"file": frame.name} if frame.name else {}
        for read in reads:
            self._printer.take(read.payload, Way.CAMERA, label, each=frame.still, **details)
        if frame.still and not reads:
            self._printer.say("say.no_code", label)

    def on_state(self, state: ScanState) -> None:
        self._printer.note_camera(state.phase)
        if state.phase is ScanPhase.ENDED:
            self._printer.ended_by = state.error
        elif state.error is not None:
            self._printer.explain(state.error)
        if state.phase is ScanPhase.RUNNING and self._lost:
            self._printer.back()
        self._lost = state.phase is ScanPhase.LOST

    def on_end(self) -> None:
        """Nothing more to do: the command waits for the loop itself."""


class _Scanner:
    """Listens to a serial scanner."""

    def __init__(self, printer: _Printer, port: str) -> None:
        self._printer = printer
        self._port = port

    def on_payload(self, payload: bytes) -> None:
        self._printer.take(payload, Way.SCANNER, self._port, each=True)

    def on_state(self, state: ScannerState) -> None:
        if state.error is not None:
            self._printer.explain(state.error)
        elif state.phase is ScannerPhase.READY:
            self._printer.say("say.scanner_ready", state.name)


def gate(context: Context) -> int:
    """Scan and record until the source ends, the time is up or a signal comes.

    Beside what the window reads from, a serial scanner is a source: see `SCANNER`.

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
        loop = _loop(source, printer, stop)
        stop_on_signals(stop)
        desk.start_sending()
        desk.start_upkeep()
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


def _loop(source: str, printer: _Printer, stop: threading.Event) -> ScanLoop | SerialLoop:
    if source.startswith(SCANNER):
        port = source.removeprefix(SCANNER)
        return SerialLoop(lambda: open_port(port), _Scanner(printer, port), stop)
    return ScanLoop(lambda: open_source(source), Decoder(), _Camera(printer), stop)
