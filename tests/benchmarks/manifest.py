"""Folders of pictures and what is in them.

``manifest.csv`` has the columns ``path`` and ``expected`` (the text of a code), and where they are
there ``kind`` (``none``: nothing may be read), ``category``, and ``expected_b64`` (the bytes). A
picture with several codes has a line for each.
"""

import base64
import binascii
import csv
from dataclasses import dataclass, field
from pathlib import Path

NAME = "manifest.csv"
_CHARSETS = ("shift_jis", "latin-1", "gb18030")


class NoManifest(Exception):
    """A folder without a usable manifest; the text says what is missing."""


@dataclass(slots=True)
class Picture:
    """One picture and the payloads in it; no payloads for a picture without a code."""

    path: Path
    category: str
    expected: list[bytes] = field(default_factory=list)


def pictures(folder: Path) -> list[Picture]:
    """What the folder's manifest lists.

    Raises:
        NoManifest: there is none, or it is no table with the columns that are needed.
    """
    try:
        with (folder / NAME).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        raise NoManifest(f"{folder / NAME} cannot be read: {cause}") from cause
    if not rows or not {"path", "expected"} <= rows[0].keys():
        raise NoManifest(f"{folder / NAME}: needs rows with the columns path and expected")
    found: dict[str, Picture] = {}
    for row in rows:
        name = row["path"] or ""
        picture = found.setdefault(name, Picture(folder / name, row.get("category") or ""))
        if row.get("kind") != "none":
            picture.expected.append(_expected(row))
    return list(found.values())


def _expected(row: dict[str, str]) -> bytes:
    if not row.get("expected_b64"):
        return (row["expected"] or "").encode()
    try:
        return base64.b64decode(row["expected_b64"], validate=True)
    except binascii.Error as cause:
        raise NoManifest(f"{row['path']}: expected_b64 is not base64") from cause


def same(expected: bytes, got: bytes) -> bool:
    """Whether a code was read right: a manifest's text tells nothing of line ends or charset."""
    wanted = expected.replace(b"\r\n", b"\n")
    plain = got.replace(b"\r\n", b"\n")
    return wanted == plain or any(
        wanted == plain.decode(charset, "replace").encode() for charset in _CHARSETS
    )
