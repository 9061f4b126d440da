"""Sentences for people, by code, in Vietnamese and English, without Qt.

The window's own labels go through Qt's translations; what both the window and the command line
say (errors, warnings, verdicts, causes) is said here once.
"""

from checkpoint_app.i18n.numbers import number
from checkpoint_app.i18n.sentences import Lang, sentence, text

__all__ = ["Lang", "number", "sentence", "text"]
