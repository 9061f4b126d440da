"""What a catalogue holds."""

Pairs = dict[str, tuple[str, str]]
"""Sentences by code, Vietnamese first: it is what is read at the gate."""
