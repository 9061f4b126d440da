"""The window: the only room that knows Qt."""

from PySide6.QtCore import QLoggingCategory

# While it is loaded, Qt's multimedia tells which sound servers this computer does not have.
QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver*=false")
