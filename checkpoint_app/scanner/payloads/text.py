"""From the bytes of a code to clean text, saying what had to be done to it."""

import unicodedata
from collections.abc import Callable

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.text import tidy

_ENDS = "\ufeff \t\r\n"
_VIETNAMESE = frozenset(
    "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
)
_QUIET_MARKS = frozenset("\ufeff\t\r\n")
_NAME_SIGNS = frozenset(" '’.-,()/0123456789")


def _through(code_page: str) -> Callable[[str], bytes]:
    """Text to bytes by a Windows code page whose undefined bytes stand for themselves.

    Windows passes them through as control characters, Python refuses them; "Đ" (C4 90) holds one.
    """
    back: dict[int, int] = {}
    for value in range(0x80, 0x100):
        char = bytes([value]).decode(code_page, "ignore") or chr(value)
        back[ord(char)] = value

    def to_bytes(text: str) -> bytes:
        return text.translate(back).encode("latin-1")

    return to_bytes


_LADDER: tuple[Callable[[str], bytes], ...] = (
    _through("cp1252"),  # includes latin-1
    _through("cp1258"),
    lambda text: text.encode("shift_jis"),
)


def _repair(text: str) -> str | None:
    if text.isascii():
        return None
    for to_bytes in _LADDER:
        try:
            mended = to_bytes(text).decode("utf-8")
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


def name_warnings(name: str | None) -> tuple[WarningCode, ...]:
    """A warning where letters of a name were lost or turned into signs on the way."""
    if not name or all(char in _NAME_SIGNS or _is_latin(char) for char in name):
        return ()
    return (WarningCode.NAME_DAMAGED,)


def _is_latin(char: str) -> bool:
    name = unicodedata.name(char, "")
    return (name.startswith("LATIN ") and char.isalpha()) or unicodedata.combining(char) > 0


def unique(*groups: tuple[WarningCode, ...]) -> tuple[WarningCode, ...]:
    """Warnings in the order found, each once."""
    return tuple(dict.fromkeys(warning for group in groups for warning in group))
