"""A half-typed form as text, to be kept and brought back."""

import msgspec

from checkpoint_app.domain.documents import Sex


class Draft(msgspec.Struct, frozen=True):
    """What was typed and chosen about one person; the sheet and its row stand among the texts."""

    texts: dict[str, str]
    sex: Sex | None = None
    answers: dict[str, list[object]] = {}
    other: bool = False
    consent: bool = False


def to_text(draft: Draft) -> str:
    """The draft as JSON."""
    return msgspec.json.encode(draft).decode()


def from_text(text: str) -> Draft | None:
    """A draft from JSON; None where a program of another time wrote it otherwise."""
    try:
        return msgspec.json.decode(text, type=Draft)
    except msgspec.ValidationError:
        return None
