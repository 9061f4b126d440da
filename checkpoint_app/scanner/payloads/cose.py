"""A signed message in a code: base45 (RFC 9285), COSE_Sign1 (RFC 9052), and whether it is believed.

A signature is checked only with keys that an administrator has installed. No key is no verdict; a
key whose check fails is a warning, and the guard decides.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from base45 import b45decode
from cbor2 import CBORTag
from cwt import COSE
from cwt.exceptions import CWTError

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.scanner.payloads import cbor
from checkpoint_app.security.trust import Trust

LONGEST_TEXT = 8_192
"""Characters. The largest code in alphanumeric mode holds 4,296 (ISO/IEC 18004)."""
_ALGORITHM, _KEY_ID = 1, 4
_SIGN1, _CWT = 18, 61


@dataclass(frozen=True, slots=True)
class Signed:
    """One COSE_Sign1: who says to have signed it how, and what is in it."""

    message: CBORTag
    kid: bytes
    algorithm: int
    content: Any

    def judge(self, trust: Trust, algorithms: Collection[int]) -> tuple[WarningCode, ...]:
        """Nothing where an installed key has signed this; else NOT_VERIFIED or SIGNATURE_BAD.

        Args:
            algorithms: those that this kind of code may be signed with.
        """
        keys = trust.find(self.kid, self.algorithm) if self.algorithm in algorithms else ()
        for key in keys:
            try:
                COSE.new().decode(self.message, keys=[key])
            except (CWTError, ValueError):
                continue
            return ()
        return (WarningCode.SIGNATURE_BAD if keys else WarningCode.NOT_VERIFIED,)


def from_base45(text: str) -> bytes:
    """The bytes behind base45.

    Raises:
        Malformed: it is none, or too long.
    """
    if len(text) > LONGEST_TEXT:
        raise cbor.Malformed("too long")
    try:
        decoded: bytes = b45decode(text.upper())  # a keyboard scanner may send small letters
    except ValueError as error:
        raise cbor.Malformed("no base45") from error
    return decoded


def read_signed(data: bytes) -> Signed:
    """The message in these bytes; nothing in it is believed yet.

    Raises:
        Malformed: it is no COSE_Sign1 of plain content.
    """
    item = cbor.load(data)
    while isinstance(item, CBORTag) and item.tag in (_CWT, _SIGN1):
        item = item.value
    match item:
        case [bytes(protected), dict(open_header), bytes(content), bytes(signature)]:
            header = cbor.load(protected) if protected else {}
        case _:
            raise cbor.Malformed("no COSE_Sign1")
    if not isinstance(header, dict):
        raise cbor.Malformed("no header")
    algorithm = header.get(_ALGORITHM, open_header.get(_ALGORITHM))
    kid = header.get(_KEY_ID, open_header.get(_KEY_ID))
    return Signed(
        message=CBORTag(_SIGN1, [protected, open_header, content, signature]),
        kid=kid if isinstance(kid, bytes) else b"",
        algorithm=algorithm if isinstance(algorithm, int) else 0,
        content=cbor.load(content),
    )
