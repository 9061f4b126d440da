"""Texts that name somebody, written about another or about nobody known.

Notes, who guided whom, deliveries, answers, lists, the reasons in the access log; and passages that
hold a name alone, which tells nobody from their namesakes.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from checkpoint_app.domain.text import fold
from checkpoint_app.records.sqlcipher import streamed

SHORTEST_NUMBER = 7
"""Signs: fewer are somebody's house or amount as likely as a plate."""
_NO_SIGN = re.compile(r"[\W_]+")
_PASSAGES = (
    "SELECT rid, id, occurred_at AS at, note, guided_by, delivery, declaration, "
    "CASE WHEN person IS NULL THEN name END AS name FROM passage WHERE note IS NOT NULL "
    "OR guided_by IS NOT NULL OR delivery IS NOT NULL OR declaration IS NOT NULL "
    "OR (person IS NULL AND name IS NOT NULL) ORDER BY rid"
)
_LISTS = (
    ("list", "SELECT name, home, note, id_number, phone, plate FROM listed ORDER BY no"),
    ("card", "SELECT holder, phone FROM card ORDER BY number"),
    ("watch", "SELECT name, instruction, id_number, phone, plate FROM watched ORDER BY no"),
)
_REASONS = "SELECT at, reason FROM access WHERE reason IS NOT NULL ORDER BY no"


class Where(StrEnum):
    """What sort of text."""

    NOTE = "note"
    GUIDED_BY = "guided_by"
    DELIVERY = "delivery"
    DECLARATION = "declaration"
    NAME = "name"
    LIST = "list"
    CARD = "card"
    WATCH = "watch"
    ACCESS = "access"


class Mention(NamedTuple):
    """One text; of a passage its id, and when it occurred or was written, ms since 1970 UTC."""

    where: Where
    text: str
    at: int | None = None
    passage: UUID | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What names somebody: folded names of two words or more, whole numbers."""

    names: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def by(cls, names: set[str | None], numbers: set[str]) -> "Named":
        """Those of what is known of somebody that are theirs alone, more or less."""
        folded = {_words(name) for name in names if name}
        signs = {_signs(number) for number in numbers if "*" not in number}
        # +84 912 … is the same phone: what follows the 0 is looked for.
        whole = {sign.removeprefix("0") for sign in signs if len(sign) >= SHORTEST_NUMBER}
        return cls(frozenset(name for name in folded if " " in name), frozenset(whole))

    def in_text(self, text: str | None) -> bool:
        """Whether a text names them."""
        if not text:
            return False
        words = f" {_words(text)} "
        if any(f" {name} " in words for name in self.names):
            return True
        signs = _signs(text)
        return any(number in signs for number in self.numbers)


def of(
    connection: Connection, named: Named, own: Collection[int], numbers: Collection[str]
) -> Iterator[Mention]:
    """Every text that names somebody. Reads every passage once.

    Args:
        own, numbers: row numbers of the passages, and numbers in rows of lists, that are about
            them anyway.
    """
    if not named.names and not named.numbers:
        return
    for row in streamed(connection, _PASSAGES):
        if row["rid"] not in own:
            for where, text in _texts(row):
                if named.in_text(text):
                    yield Mention(where, text, row["at"], UUID(bytes=row["id"]))
    for kind, query in _LISTS:
        for row in streamed(connection, query):
            text = ", ".join(str(value) for value in row.values() if value)
            theirs = any(row.get(name) in numbers for name in ("id_number", "phone", "plate"))
            if not theirs and any(named.in_text(value) for value in row.values()):
                yield Mention(Where(kind), text)
    for row in streamed(connection, _REASONS):
        if named.in_text(row["reason"]):
            yield Mention(Where.ACCESS, row["reason"], row["at"])


def _texts(row: Mapping[Any, Any]) -> Iterator[tuple[Where, str]]:
    for where in (Where.NOTE, Where.GUIDED_BY, Where.NAME):
        if row[where]:
            yield where, row[where]
    for where in (Where.DELIVERY, Where.DECLARATION):
        said = json.loads(row[where]) if row[where] else {}
        for text in said.values():
            if isinstance(text, str) and text:
                yield where, text


def _words(text: str) -> str:
    return _NO_SIGN.sub(" ", fold(text)).strip()


def _signs(text: str) -> str:
    return _NO_SIGN.sub("", fold(text))
