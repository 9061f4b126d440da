"""What can be checked of looks: names, buddies, tab positions, clipping, contrast, language."""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from checkpoint_app.i18n import Lang
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import SetClock, fill
from checkpoint_app.ui.screens.first_run import FirstRunScreen
from checkpoint_app.ui.screens.lock import LockScreen
from checkpoint_app.ui.screenshots import SIZES
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.pin_pad import PinPad
from checkpoint_app.ui.widgets.text import ElidedLabel, WrapLabel

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, Choices, PinPad)
SCREENS = (
    "gate",
    "form",
    "delivery",
    "inside",
    "tray",
    "help",
    "settings",
    "picture",
    "lock",
    "first run",
)
COMBO_EXTRA = 48
"""Pixels of a choice's frame and arrow."""
SAME = {"PIN", "Checkpoint", "English", "Tiếng Việt", "Camera", "F1", "F2"}


@pytest.fixture
def shown(  # noqa: PLR0917 - fixtures
    qtbot: QtBot,
    request: pytest.FixtureRequest,
    page: DeskPage,
    desk: Desk,
    clock: SetClock,
    tasks: Tasks,
) -> Iterator[QWidget]:
    """One screen, filled, in sight."""
    name = request.param
    if name == "lock":
        lock = LockScreen(clock)
        lock.set_station("Chung cư Mẫu · Cổng 2", scanning=True)
        widget: QWidget = lock
    elif name == "first run":
        widget = FirstRunScreen()
    else:
        fill(desk, clock)
        page.show_snapshot(desk.snapshot())
        page.show_screen(getattr(Key, name.upper()))
        answered: list[int] = []  # after all that a screen asks when it is opened
        for pool in (tasks.store, tasks.picture, tasks.network):
            pool(page, lambda: None, lambda _: answered.append(1))
        qtbot.waitUntil(lambda: len(answered) == 3)
        yield page
        return
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    yield widget


def controls(root: QWidget) -> list[QWidget]:
    """What can be pressed or written in, of what is in sight."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS) and widget.isVisibleTo(root)
    ]


@pytest.mark.parametrize("shown", SCREENS, indirect=True)
def test_every_control_has_a_name_and_a_place_in_the_tab_order(shown: QWidget) -> None:
    for widget in controls(shown):
        assert widget.accessibleName(), widget
        inside = isinstance(widget.parentWidget(), Choices | PinPad)
        if not inside:
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.accessibleName()


@pytest.mark.parametrize("shown", SCREENS, indirect=True)
def test_tab_reaches_every_control(shown: QWidget) -> None:
    chain, widget = set(), shown.nextInFocusChain()
    while widget is not None and widget not in chain:
        chain.add(widget)
        widget = widget.nextInFocusChain()
    assert set(controls(shown)) <= chain


@pytest.mark.parametrize(
    "shown", ["form", "delivery", "inside", "report", "settings", "first run"], indirect=True
)
def test_every_field_has_a_label_as_buddy(shown: QWidget) -> None:
    buddies = {label.buddy() for label in shown.findChildren(QLabel) if label.buddy()}
    for widget in controls(shown):
        if isinstance(widget, QLineEdit | QComboBox | Choices):
            assert widget in buddies, widget.accessibleName()


@pytest.mark.parametrize("shown", SCREENS, indirect=True)
def test_everything_to_press_is_large_enough_for_gloves(shown: QWidget) -> None:
    for widget in controls(shown):
        assert widget.height() >= theme.TARGET, (widget.accessibleName(), widget.height())


@pytest.mark.parametrize("shown", SCREENS, indirect=True)
def test_no_text_is_cut_off(qtbot: QtBot, app: Application, shown: QWidget) -> None:
    for lang in Lang:
        app.put_on(Settings(lang=lang, theme=Theme.LIGHT))
        for size in SIZES:
            shown.resize(size)
            qtbot.waitUntil(partial(has_size, shown, size))
            # Layouts within layouts settle one after the other; what is cut off then stays so.
            where = f"{lang} {size.width()}x{size.height()}"
            qtbot.waitUntil(partial(check_room, shown, where))


def has_size(widget: QWidget, size: QSize) -> bool:
    """True once a widget has taken a size; it never does where its content does not fit."""
    return widget.size() == size


def check_room(shown: QWidget, where: str) -> None:
    """Every text in sight has the room it asks for, and nothing must be scrolled sideways."""
    for widget in shown.findChildren(QWidget):
        if not widget.isVisibleTo(shown) or isinstance(widget.parent(), QComboBox):
            continue
        if isinstance(widget, WrapLabel):
            assert widget.height() >= widget.heightForWidth(widget.width()), (where, widget.text())
        elif isinstance(widget, QLabel | QPushButton | QToolButton):
            if not isinstance(widget, ElidedLabel):
                hint = widget.minimumSizeHint()
                assert widget.width() >= hint.width(), (where, widget.text())
                assert widget.height() >= hint.height(), (where, widget.text())
        elif isinstance(widget, QComboBox):
            text = widget.fontMetrics().horizontalAdvance(widget.currentText())
            assert widget.width() >= text + COMBO_EXTRA, (where, widget.currentText())
    for area in shown.findChildren(QAbstractScrollArea):
        if area.isVisibleTo(shown):
            assert area.horizontalScrollBar().maximum() == 0, (where, area)


def texts(root: QWidget) -> set[str]:
    """Every text in sight."""
    found: set[str] = set()
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root):
            found.add(widget.accessibleName())
            if isinstance(widget, QLabel | QAbstractButton):
                found.add(widget.text())
            if isinstance(widget, QComboBox):
                found |= {widget.itemText(place) for place in range(widget.count())}
    return {text for text in found if re.search(r"[^\W\d_]{2,}", text)}


@pytest.mark.parametrize("shown", SCREENS, indirect=True)
def test_switching_the_language_leaves_no_text_behind(app: Application, shown: QWidget) -> None:
    english = texts(shown)
    app.language.choose(Lang.VI)
    app.processEvents()
    data = {"Chung cư Mẫu", "Lê Thị Hoa", "Shift", "Ctrl", "Esc"}
    left = {
        text
        for text in english & texts(shown)
        if text not in SAME and not any(piece in text for piece in data)
    }
    assert left == set()
    app.language.choose(Lang.EN)
    app.processEvents()
    assert texts(shown) == english


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK, theme.CONTRAST])
def test_contrast_of_text_and_borders(colours: theme.Colours) -> None:
    for ink in (colours.ink, colours.ink_soft):
        for back in (colours.bg, colours.surface, colours.sunken):
            assert theme.contrast(ink, back) >= 4.5, (ink, back)
    pairs = [
        (colours.on_accent, colours.accent),
        (colours.on_accent, colours.accent_hover),
        (colours.accent_ink, colours.accent_soft),
        (colours.ok_ink, colours.ok_soft),
        (colours.warn_ink, colours.warn_soft),
        (colours.danger_ink, colours.danger_soft),
        (colours.ok_ink, colours.surface),
        (colours.warn_ink, colours.surface),
        (colours.danger_ink, colours.surface),
        (colours.warn_ink, colours.bg),
        (colours.danger_ink, colours.bg),
    ]
    for ink, back in pairs:
        assert theme.contrast(ink, back) >= 4.5, (ink, back)
    for back in (colours.bg, colours.surface):
        assert theme.contrast(colours.edge, back) >= 3, back
        assert theme.contrast(colours.accent, back) >= 3, back


def test_contrast_of_the_verdicts() -> None:
    for verdict, tint in theme.VERDICTS.items():
        assert theme.contrast(tint.ink, tint.back) >= 7, verdict
    assert len({tint.back for tint in theme.VERDICTS.values()}) == 5


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_typeface_is_the_one_that_writes_vietnamese(app: Application) -> None:
    assert app.font().family() == theme.FAMILY
    assert app.font().exactMatch()
