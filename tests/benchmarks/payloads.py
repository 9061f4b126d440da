"""``python -m tests.benchmarks.payloads [COUNT]``: Vietnamese codes drawn, read and understood.

Invented ID cards, unified codes, insurance cards, and names alone, as bare UTF-8 without ECI, in
NFC and in NFD, 3 to 5 pixels a module. Right is a code whose every field our parser gives as it was
put in; for a name alone, its text. Beside it: the text that pyzbar gives, right where it is the
text that was put in. Nothing is repaired for pyzbar: its text is what a program would show.
"""

import random
import sys
import unicodedata
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
from pyzbar import pyzbar

from checkpoint_app.domain.documents import FIELD_NAMES, Format
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.payloads.text import clean, read_text
from tests.fuzz.invented import Sample, Someone, chip_card, insurance, invent, short_card, unified
from tests.scenes.paint import Image, code_modules

COUNT = 10_000
PIECE = 100
PROCESSES = 2


def name_alone(someone: Someone, _: random.Random) -> Sample:
    """A name and nothing else: the payload in which an encoding is guessed wrong most often."""
    return Sample(someone.name.encode(), Format.UNKNOWN, {"name": someone.name})


KINDS = (chip_card, short_card, unified, insurance, name_alone)


def made(number: int) -> tuple[str, Sample, Image]:
    """The code of this number: what it is called, what is in it, and its picture."""
    dice = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    plain = kind(invent(dice), dice)
    if number // len(KINDS) % 2:
        label, payload = f"{kind.__name__} NFD", _spread(plain.payload)
    else:
        label, payload = f"{kind.__name__} NFC", plain.payload
    pixels = dice.choice((3, 4, 5))
    picture = np.kron(code_modules(payload), np.ones((pixels, pixels), np.uint8))
    return label, Sample(payload, plain.format, plain.fields), picture


def _spread(payload: bytes) -> bytes:
    """The payload with its letters taken apart, in the hexadecimal of an insurance card too."""

    def part(text: str) -> str:
        if len(text) > 9 and text[:1] in "4567Cc" and not len(text) % 2:
            try:
                inner = bytes.fromhex(text).decode()
            except ValueError:
                return text
            return unicodedata.normalize("NFD", inner).encode().hex()
        return unicodedata.normalize("NFD", text)

    return "|".join(part(text) for text in payload.decode().split("|")).encode()


def right_by_us(sample: Sample, picture: Image) -> bool:
    """True where one code is read, and every field is as it was put in."""
    reads = Decoder().read(picture)
    if [read.payload for read in reads] != [sample.payload]:
        return False
    document = parse(reads[0].payload)
    if sample.format is Format.UNKNOWN:
        text, repaired = read_text(reads[0].payload)
        return document.format is Format.UNKNOWN and (clean(text)[0], repaired) == (
            sample.fields["name"],
            (),
        )
    fields = {name: value for name in FIELD_NAMES if (value := getattr(document, name)) is not None}
    return document.format is sample.format and fields == sample.fields


def right_by_zbar(sample: Sample, picture: Image) -> bool:
    """True where pyzbar's text is the text that was put in."""
    found = pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [code.data for code in found] == [sample.payload]


def score(numbers: range) -> Counter[tuple[str, str]]:
    """Count what is right, by (kind, who); `all` is how many there were."""
    counted: Counter[tuple[str, str]] = Counter()
    for number in numbers:
        label, sample, picture = made(number)
        counted[label, "all"] += 1
        counted[label, "ours"] += right_by_us(sample, picture)
        counted[label, "pyzbar"] += right_by_zbar(sample, picture)
    return counted


def run(count: int = COUNT) -> bool:
    """Print the table; True where all are right by us."""
    pieces = [range(start, min(start + PIECE, count)) for start in range(0, count, PIECE)]
    total: Counter[tuple[str, str]] = Counter()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for counted in pool.map(score, pieces):
            total.update(counted)
    print("| payload | codes | ours right | pyzbar's text right |\n|---|---|---|---|")
    for label in sorted({label for label, _ in total}):
        seen, ours, zbar = (total[label, who] for who in ("all", "ours", "pyzbar"))
        print(f"| {label} | {seen} | {ours} | {zbar} ({100 * zbar / seen:.1f} %) |")
    all_seen, all_right = (
        sum(n for (_, who), n in total.items() if who == wanted) for wanted in ("all", "ours")
    )
    print(f"ours: {all_right} of {all_seen} right")
    return all_right == all_seen


if __name__ == "__main__":
    sys.exit(0 if run(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT) else 1)
