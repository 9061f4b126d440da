"""What each format's parser says, on synthetic payloads of the published structures."""

import random
import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.documents import Document, Format, LinkKind, Sex
from checkpoint_app.domain.documents import WarningCode as W
from checkpoint_app.scanner.payloads import LARGEST_PAYLOAD, parse
from tests.fuzz.invented import LINKS, invent
from tests.scenes.people import PARCEL, PEOPLE, Paper, Someone

CHIP = "001099000001|123456789|Nguyễn Văn An|01011999|Nam|Tổ 5, Nghĩa Đô, Cầu Giấy, Hà Nội|15032021"
NO_OLD = "001199000002||Trần Thị Bích|15081999|Nữ|Thôn Cầu, Đông Quý, Tiền Hải, Thái Bình|20032022"
SHORT = "001099000001|Nguyễn Văn An|01/01/1999|Nam|Tổ 5, Nghĩa Đô, Cầu Giấy, Hà Nội|15/03/2021"
NEW = "001099000003||Lê Văn Cường|02021999|Nam|Số 1 Phố Mẫu, Nghĩa Đô, Hà Nội|12112025||||"
UNIFIED = "001099000001|NGUYEN VAN AN|1999-01-01|0|162900000000000001|<1<HS4010000000000<0900000000"
MASKED = "******000001|NGUYEN VAN AN|1999-**-**|0|162900000000000001|<1<<0900000000"
Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
NAME_HEX = "4e677579e1bb856e2056c4836e20416e"
OLD_BHYT = (
    f"HS4010120000000|{NAME_HEX}|02/02/2010|1|5068c6b0e1bb9d6e67|01 - 028|01/01/2019|-|01/01/2019"
    "|01010120000000|-|4|-|0123456789abcdef-0000|$"
)
NEW_BHYT = (
    f"0100000000|{NAME_HEX}|1999|2|-|01 - C54|01/01/2023|-|01/01/2023|01050100000000|-|4"
    "| 01/01/2027|0123456789abcdef-0000|4|5175e1baad6e|$"
)


def said(payload: str) -> Document:
    return parse(payload.encode())


def with_part(payload: str, at: int, part: str) -> Document:
    parts = payload.split("|")
    parts[at] = part
    return said("|".join(parts))


def test_chip_card() -> None:
    assert said(CHIP) == Document(
        Format.CCCD,
        id_number="001099000001",
        old_id_number="123456789",
        name="Nguyễn Văn An",
        birth_date="1999-01-01",
        sex=Sex.MALE,
        address="Tổ 5, Nghĩa Đô, Cầu Giấy, Hà Nội",
        issued_on="2021-03-15",
    )


def test_an_empty_part_keeps_its_place() -> None:
    card = said(NO_OLD)
    assert (card.old_id_number, card.name, card.sex) == (None, "Trần Thị Bích", Sex.FEMALE)
    assert card.warnings == ()


def test_short_variant_has_no_old_number() -> None:
    card = said(SHORT)
    assert (card.old_id_number, card.name, card.birth_date) == (None, "Nguyễn Văn An", "1999-01-01")
    assert (card.issued_on, card.address) == ("2021-03-15", "Tổ 5, Nghĩa Đô, Cầu Giấy, Hà Nội")


def test_new_card_of_eleven_fields_and_fields_about_others_are_dropped() -> None:
    assert (said(NEW).format, said(NEW).issued_on, said(NEW).warnings) == (
        Format.CCCD,
        "2025-11-12",
        (),
    )
    filled = said(NEW.removesuffix("||||") + "|A|B|C|D")
    assert filled == said(NEW)


@pytest.mark.parametrize("written", ["Nữ", "Nu", "NỮ", "nữ"])
def test_sex_is_read_with_and_without_accents(written: str) -> None:
    assert with_part(NO_OLD, 4, written).sex is Sex.FEMALE


def test_unified_code() -> None:
    assert said(UNIFIED) == Document(
        Format.UNIFIED,
        id_number="001099000001",
        name="NGUYEN VAN AN",
        birth_date="1999-01-01",
        sex=Sex.MALE,
        insurance_number="HS4010000000000",
        qid="162900000000000001",
        phone="0900000000",
    )


def test_unified_code_masked_keeps_the_stable_key() -> None:
    code = said(MASKED)
    assert (code.id_number, code.birth_date, code.qid) == (
        "******000001",
        "1999",
        "162900000000000001",
    )
    assert code.warnings == (W.MASKED,)


def test_declared_by_someone_else() -> None:
    code = with_part(with_part_text(UNIFIED, 3, "1"), 5, "162900000000000009<2<00<0900000000")
    assert (code.declared_by, code.sex, code.insurance_number) == (
        "162900000000000009",
        Sex.FEMALE,
        None,
    )
    assert W.DECLARED_BY_OTHER in code.warnings


def with_part_text(payload: str, at: int, part: str) -> str:
    parts = payload.split("|")
    parts[at] = part
    return "|".join(parts)


@pytest.mark.parametrize("ext", ["", "<1", "<1<", "<1<<"])
def test_a_missing_tail_of_ext_is_tolerated(ext: str) -> None:
    code = with_part(UNIFIED, 5, ext)
    assert (code.format, code.phone, code.warnings) == (Format.UNIFIED, None, ())


def test_a_unified_code_with_unknown_trailing_parts_is_no_card() -> None:
    assert said(UNIFIED + "|more").format is Format.UNIFIED


def test_insurance_cards() -> None:
    old, new = said(OLD_BHYT), said(NEW_BHYT)
    assert old == Document(
        Format.BHYT,
        name="Nguyễn Văn An",
        birth_date="2010-02-02",
        sex=Sex.MALE,
        address="Phường",
        issued_on="2019-01-01",
        insurance_number="HS4010120000000",
    )
    assert (new.insurance_number, new.birth_date, new.sex) == ("0100000000", "1999", Sex.FEMALE)
    assert (new.address, new.issued_on, new.warnings) == (None, "2023-01-01", ())


def test_insurance_card_in_capitals_and_with_a_damaged_name() -> None:
    assert said(NEW_BHYT.upper()).name == "Nguyễn Văn An"
    damaged = with_part(NEW_BHYT, 1, NAME_HEX[:-1])
    assert (damaged.format, damaged.insurance_number, damaged.name) == (
        Format.BHYT,
        "0100000000",
        None,
    )
    assert damaged.warnings == (W.NAME_DAMAGED,)


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ("0" * 4296, Format.UNKNOWN),
        ("001099000001", Format.UNKNOWN),
        ("0100000000", Format.UNKNOWN),
        ("https:/example.invalid", Format.UNKNOWN),
        ("<script>alert(1)</script>", Format.UNKNOWN),
        ("'; DROP TABLE passage; --", Format.UNKNOWN),
        ("", Format.UNKNOWN),
        ("|", Format.UNKNOWN),
        ("||||||", Format.UNKNOWN),
        ("12345678901|x|y|z|Nam|a|b", Format.UNKNOWN),
        ("\u0660" * 12 + "||Tên|01011999|Nam|Hà Nội|01012021", Format.UNKNOWN),
        ("001099000001|a|b|c|d|e", Format.UNKNOWN),
        ("WIFI:S:x;;", Format.UNKNOWN),
    ],
)
def test_codes_without_fields(payload: str, kind: Format) -> None:
    assert said(payload) == Document(kind)


def test_a_payload_no_code_could_hold_is_unknown() -> None:
    assert parse(CHIP.encode().ljust(LARGEST_PAYLOAD + 1)) == Document(Format.UNKNOWN)


@pytest.mark.parametrize("date", ["31022000", "32131999", "1999", "00001999", "01/01-1999", "0101"])
def test_an_impossible_date_is_none_and_never_rolled_over(date: str) -> None:
    card = with_part(CHIP, 3, date)
    assert card.birth_date is None
    assert card.warnings == (W.BIRTH_DATE_IMPOSSIBLE,)
    issued = with_part(CHIP, 6, date)
    assert issued.issued_on is None
    assert issued.warnings == (W.ISSUED_ON_IMPOSSIBLE,)


def test_arabic_digits_are_no_date_and_no_number() -> None:
    arabic = "".join(chr(0x660 + int(digit)) for digit in "01011999")
    assert with_part(CHIP, 3, arabic).birth_date is None
    phone = with_part(UNIFIED, 5, "<1<<" + "\u0660" * 10)
    assert (phone.phone, phone.warnings) == (None, (W.PHONE_MALFORMED,))
    assert with_part(UNIFIED, 5, "<1<<a-\u0300").phone is None


def test_contradictions_on_one_card_are_asked_about() -> None:
    assert with_part(CHIP, 4, "Nữ").warnings == (W.ID_SEX_MISMATCH,)
    assert with_part(CHIP, 3, "01011998").warnings == (W.ID_BIRTH_MISMATCH,)
    assert with_part(CHIP, 0, "003099000001").warnings == (W.ID_PROVINCE_UNKNOWN,)
    assert with_part(CHIP, 4, "x").warnings == (W.SEX_UNKNOWN,)


@pytest.mark.parametrize(
    "framed", ["\ufeff" + CHIP, CHIP + "\r\n", CHIP + "\0junk", "\r\n" + CHIP + "\n"]
)
def test_head_and_tail_are_taken_off(framed: str) -> None:
    assert said(framed) == said(CHIP)


def test_decomposed_text_becomes_one_normal_form() -> None:
    spread = CHIP.replace("ễ", "e\u0302\u0303").replace("ă", "a\u0306")
    assert said(spread) == said(CHIP)


def test_marks_that_cannot_be_seen_are_taken_out_and_said() -> None:
    card = with_part(CHIP, 2, "Nguyễn\u202e Văn\x07 An")
    assert (card.name, card.warnings) == ("Nguyễn Văn An", (W.TEXT_UNPRINTABLE,))


def test_bytes_that_are_no_utf8_damage_only_their_field() -> None:
    card = parse(CHIP.encode().replace("ễ".encode(), b"\xe1\xbb"))
    assert (card.name, card.birth_date) == ("Nguy\ufffdn Văn An", "1999-01-01")
    assert card.warnings == (W.NAME_DAMAGED,)


def test_lost_accents_are_said() -> None:
    plain = "001099000001|123456789|Nguyen Van An|01011999|Nam|To 5, Nghia Do, Ha Noi|15032021"
    assert said(plain).warnings == (W.NAME_DAMAGED,)
    assert with_part(CHIP, 2, "Nguy?n V?n An").warnings == (W.NAME_DAMAGED,)
    assert with_part(CHIP, 2, "Lan Anh").warnings == ()


@pytest.mark.parametrize("page", ["latin-1", "cp1252", "cp1258"])
def test_utf8_read_as_a_windows_code_page_is_mended(page: str) -> None:
    # As Windows does it: bytes the page leaves undefined pass through as control characters.
    raw = CHIP.encode()
    wrong = "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in raw)
    card = said(wrong)
    assert card.name == "Nguyễn Văn An"
    assert card.address == said(CHIP).address
    assert card.warnings == (W.TEXT_REPAIRED,)


@pytest.mark.parametrize("after", FORMS)
@pytest.mark.parametrize("before", FORMS)
@pytest.mark.parametrize("page", ["latin-1", "cp1252", "cp1258", "shift_jis", "cp932"])
def test_misread_text_in_any_normal_form_is_mended(page: str, before: Form, after: Form) -> None:
    """On its way a misread text may be composed or taken apart, its damage with it."""
    mended = 0
    for seed in range(100):
        someone = invent(random.Random(seed))
        address = someone.address if page in {"latin-1", "cp1252", "cp1258"} else ""
        card = f"{someone.number}||{someone.name}|01012000||{address}|01012021"
        raw = unicodedata.normalize(before, card).encode()
        if address:
            wrong = "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in raw)
        elif (decoded := raw.decode(page, "replace")).count("\ufffd") == 0:
            wrong = decoded
        else:
            continue  # a reader that finds no text by this page tries the next one
        read = said(unicodedata.normalize(after, wrong))
        assert (read.name, read.address or "") == (someone.name, address)
        assert W.TEXT_REPAIRED in read.warnings
        mended += 1
    assert mended > 5


def test_utf8_read_as_shift_jis_is_mended() -> None:
    wrong = with_part(CHIP, 2, "Ngô Đức".encode().decode("shift_jis"))
    assert (wrong.name, wrong.warnings) == ("Ngô Đức", (W.TEXT_REPAIRED,))


def test_fields_are_mended_around_one_that_lost_bytes() -> None:
    parts = CHIP.encode().decode("cp1252", "replace").split("|")
    assert "\ufffd" in parts[5]
    card = said("|".join(parts))
    assert card.name == "Nguyễn Văn An"
    assert card.warnings == (W.TEXT_REPAIRED, W.ADDRESS_DAMAGED)


@pytest.mark.parametrize(
    "address",
    ["Tổ 5, Nghĩa Đ\ufffd, Hà Nội", "Tổ 5, Nghĩa Đ?, Hà Nội", "Tổ 5, Ngﾄｩa Đô", "Tổ 5, Nghá»‹"],
)
def test_an_address_with_one_damaged_letter_is_said_and_kept(address: str) -> None:
    card = with_part(CHIP, 5, address)
    assert (card.address, card.warnings) == (address, (W.ADDRESS_DAMAGED,))


@pytest.mark.parametrize(
    "address", ["Số 3/12B, ngõ 5 (cũ) – “Phố Mẫu”", "N° 1 & 2; lô #7: A+B", ""]
)
def test_an_address_may_hold_signs(address: str) -> None:
    assert with_part(CHIP, 5, address).warnings == ()


@pytest.mark.parametrize(
    ("at", "long", "warning"),
    [
        (2, "Nguyễn " * 40, W.NAME_DAMAGED),
        (5, "Tổ 5, " * 200, W.ADDRESS_DAMAGED),
    ],
)
def test_a_text_longer_than_the_hub_takes_is_left_out_of_a_card(
    at: int, long: str, warning: W
) -> None:
    card = with_part(CHIP, at, long)
    assert (card.name if at == 2 else card.address) is None
    assert card.warnings == (warning,)


def test_a_number_longer_than_the_hub_takes_is_left_out_and_never_cut() -> None:
    code = with_part(UNIFIED, 0, "1" * 65)
    assert (code.id_number, code.warnings) == (None, (W.ID_MALFORMED,))
    assert with_part(UNIFIED, 0, "*" * 65).id_number is None
    assert with_part(UNIFIED, 4, "1" * 65).qid is None
    phone = with_part(UNIFIED, 5, "<1<<" + "1" * 65)
    assert (phone.phone, phone.warnings) == (None, (W.PHONE_MALFORMED,))


def test_a_unified_code_that_names_nobody_is_no_passage() -> None:
    assert said("||1999-01-01|0||").format is Format.UNIFIED
    assert not said("||1999-01-01|0||").is_known
    assert said("||1999-01-01|0|162900000000000001|").is_known


@pytest.mark.parametrize(("address", "kind"), LINKS.items())
def test_a_link_is_told_by_its_address(address: str, kind: LinkKind) -> None:
    assert said(address) == Document(Format.URL, detail=kind)
    assert not said(address).is_known


@pytest.mark.parametrize("person", PEOPLE, ids=lambda one: one.name)
def test_drawn_people_come_back_as_written(person: Someone) -> None:
    document = parse(person.payload)
    if person.paper in {Paper.CHIP_CARD, Paper.NEW_CARD}:
        assert (document.format, document.name) == (Format.CCCD, person.name)
        assert (document.birth_date, document.issued_on) == (person.born, person.issued)
        assert document.address == person.address
        assert document.warnings == ()
    else:
        assert (document.format, document.qid) == (Format.UNIFIED, person.qid)
        assert document.warnings == ((W.MASKED,) if person.paper is Paper.PHONE_MASKED else ())


def test_the_parcel_names_nobody() -> None:
    assert parse(PARCEL) == Document(Format.UNKNOWN)


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_give_a_document(payload: bytes) -> None:
    assert isinstance(parse(payload), Document)


_PART = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        "|001099000001|0100000000|HS4010120000000|1999-01-01|****-**-**|0|1|Nam|01011999|4e67|-"
        "|\ufffd|<1<<09".split("|")
    ),
)


@settings(deadline=None)
@given(st.lists(_PART, max_size=19))
def test_any_parts_give_a_document_with_whole_fields(parts: list[str]) -> None:
    document = parse("|".join(parts).encode("utf-8", "surrogatepass"))
    assert document.name != ""
    assert len(set(document.warnings)) == len(document.warnings)
    if document.format is Format.UNKNOWN:
        assert document == Document(Format.UNKNOWN)


def test_a_mark_between_a_letter_and_its_accent_is_taken_out_before_they_join() -> None:
    card = with_part(CHIP, 2, "Hu\x19\u0300nh An")
    assert (card.name, card.warnings) == ("Hùnh An", (W.TEXT_UNPRINTABLE,))
