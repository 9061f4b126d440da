"""Lists of sites, as districts, chains and ministries keep them: up to a whole city's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

import msgspec

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.list_errors import ListFaulty
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import (
    MAX_CODE,
    Level,
    SiteEntry,
    Territory,
    other_keys,
    read_owner,
    territory_key,
)
from checkpoint_app.domain.text import fold
from checkpoint_app.lists.cells import digits
from checkpoint_app.lists.columns import PHONE, Column, find_headings, require, words
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.lists.faults import Fault, FaultCode, Findings
from checkpoint_app.lists.preview import body, is_in, read_texts
from checkpoint_app.lists.rows import Row
from checkpoint_app.lists.tables import read_table

_HEADING_ROWS = 40
_PLACE = r"(dia diem|diem|co so|don vi|cua hang|chot|noi)( (kiem soat|quet( ma)?( qr)?))?"
_MAY = r"((duoc |co )?(cap |cho )?phep )?hoat dong"
FIELDS = words(
    code=rf"(ma|ma so)( (qr|{_PLACE}))?|((site|external) )?(code|id|number)",
    name=rf"ten( {_PLACE})?|{_PLACE}|(site|place)( name)?|name",
    kind=rf"(loai|loai hinh|nhom)( {_PLACE}| hinh)?|kind|type|category",
    city=r"(ten )?(tinh( (hoac )?(thanh pho|thanh|tp))?|thanh pho|tp)|city|province",
    district=r"(ten )?(quan( huyen)?|huyen)( (thi xa|tx|tp|thanh pho))*|district",
    ward=r"(ten )?(phuong( xa)?|xa( phuong)?)( (thi tran|tt|dac khu))*|ward|commune",
    owner=(
        r"((don vi|co quan|cong ty|to chuc) )?(chu quan|quan ly)|he thong|chuoi( cua hang)?|"
        r"owner|chain|parent( company)?|organi[sz]ation"
    ),
    address=r"dia chi( .+)?|so nha( .+)?|address",
    head=(
        r"((ho (va )?ten|ten) )?(nguoi )?(dung dau|phu trach|dai dien|chiu trach nhiem)|"
        r"thu truong|head|manager|contact( person)?|in charge"
    ),
    phone=PHONE,
    permitted=rf"{_MAY}|duoc phep|giay phep|permitted|permission|allowed( to operate)?",
    permitted_until=rf"({_MAY} )?(den|den het)( ngay)?|het han|thoi han|(permitted |valid )?until",
)
KEYS = (frozenset({"name"}),)
_TERRITORY = {"city": Level.CITY, "district": Level.DISTRICT, "ward": Level.WARD}
_KINDS = {
    SiteKind.RESIDENTIAL: (
        "residential|apartment|compound|khu dan cu|dan cu|chung cu|khu chung cu|khu do thi|toa nha|"
        "to dan pho|thon|xom|khu pho|khu tap the|nha tro"
    ),
    SiteKind.MARKET: "market|cho|cho dan sinh|cho dau moi|cho tam|cho coc",
    SiteKind.SHOP: (
        "shop|store|supermarket|sieu thi|cua hang|cua hang tien loi|cua hang tien ich|"
        "cua hang luong thuc|tap hoa|trung tam thuong mai|nha thuoc|nha hang"
    ),
    SiteKind.OFFICE: (
        "office|company|school|hospital|co quan|cong ty|doanh nghiep|van phong|tru so|nha may|"
        "xi nghiep|khu cong nghiep|truong|truong hoc|benh vien|tram y te"
    ),
    SiteKind.OTHER: "other|checkpoint|khac|loai khac|chot|chot kiem soat",
}
_KIND_OF = {word: kind for kind, said in _KINDS.items() for word in said.split("|")}
_YES_NO = dict.fromkeys("co|x|yes|y|true|1|duoc|duoc phep|dang hoat dong".split("|"), True) | (
    dict.fromkeys("khong|no|n|false|0|khong duoc|chua|dung|tam dung|dong cua".split("|"), False)
)


@dataclass(frozen=True, slots=True)
class SiteList:
    """What a file holds, and what is wrong with it; a list of 200,000 rows takes some 60 MB.

    Attributes:
        fields: what the list tells of a site.
        rows: how many rows have no fault; faulty_rows: how many have one.
        faults, warnings: the first `MOST_TOLD` of each; warning_count: all of them.
        not_understood: the headings that nothing is taken from.
        encoding: how its texts seem to be written; nothing is converted because of it.
    """

    fields: frozenset[str]
    rows: int
    faulty_rows: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    warning_count: int
    not_understood: tuple[str, ...]
    encoding: Encoding
    _packed: list[bytes]
    leave_out_faulty: bool = False

    @property
    def can_be_taken(self) -> bool:
        """There is a row to take, and no faulty one, unless these are to be left out."""
        return bool(self.rows) and (self.leave_out_faulty or not self.faulty_rows)

    def without_faulty(self) -> "SiteList":
        """The same, faulty rows to be left out: only when a person has said so."""
        return replace(self, leave_out_faulty=True)

    def take(self) -> Iterator[SiteEntry]:
        """The rows to be stored, one after the other.

        Raises:
            ListFaulty: rows are faulty, and nobody said to leave them out.
        """
        if not self.can_be_taken:
            raise ListFaulty(count=self.faulty_rows)
        decoder = msgspec.msgpack.Decoder(SiteEntry)
        return map(decoder.decode, self._packed)


def read_sites(
    path: Path, *, today: date, sheet: str | None = None, encoding: Encoding = Encoding.UNICODE
) -> SiteList:
    """Read a file and check every row of it.

    Args:
        today: the local day; permissions that ended before it are told.
        sheet: which sheet, where not the first that holds anything.
        encoding: what the texts are to be converted from. A column that reads better as it stands
            is left alone.

    Raises:
        CheckpointError: the file cannot be read, see `read_table`; ListHeadings: no column is known
            to hold names.
    """
    table = read_table(path, sheet)
    headings = find_headings(list(islice(table.rows(), _HEADING_ROWS)), FIELDS)
    require(headings.columns, KEYS)
    written, guessed = read_texts(table, headings)
    columns = {
        column.field: replace(column, encoding=encoding)
        if column.index in written and is_in(written[column.index], encoding)
        else column
        for column in headings.columns
        if column.field
    }
    findings = Findings()
    checked = _Checked(columns, findings, today)
    for number, cells in body(table, headings):
        checked.look(number, cells)
    return SiteList(
        fields=frozenset("territory" if name in _TERRITORY else name for name in columns),
        rows=len(checked.packed),
        faulty_rows=checked.faulty,
        faults=tuple(findings.faults),
        warnings=tuple(findings.warnings),
        warning_count=findings.warning_count,
        not_understood=tuple(
            column.heading for column in headings.columns if column.heading and not column.field
        ),
        encoding=guessed,
        _packed=checked.packed,
    )


class _Checked:
    """Reads rows one by one; keeps the good ones small."""

    def __init__(self, columns: dict[str, Column], findings: Findings, today: date) -> None:
        self.packed: list[bytes] = []
        self.faulty = 0
        self._columns = columns
        self._findings = findings
        self._today = today
        self._encode = msgspec.msgpack.Encoder().encode
        self._codes: dict[str, int] = {}
        self._names: dict[int, tuple[int, bool]] = {}

    def look(self, number: int, cells: list[str]) -> None:
        """Check one row."""
        row = Row(number, cells, self._columns, self._findings, self._today)
        entry = read_site(row)
        self._look_for_twice(row, entry)
        if row.faulty:
            self.faulty += 1
        else:
            self.packed.append(self._encode(entry))

    def _look_for_twice(self, row: Row, entry: SiteEntry) -> None:
        """Each row must be one site: by its code, else by its name where it lies."""
        if row.faulty:
            return
        if entry.code is not None:
            earlier = self._codes.setdefault(entry.code, row.number)
            if earlier != row.number:
                row.fault("code", FaultCode.CODE_TWICE, entry.code, earlier)
                return
        lies = tuple(_bare(level, name) for level, name in entry.territory)
        same = self._names.setdefault(
            hash((fold(entry.name), lies)), (row.number, entry.code is not None)
        )
        if same[0] != row.number and not (same[1] and entry.code is not None):
            row.fault("name", FaultCode.SITE_TWICE, entry.name, same[0])


def read_site(row: Row) -> SiteEntry:
    """The site of a row. Faults are left with the row."""
    name = row.text("name", "person.name")
    if name is None and not row.faulty:
        row.fault("name", FaultCode.MISSING)
    until = row.day("permitted_until")
    if until is not None and until < row.today:
        row.warn("permitted_until", FaultCode.EXPIRED, until.isoformat())
    return SiteEntry(
        name=name or "",
        row=row.number,
        kind=_kind(row),
        code=_code(row),
        territory=_territory(row),
        owner=_owner(row),
        address=row.text("address", "person.address"),
        head=row.text("head", "person.name"),
        phone=row.phone(),
        permitted=_permitted(row),
        permitted_until=until.isoformat() if until else None,
    )


def _bare(level: Level, name: str) -> str:
    """A territory's key without “phường” or the like, which some rows have and others leave out."""
    key = territory_key(level, name)
    others = other_keys(level, key)
    return others[0] if len(others) == 1 else key


def _code(row: Row) -> str | None:
    text = row.text("code", "person.name")
    if text is None:
        return None
    code = digits(text)
    if code is None:
        row.fault("code", FaultCode.NUMBER_CUT, text)
    elif len(code) > MAX_CODE:
        row.fault("code", FaultCode.TOO_LONG, text)
    return code


def _kind(row: Row) -> SiteKind | None:
    text = row.text("kind", "person.name")
    if text is None:
        return None
    kind = _kind_named(text)
    if kind is None:
        row.fault("kind", FaultCode.SITE_KIND_UNCLEAR, text)
    return kind


@lru_cache(maxsize=1_000)
def _kind_named(text: str) -> SiteKind | None:
    """“Chợ đầu mối nông sản” is a market: the longest word it begins with tells."""
    folded = fold(text)
    found = [word for word in _KIND_OF if folded == word or folded.startswith(word + " ")]
    return _KIND_OF[max(found, key=len)] if found else None


def _territory(row: Row) -> Territory:
    named = ((level, row.text(field, "person.name")) for field, level in _TERRITORY.items())
    return tuple((level, name) for level, name in named if name and territory_key(level, name))


def _owner(row: Row) -> tuple[str, ...]:
    text = row.text("owner", "person.address")
    if text is None:
        return ()
    try:
        return read_owner(text)
    except InvalidEntry:
        row.fault("owner", FaultCode.TOO_LONG, text)
        return ()


def _permitted(row: Row) -> bool | None:
    text = row.text("permitted", "person.name")
    if text is None:
        return None
    found = _YES_NO.get(fold(text))
    if found is None:
        row.fault("permitted", FaultCode.YES_NO_UNCLEAR, text)
    return found
