"""A hub's invitation, as laid out in `checkpoint_app.wire.invitation`: no passage is made of it."""

from checkpoint_app.domain.documents import Document, Format, WarningCode
from checkpoint_app.wire.invitation import NewerInvitation, read_invitation


def read_enrol_code(text: str) -> Document:
    """The invitation that `is_invitation` recognised."""
    try:
        return Document(Format.ENROL, detail=read_invitation(text))
    except NewerInvitation:
        return Document(Format.ENROL, warnings=(WarningCode.NEWER_VERSION,))
    except ValueError:
        return Document(Format.ENROL, warnings=(WarningCode.CODE_DAMAGED,))
