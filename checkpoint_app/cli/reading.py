"""``decode`` and ``parse``: what is in a picture, what a payload says. Nothing is recorded.

They print what they are given, unmasked: no store is opened, and whoever calls them holds the code.
"""

import base64
import binascii
import time

from checkpoint_app.cli.context import Context
from checkpoint_app.console import lines_of_stdin
from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.documents import FIELD_NAMES, Document
from checkpoint_app.domain.errors import CheckpointError, SourceMissing
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.source import is_live, open_source
from checkpoint_app.security.trust import Trust


def decode(context: Context) -> int:
    """Print one line for each file, with every code in it."""
    refused = 0
    decoder, trust = Decoder(), _trust(context)
    for name in context.args.files:
        started = time.perf_counter()
        try:
            reads = _read_all(name, decoder)
        except CheckpointError as error:
            refused += 1
            context.out.explain(error)
            context.out.line(file=name, error=error.code, reads=[])
            continue
        spent = (time.perf_counter() - started) * 1000
        context.out.line(
            file=name,
            ms=round(spent, 1),
            reads=[_shown(read, trust, context.home.clock) for read in reads],
        )
    if refused == len(context.args.files):
        return 1
    return 4 if refused else 0


def _read_all(name: str, decoder: Decoder) -> list[Read]:
    """Every code of a picture, or of all frames of a video, each payload once."""
    if is_live(name):
        raise SourceMissing(source=name)
    source = open_source(name, paced=False)  # nobody waits at a gate here
    found: dict[bytes, Read] = {}
    try:
        while (frame := source.read()) is not None:
            read_with = decoder.read_still if frame.still else decoder.read
            for read in read_with(frame.image):
                found.setdefault(read.payload, read)
    finally:
        source.close()
    return list(found.values())


def _trust(context: Context) -> Trust:
    """The keys installed in this folder; what cannot be used of them is said."""
    trust, refused = context.home.trust()
    for refusal in refused:
        context.out.explain(refusal)
    return trust


def _shown(read: Read, trust: Trust, clock: Clock) -> dict[str, object]:
    return {
        **shown(parse(read.payload, trust, clock.now_ms())),
        "text": read.text,
        "payload_b64": base64.b64encode(read.payload).decode(),
        "engine": read.engine,
        "quad": [[round(x, 1), round(y, 1)] for x, y in read.quad],
    }


def shown(document: Document) -> dict[str, object]:
    """A document as it is printed: every field by name, null where it is absent."""
    return {
        "format": document.format,
        "fields": {name: getattr(document, name) for name in FIELD_NAMES},
        "warnings": list(document.warnings),
    }


def parse_lines(context: Context) -> int:
    """Answer every payload on standard input with one line, in order, whatever it is."""
    trust, clock = _trust(context), context.home.clock
    for line in lines_of_stdin():
        payload = _payload(line) if context.args.base64 else line
        context.out.line(**shown(parse(payload, trust, clock.now_ms())))
    return 0


def _payload(line: bytes) -> bytes:
    """The bytes behind base64; none, which is no code, where it is none."""
    try:
        return base64.b64decode(line.strip(), validate=True)
    except binascii.Error:
        return b""
