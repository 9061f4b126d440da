"""The recovery code: what opens the store when a PIN is forgotten or the keyring is lost.

Seven groups of five signs in Crockford's base 32, which has no I, L, O and U to be mistaken:
``4F7QX-…``. The fifth sign of a group checks the other four and the group's place: their number,
plus the place, modulo 37, so that any one wrong sign, two neighbours swapped or two groups swapped
are noticed, and in which group. Crockford writes the results 32 to 36 as punctuation; here groups
with such a result are not made. Seven groups hold 7 × log2(2^20 × 32 / 37) = 138 random bits.

Source of the signs and of the modulus: Douglas Crockford, "Base 32", crockford.com/base32.html.
"""

import re
import secrets
import unicodedata

from checkpoint_app.domain.errors import RecoveryMistyped

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 7
GROUP_SIGNS = 5
_DATA_BITS = 20
_MODULUS = 37
_MISTAKEN = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐-―._]+")


def make() -> str:
    """A new random code, as it is shown to be written down."""
    return "-".join(_group(place) for place in range(1, GROUPS + 1))


def understand(typed: str) -> bytes:
    """The secret behind a code, however its letters, dashes and spaces were typed.

    Raises:
        RecoveryMistyped: it cannot be a code. Details: group, the first that is not right, from 1.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(_MISTAKEN)
    groups = [part for part in _BETWEEN.split(text) if part]
    if len(groups) != GROUPS:  # typed in one piece, or parted elsewhere
        whole = "".join(groups)
        groups = [whole[at : at + GROUP_SIGNS] for at in range(0, len(whole), GROUP_SIGNS)]
    value = 0
    for place, group in enumerate(groups[:GROUPS], start=1):
        value = value << _DATA_BITS | _checked(group, place)
    if len(groups) != GROUPS:
        raise RecoveryMistyped(group=min(len(groups) + 1, GROUPS))
    return value.to_bytes(-(-GROUPS * _DATA_BITS // 8), "big")


def _group(place: int) -> str:
    while True:
        data = secrets.randbits(_DATA_BITS)
        check = (data + place) % _MODULUS
        if check < len(SIGNS):
            signs = [SIGNS[data >> shift & 31] for shift in (15, 10, 5, 0)]
            return "".join(signs) + SIGNS[check]


def _checked(group: str, place: int) -> int:
    """The 20 bits of a group."""
    if len(group) != GROUP_SIGNS or not set(group) <= set(SIGNS):
        raise RecoveryMistyped(group=place)
    data = 0
    for sign in group[:-1]:
        data = data << 5 | SIGNS.index(sign)
    if (data + place) % _MODULUS != SIGNS.index(group[-1]):
        raise RecoveryMistyped(group=place)
    return data
