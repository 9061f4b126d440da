"""Reading a bulletin: torn, foreign, older, hostile, and what is left of a bad part."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.passage import Basis
from checkpoint_app.records.bulletins import (
    Found,
    FoundHere,
    FoundWords,
    HeldBulletin,
    NewBulletin,
)
from checkpoint_app.records.notices import NoticeKind
from checkpoint_app.sync.bulletin import BulletinFault, BulletinRefused, read_bulletin
from checkpoint_app.wire.bulletin import NONE, BulletinAnswer
from checkpoint_app.wire.protocol import MAX_FOUND, MAX_KEYS, MAX_NOTICES, MAX_WATCHED
from tests.fakes.bulletins import (
    CANH,
    DUNG,
    HUB,
    MEETING,
    REPORT,
    answer,
    content,
    notice_item,
    public_pem,
    watch_item,
)

OTHER = HUB.int ^ 1
HELD = HeldBulletin(HUB, 4, "fourth", 0, {}, {}, "", ())
FULL = answer(
    content(
        settings={"capacity": 50, "basis": "consent"},
        watch=[watch_item(CANH), watch_item(DUNG, until="2026-12-31")],
        notices=[notice_item(MEETING), notice_item(REPORT)],
        keys={"0123456789abcdef.pem": public_pem()},
        version="9.1",
    )
)


def read(body: bytes) -> NewBulletin:
    new = read_bulletin(answer(body), HUB, HELD)
    assert new is not None
    return new


def fault(made: BulletinAnswer, held: HeldBulletin | None = HELD) -> BulletinFault:
    with pytest.raises(BulletinRefused) as refused:
        read_bulletin(made, HUB, held)
    return refused.value.fault


def test_a_sound_one_is_read_whole() -> None:
    new = read_bulletin(FULL, HUB, HELD)
    assert new is not None
    assert new.settings == {"capacity": 50, "basis": Basis.CONSENT}
    assert new.watch == (CANH, replace(DUNG, until=date(2026, 12, 31)))
    assert new.notices == (MEETING, REPORT)
    assert list(new.keys) == ["0123456789abcdef.pem"]
    assert (new.version, new.faults) == ("9.1", ())


WHOLE = msgspec.json.encode(FULL)


@given(st.data())
def test_half_of_it_is_nothing(data: st.DataObject) -> None:
    """Cut anywhere, or with any byte changed, it is no JSON, or is refused as a whole."""
    place = data.draw(st.integers(0, len(WHOLE) - 1))
    if data.draw(st.booleans()):
        torn = WHOLE[:place]
    else:
        torn = WHOLE[:place] + bytes([WHOLE[place] ^ data.draw(st.integers(1, 255))])
        torn += WHOLE[place + 1 :]
    try:
        made = msgspec.json.decode(torn, type=BulletinAnswer)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return
    if msgspec.structs.replace(made, site_name=FULL.site_name) == FULL:
        return  # the name is not vouched for, nor used; an id's letters may be capitals
    assert fault(made) in {BulletinFault.DAMAGED, BulletinFault.OTHER_HUB}


def test_another_hubs_is_refused() -> None:
    foreign = answer(content(), hub=type(HUB)(int=OTHER))
    assert fault(foreign) is BulletinFault.OTHER_HUB


def test_an_older_one_is_refused_and_an_equal_one_is_not() -> None:
    assert fault(answer(content(), serial=3)) is BulletinFault.OLDER
    assert read_bulletin(answer(content(), serial=4), HUB, HELD) is not None
    of_another = msgspec.structs.replace(answer(content(), serial=3))
    held = replace(HELD, hub=type(HUB)(int=OTHER))
    assert read_bulletin(of_another, HUB, held) is not None


def test_unchanged_is_believed_only_of_what_is_held() -> None:
    same = answer(bytes(NONE), revision="fourth")
    assert read_bulletin(same, HUB, HELD) is None
    assert fault(answer(bytes(NONE), revision="sixth")) is BulletinFault.UNREADABLE
    assert fault(same, None) is BulletinFault.UNREADABLE


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'"text"',
        b'{"watch": {}}',
        b'{"settings": []}',
        b'{"keys": {"a.pem": 5}}',
        b'{"notices": 7}',
        b"[" * 5_000 + b"]" * 5_000,
    ],
)
def test_no_bulletin_at_all_is_refused(body: bytes) -> None:
    assert fault(answer(body)) is BulletinFault.UNREADABLE


@pytest.mark.parametrize(
    "body",
    [
        content(watch=[0] * (MAX_WATCHED + 1)),
        content(notices=[0] * (MAX_NOTICES + 1)),
        content(keys={f"{number}.pem": "" for number in range(MAX_KEYS + 1)}),
    ],
    ids=["watch", "notices", "keys"],
)
def test_beyond_every_measure_is_refused(body: bytes) -> None:
    assert fault(answer(body)) is BulletinFault.TOO_LARGE


def test_a_serial_no_store_can_hold_is_refused() -> None:
    assert fault(answer(content(), serial=2**63)) is BulletinFault.TOO_LARGE


@pytest.mark.parametrize(
    "bad",
    [
        7,
        None,
        {},
        watch_item(instruction=""),
        watch_item(instruction=" \u202e "),
        watch_item(instruction="x" * 1_001),
        watch_item(name=5),
        watch_item(name="x" * 201),
        watch_item(name=None, id_number=None, phone=None, plate=" "),
    ],
)
def test_a_bad_name_takes_nothing_from_the_others(bad: object) -> None:
    new = read(content(watch=[watch_item(CANH), bad, watch_item(DUNG)]))
    assert new.watch == (CANH, DUNG)
    assert new.faults == ("watch 2",)


def test_whom_to_look_out_for_matters_more_than_until_when() -> None:
    new = read(content(watch=[watch_item(CANH, until="soon")]))
    assert new.watch == (CANH,)
    assert new.faults == ("watch 1: until",)


@pytest.mark.parametrize(
    "bad",
    [
        [],
        notice_item(id="x"),
        notice_item(text=""),
        notice_item(text="\u200b"),
        notice_item(text="x" * 301),
        notice_item(created_at=2**70),
        notice_item(until="never"),
    ],
)
def test_a_bad_notice_takes_nothing_from_the_others(bad: object) -> None:
    new = read(content(notices=[bad, notice_item(REPORT)]))
    assert new.notices == (REPORT,)
    assert new.faults == ("notice 1",)


def test_a_kind_of_notice_from_a_newer_hub_is_a_notice() -> None:
    new = read(content(notices=[notice_item(REPORT, kind="alarm")]))
    assert [told.kind for told in new.notices] == [NoticeKind.NOTICE]


def test_texts_are_safe_to_show() -> None:
    new = read(content(notices=[notice_item(MEETING, text="Họp\n\u202elúc\u0000 17:00")]))
    assert new.notices[0].text == "Họp lúc 17:00"


@pytest.mark.parametrize(
    ("name", "pem", "reason"),
    [
        ("a.pem", "no key at all", "no_key"),
        ("a.pem", public_pem(), "key_name"),
        ("0123.pem", "-----BEGIN PRIVATE KEY-----", "private_key"),
        ("0123.pem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "no_key"),
    ],
)
def test_an_unusable_key_is_named_and_takes_nothing(name: str, pem: str, reason: str) -> None:
    good = public_pem()
    new = read(content(keys={name: pem, "aabb.pem": good}))
    assert new.keys == {"aabb.pem": good}
    assert new.faults == (f"key {name}: {reason}",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("capacity", -1),
        ("capacity", "many"),
        ("capacity", 1.5),
        ("retention_days", 10**9),
        ("lookback_days", 0),
        ("basis", "because"),
        ("four_eyes", 1),
        ("wards", "Phường Mẫu"),
        ("wards", [""]),
        ("wards", ["x"] * 101),
    ],
)
def test_a_bad_setting_is_named_and_takes_nothing(name: str, value: object) -> None:
    new = read(content(settings={name: value, "overstay_minutes": 30}))
    assert new.settings == {"overstay_minutes": 30}
    assert new.faults == (f"setting {name}",)


@pytest.mark.parametrize("name", ["lang", "source", "backup_folder", "scanner", "unheard_of"])
def test_what_a_hub_may_not_set_is_passed_over(name: str) -> None:
    new = read(content(settings={name: "x"}))
    assert (new.settings, new.faults) == ({}, ())


def test_what_was_found_is_read_and_a_bad_part_spoils_only_itself() -> None:
    said = {"title": " Ghi giấy  quá nhiều ", "because": "67 %", "advice": "Quét mã trước."}
    good = {"finding": "paper_share", "since": 5, "words": {"vi": said, "xx": {"title": " "}}}
    hostile: list[object] = [
        {"finding": "x", "since": 5, "words": {}},
        {"finding": "x", "since": 5, "words": {"vi": {"title": ""}}},
        {"finding": "x", "since": "5", "words": {"vi": said}},
        {"finding": "x" * 65, "since": 5, "words": {"vi": said}},
        {"finding": "x", "since": 5, "words": {str(n): said for n in range(9)}},
        [],
    ]
    new = read(msgspec.json.encode({"found": [*hostile, good], "found_at": 9}))
    words = {"vi": FoundWords("Ghi giấy quá nhiều", "67 %", "Quét mã trước.")}
    assert new.found == FoundHere(9, (Found("paper_share", 5, words),))
    assert new.faults == tuple(f"finding {place}" for place in range(1, 7))
    assert read(msgspec.json.encode({})).found == FoundHere()
    many = msgspec.json.encode({"found": [good] * (MAX_FOUND + 1)})
    assert fault(answer(many)) is BulletinFault.TOO_LARGE
