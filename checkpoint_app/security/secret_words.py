"""What a member of the staff proves to be themselves with: a PIN, or a passphrase.

A PIN of 4 to 12 digits is for the pad at the gate. Where the computer has no keyring it does not
protect a stolen disk; a passphrase of six words, or of 12 characters and more, does.
"""

import unicodedata
from enum import StrEnum

from checkpoint_app.domain.errors import WeakPin

PIN_LENGTH = range(4, 13)
PASSPHRASE_WORDS = 6
PASSPHRASE_LENGTH = 12
GOOD_LENGTH = 20
LONGEST = 256
DIFFERENT = 6
"""Different signs a passphrase needs at least: ``aaaaaaaaaaaa`` is none."""


class Strength(StrEnum):
    """How far a secret protects a stolen disk by itself, for the sentence ``strength.…``."""

    WEAK = "weak"
    PIN = "pin"
    FAIR = "fair"
    GOOD = "good"


def normalised(secret: str) -> str:
    """The same text for the same keys pressed, whatever computer they were pressed on.

    Vietnamese letters come composed or decomposed, by keyboard and system: Unicode's NFC makes
    them one. Spaces around words, and more than one between them, do not count.
    """
    return " ".join(unicodedata.normalize("NFC", secret).split())


def strength(secret: str) -> Strength:
    """What a PIN or passphrase is good for."""
    text = normalised(secret)
    if text.isascii() and text.isdigit():
        good = len(text) in PIN_LENGTH and len(set(text)) > 1
        return Strength.PIN if good else Strength.WEAK
    words = set(text.casefold().split())
    enough = len(text) >= PASSPHRASE_LENGTH or len(words) >= PASSPHRASE_WORDS
    if not enough or len(text) > LONGEST or len(set(text)) < DIFFERENT or not text.isprintable():
        return Strength.WEAK
    long = len(text) >= GOOD_LENGTH or len(words) >= PASSPHRASE_WORDS
    return Strength.GOOD if long else Strength.FAIR


def check_secret(secret: str) -> Strength:
    """Accept a new PIN or passphrase.

    Raises:
        WeakPin: neither 4 to 12 digits that are not all alike, nor six words or 12 characters.
    """
    found = strength(secret)
    if found is Strength.WEAK:
        raise WeakPin
    return found
