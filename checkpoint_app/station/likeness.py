"""How well a person known here fits a code that hides or lost something. Nothing is ever merged.

The guard is offered who fits, and says who it is; `Lane.confirm` then makes a correction of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from checkpoint_app.domain.documents import Format, WarningCode
from checkpoint_app.domain.passage import Passage, Person
from checkpoint_app.domain.text import fold

ENOUGH_DIGITS = 4
"""Visible characters of a masked number that say something; a name stands beside them."""
MOST_LOST = 8
"""Places in a name where letters were lost; with more of them anybody would fit."""
_LOST = re.compile("[?\ufffd]+")


class Likeness(StrEnum):
    """How a known person compares to what a code shows."""

    EXACT = "exact"
    LIKELY = "likely"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone known who may be whom a code is about."""

    person: Person
    likeness: Likeness


def grade(shown: Person, known: Person) -> Likeness:
    """Compare what a code shows with a known person.

    EXACT: the same QID or the same whole number, and the same name without accents. LIKELY: the
    name fits, and so does what is visible of the number, or the birth date where none is. Anything
    that contradicts, or says too little, is DIFFERENT.
    """
    if _contradicts(shown, known):
        return Likeness.DIFFERENT
    same_name = bool(shown.name) and fold(shown.name or "") == fold(known.name or "")
    if same_name and (
        (shown.qid and shown.qid == known.qid)
        or (shown.id_number and shown.id_number == known.id_number and "*" not in shown.id_number)
    ):
        return Likeness.EXACT
    number = (shown.id_number or "").replace("*", "")
    by_number = len(number) >= ENOUGH_DIGITS and bool(known.id_number)
    by_birth = not number and bool(shown.birth_date) and shown.birth_date == known.birth_date
    fits = _name_fits(shown.name, known.name)
    return Likeness.LIKELY if fits and (by_number or by_birth) else Likeness.DIFFERENT


def rank(shown: Person, known: Iterable[Person]) -> tuple[Candidate, ...]:
    """Those who fit and have a whole number to be taken over, each once, the surest first."""
    found: dict[str, Candidate] = {}
    for person in known:
        likeness = grade(shown, person)
        if likeness is Likeness.DIFFERENT or not person.id_number or "*" in person.id_number:
            continue
        before = found.get(person.id_number)
        if before is None or before.likeness is not Likeness.EXACT:
            found[person.id_number] = Candidate(person, likeness)
    order = (Likeness.EXACT, Likeness.LIKELY)
    return tuple(sorted(found.values(), key=lambda candidate: order.index(candidate.likeness)))


def join(shown: Person, known: Person) -> Person:
    """A person as shown by a code, told by the guard to be this known one.

    Name and number are the known person's; all else is added where the code does not show it.
    """
    return replace(
        shown,
        name=known.name or shown.name,
        id_number=known.id_number or shown.id_number,
        old_id_number=shown.old_id_number or known.old_id_number,
        insurance_number=shown.insurance_number or known.insurance_number,
        qid=shown.qid or known.qid,
        phone=shown.phone or known.phone,
        birth_date=known.birth_date or shown.birth_date,
        sex=shown.sex or known.sex,
        address=shown.address or known.address,
        nationality=shown.nationality or known.nationality,
    )


def mend(shown: Person, passages: Iterable[Passage]) -> Person | None:
    """The person with the name, and the address, whose accents a scanner lost.

    Taken from the newest passage of the same whole number whose name is the same without accents,
    and which was not damaged itself.

    Returns:
        None where there is no such passage: the guard is asked then.
    """
    for passage in passages:
        known = passage.person
        whole = (
            WarningCode.NAME_DAMAGED not in passage.warnings
            and passage.document is not Format.UNIFIED  # its names have no accents by design
        )
        same = bool(shown.id_number) and shown.id_number == known.id_number
        if whole and same and known.name and fold(known.name) == fold(shown.name or ""):
            same_place = shown.address and fold(shown.address) == fold(known.address or "")
            return replace(
                shown, name=known.name, address=known.address if same_place else shown.address
            )
    return None


def _contradicts(shown: Person, known: Person) -> bool:
    if shown.qid and known.qid and shown.qid != known.qid:
        return True
    if shown.sex and known.sex and shown.sex is not known.sex:
        return True
    born, born_known = shown.birth_date or "", known.birth_date or ""
    shorter = min(len(born), len(born_known))  # a year against a date: compare the years
    if born[:shorter] != born_known[:shorter]:
        return True
    return bool(shown.id_number and known.id_number) and not _number_fits(
        shown.id_number or "", known.id_number or ""
    )


def _number_fits(shown: str, known: str) -> bool:
    """True where every visible character stands in its place, counted from the end."""
    if "*" not in shown + known:
        return shown == known
    pairs = zip(reversed(shown), reversed(known), strict=False)
    return all("*" in pair or pair[0] == pair[1] for pair in pairs)


def _name_fits(shown: str | None, known: str | None) -> bool:
    """True for the same name without accents, where lost letters stand for any."""
    if not shown or not known:
        return False
    parts = _LOST.split(fold(shown))
    if len(parts) > MOST_LOST + 1:
        return False
    # A scanner sends up to three signs for a letter that it lost, and sometimes none.
    pattern = ".{0,3}".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, fold(known)) is not None
