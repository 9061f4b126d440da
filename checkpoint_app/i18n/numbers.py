"""Numbers as people write them."""

from checkpoint_app.i18n.sentences import Lang

_SWAPPED = str.maketrans(",.", ".,")


def number(value: float, lang: Lang, *, signed: bool = False) -> str:
    """A number: 191.872 and 1.234,5 in Vietnamese, 191,872 and 1,234.5 in English.

    Args:
        value: whole, or with one place behind the comma; signed: with its sign, also above zero.
    """
    whole = isinstance(value, int) or value.is_integer()
    sign = ("+" if signed and value > 0 else "") + ("−" if signed and value < 0 else "")
    value = abs(value) if sign else value
    spoken = sign + (f"{int(value):,}" if whole else f"{value:,.1f}")
    return spoken.translate(_SWAPPED) if lang is Lang.VI else spoken
