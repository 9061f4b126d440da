"""An entry from JSON: understood whole, or refused by the name of the field. Never a crash."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.documents import Sex, WarningCode
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.passage import (
    Declaration,
    Delivery,
    DirectionMode,
    Fallback,
    Kind,
    Person,
    Way,
)
from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.station.entry import Entry, entry_from_json
from checkpoint_app.wire.validation import TEXT_LIMITS

WHOLE: dict[str, Any] = {
    "direction": "out",
    "kind": "delivery",
    "occurred_at": "2026-11-23T07:15:00+07:00",
    "way": "paper",
    "fallback": "no_device",
    "sheet": "T-17",
    "row": 4,
    "guided_by": "Chị Hai",
    "person": {
        "name": "  Đặng   Thị Bưởi ",
        "id_number": "001 199 000 002",
        "phone": "+84 912 345 678",
        "birth_year": 1999,
        "sex": "female",
        "address": "Thôn Cầu",
        "nationality": "Việt Nam",
    },
    "plate": "29-B1 123.45",
    "delivery": {"platform": "Sàn Thử", "destination": "Căn 1203", "goods": "rau"},
    "declaration": {
        "travelled": "",
        "symptoms": "ho",
        "contact_patient": False,
        "contact_sick_country": True,
        "contact_symptoms": None,
        "consent": True,
    },
    "note": "gửi ở bàn",
}
LEAVES = [(None, key) for key, value in WHOLE.items() if not isinstance(value, dict)] + [
    (group, key) for group in ("person", "delivery", "declaration") for key in WHOLE[group]
]
GROUPS = ("person", "delivery", "declaration")


def test_every_field_is_understood() -> None:
    assert entry_from_json(WHOLE) == Entry(
        direction=DirectionMode.OUT,
        kind=Kind.DELIVERY,
        occurred_at=parse_iso("2026-11-23T07:15:00+07:00"),
        way=Way.PAPER,
        fallback=Fallback.NO_DEVICE,
        sheet="T-17",
        row=4,
        guided_by="Chị Hai",
        person=Person(
            name="Đặng Thị Bưởi",
            id_number="001199000002",
            phone="0912345678",
            birth_date="1999",
            sex=Sex.FEMALE,
            address="Thôn Cầu",
            nationality="Việt Nam",
        ),
        plate="29B112345",
        delivery=Delivery("Sàn Thử", "Căn 1203", "rau"),
        declaration=Declaration("", "ho", False, True, None, True),
        note="gửi ở bàn",
    )


def test_a_direction_is_enough() -> None:
    assert entry_from_json({"direction": "auto"}) == Entry(DirectionMode.AUTO)
    nulls = {key: None for key in WHOLE if key != "direction"}
    assert entry_from_json({"direction": "in", **nulls}) == Entry(DirectionMode.IN)


def _with(group: str | None, key: str, value: object) -> dict[str, Any]:
    if group is None:
        return {**WHOLE, key: value}
    return {**WHOLE, group: {**WHOLE[group], key: value}}


def _refusal(value: object) -> InvalidEntry | None:
    """Why this is no entry, None where it is one; any other exception is a fault."""
    try:
        entry = entry_from_json(value)
    except InvalidEntry as error:
        return error
    for text in (entry.note, entry.sheet, entry.guided_by, entry.person.name, entry.plate):
        assert text is None or text == text.strip() != ""
        json.dumps(text, ensure_ascii=False).encode()
    return None


HOSTILE: list[object] = [
    [], [1], {}, {"x": 1}, True, 7, -1, 0, 1.5, 10**30, float("nan"), float("inf"),
    "", " ", "x" * 1001, "\0", "\ud800", "2026-13-01",
    "9999-12-31T23:59:59-23:59", "in", "１９９９",
]  # fmt: skip


@pytest.mark.parametrize(("group", "key"), LEAVES)
def test_a_hostile_value_is_refused_by_the_name_of_its_field(group: str | None, key: str) -> None:
    name = f"{group}.{key}" if group else key
    refusals = [_refusal(_with(group, key, value)) for value in HOSTILE]
    fields = [refusal.field for refusal in refusals if refusal is not None]
    assert set(fields) == {name}
    assert len(fields) >= 5, "this field takes nearly anything"


@pytest.mark.parametrize("group", [None, *GROUPS])
def test_an_unknown_key_is_named(group: str | None) -> None:
    with pytest.raises(InvalidEntry) as refusal:
        entry_from_json(_with(group, "nmae", "x"))
    assert refusal.value.field == (f"{group}.nmae" if group else "nmae")
    assert refusal.value.reason == "unknown"


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("value", [[], "x", 1, True])
def test_a_group_is_an_object(group: str, value: object) -> None:
    with pytest.raises(InvalidEntry) as refusal:
        entry_from_json({**WHOLE, group: value})
    assert (refusal.value.field, refusal.value.reason) == (group, "not_an_object")


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"direction": None}, "direction", "missing"),
        ({"direction": "up"}, "direction", "not_a_choice"),
        ({"way": "camera"}, "way", "not_a_choice"),
        ({"row": 0}, "row", "not_a_number"),
        ({"row": True}, "row", "not_a_number"),
        ({"row": "4"}, "row", "not_a_number"),
        ({"occurred_at": "yesterday"}, "occurred_at", "not_a_time"),
        ({"occurred_at": "1999-01-01"}, "occurred_at", "not_a_time"),
        ({"occurred_at": 0}, "occurred_at", "not_text"),
        ({"note": "x" * 1001}, "note", "too_long"),
        ({"person": {"birth_year": 1850}}, "person.birth_year", "not_a_year"),
        ({"person": {"birth_year": "19990"}}, "person.birth_year", "not_a_year"),
        ({"person": {"birth_year": 10**6000}}, "person.birth_year", "not_a_year"),
    ],
)
def test_the_reason_is_told(change: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(InvalidEntry) as refusal:
        entry_from_json({**WHOLE, **change})
    assert (refusal.value.field, refusal.value.reason) == (field, reason)


@pytest.mark.parametrize(("group", "key"), LEAVES)
def test_the_hub_refuses_no_text_that_the_station_takes(group: str | None, key: str) -> None:
    name = f"{group}.{key}" if group else key
    for length in range(1, 1002):
        try:
            entry_from_json(_with(group, key, "x" * length))
        except InvalidEntry as error:
            if error.reason == "too_long":
                assert length == TEXT_LIMITS.get(name, 64) + 1
                return
    assert name in {"direction", "kind", "way", "fallback", "row", "person.sex"} | {
        f"declaration.{key}" for key in WHOLE["declaration"]
    } - {"declaration.travelled", "declaration.symptoms"} | {"person.birth_year"}


def test_the_unusual_is_kept_with_a_warning() -> None:
    entry = entry_from_json(
        {
            "direction": "in",
            "person": {"phone": "12-34", "id_number": "12345", "birth_year": 1990},
            "plate": "???X",
        }
    )
    assert (entry.person.phone, entry.person.id_number, entry.plate) == ("1234", "12345", "X")
    assert set(entry.warnings) == {
        WarningCode.PHONE_MALFORMED,
        WarningCode.ID_MALFORMED,
        WarningCode.PLATE_MALFORMED,
    }


_leaf = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.sampled_from(["in", "out", "auto", "typed", "paper", "2026-11-23", "0", "1990", "male"])
)  # fmt: skip
_keys = st.sampled_from([key for _, key in LEAVES] + list(GROUPS)) | st.text(max_size=5)
_anything = st.recursive(
    _leaf,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=6),
    max_leaves=20,
)
_near = st.fixed_dictionaries({"direction": st.sampled_from(["in", "auto"])}).flatmap(
    lambda base: st.dictionaries(_keys, _anything, max_size=5).map(lambda more: {**more, **base})
)


@given(value=_anything | _near)
def test_any_json_is_an_entry_or_a_named_refusal(value: object) -> None:
    refusal = _refusal(value)
    if refusal is not None:
        assert isinstance(refusal.field, str)
        assert f"reason.{refusal.reason}" in CATALOG
