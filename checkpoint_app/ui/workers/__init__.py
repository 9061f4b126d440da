"""Thin Qt objects around loops and slow calls that know no Qt."""
