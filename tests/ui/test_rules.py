"""The rules of the site: changed by supervisors, in force at once, kept; the hub's stand before."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import Basis
from checkpoint_app.records.views import Role
from checkpoint_app.scanner.source import open_source
from checkpoint_app.settings import Theme
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.hub_word import NOTHING
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.rules_card import RulesCard
from tests.ui.conftest import PIN


@pytest.fixture
def card(page: DeskPage) -> RulesCard:
    page.show_screen(Key.SETTINGS)
    return page.rules


def give(card: RulesCard, name: str, text: str) -> None:
    card.editors[name].setFocus()
    card.editors[name].setText(text)
    QTest.keyClick(card.editors[name], Qt.Key.Key_Return)


def test_a_rule_is_in_force_once_its_field_is_left(
    qtbot: QtBot, page: DeskPage, card: RulesCard, desk: Desk
) -> None:
    with qtbot.waitSignal(page.setting_changed) as changed:
        give(card, "overstay_minutes", "90")
    assert changed.args == ["overstay_minutes", 90]
    assert desk.settings.overstay_minutes == 90
    with qtbot.waitSignal(page.setting_changed):
        give(card, "wards", "Phường Mẫu , Phường Thử,")
    assert desk.settings.wards == ("Phường Mẫu", "Phường Thử")
    with qtbot.waitSignal(page.setting_changed):
        card.switches["four_eyes"].click()
    assert desk.settings.four_eyes
    with qtbot.waitSignal(page.setting_changed):
        card.on_basis(Basis.CONSENT)
    assert desk.settings.basis is Basis.CONSENT


@pytest.mark.parametrize("text", ["-1", "x", "99999", ""])
def test_what_cannot_be_is_said_and_the_old_value_holds(
    qtbot: QtBot, card: RulesCard, desk: Desk, text: str
) -> None:
    give(card, "retention_days", text)
    qtbot.waitUntil(lambda: "value" in card.fields["retention_days"].note)
    assert desk.settings.retention_days == 30
    assert card.editors["retention_days"].text() == text


def test_a_guard_changes_no_rule(qtbot: QtBot, card: RulesCard, desk: Desk) -> None:
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "13579")
    give(card, "overstay_minutes", "90")
    qtbot.waitUntil(lambda: "supervisor" in card.fields["overstay_minutes"].note)
    assert (desk.settings.overstay_minutes, card.editors["overstay_minutes"].text()) == (720, "720")
    card.switches["four_eyes"].click()
    qtbot.waitUntil(lambda: not card.switches["four_eyes"].isChecked())
    assert not desk.settings.four_eyes


def test_what_the_hub_sets_is_said(page: DeskPage, card: RulesCard, desk: Desk) -> None:
    desk.hub_word = replace(NOTHING, settings={"retention_days": 21})
    page.show_snapshot(desk.snapshot())
    assert "hub" in card.fields["retention_days"].note
    assert "hub" not in card.fields["lookback_days"].note
    desk.hub_word = NOTHING
    page.show_snapshot(desk.snapshot())
    assert "hub" not in card.fields["retention_days"].note


def test_a_rule_is_kept_over_a_restart(qtbot: QtBot, app: Application, home: Home) -> None:
    window = MainWindow(app, home, open_source)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.desk_opened):
        window.on_pin(PIN)
    assert window.page is not None
    give(window.page.rules, "delivery_minutes", "45")
    qtbot.waitUntil(lambda: home.settings().delivery_minutes == 45)
    window.shut_down()


def test_high_contrast_is_black_white_and_one_colour(app: Application) -> None:
    app.theme.choose(Theme.CONTRAST)
    colours = theme.current()
    for ink in (colours.ink, colours.ink_soft, colours.accent, colours.edge):
        assert theme.contrast(ink, colours.bg) >= 7
        assert theme.contrast(ink, colours.surface) >= 7
    for ink, back in (
        (colours.on_accent, colours.accent),
        (colours.accent_ink, colours.accent_soft),
        (colours.ok_ink, colours.ok_soft),
        (colours.warn_ink, colours.warn_soft),
        (colours.danger_ink, colours.danger_soft),
    ):
        assert theme.contrast(ink, back) >= 7


def test_how_many_may_be_inside_is_set_and_shown_at_once(
    qtbot: QtBot, page: DeskPage, card: RulesCard, desk: Desk
) -> None:
    assert desk.snapshot().capacity == 200
    with qtbot.waitSignal(page.setting_changed) as changed:
        give(card, "capacity", "50")
    assert changed.args == ["capacity", 50]
    page.show_snapshot(desk.snapshot())
    assert page.side._of.text() == "/ 50"
    with qtbot.waitSignal(page.setting_changed):
        give(card, "capacity", "")
    assert desk.snapshot().capacity == 200
    desk.hub_word = replace(NOTHING, settings={"capacity": 9})
    page.show_snapshot(desk.snapshot())
    assert "hub" in card.fields["capacity"].note
    assert page.side._of.text() == "/ 9"


@pytest.mark.parametrize("name", ["source", "scanner", "wedge", "kiosk", "visitor"])
def test_what_the_station_runs_with_is_a_supervisor_s(
    qtbot: QtBot, page: DeskPage, desk: Desk, name: str
) -> None:
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "86420")
    page.show_screen(Key.SETTINGS)
    shown = page.settings
    with qtbot.assertNotEmitted(page.setting_changed):
        if name == "source":
            shown.camera.picked.emit("7")
        elif name == "scanner":
            shown.scanner.picked.emit("none")
        elif name == "wedge":
            shown.wedge.click()
        else:
            shown.around.switches[name].click()
    said = shown.around.answer or shown._fields["camera" if name == "source" else name].note
    assert "supervisor" in said.lower()
    assert shown.wedge.isChecked()
    with qtbot.waitSignal(page.setting_changed):
        shown.scheme.chosen.emit(Theme.DARK)  # how it looks is whoever's is at it


def test_starting_with_the_computer_is_switched_here(
    qtbot: QtBot,
    page: DeskPage,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    entry = tmp_path / "config" / "autostart" / "checkpoint.desktop"
    page.show_screen(Key.SETTINGS)
    around = page.settings.around
    around.autostart.click()
    qtbot.waitUntil(entry.exists)
    assert str(desk.store.path.parent) in entry.read_text(encoding="utf-8")
    qtbot.waitUntil(around.autostart.isChecked)
    around.autostart.click()
    qtbot.waitUntil(lambda: not entry.exists() and not around.autostart.isChecked())
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "86420")
    around.autostart.click()
    qtbot.waitUntil(lambda: around.answer != "" and not around.autostart.isChecked())
    assert not entry.exists()
