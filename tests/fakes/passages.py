"""Invented passages: one with every field filled, plain ones, and any that hypothesis thinks of."""

from dataclasses import replace
from uuid import UUID

from hypothesis import strategies as st

from checkpoint_app.domain.documents import Format, Sex, WarningCode
from checkpoint_app.domain.passage import (
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
from checkpoint_app.records.ids import new_id

AT = 1_795_395_600_000
"""2026-11-23, 08:00 in Hanoi, in ms since 1970 UTC."""


def passage(
    station: UUID,
    *,
    name: str | None = "Nguyễn Văn An",
    id_number: str | None = "001099000001",
    phone: str | None = None,
    at: int = AT,
    direction: Direction = Direction.IN,
) -> Passage:
    """A plain passage."""
    return Passage(
        id=new_id(),
        station=station,
        direction=direction,
        way=Way.CAMERA,
        occurred_at=at,
        recorded_at=at,
        person=Person(name=name, id_number=id_number, phone=phone),
    )


def full(station: UUID) -> Passage:
    """A passage with every field filled."""
    return replace(
        passage(station),
        gate="Cổng 2",
        lane="1",
        kind=Kind.DELIVERY,
        way=Way.PAPER,
        fallback=Fallback.NO_DEVICE,
        sheet="T-17",
        row=4,
        staff=new_id(),
        guided_by="Chị Hai",
        document=Format.CCCD,
        person=Person(
            name="Đặng Thị Bưởi",
            id_number="001199000002",
            old_id_number="123456789",
            insurance_number="0100000000",
            qid="162900000000000001",
            phone="0900000001",
            birth_date="1999-08-15",
            sex=Sex.FEMALE,
            address="Thôn Cầu, Đông Quý",
            nationality="Việt Nam",
        ),
        plate="29B112345",
        delivery=Delivery("Sàn Thử", "Căn 1203", "rau"),
        declaration=Declaration("Hà Nội", "", False, None, True, True),
        verdict=Verdict.LOOK,
        warnings=(WarningCode.MASKED, WarningCode.SYMPTOMS),
        note="gửi ở bàn bảo vệ",
        decision=Decision.LET_THROUGH,
        pass_number="NTD-000123",
    )


_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_word = st.none() | _words
_yes_no = st.none() | st.booleans()
_time = st.integers(1_577_836_800_000, 4_102_444_799_999)
people = st.builds(
    Person,
    name=_word,
    id_number=_word,
    old_id_number=_word,
    insurance_number=_word,
    qid=_word,
    phone=_word,
    birth_date=_word,
    sex=st.none() | st.sampled_from(Sex),
    address=_word,
    nationality=_word,
)


def passages(station: UUID) -> st.SearchStrategy[Passage]:
    """Any passage of a station."""
    return st.builds(
        Passage,
        id=st.builds(new_id),
        station=st.just(station),
        direction=st.sampled_from(Direction),
        way=st.sampled_from(Way),
        occurred_at=_time,
        recorded_at=_time,
        gate=_words,
        lane=_words,
        kind=st.sampled_from(Kind),
        fallback=st.none() | st.sampled_from(Fallback),
        sheet=_word,
        row=st.none() | st.integers(1, 9999),
        staff=st.none() | st.uuids(),
        guided_by=_word,
        document=st.none() | st.sampled_from(Format),
        person=people,
        plate=_word,
        delivery=st.none() | st.builds(Delivery, _word, _word, _word),
        declaration=st.none()
        | st.builds(Declaration, _word, _word, _yes_no, _yes_no, _yes_no, _yes_no),
        verdict=st.sampled_from(Verdict),
        warnings=st.lists(st.sampled_from(WarningCode), unique=True, max_size=4).map(tuple),
        note=_word,
    )
