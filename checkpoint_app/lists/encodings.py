"""The two encodings in which old Vietnamese lists still arrive, and how to tell them.

A spreadsheet knows nothing of them: it holds the bytes as if they were Western letters, and only
the font (.VnTime, VNI-Times) shows Vietnamese. So a text in TCVN3 arrives as ``NguyÔn V¨n An``, one
in VNI as ``Nguyeãn Vaên An``. Nothing is converted unless asked for.

Sources: TCVN 5712:1993, the set VN3, for TCVN3; the published chart of VNI for Windows.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from checkpoint_app.lists.syllables import is_syllable


class Encoding(StrEnum):
    """How the letters of a text are to be read."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3_capitals"  # a capital font (.VnTimeH): every letter is shown large
    VNI = "vni"


# TCVN 5712:1993, VN3: one sign for each small letter. Of the capitals only those without a tone
# have one; the others are the small letters in a capital font.
_TCVN3_CAPITALS = zip("ĂÂÊÔƠƯĐ", range(0xA1, 0xA8), strict=True)
_TCVN3_SMALL = {
    0xA8: "ăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {
    **{chr(code): letter for letter, code in _TCVN3_CAPITALS},
    **{
        chr(begin + offset): letter
        for begin, letters in _TCVN3_SMALL.items()
        for offset, letter in enumerate(letters)
    },
}

# VNI: a letter, then one sign for what stands above and below it. A few are one sign alone.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "à": _GRAVE, "á": _ACUTE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "è": _GRAVE, "é": _ACUTE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_ALONE = {
    "ñ": "đ",
    "ô": "ơ",
    "ö": "ư",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}


def _vni() -> dict[str, str]:
    small = dict(_VNI_ALONE)
    for base in "aeouyôö":
        letter = _VNI_ALONE.get(base, base)
        small |= {base + sign: letter + tone for sign, tone in _VNI_TONES.items()}
    for base in "aeo":
        small |= {base + sign: base + _CIRCUMFLEX + tone for sign, tone in _VNI_CIRCUMFLEX.items()}
    small |= {"a" + sign: "a" + _BREVE + tone for sign, tone in _VNI_BREVE.items()}
    every: dict[str, str] = {}
    for signs, spread in small.items():
        letter, first = unicodedata.normalize("NFC", spread), signs[0].upper()
        # The letter tells the case; the sign after it is typed in either.
        every[first + signs[1:]] = every[signs.upper()] = letter.upper()
        every[signs] = every[signs[0] + signs[1:].upper()] = letter
    return every


_VNI = _vni()
_VNI_PAIR = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_TCVN3_TABLE = str.maketrans(_TCVN3)
_CAPITAL_WORD = re.compile(r"[^\W\d_][A-ZĂÂÊÔƠƯĐ]")  # a large letter that is not the first
_SMALL = re.compile("[a-z]")


def _foreign(signs: str) -> re.Pattern[str]:
    """Finds a letter or an accent that is none of these signs."""
    return re.compile(f"[^\\W\\d_A-Za-z{re.escape(signs)}]|[\u0300-\u036f]")


_FOREIGN = {
    Encoding.TCVN3: _foreign("".join(_TCVN3)),
    Encoding.TCVN3_CAPITALS: _foreign("".join(_TCVN3)),
    Encoding.VNI: _foreign("".join(_VNI)),
}


def convert(text: str, encoding: Encoding) -> str:
    """The text as it was meant, NFC; as it stands where it holds letters the encoding has not.

    Text all in capitals comes out so, although TCVN3 has small signs alone for letters with a tone.
    """
    if encoding is Encoding.UNICODE or not fits(text, encoding):
        return unicodedata.normalize("NFC", text)
    if encoding is Encoding.VNI:
        return _VNI_PAIR.sub(lambda pair: _VNI[pair[0]], text)
    read = text.translate(_TCVN3_TABLE)
    capitals = _CAPITAL_WORD.search(read) and not _SMALL.search(read)
    return read.upper() if capitals or encoding is Encoding.TCVN3_CAPITALS else read


def fits(text: str, encoding: Encoding) -> bool:
    """False where the text holds a letter that this encoding cannot have written."""
    return text.isascii() or encoding is Encoding.UNICODE or not _FOREIGN[encoding].search(text)


_WORD = re.compile("[A-Za-z\xa1-\u024f\u0300-\u036f\u1ea0-\u1eff]+")


def accented_words(texts: Iterable[str]) -> set[str]:
    """The different words that hold a letter beyond ASCII: what an encoding is told from."""
    found: set[str] = set()
    for text in texts:
        if not text.isascii():
            found.update(_WORD.findall(text))
    return {word for word in found if not word.isascii()}


def well_formed(words: Iterable[str], encoding: Encoding) -> int:
    """How many of the words are Vietnamese syllables when read so."""
    return sum(fits(word, encoding) and is_syllable(convert(word, encoding)) for word in words)


def guess(texts: Iterable[str]) -> Encoding:
    """How a whole column is written, by which reading makes Vietnamese syllables of its words.

    UNICODE where there is nothing to tell from, and wherever the words read as well as they stand.
    Whether a capital font was used cannot be seen in the text.
    """
    return guess_words(accented_words(texts))


def guess_words(words: set[str]) -> Encoding:
    """The same, of words collected by `accented_words`."""
    as_it_is = well_formed(words, Encoding.UNICODE)
    counted = {
        encoding: well_formed(words, encoding) for encoding in (Encoding.TCVN3, Encoding.VNI)
    }
    best = max(counted, key=lambda encoding: counted[encoding])
    clear = counted[best] >= 2 and counted[best] * 10 >= len(words) * 7
    return best if clear and as_it_is * 2 <= counted[best] else Encoding.UNICODE
