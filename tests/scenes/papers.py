"""What people hold up: cards, phones, a parcel label, and the hand around them.

Each is a sprite of 1400 by 1300 with the paper about its middle and the arm leaving at the bottom.
The codes are larger on their cards than on real ones, as if held close.
"""

from functools import cache

import numpy as np

from tests.scenes.paint import Sprite, gradient, lay
from tests.scenes.people import PARCEL, Paper, Someone

WIDTH, HEIGHT = 1400, 1300
CARD = (1000, 630)
PHONE = (470, 940)

_INK, _SOFT, _RED = "#23313d", "#5b6b78", "#b3262e"


@cache
def held(someone: Someone | None) -> Sprite:
    """A person's paper in the hand; the courier's parcel label for None."""
    if someone is None:
        return _in_hand(_label(), "#cf9f78", "#2f7d4f")
    phone = someone.paper in {Paper.PHONE, Paper.PHONE_MASKED}
    if phone:
        paper = _phone(someone)
    else:
        paper = _new_card(someone) if someone.paper is Paper.NEW_CARD else _chip_card(someone)
    shirt, _, skin = someone.look
    return _in_hand(paper, skin, shirt)


def _in_hand(paper: Sprite, skin: str, sleeve: str) -> Sprite:
    whole = Sprite.empty(WIDTH, HEIGHT, skin)
    width, height = paper.size
    x, y = (WIDTH - width) // 2, (HEIGHT - height) // 2 - 60
    low, right = y + height, x + width
    dark = _darker(skin, 0.86)
    # Fingers behind, then the paper, then the thumb over its edge.
    for step in range(4):
        whole.oval(right + 6 - step * 14, low - 250 + step * 66, (92, 36), dark, -14 + step * 5)
    whole.shape(
        np.array(
            [
                (right - 190, low - 60),
                (right + 40, low - 250),
                (right + 96, low - 80),
                (right + 60, low + 190),
                (right - 60, low + 330),
                (right - 250, low + 250),
                (right - 260, low + 60),
            ],
            float,
        ),
        dark,
    )
    whole.shape(
        np.array(
            [
                (right - 290, low + 170),
                (right + 80, low + 150),
                (right + 170, HEIGHT + 10),
                (right - 330, HEIGHT + 10),
            ],
            float,
        ),
        sleeve,
    )
    whole.box(right - 305, low + 150, 400, 46, 20, _darker(sleeve, 0.84))
    _over(whole, paper, x, y)
    whole.oval(right - 104, low + 18, (128, 44), skin, -32)
    whole.oval(right - 190, low - 38, (30, 18), _lighter(skin), -32)
    return whole


def _over(whole: Sprite, paper: Sprite, x: int, y: int) -> None:
    lay(whole.colour, paper, x, y)
    width, height = paper.size
    part = whole.alpha[y : y + height, x : x + width]
    np.maximum(part, paper.alpha, out=part)


def _darker(colour: str, factor: float) -> str:
    return "#" + "".join(
        f"{min(255, round(int(colour[at : at + 2], 16) * factor)):02x}" for at in (1, 3, 5)
    )


def _lighter(colour: str) -> str:
    return _darker(colour, 1.09)


def _card_ground(top: str, bottom: str, line: str) -> Sprite:
    width, height = CARD
    card = Sprite.empty(width, height)
    card.box(1, 1, width - 2, height - 2, 38, "#ffffff")
    card.colour = gradient(width, height, top, bottom)
    across = np.linspace(-40, width + 40, 160)
    for number in range(26):
        wave = number * 30 - 60 + 34 * np.sin(across / 130 + number * 0.55)
        band = np.concatenate(
            [np.stack([across, wave], 1), np.stack([across, wave + 2.2], 1)[::-1]]
        )
        edge = card.alpha.copy()
        card.shape(band, line)
        card.alpha = edge
    return card


def _portrait(card: Sprite, someone: Someone, x: int, y: int) -> None:
    shirt, hair, skin = someone.look
    photo = Sprite.empty(220, 292, "#dfe9ee")
    photo.box(0, 0, 220, 292, 14, "#dfe9ee")
    edge = photo.alpha.copy()
    photo.oval(110, 300, (104, 92), shirt)
    photo.box(88, 170, 44, 56, 18, _darker(skin, 0.92))
    if someone.sex == "Nữ":
        photo.box(50, 66, 120, 150, 56, hair)
    photo.oval(110, 126, (50, 64), skin)
    photo.oval(110, 84, (54, 40), hair)
    photo.oval(110, 116, (44, 34), skin)
    photo.alpha = edge
    lay(card.colour, photo, x, y)


def _chip_card(someone: Someone) -> Sprite:
    card = _card_ground("#eaf5ee", "#c5e3de", "#d3ebe3")
    card.text("THẺ MẪU · SPECIMEN", 52, 66, 26, _SOFT, "SemiBold")
    card.text("CĂN CƯỚC CÔNG DÂN", 52, 122, 44, _RED, "Bold")
    card.text("Citizen Identity Card", 52, 160, 25, _SOFT)
    card.oval(612, 178, (38, 38), "#d8a93a")
    card.oval(612, 178, (31, 31), "#c8322f")
    card.text("★", 597, 191, 34, "#f4cf57")
    _portrait(card, someone, 52, 206)
    _fields(card, someone, 300)
    card.code(someone.payload, 656, 28, 312)
    card.text(f"Có giá trị đến: {_shown('2040' + someone.born[4:])}", 52, 602, 20, _SOFT)
    card.shade(1.02, 0.96)
    return card


def _fields(card: Sprite, someone: Someone, x: int) -> None:
    card.text("Số / No.", x, 232, 22, _SOFT)
    card.text(_spaced(someone.number), x, 278, 37, _RED, "Bold")
    card.text("Họ và tên / Full name", x, 322, 22, _SOFT)
    card.text(someone.name.upper(), x, 362, 35, _INK, "SemiBold")
    card.text("Ngày sinh / Date of birth", x, 408, 22, _SOFT)
    card.text(_shown(someone.born), x, 444, 31, _INK, "SemiBold")
    card.text("Giới tính / Sex", x + 330, 408, 22, _SOFT)
    card.text(someone.sex, x + 330, 444, 31, _INK, "SemiBold")
    card.text("Nơi thường trú / Place of residence", x, 492, 22, _SOFT)
    first, _, second = someone.address.partition(", ")
    card.text(first + ",", x, 528, 28, _INK)
    card.text(second, x, 566, 28, _INK)


def _new_card(someone: Someone) -> Sprite:
    card = _card_ground("#f0eef8", "#cfdcf0", "#dfe0f2")
    card.text("THẺ MẪU · SPECIMEN", 52, 66, 26, _SOFT, "SemiBold")
    card.text("CĂN CƯỚC", 52, 124, 52, "#274b8a", "Bold")
    card.text("Identity Card", 52, 162, 25, _SOFT)
    card.box(52, 214, 150, 118, 18, "#d9b75b")
    for at in (0, 1, 2):
        card.box(60, 224 + at * 36, 134, 26, 8, "#e9cf86")
    card.text("Nơi cư trú / Place of residence", 52, 392, 22, _SOFT)
    first, _, second = someone.address.partition(", ")
    card.text(first + ",", 52, 430, 29, _INK)
    card.text(second, 52, 470, 29, _INK)
    card.text("Ngày cấp / Date of issue", 52, 520, 22, _SOFT)
    card.text(_shown(someone.issued), 52, 558, 30, _INK, "SemiBold")
    card.text(f"VNM<<{someone.number}<<<<", 420, 560, 29, _INK)
    card.code(someone.payload, 600, 40, 360)
    card.shade(1.02, 0.96)
    return card


def _phone(someone: Someone) -> Sprite:
    width, height = PHONE
    phone = Sprite.empty(width, height, "#15181c")
    phone.box(1, 1, width - 2, height - 2, 62, "#15181c")
    phone.box(16, 16, width - 32, height - 32, 48, "#f6f8fa")
    phone.box(16, 16, width - 32, 176, 48, "#0f766e")
    phone.box(16, 120, width - 32, 72, 0, "#0f766e")
    phone.box(175, 30, 120, 26, 13, "#15181c")
    phone.text("Mã QR cá nhân", 92, 122, 38, "#ffffff", "SemiBold")
    phone.text("Thẻ mẫu · Specimen", 134, 164, 22, "#d4f1ec")
    phone.box(37, 214, 396, 396, 24, "#ffffff")
    phone.code(someone.payload, 41, 218, 388)
    phone.text(someone.name.upper(), 48, 672, 29, _INK, "Bold")
    phone.text(f"Năm sinh {someone.born[:4]}", 48, 714, 24, _SOFT)
    phone.text(f"Giấy tờ ······{someone.number[6:]}", 48, 750, 24, _SOFT)
    phone.box(48, 790, width - 96, 74, 37, "#0f766e")
    phone.text("Khai báo y tế", 142, 838, 28, "#ffffff", "SemiBold")
    phone.box(165, 896, 140, 9, 4, "#b9c1c8")
    return phone


def _label() -> Sprite:
    label = Sprite.empty(900, 620, "#f5efe2")
    label.box(1, 1, 898, 618, 20, "#c79a62")
    label.box(34, 34, 832, 552, 12, "#fbfaf6")
    label.text("GIAO HÀNG", 70, 116, 56, _INK, "Bold")
    label.text("Kiện hàng mẫu", 70, 164, 28, _SOFT)
    label.box(70, 196, 330, 5, 2, _INK)
    label.text("Đến: Chung cư Mẫu", 70, 262, 29, _INK, "SemiBold")
    label.text("Căn 1205, tòa B", 70, 306, 29, _INK)
    label.text("Số kiện 0000000001", 70, 352, 29, _INK)
    for at, wide in enumerate((6, 3, 9, 3, 3, 6, 12, 3, 6, 3, 9, 6, 3, 3, 12, 6)):
        label.box(70 + at * 20, 420, wide, 110, 0, _INK)
    label.code(PARCEL, 460, 150, 380)
    return label


def _shown(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def _spaced(number: str) -> str:
    return f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
