"""Pictures for pictures of the screens: what the camera saw, and the wait for the paint."""

from contextlib import closing

from PySide6.QtGui import QImage

from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.source import open_source
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.resources import resource_path
from checkpoint_app.ui.widgets.camera_view import Quad


def settle(app: Application) -> None:
    """Let everything be laid out and painted."""
    for _ in range(3):
        app.processEvents()
        app.sendPostedEvents()


def sample_frame() -> tuple[QImage, list[Quad]]:
    """A frame of the sample film that holds a code, with its corners; grey without a film."""
    film = resource_path("samples", "gate.webm")
    grey = QImage(1280, 720, QImage.Format.Format_RGB888)
    grey.fill(0x6B7680)
    if not film.exists():
        return grey, [[(520, 240), (760, 250), (750, 490), (510, 480)]]
    decoder = Decoder()
    with closing(open_source(str(film))) as source:
        while (frame := source.read()) is not None:
            reads = decoder.read(frame.image) if frame.number % 5 == 0 else []
            if reads:
                height, width = frame.image.shape[:2]
                strides = frame.image.strides[0]
                image = QImage(
                    frame.image.data, width, height, strides, QImage.Format.Format_BGR888
                ).copy()
                return image, [read.quad for read in reads]
    return grey, []


def black_frame() -> QImage:
    """What a covered lens gives."""
    made = QImage(1280, 720, QImage.Format.Format_RGB888)
    made.fill(0x05070A)
    return made
