"""Where stations find the hub: noted when it listens, for the commands that invite stations."""

from pathlib import Path

import msgspec

from checkpoint_app.paths import write_private


class Address(msgspec.Struct, frozen=True):
    """Where the hub was last.

    Attributes:
        url: for stations; pinned: whether its certificate is of the hub's own authority.
    """

    url: str
    pinned: bool


def note_address(path: Path, address: Address) -> None:
    """Keep it in a file."""
    write_private(path, msgspec.json.encode(address))


def noted_address(path: Path) -> Address | None:
    """What was noted; None where the hub has not listened yet, or the note cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Address)
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return None
