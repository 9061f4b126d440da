"""The whole window from a folder of pictures to the store, without hands."""

import sys
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.errors import StationOpen
from checkpoint_app.i18n import sentence
from checkpoint_app.station.home import Home
from checkpoint_app.station.instance import WINDOW, only_one
from checkpoint_app.ui.run import Rehearsal, refuse_window, run_window
from tests.ui.conftest import PIN

CARD = "001090000001|123456789|Nguyễn Văn An|12031990|Nam|Căn 101|01012020"


def test_a_rehearsal_records_takes_pictures_and_closes(home: Home, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    code = segno.make(CARD.encode(), mode="byte")
    for name in ("a", "b"):
        code.save(str(pictures / f"{name}.png"), scale=6, border=4)
    ready: list[object] = []
    first: list[int] = []
    hook = sys.excepthook
    shots = tmp_path / "shots"
    code_out = run_window(
        home,
        source=str(pictures),
        on_ready=ready.append,
        on_first_frame=lambda: first.append(1),
        rehearsal=Rehearsal(PIN, seconds=60, screenshots=shots),
    )
    assert code_out == 0
    assert len(ready) == 1
    assert first == [1]
    assert {"gate-01.png", "gate-last.png", "form.png"} <= {path.name for path in shots.iterdir()}
    assert sys.excepthook is hook
    desk = home.unlock(PIN)
    (row,) = desk.snapshot().recent
    assert row.passage.person.name == "Nguyễn Văn An"
    desk.close()


def test_a_second_window_of_one_station_is_refused(home: Home) -> None:
    with only_one(home.path, WINDOW), pytest.raises(StationOpen):
        run_window(home)
    desk = home.unlock(PIN)  # the command line goes on beside a window
    desk.close()


def test_why_no_window_opens_is_said_in_a_box(qtbot: QtBot, home: Home) -> None:
    said: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    QTimer.singleShot(0, answer)
    assert refuse_window(home, StationOpen()) == StationOpen.exit_code
    assert said == [sentence(StationOpen(), home.settings().lang)]
