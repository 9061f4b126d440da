"""The hub's page: hubs heard nearby, and passages carried there and back by hand."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import DirectionMode, Person, SiteKind
from checkpoint_app.domain.site_hub_errors import NetworkMissing
from checkpoint_app.hub.carrying import take_in
from checkpoint_app.records.access import Action
from checkpoint_app.records.views import Role
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import PEOPLE
from checkpoint_app.ui.screens.hub import HubScreen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.wire.announcement import FoundHub
from tests.fakes.hub_server import RunningHub

SITE = "Chung cư Mẫu"
HEARD = FoundHub(UUID(int=1), SITE, ("192.168.1.5",), 8019, True, "ABCDEFGHJKLMNPQR")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub") as running:
        running.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def screen(page: DeskPage) -> HubScreen:
    page.show_screen(Key.HUB)
    return page.hub


def test_a_hub_heard_nearby_gives_its_address_and_no_more(
    qtbot: QtBot, screen: HubScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoint_app.ui.screens.hub.find_hubs", lambda seconds: [HEARD])
    screen.look.click()
    qtbot.waitUntil(lambda: len(screen.table.rows()) == 1)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.hub.url.text() == HEARD.urls[0]
    assert screen.hub.code.text() == ""
    assert screen.look.isEnabled()


def test_no_hub_and_no_network_are_said(
    qtbot: QtBot, screen: HubScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoint_app.ui.screens.hub.find_hubs", lambda seconds: [])
    screen.look.click()
    qtbot.waitUntil(lambda: "Nobody was heard" in screen._near_says.text())

    def nothing(seconds: float) -> list[FoundHub]:
        raise NetworkMissing

    monkeypatch.setattr("checkpoint_app.ui.screens.hub.find_hubs", nothing)
    screen.look.click()
    qtbot.waitUntil(lambda: "network" in screen.notice.text)
    assert screen.look.isEnabled()


def test_passages_are_carried_to_the_hub_and_its_answers_back(
    qtbot: QtBot, screen: HubScreen, desk: Desk, hub: RunningHub, tmp_path: Path
) -> None:
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    desk.enter(Entry(DirectionMode.IN, person=Person(name="Nguyễn Văn An")))
    out = tmp_path / "ra.bin"
    screen.out_file.editor.setText(str(out))
    QTest.keyClick(screen.out_file.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1 passages are in" in screen.notice.text)
    assert desk.store.outbox.unsent() == 1
    line = desk.store.access.newest(1)[0]
    assert (line.action, line.items) == (Action.CARRY, 1)
    back = tmp_path / "ve.bin"
    back.write_bytes(take_in(hub.hub, out.read_bytes()).answers)
    screen.in_file.editor.setText(str(back))
    QTest.keyClick(screen.in_file.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "has 1 more" in screen.notice.text)
    assert desk.store.outbox.unsent() == 0


def test_what_cannot_be_carried_is_said(qtbot: QtBot, screen: HubScreen, tmp_path: Path) -> None:
    screen.in_file.editor.setText(str(tmp_path / "no.bin"))
    screen.on_in()
    qtbot.waitUntil(lambda: "no.bin" in screen.notice.text)
    screen.out_file.editor.setText(str(tmp_path / "ra.bin"))
    screen.on_out()
    qtbot.waitUntil(lambda: "hub" in screen.notice.text)
    assert not (tmp_path / "ra.bin").exists()


def test_a_hub_is_left_with_a_reason_and_what_waits_stays(
    qtbot: QtBot, page: DeskPage, desk: Desk
) -> None:
    page.show_screen(Key.HUB)
    assert not page.hub.leave.isVisible()
    desk.store.set_hub("http://127.0.0.1:1", "token", str(UUID(int=1)), "Chung cư Mẫu")
    desk.enter(Entry(DirectionMode.IN, person=PEOPLE[0]))
    page.show_snapshot(desk.snapshot())
    page.hub.leave.click()
    assert "Leave Chung cư Mẫu?" in page.hub.ask.question
    page.hub.ask.on_confirm()
    assert desk.info.enrolled  # not without a reason
    page.hub.ask.reason.setText("Chuyển máy chủ")
    QTest.keyClick(page.hub.ask.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1 passages wait" in page.hub.notice.text)
    qtbot.waitUntil(lambda: not desk.info.enrolled)
    assert not page.hub.leave.isVisible()
    assert desk.store.access.newest(1)[0].reason == "Chuyển máy chủ"


def test_a_guard_does_not_leave_a_hub(page: DeskPage, desk: Desk) -> None:
    desk.store.set_hub("http://127.0.0.1:1", "token", str(UUID(int=1)), "Chung cư Mẫu")
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "86420")
    page.show_screen(Key.HUB)
    page.hub.leave.click()
    assert page.hub.ask.isHidden()
    assert page.hub.notice.text != ""
    assert desk.info.enrolled
