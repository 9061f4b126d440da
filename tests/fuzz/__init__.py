"""Payloads of every format, made up, and what tries to break their parsers."""
