"""Measurements: `python -m tests.benchmarks`. Nothing here is asserted by a test."""
