"""Damage to a store's files, as disks and people do it."""

from pathlib import Path
from random import Random

from checkpoint_app.records.btree import Tree
from checkpoint_app.records.pages import Pages
from checkpoint_app.records.sqlcipher import open_connection

PAGE = 4096


def flip(path: Path, page: int, rng: Random | None = None) -> None:
    """Change one bit on a page, numbered from 1."""
    content = bytearray(path.read_bytes())
    at = (page - 1) * PAGE + (rng.randrange(PAGE) if rng else 2000)
    content[at] ^= 1 << (rng.randrange(8) if rng else 0)
    path.write_bytes(content)


def zero(path: Path, page: int, start: int = 0, length: int = PAGE) -> None:
    """Fill a page, or a part of it, with zeros."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE + start)
        file.write(bytes(length))


def torn(before: bytes, after: bytes, part: float) -> bytes:
    """A file after that part of a change was written, from its first byte on."""
    kept = before.ljust(len(after), b"\0")
    changed = [at for at in range(len(after)) if kept[at] != after[at]]
    if not changed:
        return after
    # What a file grew by may well end with a zero.
    end = len(after) if len(after) > len(before) else changed[-1] + 1
    cut = changed[0] + round(part * (end - changed[0]))
    return after[:cut] + before[cut:]


def pages(path: Path) -> int:
    """How many pages the file has."""
    return path.stat().st_size // PAGE


def pages_of(path: Path, key: bytes, table: str) -> tuple[int, list[int], list[int]]:
    """Of a table in a closed store: its root, the pages above others, and the ones with rows."""
    connection = open_connection(path, key)
    try:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
    finally:
        connection.close()
    return root, *_below(path, key, root)


def _below(path: Path, key: bytes, root: int) -> tuple[list[int], list[int]]:
    found = Pages(path, key)
    seen: set[int] = set()
    tree = Tree(found.get, root, seen)
    found.close()
    return sorted(seen - set(tree.leaves) - {root}), tree.leaves
