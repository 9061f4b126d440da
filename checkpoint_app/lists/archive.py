"""What a workbook's archive would grow to, found out before anything else reads it.

A workbook is a zip of XML. A small one can claim a cell in the last row and the last column, refer
a million times to one long text, or unpack to gigabytes; the reader of spreadsheets makes a full
rectangle of texts of it and would take the whole program down with it. So every member is unpacked
here once in pieces, past what the directory claims of it, and only its tags are counted.
"""

import re
import struct
import zlib
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise, product
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from checkpoint_app.domain.list_errors import ListTooLarge, ListUnreadable

MAX_PACKED = 64_000_000
MAX_UNPACKED = 400_000_000
MAX_MEMBERS = 1_000
MAX_ROWS = 250_000
MAX_COLUMNS = 256
MAX_CELLS = 4_000_000
"""Of the rectangle from A1 to the last filled row and column."""
MAX_TEXT = 256_000_000
"""Bytes of all shared texts, each counted as often as a cell refers to it."""
_PIECE = 1 << 20
_HEADER = struct.Struct("<4s5H3I2H")  # local file header, APPNOTE.TXT 4.3.7
_ENCRYPTED = 0x1


def check_workbook(data: bytes) -> None:
    """Unpack a workbook to nowhere, counting.

    Raises:
        ListUnreadable: no zip, not a workbook in XML, a member that is not what it claims to be.
        ListTooLarge: it grows beyond the limits above.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError) as error:
        raise ListUnreadable from error
    names = {member.filename.lower() for member in members}
    if len(names) != len(members) or "xl/workbook.xml" not in names:
        raise ListUnreadable
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise too_large()
    longest, sheets, shared = 0, list[ZipInfo](), list[ZipInfo]()
    for member in members:
        name = member.filename.lower()
        if name.endswith("sharedstrings.xml"):
            shared.append(member)
            longest = max(longest, _longest(_unpacked(data, member)))
        elif name.endswith((".xml", ".rels", ".vml")):
            sheets.append(member)
        else:
            deque(_unpacked(data, member), maxlen=0)
    texts: list[int] | None = None
    for member in sheets:
        count = _usual_cells(_unpacked(data, member))
        if count is None:
            count = _Cells().measure(_unpacked(data, member))
        if count * longest > MAX_TEXT:
            if texts is None:
                texts = [
                    size for each in shared for size in _Texts().measure(_unpacked(data, each))
                ]
            _References(texts).measure(_unpacked(data, member))


def too_large() -> ListTooLarge:
    """The refusal that names the limits."""
    return ListTooLarge(rows=MAX_ROWS, columns=MAX_COLUMNS)


def _unpacked(data: bytes, member: ZipInfo) -> Iterator[bytes]:
    """A member's bytes as its stream really holds them, whatever the directory says."""
    try:
        fields = _HEADER.unpack_from(data, member.header_offset)
    except struct.error as error:
        raise ListUnreadable from error
    if fields[0] != b"PK\x03\x04" or member.flag_bits & _ENCRYPTED:
        raise ListUnreadable
    begin = member.header_offset + _HEADER.size + fields[9] + fields[10]
    packed = memoryview(data)[begin : begin + member.compress_size]
    if member.compress_type == ZIP_STORED:
        pieces: Iterator[bytes] = iter([bytes(packed)])
    elif member.compress_type == ZIP_DEFLATED:
        pieces = _inflated(packed)
    else:
        raise ListUnreadable
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > member.file_size:
            raise ListUnreadable
        yield piece
    if total != member.file_size:
        raise ListUnreadable


def _inflated(packed: memoryview) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for begin in range(0, len(packed), _PIECE // 16):
            waiting = bytes(packed[begin : begin + _PIECE // 16])
            while waiting and not stream.eof:
                yield stream.decompress(waiting, _PIECE)
                waiting = stream.unconsumed_tail
    except zlib.error as error:
        raise ListUnreadable from error
    if not stream.eof:
        raise ListUnreadable


def _longest(pieces: Iterator[bytes]) -> int:
    """No fewer bytes than the longest of the shared texts has."""
    longest = length = count = 0
    for number, piece in enumerate(pieces):
        head = piece.find(b"<si") if number == 0 else 0
        first, *others = map(len, piece[max(head, 0) :].split(b"</si>"))
        longest = max(longest, length + first, *others)
        length = others[-1] if others else length + first
        count += len(others)
    if count > MAX_CELLS:
        raise too_large()
    return longest


_CELL = re.compile(rb'<(?:[^<>\s/:!?]+:)?c(?=[\s/>])(?: r="([A-Z]{1,2})([1-9][0-9]{0,6})")?')
_NOT_UTF8 = re.compile(rb"""\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)


def _usual_cells(pieces: Iterator[bytes]) -> int | None:
    """How many cells a member has, filled or not, written as spreadsheets write them.

    None where one is written in any other way, or they reach too far: then each tag must be looked
    at, which takes some times longer.
    """
    count = rows = columns = 0
    rest = b""
    for piece in pieces:
        text = rest + piece
        end = text.rfind(b"<")
        rest = text[end:] if end >= 0 else text
        if b"\0" in text or b"<!DOCTYPE" in text or _NOT_UTF8.match(text) or len(rest) > _PIECE:
            return None
        places = _CELL.findall(text, 0, max(end, 0))
        count += len(places)
        letters = {letters for letters, _ in places}
        columns = max(columns, *(_COLUMNS.get(each.decode(), 0) for each in letters), 0)
        rows = max(rows, *map(int, {number or b"0" for _, number in places}), 0)
        if b"" in letters or not _is_small(rows, columns):
            return None
    return count


class _Xml(ABC):
    """A pass over the tags of one member."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._on_start
        self._parser.StartDoctypeDeclHandler = self._on_doctype

    def _parse(self, pieces: Iterator[bytes]) -> None:
        try:
            for piece in pieces:
                self._parser.Parse(piece, False)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:  # encodings it does not know
            raise ListUnreadable from error

    def _on_doctype(self, *_: object) -> None:
        raise ListUnreadable  # no spreadsheet has one; entities could grow

    @abstractmethod
    def _on_start(self, tag: str, attributes: dict[str, str]) -> None: ...


class _Cells(_Xml):
    """How far the filled cells of a sheet reach. Those with a format and no value do not count."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._row = self._column = 0
        self._digits = ""  # the row as the last cell wrote it
        self._last_row = self._last_column = 0

    def measure(self, pieces: Iterator[bytes]) -> int:
        """How many values there are."""
        self._parse(pieces)
        return self._count

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        # Called for every cell and every value: the usual is asked first.
        if tag == "c" or tag.endswith(":c"):
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
                return
            letters = reference.rstrip("0123456789")
            digits = reference[len(letters) :]
            if digits != self._digits:
                self._row, self._digits = _number(digits), digits
            self._column = _COLUMNS.get(letters, MAX_COLUMNS + 1)
        elif tag in {"v", "is"} or tag.endswith((":v", ":is")):
            self._count += 1
            if self._row > self._last_row or self._column > self._last_column:
                self._last_row = max(self._last_row, self._row)
                self._last_column = max(self._last_column, self._column)
                check_size(self._last_row, self._last_column)
        elif tag == "row" or tag.endswith(":row"):
            self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column, self._digits = 0, ""


def check_size(rows: int, columns: int) -> None:
    """Refuse a rectangle that is too large.

    Raises:
        ListTooLarge: so it is.
    """
    if not _is_small(rows, columns):
        raise too_large()


def _is_small(rows: int, columns: int) -> bool:
    return rows <= MAX_ROWS and columns <= MAX_COLUMNS and rows * columns <= MAX_CELLS


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COLUMNS = {
    letters: number
    for number, letters in enumerate(
        ("".join(pair) for pair in product(("", *_LETTERS), _LETTERS)), start=1
    )
}
"""A to ZZ, from 1."""


def _number(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise ListUnreadable
    return int(digits)


class _Texts(_Xml):
    """The bytes, more or less, of each shared text."""

    def __init__(self) -> None:
        super().__init__()
        self._begins: list[int] = []

    def measure(self, pieces: Iterator[bytes]) -> list[int]:
        """In the order in which cells refer to them."""
        self._parse(pieces)
        self._begins.append(self._parser.CurrentByteIndex)
        return [after - before for before, after in pairwise(self._begins)]

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si" or tag.endswith(":si"):
            self._begins.append(self._parser.CurrentByteIndex)


class _References(_Xml):
    """The bytes of the shared texts a sheet refers to, each as often as it does."""

    def __init__(self, texts: list[int]) -> None:
        super().__init__()
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._on_text
        self._texts = texts
        self._shared = self._inside = False
        self._total = 0

    def measure(self, pieces: Iterator[bytes]) -> None:
        """Raises ListTooLarge where they are too many."""
        self._parse(pieces)

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c" or tag.endswith(":c"):
            self._shared = attributes.get("t") == "s"
        self._inside = self._shared and (tag == "v" or tag.endswith(":v"))

    def _on_text(self, words: str) -> None:
        number = words.strip()
        if self._inside and number.isascii() and number.isdigit() and len(number) <= 9:
            index = int(number)
            self._total += self._texts[index] if index < len(self._texts) else 0
            if self._total > MAX_TEXT:
                raise too_large()
