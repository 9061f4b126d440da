"""What a hub gives out to let a station join: a one-time code, and in it which hub it is.

The code of a hub with a certificate authority of its own carries a pin: 80 bits of the SHA-256 of
the authority's public key. Whoever stands between cannot make another key of the same pin.
"""

import hashlib
import re

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.wire.protocol import CODE_ALPHABET, CODE_LENGTH, PIN_LENGTH

MARK = "CHECKPOINT-ENROL:"
VERSION = 1
LONGEST = 400
_SHOWN = re.compile(rf"{MARK}([1-9][0-9]{{0,2}}):(.*)", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(r"(https?://[!-~]+):([A-Za-z2-9-]+)", re.IGNORECASE)
_BETWEEN = frozenset(" -\t\u00a0\u2010\u2011\u2012\u2013\u2014")
_GROUP = 4
_BITS = 5


class NewerInvitation(ValueError):
    """An invitation of a later version than this program knows."""


def pin_of(public_key: bytes) -> str:
    """The pin of a public key, given as DER (SubjectPublicKeyInfo)."""
    size = PIN_LENGTH * _BITS
    bits = int.from_bytes(hashlib.sha256(public_key).digest()[: size // 8])
    steps = range(size - _BITS, -1, -_BITS)
    return "".join(CODE_ALPHABET[bits >> step & 31] for step in steps)


def grouped(code: str) -> str:
    """A code in groups of four, to be read out."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def split_code(typed: str) -> tuple[str, str | None]:
    """The one-time code and the pin, None where it carries none; spaces and case do not matter.

    Raises:
        ValueError: no code, whatever hub it is for: a letter is missing, too much or impossible.
    """
    code = "".join(char for char in typed.upper() if char not in _BETWEEN)
    if not set(code) <= set(CODE_ALPHABET):
        raise ValueError("letters")
    if len(code) == CODE_LENGTH:
        return code, None
    if len(code) == CODE_LENGTH + PIN_LENGTH:
        return code[:CODE_LENGTH], code[CODE_LENGTH:]
    raise ValueError("length")


def write_invitation(url: str, code: str) -> str:
    """What the QR code says: where the hub is, and the code."""
    return f"{MARK}{VERSION}:{url}:{code}"


def is_invitation(text: str) -> bool:
    """True for what is, or was meant to be, an invitation."""
    return text[: len(MARK)].upper() == MARK


def read_invitation(text: str) -> EnrolCode:
    """The invitation in a text.

    Raises:
        NewerInvitation: of a later version.
        ValueError: none, or a damaged one.
    """
    shown = _SHOWN.fullmatch(text) if len(text) <= LONGEST else None
    if shown is None:
        raise ValueError("no invitation")
    if int(shown[1]) != VERSION:
        raise NewerInvitation
    body = _BODY.fullmatch(shown[2])
    if body is None:
        raise ValueError("damaged")
    split_code(body[2])
    return EnrolCode(body[1], body[2].upper())
