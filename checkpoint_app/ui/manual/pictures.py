"""The manual's pictures: ``python -m checkpoint_app.ui.manual.pictures``, run by `make manual`.

Beside them stands ``index.json`` with a digest of what the screens say on each: a manual is stale
once its screens say something else, whatever the letters look like on another computer.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImageWriter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from checkpoint_app.i18n import Lang
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.ui.manual import GUARDS, PICTURE, SUPERVISORS, chapter_path, picture_path
from checkpoint_app.ui.resources import resource_path
from checkpoint_app.ui.sample_frame import settle
from checkpoint_app.ui.screen_states import Stage
from checkpoint_app.ui.screenshots import bring, staged

SIZE = QSize(1180, 660)
"""Small enough to be read where the page is half as wide."""
QUALITY = 72
_DIGITS = re.compile(r"\d+")
Index = dict[str, dict[str, str]]


def wanted() -> list[str]:
    """The names of all pictures in the text, sorted."""
    found = {
        name
        for lang in Lang
        for chapter, _ in GUARDS + SUPERVISORS
        for _, name in PICTURE.findall(chapter_path(chapter, lang).read_text(encoding="utf-8"))
    }
    return sorted(found)


def kept_index() -> Index:
    """The digests of the pictures that there are, by picture and language."""
    found: Index = json.loads(index_path().read_text(encoding="utf-8"))
    return found


def index_path() -> Path:
    """Where the digests are."""
    return resource_path("manual", "pictures", "index.json")


def make_pictures() -> list[Path]:
    """Make all pictures and their index anew, and remove what no text shows any more.

    Raises:
        KeyError: a text shows a state that there is not.
        OSError: a file cannot be written.
    """
    index: Index = {}
    made: list[Path] = []
    index_path().parent.mkdir(parents=True, exist_ok=True)
    with staged() as stage:
        for name, lang, shown in shown_states(stage, wanted()):
            path = picture_path(name, lang)
            _write(shown.grab(), path)
            made.append(path)
            index.setdefault(name, {})[lang.value] = digest(shown)
    for path in index_path().parent.glob("*.webp"):
        if path not in made:
            path.unlink()
    said = json.dumps(index, indent=1, sort_keys=True)
    index_path().write_text(said + "\n", encoding="utf-8")
    return made


def shown_states(
    stage: Stage, names: Sequence[str], langs: Sequence[Lang] = tuple(Lang)
) -> Iterator[tuple[str, Lang, QWidget]]:
    """Each picture's widget, brought to the screen in each language."""
    for lang in langs:
        stage.app.put_on(Settings(lang=lang, theme=Theme.LIGHT))
        for name in names:
            state, _, part = name.partition(".")
            shown = bring(stage, state, SIZE)
            _await(stage, shown)
            yield name, lang, stage.page.gate.banner if part == "banner" else shown


def _await(stage: Stage, shown: QWidget) -> None:
    """Let everything that the screens have asked for be answered and painted."""
    answered: list[None] = []
    for pool in (stage.tasks.store, stage.tasks.network, stage.tasks.picture):
        pool(shown, lambda: None, answered.append)
    while len(answered) < 3:
        stage.app.processEvents()
    settle(stage.app)


def digest(shown: QWidget) -> str:
    """What a widget says to its reader, without the numbers in it, as a short number."""
    said = [
        f"{type(widget).__name__}: {widget.text()}"
        for widget in (shown, *shown.findChildren(QWidget))
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit)
        and widget.isVisibleTo(shown)
        and widget.text()
    ]
    plain = _DIGITS.sub("0", "\n".join(said))
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _write(picture: QPixmap, path: Path) -> None:
    writer = QImageWriter(str(path), b"webp")
    writer.setQuality(QUALITY)
    if not writer.write(picture.toImage()):
        raise OSError(writer.errorString())


def main() -> int:
    """Make all pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = make_pictures()
    size = sum(path.stat().st_size for path in made) / 1e6
    sys.stdout.write(f"{len(made)} pictures, {size:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
