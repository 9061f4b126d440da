"""The Qt application: type, colours, language, and what happens to an unexpected error."""

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType

import fontpkg_be_vietnam_pro  # type: ignore[import-untyped]  # ships no types
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QStyleFactory

from checkpoint_app.log import place_of
from checkpoint_app.settings import Settings
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import window_icon
from checkpoint_app.ui.language import Language
from checkpoint_app.ui.messages import Messages

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


class Application(QApplication):
    """One for the process.

    Attributes:
        theme, language, messages: what the whole window shares.
    """

    def __init__(self, arguments: Sequence[str] = ()) -> None:
        super().__init__(list(arguments) or ["checkpoint"])
        self.setApplicationName("Checkpoint")
        self.setDesktopFileName("checkpoint")
        self.setStyle(QStyleFactory.create("Fusion"))
        load_fonts()
        self.setFont(theme.pixels(theme.TEXT_M))
        self.setWindowIcon(window_icon())
        self.language = Language(self)
        self.theme = theme.Theme(self)
        self.messages = Messages(self)

    def put_on(self, settings: Settings) -> None:
        """Take language, colours and the size of the text from the settings."""
        self.language.choose(settings.lang)
        self.theme.resize_text(settings.text_percent)
        self.theme.choose(settings.theme)

    @contextmanager
    def catching_errors(self) -> Iterator[None]:
        """Log an unexpected error and say so in the window, instead of leaving it on stderr."""
        before = sys.excepthook
        sys.excepthook = self.on_error
        handler = qInstallMessageHandler(log_qt)
        try:
            yield
        finally:
            # Python is gone before Qt is: what Qt says last must not call into it.
            qInstallMessageHandler(handler)
            sys.excepthook = before

    def on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            self.quit()
            return
        log.critical("unexpected: %s", place_of(error.with_traceback(trace)))
        self.messages.on_failed(error if isinstance(error, Exception) else Exception(str(error)))


def log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Send what Qt and its plugins say to the log: sound drivers alone fill a screen with it."""
    qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, text)


def load_fonts() -> None:
    """Make the window's typeface known.

    Raises:
        FileNotFoundError: the package of the typeface is damaged.
    """
    folder = fontpkg_be_vietnam_pro.ROOT / "files"
    for weight in WEIGHTS:
        path = folder / f"BeVietnamPro-{weight}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)
