"""Checkpoint: gate software that records every passage, on line or not."""

__version__ = "0.1.0"
