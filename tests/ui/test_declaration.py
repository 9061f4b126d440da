"""The health questions on the form, the rows of a sheet, and drafts over the end of the program."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import Basis, Declaration, DirectionMode, Passage, Person, Way
from checkpoint_app.i18n import Lang
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.drafts import OLDEST_MS, PAPER, keep_draft
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS, SetClock
from checkpoint_app.ui.screens.form import FormScreen
from checkpoint_app.ui.screens.form.draft import Draft, from_text, to_text
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from tests.ui.conftest import PIN

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(page: DeskPage) -> FormScreen:
    """The form, in front."""
    page.show_screen(Key.FORM)
    return page.form


def focused(form: FormScreen) -> QWidget:
    widget = form.focusWidget()
    assert widget is not None
    return widget


def saved(qtbot: QtBot, form: FormScreen, desk: Desk) -> Passage:
    """What Ctrl+Enter records."""
    before = desk.store.balance().captured
    QTest.keyClick(focused(form), Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: desk.store.balance().captured == before + 1)
    qtbot.waitUntil(lambda: form.is_empty)
    return desk.store.recent(1)[0].passage


def asked(form: FormScreen, name: str) -> QWidget:
    """The cursor in one of the questions."""
    form.texts["name"].setText("Mai Văn Việt")
    editor = form.fields[name].editor
    editor.setFocus()
    return editor


def test_nothing_is_answered_by_itself(qtbot: QtBot, form: FormScreen, desk: Desk) -> None:
    asked(form, "symptoms")
    assert saved(qtbot, form, desk).declaration is None


def test_one_key_is_no_to_the_rest_and_goes_on(qtbot: QtBot, form: FormScreen, desk: Desk) -> None:
    QTest.keyClick(asked(form, "symptoms"), Qt.Key.Key_0)
    assert focused(form) is form.texts["sheet"]
    declaration = saved(qtbot, form, desk).declaration
    assert declaration == Declaration("", "", False, False, False, None, Basis.LEGAL_DUTY)


def test_a_yes_asks_which_and_turns_the_banner_amber(
    qtbot: QtBot, form: FormScreen, desk: Desk
) -> None:
    QTest.keyClick(asked(form, "symptoms"), Qt.Key.Key_2)
    assert focused(form) is form.questions.all["symptoms"].words
    QTest.keyClicks(focused(form), "sot, ho")
    QTest.keyClick(focused(form), Qt.Key.Key_Return)
    QTest.keyClick(focused(form), Qt.Key.Key_2)
    passage = saved(qtbot, form, desk)
    assert passage.declaration is not None
    assert (passage.declaration.symptoms, passage.declaration.contact_patient) == ("sot, ho", True)
    assert passage.declaration.travelled is None
    assert form.notice.property("tone") == "warn"
    assert form.questions.all["symptoms"].yes is None


def test_consent_is_a_tick_of_its_own(qtbot: QtBot, form: FormScreen, desk: Desk) -> None:
    QTest.keyClick(asked(form, "travelled"), Qt.Key.Key_1)
    form._all.consent.setFocus()
    QTest.keyClick(form._all.consent, Qt.Key.Key_Space)
    declaration = saved(qtbot, form, desk).declaration
    assert declaration == Declaration(travelled="", consent=True, basis=Basis.CONSENT)
    assert not form._all.consent.isChecked()


def test_the_questions_say_how_far_back_they_ask(form: FormScreen) -> None:
    form.look_back(21)
    assert "21 days" in form.fields["symptoms"].editor.accessibleDescription()


def test_ctrl_enter_takes_the_marked_person_and_saves(
    qtbot: QtBot, form: FormScreen, desk: Desk
) -> None:
    known = Person(name="Nguyễn Văn An", id_number="001090000001", phone="0900000001")
    desk.enter(Entry(DirectionMode.IN, person=known))
    QTest.keyClicks(focused(form), "van")
    qtbot.waitUntil(form.people.isVisible)
    QTest.keyClick(focused(form), Qt.Key.Key_Down)
    assert saved(qtbot, form, desk).person == known


class TestRows:
    """The numbered sheet under the typist's hand."""

    def test_rows_left_are_said_and_the_next_of_them_follows(
        self, qtbot: QtBot, form: FormScreen, desk: Desk
    ) -> None:
        (sheet,) = desk.issue_sheets(1, 5)
        number = sheet.code.number
        for row in (2, 3):
            person = Person(name=f"Dòng {row}", phone=f"090000000{row}")
            desk.enter(Entry(DirectionMode.IN, way=Way.PAPER, sheet=number, row=row, person=person))
        form.texts["sheet"].setText(number.lower())
        form.texts["row"].setText("1")
        form.check_sheet()
        qtbot.waitUntil(lambda: form.fields["sheet"].note == "To type: 1, 4, 5")
        form.texts["sheet"].setText(number)
        form.texts["name"].setText("Dòng 1")
        saved(qtbot, form, desk)
        qtbot.waitUntil(lambda: form.fields["sheet"].note == "To type: 4, 5")
        assert form.texts["row"].text() == "4"

    def test_a_row_typed_before_is_said_and_not_refused(
        self, qtbot: QtBot, form: FormScreen, desk: Desk
    ) -> None:
        (sheet,) = desk.issue_sheets(1, 2)
        number = sheet.code.number
        person = Person(name="Dòng 1", phone="0900000001")
        desk.enter(Entry(DirectionMode.IN, way=Way.PAPER, sheet=number, row=1, person=person))
        form.texts["name"].setText("Ai đó")
        form.texts["sheet"].setText(number)
        form.texts["row"].setText("1")
        form.check_sheet()
        qtbot.waitUntil(lambda: form.fields["row"].note == "Typed before")
        assert saved(qtbot, form, desk).row == 1


class TestDrafts:
    """What is typed is on the disk shortly after."""

    def kept(self, desk: Desk) -> Draft | None:
        found = desk.store.drafts.of(PAPER)
        return None if found is None else from_text(found.body)

    def test_typing_is_kept_and_goes_with_saving(
        self, qtbot: QtBot, form: FormScreen, desk: Desk
    ) -> None:
        QTest.keyClicks(focused(form), "Pham Thu Dung")
        form.on_keep()
        qtbot.waitUntil(lambda: self.kept(desk) is not None)
        draft = self.kept(desk)
        assert draft is not None
        assert draft.texts["name"] == "Pham Thu Dung"
        saved(qtbot, form, desk)
        qtbot.waitUntil(lambda: self.kept(desk) is None)

    def test_it_goes_when_the_form_is_cleared(
        self, qtbot: QtBot, form: FormScreen, desk: Desk
    ) -> None:
        QTest.keyClicks(focused(form), "Pham Thu Dung")
        form.on_keep()
        qtbot.waitUntil(lambda: self.kept(desk) is not None)
        QTest.keyClick(focused(form), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: self.kept(desk) is None)
        QTest.keyClick(focused(form), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: self.kept(desk) is not None)

    def reopened(self, qtbot: QtBot, desk: Desk, tasks: Tasks) -> DeskPage:
        page = DeskPage(desk, Settings(lang=Lang.EN), tasks)
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        page.show_screen(Key.FORM)  # what was kept is asked for as the form is made
        page.show_screen(Key.GATE)
        done: list[int] = []
        tasks.store(page, lambda: None, lambda _: done.append(1))
        qtbot.waitUntil(lambda: bool(done))
        return page

    def draft(self, name: str) -> str:
        answers: dict[str, list[object]] = {"symptoms": [True, "ho"]}
        return to_text(Draft({"name": name, "row": "7"}, answers=answers, other=True))

    def test_it_is_there_when_the_station_is_opened_again(
        self, qtbot: QtBot, desk: Desk, tasks: Tasks
    ) -> None:
        keep_draft(desk.store, self.draft("Phạm Thu Dung"))
        page = self.reopened(qtbot, desk, tasks)
        assert page.form.texts["name"].text() == "Phạm Thu Dung"
        assert page.form.texts["row"].text() == "7"
        assert page.form.questions.all["symptoms"].text == "ho"
        assert page.form._all.other.isChecked()
        assert "F2" in page.notice.text

    def test_one_that_was_recorded_after_all_is_not_brought_back(
        self, qtbot: QtBot, desk: Desk, tasks: Tasks
    ) -> None:
        keep_draft(desk.store, self.draft("Phạm Thu Dung"))
        desk.enter(Entry(DirectionMode.IN, person=Person(name="Phạm Thu Dung")))
        page = self.reopened(qtbot, desk, tasks)
        assert page.form.is_empty
        assert self.kept(desk) is None

    def test_an_old_one_and_one_of_another_program_are_not_brought_back(
        self, qtbot: QtBot, desk: Desk, tasks: Tasks, clock: SetClock
    ) -> None:
        keep_draft(desk.store, self.draft("Phạm Thu Dung"))
        clock.at_ms = NOW_MS + OLDEST_MS + 1
        assert self.reopened(qtbot, desk, tasks).form.is_empty
        assert self.kept(desk) is None
        keep_draft(desk.store, '{"texts": 5}')
        assert self.reopened(qtbot, desk, tasks).form.is_empty

    def test_it_is_encrypted_and_survives_a_kill(self, home: Home, tmp_path: Path) -> None:
        program = (
            "import os, sys, time; from pathlib import Path;"
            "from checkpoint_app.station.home import Home;"
            "from checkpoint_app.station.drafts import keep_draft;"
            f"desk = Home(Path(sys.argv[1])).unlock({PIN!r});"
            "keep_draft(desk.store, 'Phạm Thu Dung');"
            "print('kept', flush=True); time.sleep(60)"
        )
        command = [sys.executable, "-c", program, str(home.path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            assert running.stdout.readline().strip() == "kept"
            os.kill(running.pid, signal.SIGKILL)
        desk = home.unlock(PIN)
        kept = desk.store.drafts.of(PAPER)
        desk.close()
        assert kept is not None
        assert kept.body == "Phạm Thu Dung"
        held = b"".join(file.read_bytes() for file in home.path.rglob("*") if file.is_file())
        assert b"Thu Dung" not in held
