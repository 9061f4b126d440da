"""One person's request about their own data: find it, give it out, correct it, delete it.

Everybody may ask for that (Law 91/2025/QH15 on personal data). Each request is permitted, and noted
in the access log with its reason, before anything is shown.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import InvalidEntry, PersonUnclear, PersonUnknown
from checkpoint_app.domain.fields import phone, plate
from checkpoint_app.domain.passage import Passage
from checkpoint_app.domain.text import mask, tidy
from checkpoint_app.i18n import Lang
from checkpoint_app.records.access import Action
from checkpoint_app.records.mentions import Where
from checkpoint_app.records.personal import Asked, Erased, Held
from checkpoint_app.reports.passages_export import Column, write_csv, write_xlsx
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.backups import gone_by
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import person_from_words

CORRECTABLE = ("name", "id_number", "insurance_number", "phone", "birth_date")
"""What a person may have corrected; anything else is corrected passage by passage."""
FORMATS = (".json", ".csv", ".xlsx")
_YEAR, _DATE, _LOCAL_DATE = r"\d{4}", r"\d{4}-\d{2}-\d{2}", r"\d{1,2}/\d{1,2}/\d{4}"
_NAME_AND_BIRTH = re.compile(rf"([^\d]+?)[,\s]\s*({_DATE}|{_LOCAL_DATE}|{_YEAR})")


@dataclass(frozen=True, slots=True)
class Copies:
    """What still holds somebody who was deleted.

    Attributes:
        renewed: how many older backups were deleted for it, None where nobody asked for that.
        older: backups that still do, until (``YYYY-MM-DD``) at the latest, in folder.
        aside: older stores that were set aside here.
    """

    renewed: int | None = None
    older: int = 0
    until: str | None = None
    folder: str = ""
    aside: tuple[str, ...] = ()


class Request:
    """A request about whoever is asked for, as far as they are known here.

    Attributes:
        found: everybody who may be meant; named_in: texts that name them, where nobody was found.
    """

    def __init__(self, desk: Desk, words: str, reason: str, second_pin: str | None = None) -> None:
        """Open one, in the name of who is on duty.

        Args:
            words: an ID, insurance or phone number, or a plate, whole; or name and birth date.
            reason: why, for the access log.

        Raises:
            NotAllowed, SecondPersonNeeded, WrongPin, LockedOut: not now, or not alone.
            InvalidEntry: neither a number nor a name with a birth date or year.
        """
        self._desk, self._reason = desk, reason
        self._asked = asked_from(words)
        second = desk.permit(Permission.PERSON_DATA, second_pin)
        self._second: UUID | None = second.id if second else None
        numbers = self._asked.numbers
        self._subject = mask(numbers[0]) if numbers else None
        self._note(Action.FIND)
        self.found = desk.store.personal.held(self._asked)
        self.named_in = () if self.found else tuple(desk.store.personal.named(self._asked))

    def only(self, which: int | None = None) -> Held:
        """The one person it is about.

        Args:
            which: their place in `found`, from 1; None where there is one alone.

        Raises:
            PersonUnknown: nobody.
            PersonUnclear: several, and nobody said which.
        """
        if which is not None and 1 <= which <= len(self.found):
            return self.found[which - 1]
        if not self.found or which is not None:
            raise PersonUnknown
        if len(self.found) > 1:
            raise PersonUnclear(count=len(self.found))
        return self.found[0]

    def export(self, held: Held, file: Path, lang: Lang) -> None:
        """Write everything that is held about somebody, unmasked, for them.

        Args:
            file: JSON holds all of it; CSV and XLSX hold every revision of every passage.

        Raises:
            InvalidEntry: another kind of file.
            OSError: it cannot be written.
        """
        if file.suffix.lower() not in FORMATS:
            raise InvalidEntry("file", "not_a_choice")
        self._note(Action.EXPORT, items=len(held.revisions))
        if file.suffix.lower() == ".xlsx":
            write_xlsx(file, held.revisions, list(Column), lang=lang, reveal=True)
            return
        handle = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            if file.suffix.lower() == ".csv":
                write_csv(out, held.revisions, list(Column), lang=lang, reveal=True)
            else:
                out.write(to_json(held))

    def correct(self, held: Held, changes: Mapping[str, str]) -> int:
        """Correct what is held about somebody: each passage gets a further revision.

        Args:
            changes: new values by name, see `CORRECTABLE`; an empty one takes the old one away.

        Returns:
            How many passages were corrected; those that say it already are left alone.

        Raises:
            InvalidEntry: a field that is none of these, or a value that cannot be.
        """
        values = corrections(changes)
        newest = {one.id: one for one in held.revisions if one.id in held.own}
        wrong = [one for one in newest.values() if _corrected(one, values) != one]
        self._note(Action.CORRECT, items=len(wrong))
        for one in wrong:
            self._desk.store.correct(one.id, lambda old: _corrected(old, values))
        self._desk.sync_now()
        return len(wrong)

    def delete(self, held: Held) -> tuple[Erased, int]:
        """Delete what is held about somebody, but what is not sent yet and who is inside.

        The journal keeps a signed certificate without a name, the watch list and the access log
        what they say: the law asks for both. What others' passages say of them, see
        `Held.named_in`, stays with those.

        Returns:
            What went of the passages, and how many rows of the site's lists.

        Raises:
            JournalBroken: the store was tampered with; nothing is deleted then.
        """
        self._note(Action.DELETE, items=held.passages)
        erased = self._desk.store.personal.erase(held.no)
        return erased, self._desk.store.lists.forget(held.person, held.plate)

    def copies(self, *, renew: bool) -> Copies:
        """What still holds whoever was deleted; with ``renew`` a new backup replaces the older.

        Raises:
            BackupFolderMissing and kin: see `Backups.run`; the older ones are kept then.
        """
        backups = self._desk.backups
        if backups is None:
            return Copies()
        renewed = backups.renew() if renew else None
        older = 0 if renew else len(backups.own())
        return Copies(
            renewed,
            older,
            gone_by(self._desk.clock.now_ms()) if older else None,
            str(backups.folder),
            tuple(folder.name for folder in backups.set_aside()),
        )

    def _note(self, action: Action, items: int | None = None) -> None:
        self._desk.store.access.note(
            action,
            self._desk.staff.id if self._desk.staff else None,
            subject=self._subject,
            reason=self._reason,
            items=items,
            second=self._second,
        )


def asked_from(words: str) -> Asked:
    """Whom the words mean: a number in each form that it may be kept in, or a name with a birth.

    Raises:
        InvalidEntry: neither.
    """
    text = tidy(words)
    named = _NAME_AND_BIRTH.fullmatch(text)
    if named is not None and len(named[1].split()) > 1:
        return Asked(name=named[1].strip(" ,"), born=birth_date(named[2]))
    bare = text.upper().replace(" ", "")
    forms = (bare, phone(text)[0], plate(text)[0])
    numbers = tuple(dict.fromkeys(form for form in forms if form))
    if not any(sign.isdigit() for sign in bare):
        raise InvalidEntry("person", "not_a_number")
    return Asked(numbers=numbers)


def corrections(changes: Mapping[str, str]) -> dict[str, Any]:
    """New values of a person's fields, in the form they are kept in.

    Raises:
        InvalidEntry: a field that cannot be corrected so, or a value that cannot be.
    """
    for name in changes:
        if name not in CORRECTABLE:
            raise InvalidEntry(tidy(name)[:100], "unknown")
    person, _ = person_from_words(
        name=changes.get("name"),
        id_number=changes.get("id_number"),
        phone_number=changes.get("phone"),
    )
    values: dict[str, Any] = {name: getattr(person, name) for name in changes}
    if "birth_date" in changes:
        values["birth_date"] = birth_date(changes["birth_date"])
    if "insurance_number" in changes:
        values["insurance_number"] = tidy(changes["insurance_number"]).upper() or None
    return values


def birth_date(text: str) -> str | None:
    """A birth date as it is kept: an ISO date, or the year alone; None for nothing.

    Raises:
        InvalidEntry: the text is neither, nor the date as people write it here (31/12/1999).
    """
    text = tidy(text)
    if re.fullmatch(_LOCAL_DATE, text):
        day, month, year = text.split("/")
        text = f"{year}-{month:0>2}-{day:0>2}"
    if re.fullmatch(_DATE, text):
        try:
            date.fromisoformat(text)
        except ValueError as error:
            raise InvalidEntry("person.birth_date", "not_a_year") from error
        return text
    return person_from_words(birth_year=text)[0].birth_date


def to_json(held: Held) -> bytes:
    """What is held about somebody as JSON, for them to have.

    Not the watch list, which is kept for others; nor the reasons in the access log, which may
    speak of somebody else: its lines know people by four digits alone.
    """
    said = {
        "passages": [_plain(one) for one in held.revisions],
        "stays": [
            {"from": iso(entry), "until": iso(until) if until is not None else None}
            for entry, until in held.stays
        ],
        "elsewhere": [
            {"at": iso(at), "gate": gate, "direction": direction}
            for at, gate, direction in held.elsewhere
        ],
        "lists": [
            *(_without_nothing(asdict(row)) for row in held.listed),
            *(_without_nothing(asdict(row)) for row in held.cards),
        ],
        "named_in": [
            {"where": one.where, "at": None if one.at is None else iso(one.at), "text": one.text}
            for one in held.named_in
            if one.where not in (Where.WATCH, Where.ACCESS)
        ],
        "accesses": [{"at": iso(line.at), "action": str(line.action)} for line in held.accesses],
    }
    return json.dumps(said, ensure_ascii=False, indent=2, default=_word).encode() + b"\n"


def _corrected(old: Passage, values: Mapping[str, Any]) -> Passage:
    return replace(old, person=replace(old.person, **values))


def _plain(passage: Passage) -> dict[str, object]:
    said = _without_nothing(asdict(passage))
    said["person"] = _without_nothing(asdict(passage.person))
    for name in ("occurred_at", "recorded_at"):
        said[name] = iso(getattr(passage, name))
    for name in ("session", "tick", "hub_offset"):  # of the station's clock, not of a person
        said.pop(name, None)
    return said


def _without_nothing(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _word(value: object) -> object:
    """What JSON has no word for: ids, dates, sets of days."""
    return sorted(value) if isinstance(value, frozenset) else str(value)
