"""The language of a paper, which need not be the window's."""

from PySide6.QtCore import QTranslator

from checkpoint_app.i18n import Lang
from checkpoint_app.ui.resources import resource_path


class Tongue:
    """Speaks one language and leaves the application's own alone.

    Attributes:
        lang: the language.
    """

    def __init__(self, lang: Lang) -> None:
        """The source texts are English, so English needs no file.

        Raises:
            FileNotFoundError: the translation is missing from the program's resources.
        """
        self.lang = lang
        self._translator = QTranslator()
        if lang is not Lang.EN:
            path = resource_path("i18n", f"checkpoint_{lang}.qm")
            if not self._translator.load(str(path)):
                raise FileNotFoundError(path)

    def translate(self, context: str, source: str, disambiguation: str | None = None) -> str:
        """What Qt's own ``translate`` says, in this language; so named for ``lupdate``."""
        return self._translator.translate(context, source, disambiguation) or source
