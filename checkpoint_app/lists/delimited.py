"""Text tables (CSV, TSV): from bytes to text, and which sign parts the columns."""

import codecs
import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from checkpoint_app.domain.list_errors import ListQuotes, ListUnreadable
from checkpoint_app.lists.archive import MAX_COLUMNS, MAX_ROWS, too_large
from checkpoint_app.lists.encodings import Encoding, accented_words, well_formed

SEPARATORS = ";\t,"
_SAMPLE = 400_000
"""Characters from which a code page is told; some thousand rows."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 20_000
"""Characters from which the separator is told."""
_LINE_SIGNS = "\t\r\n"


def code_page_of(data: bytes) -> str:
    """The code page a file is written in.

    UTF-8 and UTF-16 say themselves what they are, UTF-8 with a broken letter too. Of the
    single-byte pages Windows writes, cp1258 (Vietnamese) is taken where its reading has more
    Vietnamese syllables than any reading of cp1252, which is also what TCVN3 and VNI arrive in.

    Raises:
        ListUnreadable: this is no text.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(data, name)
    wide = _wide(data)
    if wide:
        return _checked(data, wide)
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    lost = sample.count("\ufffd")
    good = sum(not char.isascii() for char in sample) - lost
    return _checked(data, "utf-8" if lost * 10 <= good else _single_byte(data[:_SAMPLE]), "replace")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 3 < len(sample) // 2 or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _checked(data: bytes, name: str, errors: str = "strict") -> str:
    """The name, where the bytes are text by it: pictures and programs are full of controls."""
    try:
        text = data.decode(name, errors)
    except UnicodeDecodeError as error:
        raise ListUnreadable from error
    sample = text[:_SAMPLE]
    odd = sum(sample.count(chr(code)) for code in range(32) if chr(code) not in _LINE_SIGNS)
    if odd * 20 > len(sample):
        raise ListUnreadable
    return name


def _single_byte(data: bytes) -> str:
    western, vietnamese = (
        accented_words([data.decode(name, "replace")]) for name in ("cp1252", "cp1258")
    )
    here = well_formed(vietnamese, Encoding.UNICODE)
    there = max(well_formed(western, encoding) for encoding in Encoding)
    return "cp1258" if here > there else "cp1252"


class Delimited:
    """The records of a text table, read anew each time they are asked for.

    Attributes:
        code_page: how its bytes are read.
    """

    def __init__(self, data: bytes) -> None:
        self.code_page = code_page_of(data)
        self._data = data
        with self._text() as text:
            first = text.readline(_SAMPLE).strip("\r\n ").lower()
            head = first + "\n" + text.read(_HEAD)
        self._named = first[4:] if first in {f"sep={sign}" for sign in SEPARATORS} else None
        self._sign = self._named or _separator(head)

    def rows(self) -> Iterator[list[str]]:
        """Every record, empty ones too, so that they count as a spreadsheet counts them.

        Raises:
            ListQuotes: the rest of the file would disappear into one cell.
            ListTooLarge: more rows or columns than a gate's list can have.
        """
        with self._text() as text:
            if self._named:
                text.readline()
            records = csv.reader(text, delimiter=self._sign, strict=True)
            number = 0
            while True:
                number += 1
                try:
                    record = next(records)
                except StopIteration:
                    return
                except csv.Error as error:
                    raise ListQuotes(row=number) from error
                if number > MAX_ROWS or len(record) > MAX_COLUMNS:
                    raise too_large()
                yield record

    def _text(self) -> TextIOWrapper:
        # Characters no page has become U+FFFD, which the checks of the rows tell of.
        return TextIOWrapper(BytesIO(self._data), self.code_page, "replace", newline="")


def _separator(head: str) -> str:
    """The sign that parts most of the first lines, and the most often."""
    lines = [line for line in head.splitlines()[:30] if line.strip()]

    def weight(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        return sum(count > 0 for count in counts), sum(counts)

    return max(SEPARATORS, key=weight)
