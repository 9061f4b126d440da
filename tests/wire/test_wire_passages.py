"""Passage to message and back, and what is refused on the way."""

import dataclasses
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.documents import Format, Sex, WarningCode
from checkpoint_app.domain.passage import (
    Basis,
    Decision,
    Declaration,
    Delivery,
    Direction,
    Fallback,
    Kind,
    Passage,
    Person,
    Verdict,
    Way,
)
from checkpoint_app.wire.messages import MAX_TIME, PassageItem, Rejection
from checkpoint_app.wire.passages import encode_item, to_item, to_passage
from checkpoint_app.wire.protocol import RefusalCode
from checkpoint_app.wire.validation import TEXT_LIMITS, check_item, check_items

ID = UUID("01990000-0000-7000-8000-000000000001")
_text = st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
_maybe = st.none() | st.booleans()
_times = st.integers(0, MAX_TIME - 1)
_PEOPLE = st.builds(
    Person,
    **{name: _text for name in Person.__slots__ if name != "sex"},
    sex=st.none() | st.sampled_from(Sex),
)
_PASSAGES = st.builds(
    Passage,
    id=st.uuids(),
    station=st.uuids(),
    direction=st.sampled_from(Direction),
    way=st.sampled_from(Way),
    occurred_at=_times,
    recorded_at=_times,
    rev=st.integers(1, 2**31 - 1),
    gate=_text.map(lambda text: text or ""),
    lane=_text.map(lambda text: text or ""),
    kind=st.sampled_from(Kind),
    fallback=st.none() | st.sampled_from(Fallback),
    sheet=_text,
    row=st.none() | st.integers(0, 500),
    staff=st.none() | st.uuids(),
    guided_by=_text,
    document=st.none() | st.sampled_from(Format),
    person=_PEOPLE,
    plate=_text,
    delivery=st.none() | st.builds(Delivery, platform=_text, destination=_text, goods=_text),
    declaration=st.none()
    | st.builds(
        Declaration,
        travelled=_text,
        symptoms=_text,
        contact_patient=_maybe,
        contact_sick_country=_maybe,
        contact_symptoms=_maybe,
        consent=_maybe,
        basis=st.none() | st.sampled_from(Basis),
    ),
    verdict=st.sampled_from(Verdict),
    warnings=st.lists(st.sampled_from(WarningCode), max_size=5).map(tuple),
    note=_text,
    voided=st.booleans(),
    decision=st.none() | st.sampled_from(Decision),
    pass_number=_text,
    session=st.none() | st.integers(0, 2**31 - 1),
    tick=st.none() | st.integers(0, 2**40),
    hub_offset=st.none() | st.integers(-MAX_TIME + 1, MAX_TIME - 1),
)


@given(_PASSAGES)
def test_every_passage_comes_back_as_it_went(passage: Passage) -> None:
    item = check_item(encode_item(passage), 0)
    assert isinstance(item, PassageItem)
    back = to_passage(item)
    assert dataclasses.asdict(back) == dataclasses.asdict(passage)


def test_every_field_of_a_passage_is_in_the_message() -> None:
    assert set(PassageItem.__struct_fields__) == set(Passage.__slots__)


def test_what_is_absent_is_left_out() -> None:
    plain = Passage(ID, ID, Direction.IN, Way.CAMERA, 1, 2)
    assert set(msgspec.json.decode(encode_item(plain))) == {
        *("id", "station", "direction", "way", "kind", "rev", "occurred_at", "recorded_at")
    }


def good(**changes: Any) -> dict[str, Any]:
    item = msgspec.to_builtins(to_item(Passage(ID, ID, Direction.OUT, Way.PAPER, 1, 2)))
    assert isinstance(item, dict)
    return {name: value for name, value in (item | changes).items() if value is not ...}


def test_a_newer_station_may_say_more() -> None:
    raw = msgspec.json.encode(
        good(colour="red", person={"name": "Thử", "shoe": 43}, warnings=["masked", "brand_new"])
    )
    item = check_item(raw, 0)
    assert isinstance(item, PassageItem)
    assert item.warnings == ("masked", "brand_new")
    assert to_passage(item).warnings == (WarningCode.MASKED,)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"occurred_at": ...}, RefusalCode.TIME_MISSING, "occurred_at"),
        ({"recorded_at": ...}, RefusalCode.TIME_MISSING, "recorded_at"),
        ({"occurred_at": "2026-01-01"}, RefusalCode.MALFORMED, "occurred_at"),
        ({"direction": "up"}, RefusalCode.VALUE_UNKNOWN, "direction"),
        ({"direction": 7}, RefusalCode.MALFORMED, "direction"),
        ({"direction": ...}, RefusalCode.FIELD_MISSING, "direction"),
        ({"kind": "ghost"}, RefusalCode.VALUE_UNKNOWN, "kind"),
        ({"fallback": "lazy"}, RefusalCode.VALUE_UNKNOWN, "fallback"),
        ({"person": []}, RefusalCode.MALFORMED, "person"),
        ({"person": {"name": 5}}, RefusalCode.MALFORMED, "person.name"),
        ({"person": {"sex": "?"}}, RefusalCode.VALUE_UNKNOWN, "person.sex"),
        ({"declaration": {"consent": "yes"}}, RefusalCode.MALFORMED, "declaration.consent"),
        ({"person": {"name": "a\x00b"}}, RefusalCode.TEXT_UNPRINTABLE, "person.name"),
        ({"note": "\x1b[2J"}, RefusalCode.TEXT_UNPRINTABLE, "note"),
        ({"row": 2**40}, RefusalCode.NUMBER_OUT_OF_RANGE, "row"),
        ({"hub_offset": 2**62}, RefusalCode.NUMBER_OUT_OF_RANGE, "hub_offset"),
        ({"decision": "shot"}, RefusalCode.VALUE_UNKNOWN, "decision"),
        ({"warnings": ["w"] * 33}, RefusalCode.TEXT_TOO_LONG, "warnings"),
        ({"warnings": [5]}, RefusalCode.MALFORMED, "warnings"),
        ({"occurred_at": True}, RefusalCode.MALFORMED, "occurred_at"),
        ({"occurred_at": None}, RefusalCode.MALFORMED, "occurred_at"),
        ({"occurred_at": 1.5, "kind": "ghost"}, RefusalCode.VALUE_UNKNOWN, "kind"),
        ({"declaration": {"basis": "whim"}}, RefusalCode.VALUE_UNKNOWN, "declaration.basis"),
        ({"station": "here"}, RefusalCode.MALFORMED, "station"),
        ({"session": 10**30}, RefusalCode.NUMBER_OUT_OF_RANGE, "session"),
        ({"person": {"name": "ễ" * 201}}, RefusalCode.TEXT_TOO_LONG, "person.name"),
    ],
)
def test_a_bad_passage_is_refused_by_its_id(
    changes: dict[str, Any], code: RefusalCode, field: str
) -> None:
    refused = check_item(msgspec.json.encode(good(**changes)), 4)
    assert refused == Rejection(code=code, field=field, id=ID, rev=1)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("-1", -1),
        ("253402300800000", MAX_TIME),
        ("1" + "0" * 30, 10**24),
        ("-" + "9" * 5_000, -(10**24) + 1),
        ("1790000000000.5", 1_790_000_000_000),
        ("1.79e12", 1_790_000_000_000),
        ("1e400", 10**25),
        ("-1e400", -(10**25)),
    ],
)
@pytest.mark.parametrize("field", ["occurred_at", "recorded_at"])
def test_no_time_is_refused_for_what_it_says(field: str, number: str, value: int) -> None:
    raw = msgspec.json.encode(good(**{field: 123_454_321})).replace(b"123454321", number.encode())
    item = check_item(raw, 0)
    assert isinstance(item, PassageItem)
    assert getattr(item, field) == value or abs(getattr(item, field)) > MAX_TIME


@pytest.mark.parametrize("note", [b'"\\ud800"', b"NaN", b"1e400", b'"\\udc00\\ud800"'])
def test_a_strange_time_does_not_let_other_faults_pass(note: bytes) -> None:
    raw = msgspec.json.encode(good(occurred_at=1.5, note="?")).replace(b'"?"', note)
    refused = check_item(raw, 0)
    assert isinstance(refused, Rejection)
    assert refused.code == RefusalCode.MALFORMED


def test_a_batch_is_judged_as_each_of_its_passages_is() -> None:
    fine = msgspec.json.encode(good())
    odd = [
        msgspec.json.encode(good(**changes))
        for changes in (
            {"note": 'hai\ndòng "\\"'},
            {"note": "\x1b[2J"},
            {"colour": {"deep": [1, 2]}, "warnings": ["brand_new"]},
            {"occurred_at": 1.5},
            {"occurred_at": 10**30},
            {"recorded_at": ...},
            {"direction": "up"},
            {"person": {"name": "ễ" * 201}},
            {"id": "nobody"},
        )
    ]
    odd += [fine.replace(b'"out"', b'"out","colour":"\xff"'), b"1", b"null", b"[]"]
    for raws in ([], [fine] * 3, *([fine, one, fine] for one in odd), odd):
        body = b'{"v":1,"passages":[' + b" , ".join(raws) + b"]}"
        one_by_one = [check_item(raw, index) for index, raw in enumerate(raws)]
        assert list(check_items(raws, body)) == one_by_one


@pytest.mark.parametrize("field", sorted(TEXT_LIMITS))
def test_a_text_is_taken_up_to_its_limit_and_never_cut(field: str) -> None:
    def judged(length: int) -> PassageItem | Rejection:
        text = "ễ" * length
        value: Any = [text] if field == "warnings" else text
        part, _, name = field.partition(".")
        return check_item(msgspec.json.encode(good(**{part: {name: value} if name else value})), 0)

    assert isinstance(judged(TEXT_LIMITS[field]), PassageItem)
    refused = judged(TEXT_LIMITS[field] + 1)
    assert refused == Rejection(code=RefusalCode.TEXT_TOO_LONG, field=field, id=ID, rev=1)


def test_every_text_has_a_limit() -> None:
    assert list(_unlimited(msgspec.inspect.type_info(PassageItem))) == []
    assert len(TEXT_LIMITS) == 22


def _unlimited(kind: msgspec.inspect.Type, name: str = "") -> Iterator[str]:
    if isinstance(kind, msgspec.inspect.StrType) and kind.max_length is None:
        yield name
    for field in getattr(kind, "fields", ()):
        yield from _unlimited(field.type, field.name)
    for part in (*getattr(kind, "types", ()), getattr(kind, "item_type", None)):
        if part is not None:
            yield from _unlimited(part, name)


@pytest.mark.parametrize(
    "raw",
    [
        b"7",
        b"null",
        b"[]",
        b"{}",
        b'"\xff"',
        b'{"id": "no id", "rev": 1}',
        b'{"id": "01990000-0000-7000-8000-000000000001", "rev": 0}',
        b'{"id": "01990000-0000-7000-8000-000000000001", "rev": "1"}',
        b"[" * 5_000 + b"]" * 5_000,
    ],
)
def test_without_id_and_revision_it_is_refused_by_its_place(raw: bytes) -> None:
    refused = check_item(raw, 9)
    assert isinstance(refused, Rejection)
    assert (refused.index, refused.id, refused.rev) == (9, None, None)


@given(st.binary(max_size=80))
def test_no_bytes_make_it_fail(raw: bytes) -> None:
    assert isinstance(check_item(raw, 0), Rejection)


def test_bytes_that_are_no_utf8_are_refused_even_where_nobody_looks() -> None:
    raw = msgspec.json.encode(good(extra="X")).replace(b'"X"', b'"\xff"')
    refused = check_item(raw, 0)
    assert isinstance(refused, Rejection)
    assert refused.code == RefusalCode.MALFORMED


def test_half_a_character_pair_cannot_be_sent() -> None:
    passage = Passage(ID, ID, Direction.IN, Way.TYPED, 1, 2, note="\ud800")
    with pytest.raises(UnicodeEncodeError):
        encode_item(passage)
