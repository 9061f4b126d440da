"""Vietnamese text: one normal form at every door, and a fold for finding people."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
MASK = "····"


def tidy(text: str) -> str:
    """NFC, single spaces, no control, direction or surrogate marks: safe to show and to store."""
    seen = "".join(
        " " if char in "\t\r\n" else char
        for char in text
        if char in "\t\r\n" or unicodedata.category(char) not in _UNSEEN
    )
    # Composed last: a mark taken out may have stood between a letter and its accent.
    return _SPACES.sub(" ", unicodedata.normalize("NFC", seen)).strip()


def fold(text: str) -> str:
    """The search key of a text: no accents, ``đ`` as ``d``, lower case, single spaces.

    Both tone placements (hòa, hoà) fold alike. SQLite's own folding leaves ``đ`` alone, so the
    key is made here, for what is stored and for what is asked.
    """
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return _SPACES.sub(" ", bare.casefold()).strip()


def mask(number: str | None) -> str:
    """A number with only its last four characters readable; empty for none."""
    if not number:
        return ""
    return MASK + number[-4:] if len(number) > 4 else MASK


def shorten_name(name: str) -> str:
    """A name for a screen that others see: initials, and the given name, which stands last.

    ``Nguyễn Văn An`` gives ``N. V. An``; a name of one word gives its initial.
    """
    *before, given = name.split() or [""]
    if not before:
        return f"{given[0]}." if given else ""
    return " ".join((*(f"{part[0].upper()}." for part in before), given))


def given_name_key(name: str) -> tuple[str, str, str]:
    """Sort key of a Vietnamese name: given name (last word), family name, the words between."""
    words = fold(name).split()
    if not words:
        return ("", "", "")
    return (words[-1], words[0], " ".join(words[1:-1]))
