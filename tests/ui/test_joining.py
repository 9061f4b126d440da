"""Joining a hub from the window: typed, pasted, shown to the camera, sent as a picture."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records.views import Role
from checkpoint_app.scanner.source import open_source
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.screens.first_run import FirstRunScreen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.hub_card import HubCard
from checkpoint_app.wire.invitation import write_invitation
from tests.fakes.hub_server import RunningHub
from tests.fakes.passages import passage

SITE = "Chung cư Mẫu"
URL = "https://192.168.1.5:8019"
CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ"
TEXT = write_invitation(URL, CODE)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub") as running:
        running.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def card(page: DeskPage) -> HubCard:
    """The card, in sight."""
    page.show_screen(Key.HUB)
    return page.hub.hub


def give(card: HubCard, url: str, code: str) -> None:
    card.url.setText(url)
    card.code.setText(code)
    QTest.keyClick(card.code, Qt.Key.Key_Return)


def both(card: HubCard) -> tuple[str, str]:
    return card.url.text(), card.code.text()


def test_a_hub_is_joined_with_the_keyboard(
    qtbot: QtBot, card: HubCard, hub: RunningHub, desk: Desk
) -> None:
    give(card, hub.url, hub.hub.enrol(SITE))
    qtbot.waitUntil(lambda: card.answer == f"Joined: {SITE}")
    assert desk.info.hub_url == hub.url
    assert both(card) == ("", "")
    assert card.join.isEnabled()


def test_what_is_missing_is_said_and_nothing_is_asked(card: HubCard, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(card.join_asked):
        card.join.click()
        give(card, URL, "")
    assert card.code.accessibleDescription() == "Please fill this in"


def test_a_refusal_is_said_and_what_was_typed_stays(
    qtbot: QtBot, card: HubCard, hub: RunningHub
) -> None:
    give(card, hub.url, "ABCDEFGH")
    qtbot.waitUntil(lambda: "wrong, used or expired" in card.answer)
    assert both(card) == (hub.url, "ABCDEFGH")
    assert card.join.isEnabled()


def test_another_hub_is_joined_once_somebody_says_the_last_is_gone(
    qtbot: QtBot, card: HubCard, hub: RunningHub, desk: Desk
) -> None:
    desk.store.set_hub("http://127.0.0.1:9", "token", "another hub", SITE)
    desk.store.save(passage(desk.info.id))
    code = hub.hub.enrol(SITE)
    assert card.gone.isHidden()
    give(card, hub.url, code)
    qtbot.waitUntil(lambda: "1 passages are not sent" in card.answer)
    assert card.gone.isVisible()
    card.gone.setChecked(True)
    card.join.click()
    qtbot.waitUntil(lambda: card.answer == f"Joined: {SITE}")
    assert (card.gone.isHidden(), card.gone.isChecked()) == (True, False)
    assert desk.sync_once().accepted == 1


def test_a_guard_joins_nothing(qtbot: QtBot, card: HubCard, hub: RunningHub, desk: Desk) -> None:
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "13579")
    give(card, hub.url, hub.hub.enrol(SITE))
    qtbot.waitUntil(lambda: "Ask a supervisor" in card.answer)
    assert not desk.info.enrolled
    card.plain.click()
    qtbot.waitUntil(lambda: not card.plain.isChecked())
    assert not desk.settings.plain_lan


def test_a_supervisor_allows_a_line_without_encryption(
    qtbot: QtBot, page: DeskPage, card: HubCard, desk: Desk
) -> None:
    with qtbot.waitSignal(page.setting_changed) as changed:
        card.plain.click()
    assert changed.args == ["plain_lan", True]
    assert desk.settings.plain_lan


@pytest.mark.parametrize("field", ["url", "code"])
def test_the_whole_of_a_code_is_pasted_into_either_field(card: HubCard, field: str) -> None:
    getattr(card, field).setText(f" {TEXT}\t")
    assert both(card) == (URL, CODE)
    assert "Compare the address" in card.answer


def test_half_of_a_code_is_said(card: HubCard) -> None:
    card.code.setText(TEXT[:-3])
    assert "not whole" in card.answer
    assert card.url.text() == ""


def test_a_code_shown_to_the_camera_fills_the_settings_in_front(
    page: DeskPage, card: HubCard, desk: Desk
) -> None:
    page.show_outcome(desk.take(TEXT.encode()))
    assert both(card) == (URL, CODE)
    assert not desk.info.enrolled, "nothing is joined by being shown"
    assert desk.store.balance().captured == 0


def test_a_code_shown_at_the_gate_fills_in_nothing_and_says_where_it_belongs(
    page: DeskPage, desk: Desk
) -> None:
    page.show_screen(Key.GATE)
    page.show_outcome(desk.take(TEXT.encode()))
    assert both(page.hub.hub) == ("", "")
    head, who, advice = page.gate.banner.lines()
    assert (head, who, advice) == ("HUB'S CODE", "", "A hub's enrolment code: press Ctrl+H")
    page.show_outcome(desk.take(b"CHECKPOINT-ENROL:1:damaged"))
    assert page.gate.banner.lines()[0] == "HUB'S CODE"


def test_a_code_shown_behind_the_lock_fills_in_nothing(
    page: DeskPage, card: HubCard, desk: Desk
) -> None:
    page.hide()
    page.show_outcome(desk.take(TEXT.encode()))
    assert both(card) == ("", "")


def test_a_code_in_a_picture_fills_the_settings(qtbot: QtBot, page: DeskPage) -> None:
    drawn = io.BytesIO()
    segno.make(TEXT, error="m", micro=False).save(drawn, kind="png", scale=6)
    page.show_screen(Key.PICTURE)
    page.picture.give_image(QImage.fromData(drawn.getvalue()), "invitation")
    qtbot.waitUntil(lambda: both(page.hub.hub) == (URL, CODE), timeout=20_000)
    (shown,) = page.picture.cards
    assert shown.record.isHidden()
    assert "press Ctrl+H" in shown.accessibleName()


def fill_in(first_run: FirstRunScreen) -> None:
    answers = (
        (first_run.place.site, SITE),
        (first_run.place.gate, "Cổng 1"),
        (first_run.secret.supervisor, "Lê Thị Hoa"),
        (first_run.secret.pin, "1357"),
        (first_run.secret.again, "1357"),
        (first_run.secret.proof, "skip"),
    )
    for editor, text in answers:
        editor.setText(text)
    first_run.go_to(first_run.hub)


@pytest.fixture
def fresh(qtbot: QtBot, app: Application, bare_home: Home) -> Iterator[MainWindow]:
    """The window at its first start."""
    window = MainWindow(app, bare_home, open_source, "")
    qtbot.addWidget(window)
    window.show()
    yield window
    window.shut_down()


def test_the_first_start_joins_a_hub(qtbot: QtBot, fresh: MainWindow, hub: RunningHub) -> None:
    first_run = fresh.first_run
    assert first_run is not None
    fill_in(first_run)
    first_run.hub.code.setText(write_invitation(hub.url, hub.hub.enrol(SITE)))
    assert first_run.hub.url.text() == hub.url
    with qtbot.waitSignal(fresh.desk_opened):
        first_run.next.click()
    desk, page = fresh.desk, fresh.page
    assert desk is not None
    assert page is not None
    qtbot.waitUntil(lambda: desk.info.hub_url == hub.url)
    qtbot.waitUntil(page.notice.isVisible)


def test_a_hub_that_refuses_at_the_first_start_is_said_at_the_gate(
    qtbot: QtBot, fresh: MainWindow, hub: RunningHub
) -> None:
    first_run = fresh.first_run
    assert first_run is not None
    fill_in(first_run)
    first_run.hub.url.setText(hub.url)
    first_run.hub.code.setText("ABCDEFGH")
    with qtbot.waitSignal(fresh.desk_opened):
        first_run.next.click()
    page = fresh.page
    assert page is not None
    qtbot.waitUntil(page.notice.isVisible)
    assert "wrong, used or expired" in page.hub.hub.answer
    assert fresh.desk is not None
    assert not fresh.desk.info.enrolled


def test_a_scanner_fills_in_the_first_start(fresh: MainWindow) -> None:
    first_run = fresh.first_run
    assert first_run is not None
    for other in (b"001090000001||Nguyen Van An|12031990|Nam|Ha Noi|01012021", b"\xff", b""):
        fresh.scanners.on_scanned(other)
        assert first_run.hub.url.text() == ""
    fresh.scanners.on_scanned(TEXT.encode())
    assert (first_run.hub.url.text(), first_run.hub.code.text()) == (URL, CODE)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ((URL, ""), "hub_code", "Please fill this in"),
        (("", "ABCDEFGH"), "hub_url", "Please fill this in"),
        ((URL, "ABC"), "hub_code", "8 or 24"),
    ],
)
def test_the_first_start_says_what_is_wrong_with_a_code(
    qtbot: QtBot, fresh: MainWindow, typed: tuple[str, str], field: str, said: str
) -> None:
    first_run = fresh.first_run
    assert first_run is not None
    fill_in(first_run)
    first_run.hub.url.setText(typed[0])
    first_run.hub.code.setText(typed[1])
    with qtbot.assertNotEmitted(first_run.finished):
        first_run.next.click()
    assert said in first_run.note(field)
