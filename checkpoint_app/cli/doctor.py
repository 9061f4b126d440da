"""``doctor``: what a guard checks before the shift, in a few seconds."""

import contextlib
import time
from collections.abc import Iterator

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.errors import CheckpointError, ScannerMissing
from checkpoint_app.i18n import sentence, text
from checkpoint_app.scanner.frames import Source
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.light import judge, look_at
from checkpoint_app.scanner.serial_port import AUTO, NONE, open_port
from checkpoint_app.scanner.source import open_source
from checkpoint_app.scanner.watchdog import Pace, PaceMeter
from checkpoint_app.scanner.zbar import BinaryZbar
from checkpoint_app.station.checkup import Check, clock_check, disk_check, store_check
from checkpoint_app.station.desk import Desk

FIRST_FRAME_S = 5.0


def doctor(context: Context) -> int:
    """Print one line for each check; 4 where any of them is not all right."""
    checks = []
    for check in _checks(context):
        checks.append(check)
        if context.out.machine:
            context.out.line(check=check.name, ok=check.ok, say=check.say)
        else:
            mark = "✔" if check.ok else "✘"
            title = text(f"check.{check.name}", context.out.lang)
            context.out.raw(f"{mark} {title}: {check.say}\n".encode())
    return 0 if all(check.ok for check in checks) else 4


def _checks(context: Context) -> Iterator[Check]:
    lang, home = context.out.lang, context.home
    good = text("check.good", lang)
    yield disk_check(home.free_bytes(), lang)
    second = BinaryZbar().available
    yield Check("reader", True, good if second else text("check.reader_one", lang))
    source, given, now = context.args.source, 0, home.clock.now_ms()
    try:
        with context.desk() as desk:
            given = desk.hub_word.trust.count
            alone = not home.has_keyring()
            yield Check("key", True, text("check.key_pin", lang) if alone else good)
            yield store_check(desk, lang)
            yield _hub(context, desk)
            yield clock_check(now, desk.store.time.offset(), lang)
            source = source if source is not None else desk.settings.source
    except CheckpointError as error:
        yield Check("store", False, sentence(error, lang))
        yield clock_check(now, None, lang)
    yield _trust(context, given)
    yield _camera(context, source if source is not None else home.settings().source)
    yield _scanner(context, home.settings().scanner)


def _hub(context: Context, desk: Desk) -> Check:
    lang = context.out.lang
    cause = desk.ask_hub()
    if cause is not None:
        return Check("hub", False, text(f"cause.{cause}", lang))
    return Check("hub", True, text("check.waiting", lang, count=desk.store.outbox.unsent()))


def _trust(context: Context, given: int) -> Check:
    """The installed keys, and how many the hub gives beside them."""
    lang = context.out.lang
    trust, refused = context.home.trust()
    count = trust.count
    said = [text("check.trust_keys" if count + given else "check.trust_none", lang, count=count)]
    if given:
        said.append(text("check.trust_hub", lang, count=given))
    said += [sentence(refusal, lang) for refusal in refused]
    return Check("trust", not refused, " ".join(said))


def _camera(context: Context, spec: str) -> Check:
    lang = context.out.lang
    if not spec:
        return Check("camera", True, text("check.camera_none", lang))
    try:
        with contextlib.closing(open_source(spec)) as source:
            given = _watch(source)
    except CheckpointError as error:
        return Check("camera", False, sentence(error, lang))
    if given is None:
        return Check("camera", False, text("error.source_lost", lang, source=spec))
    pace, hint = given
    if hint is not None:
        return Check("camera", False, text(f"hint.{hint}", lang))
    if pace is None:
        return Check("camera", True, text("check.good", lang))
    size = f"{pace.width}×{pace.height}"
    return Check("camera", True, text("check.camera_pace", lang, size=size, rate=round(pace.rate)))


def _scanner(context: Context, choice: str) -> Check:
    lang = context.out.lang
    if choice == NONE:
        return Check("scanner", True, text("check.scanner_none", lang))
    try:
        with contextlib.closing(open_port(choice)) as port:
            return Check("scanner", True, text("check.scanner_found", lang, name=port.name))
    except ScannerMissing as error:
        if choice == AUTO:  # one that is plugged in would be found; none has to be
            return Check("scanner", True, text("check.scanner_absent", lang))
        return Check("scanner", False, sentence(error, lang))
    except CheckpointError as error:
        return Check("scanner", False, sentence(error, lang))


def _watch(source: Source) -> tuple[Pace | None, Hint | None] | None:
    """What a source gives and what its light asks for; None where it gives nothing.

    A camera is watched for two seconds, in which it settles on the light; of a file one picture
    is enough, and its light is nobody's fault.
    """
    meter, found = PaceMeter(), None
    until = time.monotonic() + FIRST_FRAME_S
    while time.monotonic() < until:
        frame = source.read()
        if frame is None:
            break
        if not source.live:
            return None, None
        height, width = frame.image.shape[:2]
        pace = meter.see(width, height, time.monotonic())
        found = pace, judge(look_at(frame.image))
        if pace is not None:
            break
    return found
