"""Pictures of codes of invented people, for folders that play a gate."""

from pathlib import Path

import segno


def card(number: int) -> bytes:
    """The payload of an invented person's card."""
    return (
        f"001090{number:06}||Nguyễn Văn Thứ {number}|12031990|Nam|"
        f"Số {number} Phố Mẫu, Hà Nội|20052021"
    ).encode()


def paint(path: Path, payload: bytes) -> None:
    """A clean picture of one code."""
    segno.make(payload, mode="byte", error="m", micro=False).save(str(path), scale=3, border=4)


def card_folder(folder: Path, count: int, first: int = 0) -> Path:
    """A folder with a picture for each of so many people."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        paint(folder / f"{number:04}.png", card(number))
    return folder
