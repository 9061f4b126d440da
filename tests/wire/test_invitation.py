"""Invitations and codes: strict about what they are, forgiving about how they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.documents import EnrolCode, Format, WarningCode
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.wire.addresses import is_loopback, is_private
from checkpoint_app.wire.invitation import (
    LONGEST,
    NewerInvitation,
    grouped,
    is_invitation,
    pin_of,
    read_invitation,
    split_code,
    write_invitation,
)
from checkpoint_app.wire.protocol import CODE_ALPHABET

CODE = "ABCDEFGH"
PIN = "JKLMNPQRSTUVWXYZ"
URL = "https://192.168.1.5:8019"


def test_a_pin_is_the_first_eighty_bits_of_the_keys_digest() -> None:
    # SHA-256 of the empty text begins e3b0c44298fc1c149afb (FIPS 180-4 examples).
    bits = f"{0xE3B0C44298FC1C149AFB:080b}"
    expected = "".join(CODE_ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, 80, 5))
    assert pin_of(b"") == expected
    assert pin_of(b"x") != expected


@pytest.mark.parametrize(
    "typed",
    [
        CODE + PIN,
        grouped(CODE + PIN),
        grouped(CODE + PIN).lower(),
        " ABCD EFGH–JKLM\u00a0NPQR STUV\tWXYZ ",
    ],
)
def test_a_code_is_typed_as_one_likes(typed: str) -> None:
    assert split_code(typed) == (CODE, PIN)


def test_a_code_without_a_pin() -> None:
    assert split_code("abcd-efgh") == (CODE, None)
    assert grouped(CODE) == "ABCD-EFGH"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ABCDEFG",
        "ABCDEFGHJ",
        (CODE + PIN)[:-1],
        CODE + PIN + "A",
        "ABCDEFG0",
        "ABCDEFGİ",
        "ＡBCDEFGH",
    ],
)
def test_what_can_be_no_code_is_not_taken_for_one(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^(letters|length)$"):
        split_code(typed)


@pytest.mark.parametrize(
    "url", [URL, "http://127.0.0.1:8000", "https://hub.example/base", "https://[fd00::1]:8019"]
)
@pytest.mark.parametrize("code", [CODE, grouped(CODE + PIN)])
def test_an_invitation_comes_back_as_it_was_written(url: str, code: str) -> None:
    text = write_invitation(url, code)
    assert is_invitation(text)
    assert read_invitation(text) == EnrolCode(url, code)
    assert read_invitation(text.replace("CHECKPOINT-ENROL", "checkpoint-enrol")).url == url
    document = parse(text.encode())
    assert (document.format, document.detail, document.is_known) == (
        Format.ENROL,
        EnrolCode(url, code),
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "CHECKPOINT-ENROL:",
        "CHECKPOINT-ENROL:1:",
        "CHECKPOINT-ENROL:1::ABCDEFGH",
        "CHECKPOINT-ENROL:1:ftp://hub.example:ABCDEFGH",
        "CHECKPOINT-ENROL:1:javascript:alert(1):ABCDEFGH",
        "CHECKPOINT-ENROL:1:https://hub.example",
        "CHECKPOINT-ENROL:1:https://hub.example:ABCDEFG",
        "CHECKPOINT-ENROL:1:https://hub.example:ABCDEFG0",
        "CHECKPOINT-ENROL:1:https://hub.example:ABCDEFGH\nmore",
        "CHECKPOINT-ENROL:1:https://hub example:ABCDEFGH",
        "CHECKPOINT-ENROL:1:https://hub.éxample:ABCDEFGH",
        "CHECKPOINT-ENROL:01:https://hub.example:ABCDEFGH",
        "CHECKPOINT-ENROL:x:https://hub.example:ABCDEFGH",
        "CHECKPOINT-ENROL:1:https://" + "h" * LONGEST + ":ABCDEFGH",
    ],
)
def test_a_damaged_invitation_is_known_for_one_and_nothing_of_it_is_used(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_invitation(text)
    document = parse(text.encode())
    assert (document.format, document.detail) == (Format.ENROL, None)
    assert document.warnings == (WarningCode.CODE_DAMAGED,)


def test_a_later_version_says_so() -> None:
    text = "CHECKPOINT-ENROL:2:whatever it may be"
    with pytest.raises(NewerInvitation):
        read_invitation(text)
    assert parse(text.encode()).warnings == (WarningCode.NEWER_VERSION,)


@given(st.text(max_size=60))
def test_whatever_follows_the_mark_makes_no_passage(rest: str) -> None:
    document = parse(f"CHECKPOINT-ENROL:{rest}".encode("utf-8", "replace"))
    assert not document.is_known
    assert document.format is Format.ENROL


def test_the_code_is_in_no_text_of_the_object() -> None:
    assert CODE not in repr(parse(write_invitation(URL, CODE).encode()))


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("10.0.0.1", True),
        ("172.16.0.1", True),
        ("172.31.255.255", True),
        ("172.32.0.1", False),
        ("192.168.1.5", True),
        ("169.254.1.1", True),
        ("fd00::1", True),
        ("fe80::1", True),
        ("fe80::1%eth0", True),
        ("8.8.8.8", False),
        ("100.64.0.1", False),
        ("2001:db8::1", False),
        ("::ffff:8.8.8.8", False),
        ("::ffff:10.0.0.1", False),
        ("127.0.0.1", False),
        ("hub.local", False),
        ("10.0.0.1.example", False),
        ("0x0a000001", False),
        ("", False),
    ],
)
def test_a_private_address_is_one_by_its_letters(host: str, private: bool) -> None:
    assert is_private(host) is private


def test_this_computer() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("10.0.0.1", "localhost.example", "")))
