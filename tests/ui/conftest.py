"""One application for all, a real store in a temporary folder, and nothing left behind."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.i18n import Lang
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS, SetClock
from checkpoint_app.ui.tasks import Tasks

PIN = "2468"
OURS = ("store", "network", "picture", "long", "scan", "sync")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the offscreen platform says of itself, and sound where there is no server for it."""
    said = (
        "propagateSizeHints",
        r"does not support raise\(\)",
        "PulseAudioService",
        r"Couldn't (load|resolve) .*(library|symbols)",
    )
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*said, extend=True))


@pytest.fixture(autouse=True)
def no_serial_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is plugged into this computer is neither listed nor opened."""
    monkeypatch.setattr("checkpoint_app.scanner.serial_port.list_ports.comports", list)


@pytest.fixture(scope="session")
def looked_at_once() -> Iterator[None]:
    """What is there before the first window is no test's: it need not be searched after each."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def app(qapp: Application, looked_at_once: None) -> Iterator[Application]:
    """English and light at the start of each test; no window and no thread at its end."""
    qapp.put_on(Settings(lang=Lang.EN, theme=Theme.LIGHT))
    yield qapp
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith(OURS)]
    assert left == []


@pytest.fixture
def clock() -> SetClock:
    """Two minutes past two, 11 August 2021."""
    return SetClock(NOW_MS)


@pytest.fixture
def bare_home(tmp_path: Path, clock: SetClock) -> Home:
    """A folder without a station."""
    return Home(tmp_path / "home", clock)


@pytest.fixture
def home(bare_home: Home) -> Home:
    """A station that is set up, in English, without a camera."""
    bare_home.set_up(
        site="Chung cư Mẫu",
        gate="Cổng 2",
        kind=SiteKind.RESIDENTIAL,
        pin=PIN,
        supervisor="Lê Thị Hoa",
        capacity=200,
        keyring=False,
        cost=Cost(memory=1024, passes=1),
    )
    bare_home.save_settings(Settings(lang=Lang.EN, theme=Theme.LIGHT, source="", sound=False))
    return bare_home


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    """The open station."""
    opened = home.unlock(PIN)
    yield opened
    opened.close()


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    """The two pools."""
    made = Tasks()
    yield made
    made.stop()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, tasks: Tasks) -> DeskPage:
    """The desk's page, in sight."""
    made = DeskPage(desk, Settings(lang=Lang.EN), tasks)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made
