"""The film of a day: cards held up one after the other, each read once."""

from pathlib import Path

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

Image = NDArray[np.uint8]

RATE = 15
SHOWN, BETWEEN = 8, 4
"""Frames with a card, and frames without one after it."""
PITCH = 6


def write_film(path: Path, people: int) -> None:
    """Write it: as many invented people as are asked for, each coming in once."""
    noise = np.random.default_rng(7).integers(70, 110, (720, 1280, 3)).astype(np.uint8)
    ground: Image = np.asarray(cv2.GaussianBlur(noise, (31, 31), 0), np.uint8)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (1280, 720))
    for _ in range(2 * RATE):
        writer.write(ground)
    for number in range(people):
        shown = ground.copy()
        code = _code(number)
        shown[200 : 200 + code.shape[0], 450 : 450 + code.shape[1]] = code
        for _ in range(SHOWN):
            writer.write(shown)
        for _ in range(BETWEEN):
            writer.write(ground)
    writer.release()


def _code(number: int) -> Image:
    payload = f"0011900{number:05}||Nguyễn Thị Quét|01011990|Nữ|Căn {number}, Hà Nội|01012021"
    rows = [list(row) for row in segno.make(payload, error="m").matrix_iter(border=4)]
    large = np.kron(np.where(np.array(rows), 15, 240), np.ones((PITCH, PITCH))).astype(np.uint8)
    return np.repeat(large[:, :, np.newaxis], 3, axis=2)
