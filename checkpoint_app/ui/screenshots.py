"""Pictures of every screen in each state: ``python -m checkpoint_app.ui.screenshots FOLDER``.

Real widgets on a real store in a temporary folder, with invented people and a set clock, so that
two runs show the same.
"""

import html
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.i18n import Lang
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.sample_day import NOW_MS, SetClock, fill
from checkpoint_app.ui.sample_frame import settle
from checkpoint_app.ui.screen_states import Stage
from checkpoint_app.ui.tasks import Tasks

SIZES = (QSize(1024, 600), QSize(1366, 768), QSize(1920, 1080))
PIN = "2468"


def make_screenshots(folder: Path, sizes: tuple[QSize, ...] = SIZES, only: str = "") -> list[Path]:
    """Take all pictures, or those whose name holds ``only``, and write an ``index.html``.

    Returns:
        The pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with staged() as stage:
        for lang in Lang:
            for scheme in (Theme.LIGHT, Theme.DARK):
                stage.app.put_on(Settings(lang=lang, theme=scheme))
                for name, picture in _series(stage, sizes, only):
                    path = folder / f"{name}-{lang}-{scheme}.png"
                    picture.save(str(path))
                    made.append(path)
    (folder / "index.html").write_text(_index(made), encoding="utf-8")
    return made


@contextmanager
def staged() -> Iterator[Stage]:
    """The screens on a store of their own in a temporary folder; gone with the context."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, Application) else Application()
    with tempfile.TemporaryDirectory() as place:
        clock = SetClock(NOW_MS)
        home = Home(Path(place) / "home", clock)
        home.set_up(
            site="Chung cư Mẫu",
            gate="Cổng 2",
            kind=SiteKind.RESIDENTIAL,
            pin=PIN,
            supervisor="Lê Thị Hoa",
            capacity=200,
            keyring=False,
            cost=Cost(memory=1024, passes=1),
        )
        tasks = Tasks()
        with closing(home.unlock(PIN)) as desk:
            fill(desk, clock)
            stage = Stage(app, desk, tasks)
            yield stage
            tasks.stop()
            for widget in stage.widgets():
                widget.close()
                widget.deleteLater()
            settle(app)


def bring(stage: Stage, name: str, size: QSize) -> QWidget:
    """Bring a state to the screen, laid out and painted at a size.

    Raises:
        KeyError: there is no such state.
    """
    prepare = stage.states()[name]
    shown = prepare()
    for widget in stage.widgets():
        widget.setVisible(widget is shown)
    shown.resize(size)
    shown.activateWindow()
    settle(stage.app)
    prepare()
    settle(stage.app)
    return shown


def _series(stage: Stage, sizes: tuple[QSize, ...], only: str) -> Iterator[tuple[str, QPixmap]]:
    for size in sizes:
        for name in stage.states():
            if only in name:
                shown = bring(stage, name, size)
                yield f"{name}-{size.width()}x{size.height()}", shown.grab()


def _index(pictures: list[Path]) -> str:
    shown = "\n".join(
        f'<figure><a href="{html.escape(path.name)}"><img loading="lazy" width="460" '
        f'src="{html.escape(path.name)}" alt=""></a>'
        f"<figcaption>{html.escape(path.stem)}</figcaption></figure>"
        for path in sorted(pictures)
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title>'
        "<style>body{font:14px sans-serif;background:#ddd;display:flex;flex-wrap:wrap;gap:12px}"
        f"figure{{margin:0}}</style>{shown}</html>\n"
    )


def main(arguments: list[str]) -> int:
    """Take the pictures into the folder named on the command line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(arguments[0] if arguments else "out/screenshots")
    made = make_screenshots(folder, only=arguments[1] if len(arguments) > 1 else "")
    sys.stdout.write(f"{len(made)} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
