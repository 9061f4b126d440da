"""Looking a sentence up by its code."""

from enum import StrEnum

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.i18n.catalog import CATALOG


class Lang(StrEnum):
    """The languages the program speaks."""

    VI = "vi"
    EN = "en"


def text(code: str, lang: Lang, /, **values: object) -> str:
    """The sentence of a code such as ``warning.masked``, with its values put in.

    Raises:
        KeyError: the catalogue has no such code.
    """
    vietnamese, english = CATALOG[code]
    return (vietnamese if lang is Lang.VI else english).format(**values)


_REASONS = {
    "invalid_entry": "reason",
    "hub_unreachable": "cause",
    "trust_key_refused": "reason",
}
"""Errors whose detail ``reason`` is a code with words of its own."""


def sentence(error: CheckpointError, lang: Lang) -> str:
    """What an error says to a person: what happened, and what to do."""
    details = dict(error.details)
    if error.code in _REASONS:
        said = f"{_REASONS[error.code]}.{details.get('reason')}"
        details["reason"] = text(said if said in CATALOG else "reason.other", lang)
    return text(f"error.{error.code}", lang, **details)
