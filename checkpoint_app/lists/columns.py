"""Which column holds what, by its heading in Vietnamese or English, or as the caller says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.list_errors import ListHeadings
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.lists.encodings import Encoding, convert

Fields = Mapping[str, re.Pattern[str]]
"""Field -> what its heading looks like, folded, of letters, digits and single spaces."""

_FIRST_ROWS = 30
"""How far down headings are looked for: titles of offices stand above them."""
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_SIGNS = re.compile(r"[\W_]+")
_SHOWN = 40
_LONGEST = 200


def words(**patterns: str) -> Fields:
    """Field patterns as they are written in the lists' modules."""
    return {field: re.compile(pattern) for field, pattern in patterns.items()}


NAME = (
    r"((full )?name|(ho (va )?|ho chu dem va )?ten)( day du| cu dan| nhan vien| khach| nguoi .+)?"
)
_PAPER = (
    r"(cccd|cmnd|cmtnd|cmt|can cuoc( cong dan)?|chung minh( nhan dan| thu)?|giay to( tuy than)?|"
    r"(ma )?dinh danh( ca nhan)?|ho chieu|passport|id|identity)"
)
ID_NUMBER = rf"(so |ma )?{_PAPER}( (hoac |or )?{_PAPER})*( number| no| card)?"
PHONE = (
    r"(so )?(dien thoai|dt|sdt|dtdd|di dong|mobile|(tele)?phone|tel)"
    r"( (lien he|lien lac|di dong|chu ho|number|no))?"
)
PLATE = (
    r"bien( kiem soat| so)?( xe)?( may| o to)?|bks|bsx|so xe|(licen[cs]e )?plate( number)?|vehicle"
)
NOTE = r"ghi chu( khac)?|chu thich|notes?|remarks?|comments?"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        index: 0 for the first.
        field: what it holds; None where it is not understood or not wanted.
        encoding: how its texts are read.
    """

    index: int
    heading: str
    field: str | None
    encoding: Encoding = Encoding.UNICODE

    @property
    def letter(self) -> str:
        """As a spreadsheet names it: A, B, … Z, AA."""
        letters, rest = "", self.index + 1
        while rest:
            rest, place = divmod(rest - 1, 26)
            letters = chr(65 + place) + letters
        return letters

    @property
    def label(self) -> str:
        """Letter and heading."""
        return f"{self.letter} “{self.heading}”" if self.heading else self.letter


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings end, and the columns below them."""

    last_row: int
    columns: tuple[Column, ...]

    def assigned(self, given: Mapping[str, str | None], fields: Fields) -> "Headings":
        """The same with columns (by letter) holding what the caller says, None for nothing.

        Raises:
            InvalidEntry: no such column or field.
        """
        letters = {column.letter for column in self.columns}
        for letter, field in given.items():
            if letter not in letters or (field is not None and field not in fields):
                raise InvalidEntry(tidy(letter)[:8], "not_a_choice")
        taken = set(given.values())
        return replace(
            self,
            columns=tuple(
                replace(column, field=given[column.letter])
                if column.letter in given
                else replace(column, field=None if column.field in taken else column.field)
                for column in self.columns
            ),
        )


def find_headings(rows: Sequence[tuple[int, list[str]]], fields: Fields) -> Headings:
    """The row, or the two rows, among the first whose headings say the most.

    Two rows are read together where a heading stands over several of the row below ("Giờ" over "từ"
    and "đến").
    """
    first = rows[:_FIRST_ROWS]
    best = Headings(0, ())
    score = 0
    single = [((number,), [[text] for text in row]) for number, row in first]
    pairs = [
        ((upper[0], lower[0]), _joined(upper[1], lower[1]))
        for upper, lower in pairwise(first)
        if lower[0] == upper[0] + 1
    ]
    for numbers, choices in (*single, *pairs):
        columns = _columns(choices, fields)
        known = sum(column.field is not None for column in columns)
        if known > score:
            best, score = Headings(numbers[-1], columns), known
    return best


def without_headings(rows: Iterable[tuple[int, list[str]]]) -> Headings:
    """Columns without names, for a list whose first row is a person already."""
    width = max((len(row) for _, row in rows), default=0)
    return Headings(0, tuple(Column(index, "", None) for index in range(width)))


def require(columns: Sequence[Column], wanted: Iterable[frozenset[str]]) -> None:
    """Refuse a list that has none of the columns of one of these groups.

    Raises:
        ListHeadings: so it is.
    """
    found = {column.field for column in columns}
    if not all(found & group for group in wanted):
        raise ListHeadings


def _joined(upper: list[str], lower: list[str]) -> list[list[str]]:
    """For each column what its heading may be: both rows, the lower, its own upper."""
    choices, above = [], ""
    for index in range(max(len(upper), len(lower))):
        over = upper[index] if index < len(upper) else ""
        under = lower[index] if index < len(lower) else ""
        above = over or (above if under else "")
        choices.append([f"{above} {under}".strip(), under, over])
    return choices


def _columns(choices: list[list[str]], fields: Fields) -> tuple[Column, ...]:
    taken: set[str] = set()
    columns = []
    for index, texts in enumerate(choices):
        column = Column(index, tidy(texts[0][:_LONGEST])[:_SHOWN], None)
        for text in texts:
            field, heading = _recognise(text, fields)
            if field is not None and field not in taken:
                taken.add(field)
                column = Column(index, heading, field)
                break
        columns.append(column)
    return tuple(columns)


def _recognise(text: str, fields: Fields) -> tuple[str | None, str]:
    """The field, and the heading to show: old encodings are seen through in headings alone."""
    if len(text) <= _LONGEST:
        for encoding in (Encoding.UNICODE, Encoding.TCVN3, Encoding.VNI):
            heading = tidy(convert(text, encoding))
            bare = _SIGNS.sub(" ", _BRACKETS.sub(" ", fold(heading))).strip()
            for field, pattern in fields.items():
                if bare and pattern.fullmatch(bare):
                    return field, heading[:_SHOWN]
    return None, ""
