"""The one family of icons: 24×24 line drawings in ``resources/icons``, tinted by the theme."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from checkpoint_app.ui.resources import resource_path


class Icon(StrEnum):
    """The drawings there are; each is the name of its file."""

    SCAN = "scan"
    FORM = "form"
    HELP = "help"
    SETTINGS = "settings"
    LOCK = "lock"
    IN = "in"
    OUT = "out"
    AUTO = "auto"
    CHECK = "check"
    LOOK = "look"
    CLOCK = "clock"
    QUESTION = "question"
    STOP = "stop"
    CAMERA = "camera"
    CAMERA_OFF = "camera_off"
    CLOUD = "cloud"
    CLOUD_OFF = "cloud_off"
    CLOUD_WAIT = "cloud_wait"
    PERSON = "person"
    UNDO = "undo"
    ERASE = "erase"
    PHONE = "phone"
    GATE = "gate"
    CLOSE = "close"
    NEARER = "nearer"
    FARTHER = "farther"
    STEADY = "steady"
    TILT = "tilt"
    LAMP = "lamp"
    PICTURE = "picture"
    PASTE = "paste"
    REGION = "region"
    REFRESH = "refresh"
    SCANNER = "scanner"
    BELL = "bell"
    DELIVERY = "delivery"
    INSIDE = "inside"
    TRAY = "tray"
    REPORT = "report"
    MANAGE = "manage"
    PEOPLE = "people"
    TRACE = "trace"
    ID_CARD = "id_card"
    PRINTER = "printer"
    KEY = "key"
    STORE = "store"
    PULSE = "pulse"


@cache
def _drawing(name: Icon) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: Icon, colour: str) -> QSvgRenderer:
    text = _drawing(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


def paint(painter: QPainter, name: Icon, colour: str, box: QRectF) -> None:
    """Draw an icon into a box."""
    _renderer(name, colour).render(painter, box)


def pixmap(name: Icon, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of ``size`` logical pixels."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, colour, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: Icon, colour: str, disabled: str | None = None) -> QIcon:
    """An icon for buttons, sharp up to twice the usual pixel density."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(name, colour, 24, ratio))
        if disabled:
            made.addPixmap(pixmap(name, disabled, 24, ratio), QIcon.Mode.Disabled)
    return made


def window_icon() -> QIcon:
    """The program's own sign, in the sizes that window systems ask for."""
    made = QIcon()
    renderer = QSvgRenderer(str(resource_path("icons", "checkpoint.svg")))
    for size in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        made.addPixmap(picture)
    return made
