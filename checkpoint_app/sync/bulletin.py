"""Reading a bulletin: what arrived is judged whole, then part by part, before any of it counts.

A bulletin that is torn, of another hub, older than the one in force or beyond every measure is
refused as a whole and changes nothing. A part of it that cannot be understood is left out and
named; it takes nothing from the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.listed import WatchEntry
from checkpoint_app.domain.text import tidy
from checkpoint_app.records.bulletins import (
    Found,
    FoundHere,
    FoundWords,
    HeldBulletin,
    NewBulletin,
)
from checkpoint_app.records.notices import NoticeKind, Told
from checkpoint_app.security.trust import trust_in_files
from checkpoint_app.settings.by_hub import NAMES, check_setting
from checkpoint_app.wire.bulletin import (
    NONE,
    BulletinAnswer,
    BulletinContent,
    FoundItem,
    NoticeItem,
    WatchItem,
    is_whole,
)
from checkpoint_app.wire.protocol import MAX_FOUND, MAX_KEYS, MAX_NOTICES, MAX_WATCHED

_MOST_FAULTS = 50
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_Part = TypeVar("_Part")


class BulletinFault(StrEnum):
    """Why a bulletin is not put in force; the one before stays."""

    DAMAGED = "damaged"  # it did not arrive whole
    OTHER_HUB = "other_hub"  # another hub's than the one this station joined
    OLDER = "older"  # than the one in force
    UNREADABLE = "unreadable"  # no bulletin, or one of another time
    TOO_LARGE = "too_large"
    NOT_FETCHED = "not_fetched"  # the line broke, or somebody else answered
    NOT_KEPT = "not_kept"  # this station's own store could not be written


class BulletinRefused(Exception):
    """A bulletin that changes nothing.

    Attributes:
        fault: why.
    """

    def __init__(self, fault: BulletinFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def read_bulletin(
    answer: BulletinAnswer, hub: UUID, held: HeldBulletin | None
) -> NewBulletin | None:
    """Judge an answer.

    Args:
        hub: the hub that this station joined; held: the bulletin in force.

    Returns:
        What is to be put in force; None where it is in force already.

    Raises:
        BulletinRefused: it must change nothing.
    """
    if not is_whole(answer):
        raise BulletinRefused(BulletinFault.DAMAGED)
    if answer.hub != hub:
        raise BulletinRefused(BulletinFault.OTHER_HUB)
    if held is not None and held.hub == hub and answer.serial < held.serial:
        raise BulletinRefused(BulletinFault.OLDER)
    if answer.content == NONE:
        if held is not None and held.revision == answer.revision:
            return None
        raise BulletinRefused(BulletinFault.UNREADABLE)
    try:
        content = msgspec.json.decode(answer.content, type=BulletinContent)
    except _UNREADABLE as error:
        raise BulletinRefused(BulletinFault.UNREADABLE) from error
    if (
        len(content.watch) > MAX_WATCHED
        or len(content.notices) > MAX_NOTICES
        or len(content.keys) > MAX_KEYS
        or len(content.found) > MAX_FOUND
        or not 0 <= answer.serial < 2**63
    ):
        raise BulletinRefused(BulletinFault.TOO_LARGE)
    return _Reader(content).read(answer)


class _Reader:
    """Takes a content apart, and notes what cannot be used."""

    def __init__(self, content: BulletinContent) -> None:
        self._content = content
        self._faults: list[str] = []

    def read(self, answer: BulletinAnswer) -> NewBulletin:
        content = self._content
        settings = self._settings(content.settings)
        watch = tuple(
            entry
            for place, item in self._parts("watch", content.watch, WatchItem)
            if (entry := self._watch(place, item)) is not None
        )
        told = {
            notice.id: notice
            for place, item in self._parts("notice", content.notices, NoticeItem)
            if (notice := self._notice(place, item)) is not None
        }
        return NewBulletin(
            hub=answer.hub,
            serial=answer.serial,
            revision=answer.revision,
            settings=settings,
            keys=self._keys(content.keys),
            version=tidy(content.version),
            watch=watch,
            notices=tuple(told.values()),
            found=FoundHere(
                content.found_at,
                tuple(
                    found
                    for place, item in self._parts("finding", content.found, FoundItem)
                    if (found := self._found(place, item)) is not None
                ),
            ),
            faults=tuple(self._faults[:_MOST_FAULTS]),
        )

    def _settings(self, parts: Mapping[str, msgspec.Raw]) -> dict[str, Any]:
        good: dict[str, Any] = {}
        for name in NAMES:  # one that only a newer program knows is none of ours
            if name not in parts:
                continue
            try:
                good[name] = check_setting(name, msgspec.json.decode(parts[name]))
            except (InvalidEntry, *_UNREADABLE):
                self._faults.append(f"setting {name}")
        return good

    def _keys(self, files: Mapping[str, str]) -> dict[str, str]:
        _, refused = trust_in_files(files)
        bad = {str(one.details["file"]): one.details["reason"] for one in refused}
        self._faults += [f"key {tidy(name)[:100]}: {reason}" for name, reason in bad.items()]
        return {name: pem for name, pem in files.items() if name not in bad}

    def _parts(
        self, what: str, parts: Sequence[msgspec.Raw], kind: type[_Part]
    ) -> Iterator[tuple[str, _Part]]:
        """The parts that can be read, each with its place, counted from 1."""
        for number, part in enumerate(parts, 1):
            place = f"{what} {number}"
            try:
                yield place, msgspec.json.decode(part, type=kind)
            except _UNREADABLE:
                self._faults.append(place)

    def _watch(self, place: str, item: WatchItem) -> WatchEntry | None:
        try:
            until = date.fromisoformat(item.until) if item.until else None
        except ValueError:
            until = None  # whom to look out for matters more than until when
            self._faults.append(f"{place}: until")
        name, number, phone, plate = (
            tidy(text or "") or None for text in (item.name, item.id_number, item.phone, item.plate)
        )
        instruction = tidy(item.instruction)
        if not (name or number or phone or plate) or not instruction:
            self._faults.append(place)
            return None
        return WatchEntry(name, number, phone, plate, instruction, until)

    def _found(self, place: str, item: FoundItem) -> Found | None:
        words = {
            lang: FoundWords(tidy(said.title), tidy(said.because), tidy(said.advice))
            for lang, said in item.words.items()
            if tidy(said.title)
        }
        if not words:
            self._faults.append(place)
            return None
        return Found(tidy(item.finding), item.since, words)

    def _notice(self, place: str, item: NoticeItem) -> Told | None:
        text = tidy(item.text)
        if not text:
            self._faults.append(place)
            return None
        # What a newer hub may call otherwise is a notice all the same, and to be read.
        kind = NoticeKind.REMINDER if item.kind == NoticeKind.REMINDER else NoticeKind.NOTICE
        return Told(item.id, kind, text, item.created_at, item.until)
