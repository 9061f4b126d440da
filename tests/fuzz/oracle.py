"""What must hold of every payload, whatever it is."""

import unicodedata
from dataclasses import replace
from uuid import UUID

from checkpoint_app.domain.documents import FIELD_NAMES, Document, Format
from checkpoint_app.domain.passage import Person
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.security.trust import NO_TRUST
from checkpoint_app.wire.messages import PassageItem
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.validation import check_item
from tests.fakes.passages import passage
from tests.fuzz.invented import trusted

NOW_MS = 1_795_395_600_000
_PLAIN = passage(UUID(int=1))


def check(payload: bytes) -> Document:
    """Parse a payload, and assert what holds of all.

    Returns:
        What was read, with the keys of the invented issuers installed.

    Raises:
        AssertionError: something does not hold.
    """
    document = parse(payload, trusted(), NOW_MS)
    believed, unknown = document.warnings, parse(payload, NO_TRUST, NOW_MS).warnings
    assert isinstance(document, Document)
    for name in FIELD_NAMES:
        value = getattr(document, name)
        if value is None:
            continue
        assert isinstance(value, str), name
        assert value == value.strip() != "", name
        # No control, direction, surrogate, private or unassigned sign: nothing that acts unseen.
        assert not {unicodedata.category(char)[0] for char in value} & {"C"}, name
        assert unicodedata.is_normalized("NFC", value), name
    assert len(set(document.warnings)) == len(document.warnings)
    assert document.format is not Format.UNKNOWN or document == Document(Format.UNKNOWN)
    assert "signature_bad" not in unknown
    assert "not_verified" in unknown or not {"not_verified", "signature_bad"} & set(believed)
    if document.is_known:
        person = Person.of(document)
        taken = check_item(
            encode_item(replace(_PLAIN, person=person, warnings=document.warnings)), 0
        )
        assert isinstance(taken, PassageItem), taken  # nothing is recorded that no hub would take
    return document
