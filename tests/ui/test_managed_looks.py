"""The looks of the management: names, buddies, sizes, clipping, language; every state once."""

from collections.abc import Mapping
from functools import partial
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.i18n import Lang
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.sample_day import PEOPLE
from checkpoint_app.ui.screen_states import Stage
from checkpoint_app.ui.screenshots import SIZES
from checkpoint_app.ui.stages import (
    beginning,
    diagnostics,
    hub,
    manage,
    papers,
    people,
    person,
    rehearsal,
    rules,
    staff,
    store,
    trace,
)
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.pin_pad import PinPad
from checkpoint_app.ui.widgets.visitor_view import VisitorView
from tests.ui.test_looks import SAME, check_room, controls, has_size, texts

STAGES = (
    *(manage, people, trace, person, papers, staff, store, hub, diagnostics, rules),
    *(beginning, rehearsal),
)
DATA = (
    *("Chung cư Mẫu", "Lê Thị Hoa", "Nộp báo cáo"),
    *"Shift|Ctrl|Esc|TCVN3|VNI|/media|→|*.|k7mpq|4F7QX".split("|"),
)


@pytest.mark.parametrize("module", STAGES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_state_is_whole(
    qtbot: QtBot, app: Application, desk: Desk, tasks: Tasks, module: ModuleType
) -> None:
    desk.enter(Entry(DirectionMode.AUTO, person=PEOPLE[0]))
    stage = Stage(app, desk, tasks)
    english: Mapping[str, set[str]] = {}
    for lang in (Lang.EN, Lang.VI):
        app.put_on(Settings(lang=lang, theme=Theme.LIGHT))
        app.processEvents()
        for state, prepare in module.STATES.items():
            shown = prepare(stage)
            shown.show()
            prepare(stage)
            for size in (SIZES[0], SIZES[-1]):
                shown.resize(size)
                qtbot.waitUntil(partial(has_size, shown, size))
                where = f"{state} {lang} {size.width()}x{size.height()}"
                qtbot.waitUntil(partial(check_room, shown, where))
            check_controls(shown)
            said = texts(shown)
            if lang is Lang.EN:
                english = {**english, state: said}
            elif not isinstance(shown, VisitorView):  # which speaks both
                assert untranslated(english[state] & said) == set(), state
    for widget in stage.widgets():
        widget.close()
        widget.deleteLater()


def check_controls(shown: QWidget) -> None:
    """Each has a name, a place in the tab order, a label, and room for a glove."""
    buddies = {label.buddy() for label in shown.findChildren(QLabel) if label.buddy()}
    for widget in controls(shown):
        assert widget.accessibleName(), widget
        if not isinstance(widget.parentWidget(), Choices | PinPad):
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.accessibleName()
        if isinstance(widget, QLineEdit | QComboBox | Choices):
            assert widget in buddies, widget.accessibleName()
        assert widget.height() >= theme.TARGET, (widget.accessibleName(), widget.height())


def untranslated(both: set[str]) -> set[str]:
    """What is the same in both languages, and neither a name nor a key."""
    names = {person.name for person in PEOPLE}
    return {
        text
        for text in both
        if text not in SAME and text not in names and not any(piece in text for piece in DATA)
    }
