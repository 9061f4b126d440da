"""A disk in memory that forgets, when the power goes, whatever it was not told to keep."""

from enum import StrEnum
from random import Random

SECTOR = 512
"""Bytes a disk writes whole or not at all."""
_SHARED = "-shm"


class Cut(StrEnum):
    """What a power cut leaves of what was written since the last flush."""

    LOSE = "lose"  # nothing
    TORN = "torn"  # some sectors and not others, in no order


class File:
    """One file: what programs read, and what a cut would leave of it at least."""

    def __init__(self, durable: bytes = b"") -> None:
        self.current = bytearray(durable)
        self.durable = durable
        self.mode = 0o600

    def write(self, data: bytes, at: int) -> None:
        """Change what programs read; beyond the end as any file, with zeros between."""
        if at > len(self.current):
            self.truncate(at)
        self.current[at : at + len(data)] = data

    def truncate(self, size: int) -> None:
        """Make it shorter, or longer with zeros."""
        if size < len(self.current):
            del self.current[size:]
        else:
            self.current.extend(bytes(size - len(self.current)))

    def flush(self) -> None:
        """What was written until now stays from now on."""
        self.durable = bytes(self.current)

    def after(self, cut: Cut, rng: Random) -> bytes:
        """What a cut leaves of it."""
        if cut is Cut.LOSE or self.current == self.durable:
            return self.durable
        size = len(rng.choice([self.durable, bytes(self.current)]))
        old, new = self.durable.ljust(size, b"\0"), bytes(self.current).ljust(size, b"\0")
        return b"".join(
            rng.choice([old, new])[at : min(at + SECTOR, size)] for at in range(0, size, SECTOR)
        )


class Disk:
    """A folder of files. Making, renaming and removing one holds at once."""

    def __init__(self, content: dict[str, bytes]) -> None:
        """Args: what lies on it already, by name."""
        self.files = {name: File(data) for name, data in content.items()}

    def after(self, cut: Cut, seed: int) -> dict[str, bytes]:
        """What a cut would leave now; shared memory goes with the power."""
        rng = Random(seed)
        return {
            name: file.after(cut, rng)
            for name, file in sorted(self.files.items())
            if not name.endswith(_SHARED)
        }
