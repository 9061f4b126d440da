"""What is done to a picture that a reader found nothing in, before it looks again.

Each takes and gives a grey picture of 8 bits a pixel. Which ones are used, and in which order, is
decided in `checkpoint_app.scanner.ladder`.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from checkpoint_app.scanner.engines import Gray


def plain(gray: Gray) -> Gray:
    """As it is."""
    return gray


def box7(gray: Gray) -> Gray:
    """Strong sharpening over seven pixels: codes a little out of focus."""
    return _gray(cv2.addWeighted(gray, 4, cv2.blur(gray, (7, 7)), -3, 0))


def blur3(gray: Gray) -> Gray:
    """Light smoothing: the noise of dark pictures, the moiré of screens."""
    return _gray(cv2.GaussianBlur(gray, (3, 3), 0))


def clahe(gray: Gray) -> Gray:
    """Strong local contrast: shadows, glare, faint print, a lamp in the picture."""
    return _gray(cv2.createCLAHE(clipLimit=8.0, tileGridSize=(8, 8)).apply(gray))


def halved(gray: Gray) -> Gray:
    """At half the size: dots and scratches between modules, coarse print, moiré."""
    return _gray(cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def doubled(gray: Gray) -> Gray:
    """At twice the size: codes of few pixels a module."""
    return _gray(cv2.resize(gray, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))


def focused(gray: Gray, sigma: float, noise: float) -> Gray:
    """The picture as it was before a blur, as far as its noise allows (Wiener, 1949).

    In the cosine transform, which takes the picture as mirrored at its borders, so that no border
    rings into it.

    Args:
        gray: the picture; its last row or column is left out where their number is odd.
        sigma: of the Gaussian blur to undo, in pixels.
        noise: power of noise to signal, 0 to 1: the smaller, the sharper and the noisier.
    """
    height, width = gray.shape[0] & ~1, gray.shape[1] & ~1
    spectrum = cv2.dct(gray[:height, :width].astype(np.float32))
    clear = cv2.idct(np.multiply(spectrum, _wiener(height, width, sigma, noise)))
    return _gray(np.clip(clear, 0, 255))


@lru_cache(maxsize=8)
def _wiener(height: int, width: int, sigma: float, noise: float) -> NDArray[np.float32]:
    down, across = (
        np.exp(-2 * (np.pi * sigma * np.arange(n) / (2 * n)) ** 2).astype(np.float32)
        for n in (height, width)
    )
    blur = np.outer(down, across)
    return np.asarray(blur / (blur * blur + np.float32(noise)), np.float32)


def _gray(image: object) -> Gray:
    return np.asarray(image, np.uint8)
