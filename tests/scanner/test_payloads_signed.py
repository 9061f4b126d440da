"""Codes that are signed: what is read of them, whom they are believed from, and hostile ones."""

import random
import tracemalloc
import zlib
from dataclasses import replace
from datetime import date

import cbor2
import pytest
from base45 import b45encode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cwt import COSE, COSEKey

from checkpoint_app.domain.documents import (
    Document,
    Format,
    Hours,
    PassCode,
    SheetCode,
)
from checkpoint_app.domain.documents import WarningCode as W
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.payloads.hc1 import LARGEST_INFLATED
from checkpoint_app.security.minting import kid_of, mint_pass, mint_sheet
from checkpoint_app.security.trust import EDDSA, NO_TRUST, Trust, trust_in
from tests.fuzz.invented import (
    EXPIRES_S,
    ISSUER_KID,
    OTHER_ISSUER_KID,
    as_hc1,
    certificate,
    claims,
    invent,
    issuer,
    other_issuer,
    signed,
    site_key,
    trusted,
)

NAMES = {"fn": "Nguyễn", "gn": "Văn An", "fnt": "NGUYEN", "gnt": "VAN<AN"}
BORN = "1999-01-01"
HC1 = as_hc1(signed(claims(NAMES, BORN)))
DAMAGED = Document(Format.HC1, warnings=(W.CODE_DAMAGED,))
PASS = PassCode(
    number="NTD-000123",
    site="Chợ Mẫu",
    holder="Trần Thị Bích",
    valid_from=date(2021, 8, 12),
    valid_until=date(2021, 8, 26),
    id_tail="0022",
    hours=(Hours(frozenset({0, 2, 4}), 360, 480), Hours(frozenset({5}), 840, 960)),
)
SHEET = SheetCode("T-000017", "Chợ Mẫu", 1, 20, date(2021, 8, 12))


def hc1(names: object, born: object = BORN, **more: object) -> Document:
    return parse(as_hc1(signed(claims(names, born, **more))))


def test_a_certificate_gives_name_and_birth_date_and_nothing_of_health() -> None:
    assert parse(HC1) == Document(
        Format.HC1,
        name="Nguyễn Văn An",
        birth_date="1999-01-01",
        warnings=(W.NOT_VERIFIED, W.NO_NUMBER),
    )
    assert "840539006" not in repr(parse(HC1))


@pytest.mark.parametrize("with_rsa", [True, False], ids=["PS256", "ES256"])
def test_a_certificate_is_believed_by_an_installed_key_alone(with_rsa: bool) -> None:
    payload = as_hc1(signed(claims(NAMES, BORN), with_rsa=with_rsa))
    assert parse(payload, trusted()).warnings == (W.NO_NUMBER,)
    assert parse(payload, NO_TRUST).warnings == (W.NOT_VERIFIED, W.NO_NUMBER)


@pytest.mark.parametrize(
    "other",
    [
        trust_in({ISSUER_KID: other_issuer().public_key()}),  # the right id on another kind of key
        trust_in({OTHER_ISSUER_KID: issuer().public_key()}),
        trust_in({ISSUER_KID: site_key().public_key()}),  # a site's key vouches for no certificate
    ],
)
def test_another_key_does_not_verify_it(other: Trust) -> None:
    assert parse(HC1, other).warnings[0] is W.NOT_VERIFIED


def test_a_key_vouches_only_for_its_kind_of_code() -> None:
    site_kid = kid_of(site_key().public_key())
    pem = site_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    by_site = COSE.new().encode_and_sign(
        cbor2.dumps(claims(NAMES, BORN)),
        key=COSEKey.from_pem(pem, alg=EDDSA),
        protected={1: EDDSA, 4: site_kid},
    )
    assert parse(as_hc1(by_site), trusted()).warnings[0] is W.NOT_VERIFIED
    sheet = {1: "Chợ", 2: "1", 3: 1, 4: 2, 5: 3}
    for with_rsa in (True, False):
        payload = b"CKS1:" + b45encode(signed(sheet, with_rsa=with_rsa))
        assert parse(payload, trusted()).warnings == (W.NOT_VERIFIED,)


def test_a_signature_that_its_key_did_not_make_is_said_and_refuses_nothing() -> None:
    message = cbor2.loads(signed(claims(NAMES, BORN)))
    honest, forged = message.value, cbor2.dumps(claims({"fn": "Kẻ", "gn": "Gian"}, BORN))
    for value in ([*honest[:2], forged, honest[3]], [*honest[:3], bytes(256)], [*honest[:3], b""]):
        document = parse(as_hc1(cbor2.dumps(cbor2.CBORTag(18, value))), trusted())
        assert document.warnings == (W.SIGNATURE_BAD, W.NO_NUMBER)
        assert document.is_known
    assert parse(as_hc1(cbor2.dumps(cbor2.CBORTag(18, value)))).warnings[0] is W.NOT_VERIFIED


def test_a_key_id_in_the_open_header_counts_and_the_signed_one_goes_first() -> None:
    message = cbor2.loads(signed(claims(NAMES, BORN), kid=b"x"))
    message.value[1] = {4: ISSUER_KID}
    assert parse(as_hc1(cbor2.dumps(message)), trusted()).warnings[0] is W.NOT_VERIFIED
    message.value[0] = cbor2.dumps({1: -37})
    assert parse(as_hc1(cbor2.dumps(message)), trusted()).warnings[0] is W.SIGNATURE_BAD


@pytest.mark.parametrize(
    ("now_s", "over"), [(None, False), (EXPIRES_S - 1, False), (EXPIRES_S + 1, True)]
)
def test_an_expired_certificate_says_so_and_is_read(now_s: int | None, over: bool) -> None:
    document = parse(HC1, now_ms=None if now_s is None else now_s * 1000)
    assert (W.EXPIRED in document.warnings) is over
    assert document.name == "Nguyễn Văn An"


@pytest.mark.parametrize("expires", [float("nan"), float("inf"), "tomorrow", True, None, [], 2**70])
def test_an_expiry_that_is_none_is_passed_over(expires: object) -> None:
    payload = as_hc1(signed(claims(NAMES, BORN, expires)))
    assert W.EXPIRED not in parse(payload, now_ms=EXPIRES_S * 2000).warnings


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ({"fnt": "NGUYEN", "gnt": "VAN<AN"}, "NGUYEN VAN AN"),
        ({"fn": "", "gn": " ", "fnt": "LE<THI", "gnt": ""}, "LE THI"),
        ({"fn": "Nguyễn"}, "Nguyễn"),
        ({"gn": "An", "fnt": "X"}, "An"),
        ({"fn": "Nguyê\u0303n", "gn": "A\u202en"}, "Nguyễn An"),
    ],
)
def test_names_that_lack_a_part(names: object, name: str) -> None:
    assert hc1(names).name == name


@pytest.mark.parametrize(
    ("born", "read"),
    [
        ("1999", "1999"),
        ("1999-03", "1999"),
        ("1999-03-04T00:00:00", "1999-03-04"),
        ("", None),
        ("1999-02-31", None),
        (1999, None),
    ],
)
def test_birth_dates_of_certificates(born: object, read: str | None) -> None:
    document = hc1(NAMES, born)
    assert document.birth_date == read
    said = W.BIRTH_DATE_IMPOSSIBLE in document.warnings
    assert said is (read is None and born != "")


@pytest.mark.parametrize(
    "content",
    [
        claims({}, BORN),
        claims("Nguyễn", BORN),
        claims({"fn": 1, "gn": ["An"]}, BORN),
        {1: "VN"},
        {-260: []},
        {-260: {1: "x"}},
        {-260: {2: {}}},
        [],
        "text",
        7,
        None,
    ],
)
def test_a_certificate_without_a_name_names_nobody(content: object) -> None:
    document = parse(as_hc1(signed(content)))
    assert document == DAMAGED
    assert not document.is_known


def test_a_name_longer_than_the_hub_takes_is_left_out() -> None:
    document = hc1({"fn": "Nguyễn" * 40, "gn": "An"})
    assert document.name is None
    assert W.NAME_DAMAGED in document.warnings or document == DAMAGED


def test_not_packed_tagged_as_cwt_or_not_tagged_it_is_read_all_the_same() -> None:
    data = signed(claims(NAMES, BORN))
    plain = b"HC1:" + b45encode(data)
    as_cwt = as_hc1(cbor2.dumps(cbor2.CBORTag(61, cbor2.loads(data))))
    bare = as_hc1(cbor2.dumps(cbor2.loads(data).value))
    for payload in (plain, as_cwt, bare, HC1.lower(), b"\xef\xbb\xbf" + HC1 + b"\r\n\0rest"):
        assert parse(payload, trusted()) == parse(HC1, trusted())


def test_every_space_inside_counts() -> None:
    for n in range(40):
        payload = as_hc1(signed(claims(NAMES, BORN, EXPIRES_S + n), with_rsa=False))
        assert parse(payload, trusted()).warnings == (W.NO_NUMBER,)
        assert parse(payload.replace(b" ", b"", 1)) == DAMAGED


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "NCFOXN",
        "0",
        "a|b|c",
        ":::",  # more than two bytes hold
        "Nguyễn",
        b45encode(b"\x78").decode(),
        b45encode(b"\x78\x9c").decode(),
        b45encode(b"\x78\x9cnot zlib").decode(),
        b45encode(zlib.compress(signed({}))[:-5]).decode(),
        b45encode(zlib.compress(b"")).decode(),
        b45encode(zlib.compress(b"\xd2\x84")).decode(),
        "0" * 9000,
        "9" * 65_000,
    ],
)
def test_what_is_no_certificate_behind_the_prefix(tail: str) -> None:
    assert parse(f"HC1:{tail}".encode()) == DAMAGED


def test_a_zip_bomb_is_refused_before_it_grows() -> None:
    packer = zlib.compressobj(9)
    # As much as fits a code: 3,000 bytes of it would be three million.
    bomb = packer.compress(bytes(40 * LARGEST_INFLATED)) + packer.flush()
    payload = b"HC1:" + b45encode(bomb)
    assert len(payload) < 4_296
    parse(payload)  # what is loaded the first time is not counted
    tracemalloc.start()
    try:
        assert parse(payload) == DAMAGED
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * LARGEST_INFLATED


@pytest.mark.parametrize(
    "bomb",
    [
        b"\x81" * 3000 + b"\x00",  # arrays in arrays
        b"\xd8\x3d" * 3000 + b"\x00",  # tags in tags
        b"\xa1\x00" * 3000 + b"\x00",
        b"\x9f" * 3000,
        b"\x9b" + b"\xff" * 8,  # an array of 2^64
        b"\xba\x7f\xff\xff\xff",
        b"\x5b\x7f" + b"\xff" * 7,
        b"\xc5\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",  # two to a power beyond all memory
        b"\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\xd8\x23\x6a(a+)+$aaaa",  # a regular expression
        b"\xd8\x1c\x81\xd8\x1d\x00",  # an array that holds itself
        b"\x7f\x61\xff",
        b"\x1c",
        b"\xff",
        b"\x62\xc3\x28",  # text that is no UTF-8
        b"\xc1\xfb\x7f\xf0\x00\x00\x00\x00\x00\x00",  # a time without end
        b"\xc0\x61x",
    ],
    ids=range(17),
)
@pytest.mark.parametrize("place", ["outside", "header", "content"])
def test_cbor_made_to_break_a_reader_gets_an_answer(bomb: bytes, place: str) -> None:
    head = cbor2.dumps({1: -37, 4: ISSUER_KID})
    if place == "outside":
        data = bomb
    elif place == "header":
        data = cbor2.dumps(cbor2.CBORTag(18, [bomb, {}, cbor2.dumps(claims(NAMES, BORN)), b"x"]))
    else:
        data = cbor2.dumps(cbor2.CBORTag(18, [head, {}, bomb, b"x"]))
    assert parse(as_hc1(data), trusted()) == DAMAGED
    for prefix, kind in ((b"CKP1:", Format.PASS), (b"CKS1:", Format.SHEET)):
        document = parse(prefix + b45encode(data), trusted())
        assert document == Document(kind, warnings=(W.CODE_DAMAGED,))


@pytest.mark.parametrize("size", [0, 1, 4, 300, 2000])
def test_messages_with_parts_of_any_kind(size: int) -> None:
    for value in ([], [b"", {}, b"", b""], ["", {}, b"", b""], [b"\xa0", [], b"\xa0", b""], size):
        data = cbor2.dumps(cbor2.CBORTag(18, value))
        assert parse(as_hc1(data), trusted()) == DAMAGED


def test_a_pass_gives_its_holder_and_all_it_allows() -> None:
    payload = mint_pass(PASS, site_key())
    assert payload.startswith(b"CKP1:")
    assert len(payload) <= 262  # version 9 at level M
    assert parse(payload, trusted()) == Document(
        Format.PASS,
        id_number="********0022",
        name="Trần Thị Bích",
        detail=PASS,
        warnings=(W.MASKED,),
    )
    bare = replace(PASS, id_tail=None, hours=())
    document = parse(mint_pass(bare, site_key()), trusted())
    assert (document.detail, document.id_number, document.warnings) == (bare, None, (W.NO_NUMBER,))


def test_a_sheet_gives_its_rows_and_names_nobody() -> None:
    payload = mint_sheet(SHEET, site_key())
    assert payload.startswith(b"CKS1:")
    assert len(payload) <= 221  # version 8 at level M
    document = parse(payload, trusted())
    assert document == Document(Format.SHEET, detail=SHEET)
    assert not document.is_known


@pytest.mark.parametrize("payload", [mint_pass(PASS, site_key()), mint_sheet(SHEET, site_key())])
def test_our_own_codes_are_believed_by_an_installed_key_alone(payload: bytes) -> None:
    detail = parse(payload, trusted()).detail
    assert not {W.NOT_VERIFIED, W.SIGNATURE_BAD} & set(parse(payload, trusted()).warnings)
    unknown = parse(payload)
    assert (unknown.warnings[0], unknown.detail) == (W.NOT_VERIFIED, detail)
    stranger = Ed25519PrivateKey.generate().public_key()
    forged = parse(payload, trust_in({kid_of(site_key().public_key()): stranger}))
    assert (forged.warnings[0], forged.detail) == (W.SIGNATURE_BAD, detail)
    issuers = trust_in({kid_of(site_key().public_key()): other_issuer().public_key()})
    assert parse(payload, issuers).warnings[0] is W.NOT_VERIFIED


def test_a_pass_is_no_sheet() -> None:
    swapped = mint_pass(PASS, site_key()).replace(b"CKP", b"CKS")
    assert parse(swapped, trusted()) == Document(Format.SHEET, warnings=(W.CODE_DAMAGED,))
    swapped = mint_sheet(SHEET, site_key()).replace(b"CKS", b"CKP")
    assert parse(swapped, trusted()) == Document(Format.PASS, warnings=(W.CODE_DAMAGED,))


@pytest.mark.parametrize("version", ["2", "7", "999"])
def test_a_later_version_is_known_for_what_it_is(version: str) -> None:
    for mark, kind in (("CKP", Format.PASS), ("CKS", Format.SHEET)):
        document = parse(f"{mark}{version}:whatever it holds".encode())
        assert document == Document(kind, warnings=(W.NEWER_VERSION,))


@pytest.mark.parametrize("text", ["CKP:", "CKP0:", "CKP01:", "CKP1000:", "CKX1:", "CKP1", "XCKP1:"])
def test_what_only_looks_like_our_own_is_unknown(text: str) -> None:
    assert parse(text.encode()) == Document(Format.UNKNOWN)


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        {1: "Chợ", 2: "1"},
        {1: "Chợ", 2: "1", 3: "", 5: 1, 6: 2},
        {1: "Chợ", 2: "1", 3: "An", 5: 2, 6: 1},
        {1: "Chợ", 2: "1", 3: "An", 5: -1, 6: 2},
        {1: "Chợ", 2: "1", 3: "An", 5: 1, 6: 10**9},
        {1: "Chợ", 2: "1", 3: "An", 5: True, 6: 2},
        {1: "Chợ", 2: "1", 3: "A\u202en", 5: 1, 6: 2},
        {1: "Chợ", 2: "1", 3: "An" * 40, 5: 1, 6: 2},
        {1: "Chợ", 2: "1", 3: "An", 4: "22", 5: 1, 6: 2},
        {1: "Chợ", 2: "1", 3: "An", 5: 1, 6: 2, 7: [[0, 1, 2]]},
        {1: "Chợ", 2: "1", 3: "An", 5: 1, 6: 2, 7: [[1, 5, 5]]},
        {1: "Chợ", 2: "1", 3: "An", 5: 1, 6: 2, 7: [[1, 5]]},
        {1: "Chợ", 2: "1", 3: "An", 5: 1, 6: 2, 7: 3},
        {1: "Chợ", 2: "1", 3: "An", 5: 1, 6: 2, 7: [[128, 1, 2]]},
    ],
)
def test_a_pass_of_impossible_content_is_damaged(content: object) -> None:
    payload = b"CKP1:" + b45encode(signed(content))
    assert parse(payload) == Document(Format.PASS, warnings=(W.CODE_DAMAGED,))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"holder": "x" * 65}, "holder"),
        ({"holder": ""}, "holder"),
        ({"site": "a\u202eb"}, "site"),
        ({"number": "x" * 65}, "number"),
        ({"id_tail": "22"}, "id_tail"),
        ({"id_tail": "00022"}, "id_tail"),
        ({"valid_until": date(2021, 8, 11)}, "valid_until"),
        ({"hours": (Hours(frozenset(), 1, 2),)}, "hours"),
        ({"hours": (Hours(frozenset({7}), 1, 2),)}, "hours"),
        ({"hours": (Hours(frozenset({1}), 5, 5),)}, "hours"),
        ({"hours": (Hours(frozenset({1}), 5, 1441),)}, "hours"),
    ],
)
def test_a_pass_that_could_not_be_read_is_not_minted(change: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidEntry) as refusal:
        mint_pass(replace(PASS, **change), site_key())  # type: ignore[arg-type] # hand-picked fields
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "change", [{"first_row": 0}, {"first_row": 21}, {"last_row": 10_000}, {"issued_on": date.min}]
)
def test_a_sheet_that_could_not_be_read_is_not_minted(change: dict[str, object]) -> None:
    with pytest.raises(InvalidEntry):
        mint_sheet(replace(SHEET, **change), site_key())  # type: ignore[arg-type] # hand-picked


def test_a_certificate_fits_a_code_that_a_camera_reads() -> None:
    dice = random.Random(1)
    sizes = [len(certificate(invent(dice), dice).payload) for _ in range(20)]
    assert max(sizes) < 900
