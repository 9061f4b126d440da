"""Sites as those above them name them: where they are, whose, and whether they may open."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.text import fold, tidy

MAX_NAME = 200
MAX_CODE = 64
MOST_OWNERS = 5


class Level(StrEnum):
    """How high a territory stands. Since July 2025 wards lie in cities, without a district between
    (Resolution 202/2025/QH15); lists still have all three."""

    CITY = "city"
    DISTRICT = "district"
    WARD = "ward"


Territory = tuple[tuple[Level, str], ...]
"""The names from the top down, each with its level."""


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """One site as a list tells of it. Absent is None: what a site has already is kept then.

    Attributes:
        row: where it stands in the list, as a spreadsheet numbers rows; 0 for no list.
        code: whatever number those above know it by.
        owner: names from the top down: the chain, then the company of this branch.
        head: who answers for it.
        permitted_until: the last day it may open, ISO.
    """

    name: str
    row: int = 0
    kind: SiteKind | None = None
    code: str | None = None
    territory: Territory = ()
    owner: tuple[str, ...] = ()
    address: str | None = None
    head: str | None = None
    phone: str | None = None
    permitted: bool | None = None
    permitted_until: str | None = None


_SHORT = {
    "tt": "thi tran",
    "tx": "thi xa",
    "tp": "thanh pho",
    "p": "phuong",
    "q": "quan",
    "h": "huyen",
    "x": "xa",
}
_SHORTENED = re.compile(rf"^({'|'.join(_SHORT)})(?: |(?=\d))")
_ZEROS = re.compile(r"\b0+(?=\d)")
_SIGNS = re.compile(r"[\W_]+")
_CITY = re.compile(r"(thanh pho|tinh) ")
_WARD = re.compile(r"(phuong|xa|thi tran|dac khu)\b")
_KINDS = {
    Level.DISTRICT: ("quan", "huyen", "thi xa", "thanh pho"),
    Level.WARD: ("phuong", "xa", "thi tran", "dac khu"),
}
_PARTS = re.compile(r"\s*/\s*")


@lru_cache(maxsize=20_000)
def territory_key(level: Level, name: str) -> str:
    """What tells a territory from its sisters: “P. Nghĩa Đô” is “Phường Nghĩa Đô”.

    Cities and provinces are told by their name alone; below them a town and a commune of the same
    name are two places.
    """
    key = _SIGNS.sub(" ", fold(name)).strip()
    key = _SHORTENED.sub(lambda short: _SHORT[short[1]] + " ", key)
    key = _ZEROS.sub("", key)
    return _CITY.sub("", key, count=1) if level is Level.CITY else key


@lru_cache(maxsize=20_000)
def other_keys(level: Level, key: str) -> tuple[str, ...]:
    """The keys that may mean the same territory: “Cầu Giấy” for “Quận Cầu Giấy”, and the other way.

    They do where there is no territory of the key itself, and just one of these.
    """
    kinds = _KINDS.get(level, ())
    for kind in kinds:
        if key.startswith(kind + " "):
            return (key[len(kind) + 1 :],)
    return tuple(f"{kind} {key}" for kind in kinds)


@lru_cache(maxsize=20_000)
def owner_key(name: str) -> str:
    """What tells an owner from its sisters."""
    return _SIGNS.sub(" ", fold(name)).strip()


def read_territory(text: str) -> Territory:
    """“Thành phố/Quận/Phường”, or two of them: the level of the second is told by its name.

    Raises:
        InvalidEntry: empty, or more than three names.
    """
    names = _names(text, "territory", 3)
    levels = list(Level)[: len(names)]
    if len(names) == 2 and _WARD.match(territory_key(Level.WARD, names[1])):
        levels = [Level.CITY, Level.WARD]
    return tuple(zip(levels, names, strict=True))


def read_owner(text: str) -> tuple[str, ...]:
    """“Hệ thống/Cửa hàng”, from the top down.

    Raises:
        InvalidEntry: empty, or too many names.
    """
    return tuple(_names(text, "owner", MOST_OWNERS))


def _names(text: str, field: str, most: int) -> list[str]:
    names = [tidy(part) for part in _PARTS.split(text)]
    if not all(owner_key(name) for name in names):
        raise InvalidEntry(field, "missing")
    if len(names) > most or any(len(name) > MAX_NAME for name in names):
        raise InvalidEntry(field, "too_long")
    return names


def check_site(entry: SiteEntry) -> SiteEntry:
    """The entry in normal form, as somebody typed it.

    Raises:
        InvalidEntry: the name is empty, or a part is too long.
    """
    name = tidy(entry.name)
    if not name:
        raise InvalidEntry("site", "missing")
    if len(name) > MAX_NAME:
        raise InvalidEntry("site", "too_long")
    code = tidy(entry.code or "") or None
    if code is not None and len(code) > MAX_CODE:
        raise InvalidEntry("code", "too_long")
    return SiteEntry(name, kind=entry.kind, code=code, territory=entry.territory, owner=entry.owner)
