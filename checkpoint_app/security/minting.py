"""Our own codes: the pass, such as a market card, and the numbered paper sheet.

Layout, version 1
-----------------
``CKP1:`` (pass) or ``CKS1:`` (sheet), then the base45 (RFC 9285) of a COSE_Sign1 (RFC 9052, tag
18). Protected header: 1 algorithm -8 (EdDSA with Ed25519, RFC 9053), 4 key id: the first 8 bytes of
the SHA-256 of the public key's SubjectPublicKeyInfo in DER. Payload: a CBOR map (RFC 8949).

=====  ====================================  =====================================
key    pass                                  sheet
=====  ====================================  =====================================
1      site, text                            site, text
2      number, text                          number, text
3      holder's name, text                   first row, integer
4      last 4 of the holder's number, text   last row, integer
       (absent: none)
5      first day, days since 1970            day of printing, days since 1970
6      last day, days since 1970
7      list of [weekdays, begin, end]:
       bit 0 is Monday, minutes of the day
       (absent: always)
=====  ====================================  =====================================

Days and minutes are local (UTC+7). Unknown keys are passed over. A change that a reader of version
1 would misunderstand takes the next number in the prefix, and that reader says so.

All signs belong to QR's alphanumeric mode (ISO/IEC 18004). A pass with a name of 13 letters and two
stretches of hours takes 260 of them, a QR code of version 9 at level M, 53 modules a side; a sheet
takes 190, version 8, 49 modules.
"""

import hashlib
from collections.abc import Mapping
from datetime import date

import cbor2
from base45 import b45encode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cwt import COSE, COSEKey

from checkpoint_app.domain.documents import PassCode, SheetCode
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.text import tidy
from checkpoint_app.security.trust import EDDSA, KID_BYTES

VERSION = 1
PASS_MARK, SHEET_MARK = "CKP", "CKS"
LONGEST_TEXT = 64
"""Characters of each text: longer ones would make the code too dense for a camera."""
ID_TAIL = 4
LAST_ROW = 9999
DAY_MINUTES = 24 * 60
EPOCH = date(1970, 1, 1)


def kid_of(key: Ed25519PublicKey) -> bytes:
    """The key id under which our own codes name their signer."""
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).digest()[:KID_BYTES]


def mint_pass(code: PassCode, key: Ed25519PrivateKey) -> bytes:
    """The payload of a pass's code.

    Raises:
        InvalidEntry: a field does not fit the layout, by its name.
    """
    _check("holder", code.holder)
    if code.id_tail is not None and len(code.id_tail) != ID_TAIL:
        raise InvalidEntry("id_tail", "too_long" if len(code.id_tail) > ID_TAIL else "missing")
    if not EPOCH <= code.valid_from <= code.valid_until:
        raise InvalidEntry("valid_until", "not_a_time")
    for hours in code.hours:
        days_good = hours.weekdays and hours.weekdays <= frozenset(range(7))
        if not days_good or not 0 <= hours.begin < hours.end <= DAY_MINUTES:
            raise InvalidEntry("hours", "not_a_time")
    content: dict[int, object] = {
        3: code.holder,
        5: (code.valid_from - EPOCH).days,
        6: (code.valid_until - EPOCH).days,
    }
    if code.id_tail is not None:
        content[4] = code.id_tail
    if code.hours:
        content[7] = [
            [sum(1 << day for day in hours.weekdays), hours.begin, hours.end]
            for hours in code.hours
        ]
    return _mint(PASS_MARK, code, content, key)


def mint_sheet(code: SheetCode, key: Ed25519PrivateKey) -> bytes:
    """The payload of a sheet's code.

    Raises:
        InvalidEntry: a field does not fit the layout, by its name.
    """
    if not 1 <= code.first_row <= code.last_row <= LAST_ROW:
        raise InvalidEntry("row", "not_a_number")
    if code.issued_on < EPOCH:
        raise InvalidEntry("issued_on", "not_a_time")
    content = {3: code.first_row, 4: code.last_row, 5: (code.issued_on - EPOCH).days}
    return _mint(SHEET_MARK, code, content, key)


def _check(field: str, text: str) -> None:
    if not text or text != tidy(text):
        raise InvalidEntry(field, "missing" if not text else "not_text")
    if len(text) > LONGEST_TEXT:
        raise InvalidEntry(field, "too_long")


def _mint(
    mark: str, code: PassCode | SheetCode, content: Mapping[int, object], key: Ed25519PrivateKey
) -> bytes:
    _check("site", code.site)
    _check("number", code.number)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    signed = COSE.new().encode_and_sign(
        cbor2.dumps({1: code.site, 2: code.number, **content}, canonical=True),
        key=COSEKey.from_pem(pem, alg=EDDSA),
        protected={1: EDDSA, 4: kid_of(key.public_key())},
    )
    encoded: bytes = b45encode(signed)
    return f"{mark}{VERSION}:".encode() + encoded
