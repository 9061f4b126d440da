"""Looks into 64-bit ELF libraries, low byte first, as Linux has them, and makes two small changes.

The layout is that of the System V ABI, chapters 4 and 5.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"\x7fELF\x02\x01"
PT_LOAD, PT_DYNAMIC = 1, 2
DT_NULL, DT_NEEDED, DT_STRTAB, DT_SYMTAB, DT_STRSZ = 0, 1, 5, 6, 10
GLOBAL, WEAK = 1, 2
SYMBOL = struct.Struct("<IBBHQQ")
ENTRY = struct.Struct("<qQ")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the file, and where it lies in memory."""

    kind: int
    offset: int
    address: int
    size: int
    align: int


class Library:
    """One library, changed in memory until it is written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bytes = bytearray(path.read_bytes())

    @property
    def is_known(self) -> bool:
        """Whether it is of the layout that is understood here."""
        return self._bytes[:6] == MAGIC

    def can_be_loaded(self) -> bool:
        """Whether each segment lies in the file as in memory; else the system takes it not.

        Some libraries that wheels carry were rewritten after they were linked, and stripping them
        shifts their segments.
        """
        return self.is_known and all(
            (one.address - one.offset) % one.align == 0
            for one in self._segments()
            if one.kind == PT_LOAD and one.align
        )

    def needs(self) -> list[str]:
        """The libraries that it is linked with itself, by name."""
        return [self._text(value) for tag, value in self._dynamic()[1] if tag == DT_NEEDED]

    def exports(self) -> set[str]:
        """The names of what it has for others."""
        return {name for name, _, where in self._symbols() if where}

    def forget(self, name: str, exports: set[str]) -> None:
        """Be loaded without the library ``name``; whatever calls one of its ``exports`` crashes."""
        for symbol, offset, where in list(self._symbols()):
            if not where and symbol in exports:
                info = self._bytes[offset + 4]
                if info >> 4 == GLOBAL:
                    self._bytes[offset + 4] = WEAK << 4 | info & 15
        table, entries = self._dynamic()
        kept = [
            (tag, value) for tag, value in entries if tag != DT_NEEDED or self._text(value) != name
        ]
        kept += [(DT_NULL, 0)] * (len(entries) - len(kept))
        for place, entry in enumerate(kept):
            ENTRY.pack_into(self._bytes, table + place * ENTRY.size, *entry)

    def write(self) -> None:
        """Put it back where it came from."""
        self._path.write_bytes(self._bytes)

    def _segments(self) -> Iterator[Segment]:
        (table,) = struct.unpack_from("<Q", self._bytes, 32)
        size, count = struct.unpack_from("<HH", self._bytes, 54)
        for number in range(count):
            kind, _, offset, address, _, held, _, align = struct.unpack_from(
                "<IIQQQQQQ", self._bytes, table + number * size
            )
            yield Segment(kind, offset, address, held, align)

    def _dynamic(self) -> tuple[int, list[tuple[int, int]]]:
        part = next(one for one in self._segments() if one.kind == PT_DYNAMIC)
        raw = self._bytes[part.offset : part.offset + part.size]
        return part.offset, list(ENTRY.iter_unpack(raw))

    def _value(self, tag: int) -> int:
        return next(value for found, value in self._dynamic()[1] if found == tag)

    def _in_file(self, address: int) -> int:
        part = next(
            one
            for one in self._segments()
            if one.kind == PT_LOAD and one.address <= address < one.address + one.size
        )
        return address - part.address + part.offset

    def _text(self, place: int) -> str:
        start = self._in_file(self._value(DT_STRTAB)) + place
        return self._bytes[start : self._bytes.index(0, start)].decode()

    def _symbols(self) -> Iterator[tuple[str, int, int]]:
        """(name, where its entry is in the file, the section it lies in or 0 for none)."""
        symbols, names = self._in_file(self._value(DT_SYMTAB)), self._value(DT_STRTAB)
        # The dynamic entries do not tell how many symbols there are; the section does.
        count = self._section_of(self._value(DT_SYMTAB)) // SYMBOL.size
        base, size = self._in_file(names), self._value(DT_STRSZ)
        text = bytes(self._bytes[base : base + size])
        for number in range(count):
            offset = symbols + number * SYMBOL.size
            name, _, _, where, _, _ = SYMBOL.unpack_from(self._bytes, offset)
            yield text[name : text.index(0, name)].decode(), offset, where

    def _section_of(self, address: int) -> int:
        """How many bytes the section at an address has."""
        (table,) = struct.unpack_from("<Q", self._bytes, 40)
        size, count = struct.unpack_from("<HH", self._bytes, 58)
        for number in range(count):
            _, _, _, at, _, held = struct.unpack_from("<IIQQQQ", self._bytes, table + number * size)
            if at == address:
                return int(held)
        raise ValueError("no section begins there")
