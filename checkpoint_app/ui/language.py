"""The language of the window, exchanged while it runs."""

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from checkpoint_app.i18n import Lang
from checkpoint_app.ui.resources import resource_path

LANGUAGES = {Lang.VI: "Tiếng Việt", Lang.EN: "English"}
"""Each language under its own name."""


class Language(QObject):
    """Holds the translator; widgets hear of a change by ``QEvent.LanguageChange``."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator = QTranslator(self)
        self.code = Lang.EN

    def choose(self, code: Lang) -> None:
        """Speak a language from now on. The source texts are English, so English needs no file.

        Raises:
            FileNotFoundError: the translation is missing from the program's resources.
        """
        if code == self.code:
            return
        self._app.removeTranslator(self._translator)
        self.code = code
        QLocale.setDefault(QLocale(code))
        if code is not Lang.EN:
            path = resource_path("i18n", f"checkpoint_{code}.qm")
            if not self._translator.load(str(path)):
                raise FileNotFoundError(path)
            self._app.installTranslator(self._translator)


def language() -> Lang:
    """The code of the language that is on."""
    app = QCoreApplication.instance()
    found = app.findChild(Language) if app is not None else None
    return found.code if found is not None else Lang.EN
