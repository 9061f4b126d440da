"""Invented people and what their codes hold. None of them exists."""

from dataclasses import dataclass
from enum import StrEnum

from checkpoint_app.domain.text import fold


class Paper(StrEnum):
    """What someone shows at the gate."""

    CHIP_CARD = "chip_card"
    NEW_CARD = "new_card"
    PHONE = "phone"
    PHONE_MASKED = "phone_masked"


@dataclass(frozen=True, slots=True)
class Someone:
    """One invented person.

    Attributes:
        born, issued: ISO dates.
        sex: as printed, Nam or Nữ.
        look: shirt, hair and skin as RGB, for the drawing.
    """

    paper: Paper
    number: str
    name: str
    born: str
    sex: str
    address: str
    issued: str
    old_number: str = ""
    qid: str = ""
    phone: str = ""
    look: tuple[str, str, str] = ("#4f7cac", "#2b2320", "#e0b18f")

    @property
    def payload(self) -> bytes:
        """The bytes of the person's code."""
        if self.paper is Paper.PHONE:
            return self._unified(self.number, self.born)
        if self.paper is Paper.PHONE_MASKED:
            return self._unified("******" + self.number[6:], self.born[:4] + "-**-**")
        fields = (
            self.number,
            self.old_number,
            self.name,
            _card_date(self.born),
            self.sex,
            self.address,
            _card_date(self.issued),
        )
        tail = "||||" if self.paper is Paper.NEW_CARD else ""
        return ("|".join(fields) + tail).encode()

    def _unified(self, number: str, born: str) -> bytes:
        sex = "1" if self.sex == "Nam" else "2"
        name = fold(self.name).upper()
        return f"{number}|{name}|{born}|0|{self.qid}|<{sex}<<{self.phone}".encode()


def _card_date(iso: str) -> str:
    year, month, day = iso.split("-")
    return day + month + year


AN = Someone(
    Paper.CHIP_CARD,
    "001090000011",
    "Nguyễn Văn An",
    "1990-03-12",
    "Nam",
    "Tổ 5, Nghĩa Đô, Cầu Giấy, Hà Nội",
    "2021-05-20",
    old_number="012000011",
    look=("#39648f", "#211c1a", "#dcae8b"),
)
BICH = Someone(
    Paper.CHIP_CARD,
    "034185000022",
    "Trần Thị Bích",
    "1985-08-15",
    "Nữ",
    "Thôn Cầu, Đông Quý, Tiền Hải, Thái Bình",
    "2022-03-20",
    look=("#b4546b", "#1d1715", "#e6bd9c"),
)
CUONG = Someone(
    Paper.PHONE,
    "001099000033",
    "Lê Văn Cường",
    "1999-02-02",
    "Nam",
    "Số 1 Phố Mẫu, Nghĩa Đô, Hà Nội",
    "2021-11-12",
    qid="163100000000000033",
    phone="0900000033",
    look=("#3d7d5f", "#2a211d", "#d9a983"),
)
DUNG = Someone(
    Paper.CHIP_CARD,
    "038176000044",
    "Phạm Thị Dung",
    "1976-11-30",
    "Nữ",
    "Xóm 3, Hoằng Mẫu, Hoằng Hóa, Thanh Hóa",
    "2021-07-01",
    old_number="170000044",
    look=("#8a6db1", "#3b332f", "#deb391"),
)
GIANG = Someone(
    Paper.NEW_CARD,
    "001205000055",
    "Đỗ Hoàng Giang",
    "2005-06-09",
    "Nam",
    "Số 8 Ngõ Mẫu, Tây Hồ, Hà Nội",
    "2024-09-18",
    look=("#d08a3c", "#1b1716", "#e3b796"),
)
HANH = Someone(
    Paper.PHONE_MASKED,
    "031193000066",
    "Vũ Mỹ Hạnh",
    "1993-12-24",
    "Nữ",
    "Tổ 2, An Mẫu, Lê Chân, Hải Phòng",
    "2021-09-30",
    qid="163100000000000066",
    phone="0900000066",
    look=("#2f8f9d", "#241c19", "#e8c3a5"),
)
KHOI = Someone(
    Paper.CHIP_CARD,
    "024088000077",
    "Hoàng Đình Khôi",
    "1988-01-27",
    "Nam",
    "Thôn Mẫu, Quang Châu, Việt Yên, Bắc Giang",
    "2021-04-05",
    look=("#5c6670", "#201b19", "#d2a17b"),
)
LIEN = Someone(
    Paper.CHIP_CARD,
    "040169000088",
    "Ngô Thị Kim Liên",
    "1969-05-19",
    "Nữ",
    "Khối 7, Hưng Mẫu, Vinh, Nghệ An",
    "2022-02-14",
    old_number="180000088",
    look=("#c46a4a", "#6b625c", "#ddb18d"),
)

PEOPLE = (AN, BICH, CUONG, DUNG, GIANG, HANH, KHOI, LIEN)

PARCEL = b"KIEN-HANG MAU 0000000001"
"""What a courier's label holds: a code that names nobody."""
