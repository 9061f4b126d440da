"""Invented people's codes, of every format, each with what a parser must say of it.

Names are put together of syllables that hold every Vietnamese letter; numbers, dates and places are
drawn. Nobody here exists. Keys are made in place and sign nothing else.
"""

import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import cbor2
from base45 import b45encode
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cwt import COSE, COSEKey
from cwt.cose_key_interface import COSEKeyInterface

from checkpoint_app.domain.documents import (
    Format,
    Hours,
    LinkKind,
    PassCode,
    Sex,
    SheetCode,
)
from checkpoint_app.domain.fields import PROVINCES
from checkpoint_app.domain.text import fold
from checkpoint_app.security.minting import kid_of, mint_pass, mint_sheet
from checkpoint_app.security.trust import ES256, PS256, Trust, trust_in

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Tạ".split()
MIDDLE = "Thị Văn Đức Ngọc Quỳnh Mỹ Hữu Đình Thuỳ Kim Xuân Bảo Ánh Tường Đắc Phước Ỷ Thế".split()
GIVEN = (
    "An Bích Cường Dũng Đạt Ển Giang Hưởng Hằng Ích Khôi Liễu Mẫn Nữ Oanh Phượng Quý Rạng Sửu Tuấn "
    "Tuyết Uyên Vỹ Xuyến Yến Ỷ Ẩn Ưng Ớt Ằng Ẵm Ổn Ỗi Ợt Ẽn Ỹ Lỵ Kỷ Tỵ Hễ Để Dậu Tài Lò Sào Mẹ"
).split()
PLACES = (
    "Nghĩa Đô, Cầu Giấy, Hà Nội",
    "Đông Quý, Tiền Hải, Thái Bình",
    "Quang Châu, Việt Yên, Bắc Giang",
    "Hoằng Mẫu, Hoằng Hóa, Thanh Hóa",
    "Xã Ỷ La, Krông Búk, Đắk Lắk",
)


@dataclass(frozen=True, slots=True)
class Someone:
    """One invented person; dates as ISO, sex 1 nam or 2 nữ as codes write it."""

    number: str
    name: str
    born: str
    sex: int
    address: str
    issued: str
    old_number: str
    insurance: str
    qid: str
    phone: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A payload, and the fields, the detail and the warnings a parser must find in it."""

    payload: bytes
    format: Format
    fields: dict[str, str | Sex] = field(default_factory=dict)
    detail: LinkKind | PassCode | SheetCode | None = None
    warnings: frozenset[str] = frozenset()


def invent(dice: random.Random) -> Someone:
    """A person whose number, birth date and sex agree."""
    born = date(1930, 1, 1) + timedelta(days=dice.randrange(365 * 85))
    sex = dice.randint(1, 2)
    century = (born.year // 100 - 19) * 2 + sex - 1
    digits = "".join(dice.choices("0123456789", k=6))
    number = f"{dice.choice(sorted(PROVINCES))}{century}{born.year % 100:02}{digits}"
    middle = dice.sample(MIDDLE, dice.randint(0, 2))
    return Someone(
        number=number,
        name=" ".join([dice.choice(FAMILY), *middle, dice.choice(GIVEN)]),
        born=born.isoformat(),
        sex=sex,
        address=f"Tổ {dice.randint(1, 40)}, {dice.choice(PLACES)}",
        issued=(date(2021, 3, 1) + timedelta(days=dice.randrange(1000))).isoformat(),
        old_number=digits + number[:3] if dice.random() < 0.5 else "",
        insurance=f"01{digits}00",
        qid="1629" + digits + "00000000",
        phone="09" + digits + "00",
    )


def _day_first(iso: str, between: str = "") -> str:
    return between.join(reversed(iso.split("-")))


def _sex(someone: Someone) -> Sex:
    return Sex.MALE if someone.sex == 1 else Sex.FEMALE


def _card_fields(someone: Someone) -> dict[str, str | Sex]:
    return {
        "id_number": someone.number,
        "name": someone.name,
        "birth_date": someone.born,
        "sex": _sex(someone),
        "address": someone.address,
        "issued_on": someone.issued,
    }


def chip_card(someone: Someone, dice: random.Random) -> Sample:
    """The chip ID card: 7 parts, or 11 as on Căn cước, the last four about other people."""
    said = "Nam" if someone.sex == 1 else dice.choice(["Nữ", "Nu"])
    parts = [
        someone.number,
        someone.old_number,
        someone.name,
        _day_first(someone.born),
        said,
        someone.address,
        _day_first(someone.issued),
    ]
    if dice.random() < 0.5:
        parts += dice.choice([["", "", "", ""], ["", invent(dice).name, invent(dice).name, ""]])
    fields = _card_fields(someone)
    if someone.old_number:
        fields["old_id_number"] = someone.old_number
    return Sample("|".join(parts).encode(), Format.CCCD, fields)


def short_card(someone: Someone, dice: random.Random) -> Sample:
    """The short variant: 6 parts, dates in one of three ways."""
    between = dice.choice(["", "/", "-"])
    parts = [
        someone.number,
        someone.name,
        _day_first(someone.born, between),
        "Nam" if someone.sex == 1 else "Nữ",
        someone.address,
        _day_first(someone.issued, between),
    ]
    return Sample("|".join(parts).encode(), Format.CCCD, _card_fields(someone))


def unified(someone: Someone, dice: random.Random) -> Sample:
    """The unified code, plain or masked, declared by the person or by someone else."""
    masked, by_other = dice.random() < 0.4, dice.random() < 0.3
    number = "******" + someone.number[6:] if masked else someone.number
    born = someone.born[:4] + "-**-**" if masked else someone.born
    declarer = "162900000000009999" if by_other else ""
    name = fold(someone.name).upper()
    payload = (
        f"{number}|{name}|{born}|{int(by_other)}|{someone.qid}"
        f"|{declarer}<{someone.sex}<{someone.insurance}<{someone.phone}"
    )
    fields: dict[str, str | Sex] = {
        "id_number": number,
        "name": name,
        "birth_date": born[:4] if masked else born,
        "sex": _sex(someone),
        "qid": someone.qid,
        "insurance_number": someone.insurance,
        "phone": someone.phone,
    }
    warnings = {"masked"} if masked else set()
    if by_other:
        fields["declared_by"] = declarer
        warnings.add("declared_by_other")
    return Sample(payload.encode(), Format.UNIFIED, fields, warnings=frozenset(warnings))


def insurance(someone: Someone, dice: random.Random) -> Sample:
    """The health-insurance card, old or new, its hexadecimal in small letters or capitals."""
    new = dice.random() < 0.5
    number = someone.insurance if new else "HS401" + someone.insurance

    def as_hex(text: str) -> str:
        return text.encode().hex() if dice.random() < 0.7 else text.encode().hex().upper()

    born = _day_first(someone.born, "/") if dice.random() < 0.8 else someone.born[:4]
    parts = [number, as_hex(someone.name), born, str(someone.sex)]
    parts += ["-" if new else as_hex(someone.address), "01 - C54", "01/01/2023", "-"]
    parts += [_day_first(someone.issued, "/"), "0105" + someone.insurance, "-", "4", " 01/01/2027"]
    parts += ["0123456789abcdef-0000", *(["4", as_hex("Quận Cầu Giấy")] if new else []), "$"]
    fields: dict[str, str | Sex] = {
        "insurance_number": number,
        "name": someone.name,
        "birth_date": someone.born if "/" in born else someone.born[:4],
        "sex": _sex(someone),
        "issued_on": someone.issued,
    }
    if not new:
        fields["address"] = someone.address
    return Sample("|".join(parts).encode(), Format.BHYT, fields)


ISSUER_KID = bytes(range(8))
OTHER_ISSUER_KID = bytes(range(8, 16))
EXPIRES_S = 1_900_000_000


@cache
def issuer() -> rsa.RSAPrivateKey:
    """A key for PS256, as the Vietnamese issuer uses."""
    return rsa.generate_private_key(65537, 2048)


@cache
def other_issuer() -> ec.EllipticCurvePrivateKey:
    """A key for ES256, as most issuers use."""
    return ec.generate_private_key(ec.SECP256R1())


@cache
def site_key() -> Ed25519PrivateKey:
    """A key for our own codes."""
    return Ed25519PrivateKey.generate()


@cache
def trusted() -> Trust:
    """Trust in the three."""
    return trust_in(
        {
            ISSUER_KID: issuer().public_key(),
            OTHER_ISSUER_KID: other_issuer().public_key(),
            kid_of(site_key().public_key()): site_key().public_key(),
        }
    )


def signed(content: object, *, with_rsa: bool = True, kid: bytes | None = None) -> bytes:
    """A COSE_Sign1 of this content by one of the two issuers."""
    algorithm = PS256 if with_rsa else ES256
    default = ISSUER_KID if with_rsa else OTHER_ISSUER_KID
    made: bytes = COSE.new().encode_and_sign(
        cbor2.dumps(content),
        key=_signing_key(with_rsa),
        protected={1: algorithm, 4: kid or default},
    )
    return made


@cache
def _signing_key(with_rsa: bool) -> COSEKeyInterface:
    key = issuer() if with_rsa else other_issuer()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return COSEKey.from_pem(pem, alg=PS256 if with_rsa else ES256)


def as_hc1(data: bytes) -> bytes:
    """Bytes as an ``HC1:`` code holds them."""
    encoded: bytes = b45encode(zlib.compress(data))
    return b"HC1:" + encoded


def claims(names: object, born: object, expires: object = EXPIRES_S) -> dict[int, object]:
    """The content of a certificate, with an entry that must not be read."""
    entry = {"tg": "840539006", "dn": 2, "sd": 2, "co": "VN", "ci": "URN:UVCI:01:VN:00"}
    certificate = {"ver": "1.3.0", "nam": names, "dob": born, "v": [entry]}
    return {1: "VN", 4: expires, 6: 1_600_000_000, -260: {1: certificate}}


def certificate(someone: Someone, dice: random.Random) -> Sample:
    """The vaccine certificate, signed with PS256 or ES256."""
    family, _, rest = someone.name.partition(" ")
    names = {
        "fn": family,
        "gn": rest,
        "fnt": fold(family).upper(),
        "gnt": fold(rest).upper().replace(" ", "<"),
    }
    payload = as_hc1(signed(claims(names, someone.born), with_rsa=dice.random() < 0.2))
    return Sample(
        payload,
        Format.HC1,
        {"name": someone.name, "birth_date": someone.born},
        warnings=frozenset({"no_number"}),
    )


def pass_code(someone: Someone, dice: random.Random) -> Sample:
    """One of our own passes."""
    first = date(2021, 8, 1) + timedelta(days=dice.randrange(3000))
    tail = someone.number[-4:] if dice.random() < 0.7 else None
    begin = dice.randrange(0, 1300)
    hours = Hours(frozenset(dice.sample(range(7), dice.randint(1, 7))), begin, begin + 90)
    code = PassCode(
        number=f"{dice.randrange(10**6):06}",
        site="Chợ Mẫu",
        holder=someone.name,
        valid_from=first,
        valid_until=first + timedelta(days=14),
        id_tail=tail,
        hours=(hours,) * dice.randint(0, 3),
    )
    fields: dict[str, str | Sex] = {"name": someone.name}
    if tail is not None:
        fields["id_number"] = "********" + tail
    return Sample(
        mint_pass(code, site_key()),
        Format.PASS,
        fields,
        code,
        frozenset({"no_number" if tail is None else "masked"}),
    )


def sheet_code(_: Someone, dice: random.Random) -> Sample:
    """One of our own sheets."""
    first = dice.randint(1, 9000)
    issued = date(2021, 8, 1) + timedelta(days=dice.randrange(3000))
    code = SheetCode(f"T-{dice.randrange(10**6):06}", "Chợ Mẫu", first, first + 19, issued)
    return Sample(mint_sheet(code, site_key()), Format.SHEET, detail=code)


LINKS = {
    "https://qr.tokhaiyte.vn/abcdef": LinkKind.SITE,
    "https://qr.pccovid.gov.vn/abcdef": LinkKind.SITE,
    "https://kbytcq.khambenh.gov.vn/#tokhai_yte/model?&o=0-0&dd_id=0-1&n=x&stt=1": LinkKind.SITE,
    "HTTPS://KBYT.KHAMBENH.GOV.VN/#x?id=00000000-0000": LinkKind.DECLARATION,
    "https://tokhaiyte.vn/?x=1": LinkKind.DECLARATION,
    "https://permits.example.invalid/#/pages/giay-di-duong/gdd-abc123-abc123": LinkKind.PERMIT,
    "https://qr.tokhaiyte.vn.example.invalid/abcdef": LinkKind.OTHER,
    "https://qr.tokhaiyte.vn@example.invalid/abcdef": LinkKind.OTHER,
    "https://[": LinkKind.OTHER,
    "http://": LinkKind.OTHER,
}


def link(_: Someone, dice: random.Random) -> Sample:
    """A link of some kind."""
    address = dice.choice(sorted(LINKS))
    return Sample(address.encode(), Format.URL, detail=LINKS[address])


KINDS: tuple[Callable[[Someone, random.Random], Sample], ...] = (
    chip_card,
    short_card,
    unified,
    insurance,
    certificate,
    pass_code,
    sheet_code,
    link,
)


def sample(dice: random.Random) -> Sample:
    """A payload of any format."""
    return dice.choice(KINDS)(invent(dice), dice)
