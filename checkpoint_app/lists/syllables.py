"""Whether a word can be a Vietnamese syllable: what tells a right reading from a wrong one."""

import re
import unicodedata
from functools import lru_cache

_TONELESS = str.maketrans(
    {
        unicodedata.normalize("NFC", base + tone): base
        for base in "aăâeêioôơuưy"
        for tone in "\u0300\u0301\u0303\u0309\u0323"
    }
)
_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_OPEN = (
    "a|ai|ao|au|ay|âu|ây|e|eo|ê|êu|i|ia|iu|iêu|yêu|o|oa|oai|oao|oay|oe|oeo|oi|ô|ôi|ơ|ơi|"
    "u|ua|uê|ui|uơ|uy|uya|uyu|uây|uôi|ư|ưa|ưi|ưu|ươi|ươu|y|â|ă"
)
_CLOSED = "(a|ă|â|e|ê|i|iê|yê|o|oa|oă|oe|oo|ô|ơ|u|uâ|uê|uô|uy|uyê|ư|ươ|y)(?:ch|c|m|ng|nh|n|p|t)"
_SYLLABLE = re.compile(f"{_ONSET}(?:({_OPEN})|{_CLOSED})")
_EITHER = frozenset({"oa", "oe", "uy"})  # hòa and hoà are both written


@lru_cache(maxsize=10_000)
def is_syllable(word: str) -> bool:
    """True for a well-formed syllable, in small letters, capitals, or with a capital first."""
    word = unicodedata.normalize("NFC", word)
    if not (word.islower() or word.isupper() or word == word[:1].upper() + word[1:].lower()):
        return False
    small = word.lower()
    toneless = small.translate(_TONELESS)
    match = _SYLLABLE.fullmatch(toneless)
    if match is None:
        return False
    changed = zip(small, toneless, strict=True)
    tones = [place for place, (before, after) in enumerate(changed) if before != after]
    group = 1 if match[1] else 2
    return not tones or (
        len(tones) == 1 and _bears_tone(match[group], tones[0] - match.start(group), group == 2)
    )


def _bears_tone(vowels: str, place: int, closed: bool) -> bool:
    """Whether the vowel at this place is the one that the tone is written on."""
    marked = [index for index, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return place == marked[-1]
    if closed:
        return place == len(vowels) - 1
    return 0 <= place < len(vowels) if vowels in _EITHER else place == len(vowels) // 3
