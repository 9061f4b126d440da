"""Codes as they are printed: what stands in them, how large, in which style."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
import segno
from numpy.typing import NDArray
from segno.encoder import DataOverflowError

from tests.scenes.paint import Colour, Image, bgr
from tests.scenes.people import PEOPLE

Modules = NDArray[np.bool_]
"""One value a module, True for dark, without a quiet zone."""

Style = Literal["square", "dots", "round", "thin", "bars"]

LEVELS = ("l", "m", "q", "h")
_WORDS = (
    "chung cư mẫu cổng chốt kiểm soát giấy đi đường tổ dân phố khai báo y tế ngày giờ vào ra "
    "hàng hóa đơn số bàn phòng tầng mẫu thử sample gate visitor parcel room table order number"
).split()


@dataclass(frozen=True, slots=True)
class Look:
    """How a code is printed.

    Attributes:
        dark, light: the two inks; a light `dark` on a dark `light` is an inverted code.
        style: the shape of a module.
        quiet: modules of `light` around it.
        logo: the part of the side that a picture in the middle covers; 0 for none.
        mirrored: as a camera that shows its own picture like a mirror sees it.
    """

    dark: Colour = "#15171b"
    light: Colour = "#f7f6f2"
    style: Style = "square"
    quiet: int = 4
    logo: float = 0.0
    mirrored: bool = False


def some_text(rng: np.random.Generator, length: int | None = None) -> str:
    """What a code in daily life holds: a person's line, an address of the web, a text, a number.

    With `length`, words of about so many characters.
    """
    if length is not None:
        words: list[str] = []
        while sum(map(len, words)) + len(words) < length:
            words.append(str(rng.choice(_WORDS)))
        return " ".join(words)[:length].strip()
    match rng.integers(4):
        case 0:
            return PEOPLE[rng.integers(len(PEOPLE))].payload.decode()
        case 1:
            name = "".join(rng.choice(list("abcdefghkmnprstuvxy0123456789"), rng.integers(4, 24)))
            return f"https://example.vn/{name}?id={rng.integers(10**9)}"
        case 2:
            return some_text(rng, int(rng.integers(8, 90)))
        case _:
            return str(rng.integers(10**8, 10**16))


def modules(text: str, level: str, version: int | None = None) -> tuple[str, Modules]:
    """The code of a text, and the text in it: cut where it is too long for the version."""
    while True:
        try:
            made = segno.make(
                text.encode(),
                error=level,
                version=version,
                mode="byte",
                micro=False,
                boost_error=False,
            )
        except DataOverflowError:
            text = text[: len(text) * 9 // 10].strip()
            continue
        return text, np.array([[dark == 1 for dark in row] for row in made.matrix], np.bool_)


def printed(code: Modules, size: int, look: Look, rng: np.random.Generator) -> Image:
    """The code with its quiet zone, `size` pixels a module, blue-green-red."""
    count = code.shape[0]
    cover = np.kron(code, np.ones((size, size), np.bool_)).astype(np.uint8) * 255
    if look.style != "square":
        _restyle(cover, code, size, look.style)
    cover = np.pad(cover, look.quiet * size)
    part = cover[..., None].astype(np.float32) / 255
    mixed = part * np.array(bgr(look.dark), np.float32) + (1 - part) * np.array(
        bgr(look.light), np.float32
    )
    drawn = np.asarray(mixed.round(), np.uint8)
    if look.logo:
        _logo(drawn, count * size * look.logo, look, rng)
    return np.ascontiguousarray(drawn[:, ::-1]) if look.mirrored else drawn


def _restyle(cover: Image, code: Modules, size: int, style: Style) -> None:
    """Draws every module outside the three finder patterns in its style."""
    count = code.shape[0]
    for row in range(count):
        for column in range(count):
            near = (row < 7 and column < 7) or (row < 7 and column >= count - 7)
            if near or (row >= count - 7 and column < 7) or not code[row, column]:
                continue
            x, y = column * size, row * size
            cell = cover[y : y + size, x : x + size]
            cell[:] = 0
            middle, gap = (size // 2, size // 2), max(1, size // 7)
            if style == "dots":
                cv2.circle(cell, middle, max(1, round(size * 0.42)), (255,), -1, cv2.LINE_AA)
            elif style == "thin":
                cell[gap:-gap, gap:-gap] = 255
            elif style == "bars":
                cell[gap:-gap, :] = 255
            else:
                cv2.circle(cell, middle, max(1, size // 2), (255,), -1, cv2.LINE_AA)
                for down, across in ((0, 1), (1, 0), (0, -1), (-1, 0)):  # joined to what touches it
                    other_row, other_column = row + down, column + across
                    inside = 0 <= other_row < count and 0 <= other_column < count
                    if inside and code[other_row, other_column]:
                        top, low = sorted((size // 2, size // 2 + down * size))
                        left, right = sorted((size // 2, size // 2 + across * size))
                        if across:
                            cell[:, max(left, 0) : min(right, size)] = 255
                        else:
                            cell[max(top, 0) : min(low, size), :] = 255


def _logo(drawn: Image, side: float, look: Look, rng: np.random.Generator) -> None:
    middle = drawn.shape[0] // 2
    half = round(side / 2)
    colour = tuple(int(value) for value in rng.integers(20, 230, 3))
    low, high = (middle - half, middle - half), (middle + half, middle + half)
    cv2.rectangle(drawn, low, high, bgr(look.light), -1)
    inner = round(half * 0.82)
    if rng.random() < 0.5:
        cv2.circle(drawn, (middle, middle), inner, colour, -1, cv2.LINE_AA)
    else:
        low, high = (middle - inner, middle - inner), (middle + inner, middle + inner)
        cv2.rectangle(drawn, low, high, colour, -1)
    scale = inner / 24
    place = (round(middle - inner * 0.6), round(middle + inner * 0.35))
    cv2.putText(drawn, "VN", place, cv2.FONT_HERSHEY_DUPLEX, scale, (255, 255, 255), 2, cv2.LINE_AA)
