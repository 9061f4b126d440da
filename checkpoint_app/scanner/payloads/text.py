"""From the bytes of a code to clean text, saying what had to be done to it."""

import unicodedata
from collections.abc import Callable

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.text import tidy
from checkpoint_app.wire.validation import TEXT_LIMITS

_ENDS = "\ufeff \t\r\n"
_VIETNAMESE = frozenset(
    "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
)
_WITH_GRAVE = frozenset("àèìòùÀÈÌÒÙ")
_QUIET_MARKS = frozenset("\ufeff\t\r\n")
_NAME_SIGNS = frozenset(" '’.-,()/0123456789")
_ADDRESS_SIGNS = frozenset("’‘“”–—…°º·")
"""What an address may hold beside letters, digits and the signs of ASCII."""


def _through(code_page: str) -> Callable[[str], bytes]:
    """Text to bytes by a Windows code page whose undefined bytes stand for themselves.

    Windows passes them through as control characters, Python refuses them; "Đ" (C4 90) holds one.
    Vietnamese cp1258 has tone marks of its own: a letter composed with one since then, such as "ễ",
    is taken apart again. So is "à", which the page has too: its byte begins no Vietnamese letter.
    """
    page = {
        bytes([value]).decode(code_page, "ignore") or chr(value): chr(value)
        for value in range(0x80, 0x100)
    }
    signs = {ord(char): value for char, value in page.items()}
    for letter in _VIETNAMESE - (page.keys() - _WITH_GRAVE):
        letter_alone, _, tone = unicodedata.decomposition(letter).partition(" ")
        if tone and (mark := chr(int(tone, 16))) in page:
            alone = chr(int(letter_alone, 16))
            signs[ord(letter)] = page.get(alone, alone) + page[mark]

    def to_bytes(text: str) -> bytes:
        return text.translate(signs).encode("latin-1")

    return to_bytes


_LADDER: tuple[Callable[[str], bytes], ...] = (
    _through("cp1252"),  # includes latin-1
    _through("cp1258"),
    lambda text: text.encode("shift_jis"),
    lambda text: text.encode("cp932"),  # Shift_JIS as Windows has it
)


def _repair(text: str) -> str | None:
    if text.isascii():
        return None
    composed = unicodedata.normalize("NFC", text)  # on its way it may have been taken apart
    for to_bytes in _LADDER:
        try:
            mended = to_bytes(composed).decode("utf-8")
        except UnicodeError:
            continue
        if not _VIETNAMESE.isdisjoint(unicodedata.normalize("NFC", mended)):
            return mended
    return None


def repair(text: str) -> str | None:
    """UTF-8 text that something read as another encoding, as it was meant; None where it was not.

    Accepted only where the result is valid UTF-8 and holds Vietnamese letters. Where a letter was
    lost on the way, the fields without the loss are mended one by one.
    """
    whole = _repair(text)
    if whole is not None:
        return whole
    mended = [_repair(part) for part in text.split("|")]
    if not any(mended):
        return None
    parts = zip(text.split("|"), mended, strict=True)
    return "|".join(part if new is None else new for part, new in parts)


def read_text(payload: bytes) -> tuple[str, tuple[WarningCode, ...]]:
    """The text of a payload up to its first NUL, without byte-order mark and line ends.

    Bytes that are no UTF-8 become U+FFFD, one by one, so that the fields around them survive.
    """
    text = payload.split(b"\0", 1)[0].decode("utf-8", "replace")
    mended = repair(text)
    if mended is None:
        return text.strip(_ENDS), ()
    return mended.strip(_ENDS), (WarningCode.TEXT_REPAIRED,)


def clean(text: str) -> tuple[str, tuple[WarningCode, ...]]:
    """One field in normal form, and a warning where unseen marks were taken out of it."""
    hidden = any(unicodedata.category(char)[0] == "C" and char not in _QUIET_MARKS for char in text)
    return tidy(text), (WarningCode.TEXT_UNPRINTABLE,) if hidden else ()


def bounded(text: str, field: str) -> str | None:
    """A field's text; None for an empty one, and for one longer than the hub takes (TEXT_LIMITS).

    It is not cut: half a number is another number.
    """
    return text if 0 < len(text) <= TEXT_LIMITS[field] else None


def name_field(text: str) -> tuple[str | None, tuple[WarningCode, ...]]:
    """A name, and a warning where its letters were lost or turned into signs on the way."""
    name = bounded(text, "person.name")
    good = all(char in _NAME_SIGNS or _is_latin(char) for char in name or "")
    return name, () if good and (name or not text) else (WarningCode.NAME_DAMAGED,)


def address_field(text: str) -> tuple[str | None, tuple[WarningCode, ...]]:
    """An address, and a warning where its letters were lost or turned into signs on the way."""
    address = bounded(text, "person.address")
    good = all(
        char != "?" and (char.isascii() or char in _ADDRESS_SIGNS or _is_latin(char))
        for char in address or ""
    )
    return address, () if good and (address or not text) else (WarningCode.ADDRESS_DAMAGED,)


def _is_latin(char: str) -> bool:
    name = unicodedata.name(char, "")
    return (name.startswith("LATIN ") and char.isalpha()) or unicodedata.combining(char) > 0


def unique(*groups: tuple[WarningCode, ...]) -> tuple[WarningCode, ...]:
    """Warnings in the order found, each once."""
    return tuple(dict.fromkeys(warning for group in groups for warning in group))
