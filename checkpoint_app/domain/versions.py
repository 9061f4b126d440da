"""Versions of the program: numbers with dots between them."""

import re

_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")


def numbers(version: str) -> tuple[int, ...] | None:
    """A version as four numbers that can be compared; None for what is no version."""
    if not _VERSION.fullmatch(version):
        return None
    found = [int(part) for part in version.split(".")]
    return tuple((found + [0] * 4)[:4])


def newest(*versions: str) -> str:
    """The newest of some versions; "" where there is none."""
    known = [(order, version) for version in versions if (order := numbers(version)) is not None]
    return max(known, default=((), ""))[1]
