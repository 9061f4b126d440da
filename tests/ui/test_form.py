"""The paper form by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.documents import Sex, WarningCode
from checkpoint_app.domain.errors import DiskFull
from checkpoint_app.domain.passage import (
    Basis,
    Declaration,
    Direction,
    DirectionMode,
    Fallback,
    Person,
    Verdict,
    Way,
)
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.screens.form import FormScreen
from checkpoint_app.ui.screens.form.answers import birth_year, paper_time
from checkpoint_app.ui.shortcuts import Key

AN = Person(
    name="Nguyễn Văn An",
    id_number="001090000001",
    phone="0900000001",
    birth_date="1990",
    sex=Sex.MALE,
    address="Căn 101",
)


@pytest.fixture
def form(page: DeskPage) -> FormScreen:
    """The form, in front."""
    page.show_screen(Key.FORM)
    return page.form


def focused(form: FormScreen) -> QWidget:
    """The editor with the keyboard."""
    widget = form.focusWidget()
    assert widget is not None
    return widget


def type_row(qtbot: QtBot, form: FormScreen, answers: list[str]) -> None:
    """Type answers as a guard does: text, Enter, text, Enter."""
    for answer in answers:
        QTest.keyClicks(focused(form), answer)
        QTest.keyClick(focused(form), Qt.Key.Key_Return)


def test_a_whole_row_is_typed_without_the_mouse(qtbot: QtBot, form: FormScreen, desk: Desk) -> None:
    type_row(qtbot, form, ["Tran Thi Bich", "1985"])
    QTest.keyClicks(focused(form), "2")
    answers = ["001185000002", "0900000002", "So 2", "13:05", "1", ""]
    type_row(qtbot, form, answers)
    for digit in "11112":
        QTest.keyClicks(focused(form), digit)
    type_row(qtbot, form, ["Hai Phong", "A-0012", "7", "", "Le Thi Hoa", "quen dien thoai", " "])
    with qtbot.waitSignal(form.entered):
        QTest.keyClick(focused(form), Qt.Key.Key_Return)
    qtbot.waitUntil(form.notice.isVisible)
    (row,) = desk.snapshot().recent
    passage = row.passage
    assert passage.person.name == "Tran Thi Bich"
    assert passage.person.birth_date == "1985"
    assert passage.person.sex is Sex.FEMALE
    assert passage.person.id_number == "001185000002"
    assert passage.person.phone == "0900000002"
    assert passage.direction is Direction.IN
    assert passage.way is Way.PAPER
    assert passage.fallback is Fallback.NO_DEVICE
    assert (passage.sheet, passage.row, passage.guided_by) == ("A-0012", 7, "Le Thi Hoa")
    assert passage.occurred_at == parse_iso("2021-08-11T13:05:00")
    assert passage.recorded_at == NOW_MS
    assert passage.note == "quen dien thoai"
    assert passage.declaration == Declaration(
        travelled="Hai Phong",
        symptoms="",
        contact_patient=False,
        contact_sick_country=False,
        contact_symptoms=False,
        basis=Basis.LEGAL_DUTY,
    )
    assert WarningCode.DECLARED_BY_OTHER in passage.warnings
    assert focused(form) is form.texts["name"]
    assert form.texts["name"].text() == ""
    assert (form.texts["sheet"].text(), form.texts["row"].text()) == ("A-0012", "8")
    assert form.notice.property("tone") == "ok"


def test_enter_goes_through_the_fields_in_the_order_of_the_sheet(
    qtbot: QtBot, form: FormScreen
) -> None:
    passed = [focused(form)]
    for _ in range(len(form.fields) + 1):
        QTest.keyClick(focused(form), Qt.Key.Key_Return)
        passed.append(focused(form))
    expected = [field.editor for field in form.fields.values()]
    assert passed == [*expected, form._all.other, form._all.consent]


def test_ctrl_enter_saves_from_any_field(qtbot: QtBot, form: FormScreen) -> None:
    QTest.keyClicks(form.texts["name"], "Le Van Cuong")
    with qtbot.waitSignal(form.entered) as saved:
        QTest.keyClick(form.texts["name"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved.args is not None
    assert saved.args[0].way is Way.TYPED


def test_an_empty_form_is_not_saved_and_says_why(qtbot: QtBot, form: FormScreen) -> None:
    with qtbot.assertNotEmitted(form.entered):
        form.on_save()
    assert form.fields["name"].note == "Write a name, an ID number or a phone number"


def test_escape_keeps_a_draft_and_brings_it_back(qtbot: QtBot, form: FormScreen) -> None:
    QTest.keyClicks(form.texts["name"], "Pham Thu")
    form.sex.choose(Sex.FEMALE)
    QTest.keyClick(form.texts["name"], Qt.Key.Key_Escape)
    assert form.is_empty
    assert "Esc" in form.notice.text
    QTest.keyClick(focused(form), Qt.Key.Key_Escape)
    assert form.texts["name"].text() == "Pham Thu"
    assert form.sex.value is Sex.FEMALE


def test_what_could_not_be_recorded_stays_in_the_form(qtbot: QtBot, form: FormScreen) -> None:
    QTest.keyClicks(form.texts["name"], "Vu Thi Hanh")
    form.show_outcome(Outcome(Verdict.NOT_RECORDED, NOW_MS, error=DiskFull()))
    assert form.texts["name"].text() == "Vu Thi Hanh"
    assert form.notice.property("tone") == "danger"
    assert "disk is full" in form.notice.text


class TestPeopleSeenBefore:
    """The list below the field."""

    @pytest.fixture(autouse=True)
    def known(self, desk: Desk) -> None:
        desk.enter(Entry(DirectionMode.IN, person=AN))

    def test_they_are_offered_and_nothing_is_rewritten(
        self, qtbot: QtBot, form: FormScreen
    ) -> None:
        QTest.keyClicks(form.texts["name"], "nguyen v")
        qtbot.waitUntil(form.people.isVisible)
        assert form.texts["name"].text() == "nguyen v"
        assert form.texts["name"].selectedText() == ""
        assert form.people.people == [AN]

    def test_enter_without_a_choice_goes_on_with_the_new_name(
        self, qtbot: QtBot, form: FormScreen
    ) -> None:
        QTest.keyClicks(form.texts["name"], "nguyen v")
        qtbot.waitUntil(form.people.isVisible)
        QTest.keyClick(form.texts["name"], Qt.Key.Key_Return)
        assert form.texts["name"].text() == "nguyen v"
        assert focused(form) is form.texts["year"]

    def test_arrow_and_enter_fill_the_person_in(self, qtbot: QtBot, form: FormScreen) -> None:
        QTest.keyClicks(form.texts["name"], "van an")
        qtbot.waitUntil(form.people.isVisible)
        QTest.keyClick(form.texts["name"], Qt.Key.Key_Down)
        QTest.keyClick(form.texts["name"], Qt.Key.Key_Return)
        assert form.texts["name"].text() == AN.name
        assert form.texts["id_number"].text() == AN.id_number
        assert form.sex.value is Sex.MALE
        assert focused(form) is form.texts["time"]

    def test_a_whole_phone_number_needs_enter_alone(self, qtbot: QtBot, form: FormScreen) -> None:
        form.texts["phone"].setFocus()
        QTest.keyClicks(form.texts["phone"], "0900000001")
        qtbot.waitUntil(lambda: form.people.current() == AN)
        QTest.keyClick(form.texts["phone"], Qt.Key.Key_Return)
        assert form.texts["name"].text() == AN.name

    def test_escape_closes_the_list_first(self, qtbot: QtBot, form: FormScreen) -> None:
        QTest.keyClicks(form.texts["name"], "van an")
        qtbot.waitUntil(form.people.isVisible)
        QTest.keyClick(form.texts["name"], Qt.Key.Key_Escape)
        assert not form.people.isVisible()
        assert form.texts["name"].text() == "van an"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("phone", "0912", "The phone number has not ten digits: ask"),
        ("id_number", "12345", "The ID number has an unusual form: check it"),
        ("year", "1700", "Not a year of birth"),
        ("time", "25:99", "Write 14:05"),
        ("time", "23:10", "Yesterday"),
        ("row", "x", "Not a number"),
    ],
)
def test_odd_answers_are_warned_of_beside_the_field_and_never_refused(
    qtbot: QtBot, form: FormScreen, name: str, text: str, says: str
) -> None:
    editor = form.texts[name]
    editor.setFocus()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert form.fields[name].note == says
    assert editor.property("tone") == "warn"
    form.texts["name"].setText("Mai Van Viet")
    with qtbot.waitSignal(form.entered):
        form.on_save()


def test_what_cannot_be_read_of_a_field_goes_to_the_note(form: FormScreen) -> None:
    form.texts["name"].setText("Mai Van Viet")
    form.texts["time"].setText("trua")
    form.texts["year"].setText("1700")
    entry = form.entry()
    assert entry.note == "Year of birth: 1700 · Paper time: trua"
    assert entry.occurred_at is None


@pytest.mark.parametrize(
    ("text", "at", "yesterday"),
    [
        ("14:00", "2021-08-11T14:00:00", False),
        ("9", "2021-08-11T09:00:00", False),
        ("9h30", "2021-08-11T09:30:00", False),
        ("0905", "2021-08-11T09:05:00", False),
        ("905", "2021-08-11T09:05:00", False),
        ("14:05", "2021-08-11T14:05:00", False),
        ("22.15", "2021-08-10T22:15:00", True),
    ],
)
def test_times_as_people_write_them(text: str, at: str, yesterday: bool) -> None:
    read = paper_time(text, NOW_MS)
    assert (read.at_ms, read.yesterday, read.malformed) == (parse_iso(at), yesterday, False)


@pytest.mark.parametrize(
    ("text", "year"),
    [("1985", "1985"), ("85", "1985"), ("05", "2005"), ("21", "2021"), ("22", "1922")],
)
def test_years_of_birth(text: str, year: str) -> None:
    assert birth_year(text, NOW_MS) == (year, True)


@pytest.mark.parametrize("text", ["1890", "2022", "x", "199", "١٩٨٥"])
def test_years_nobody_is_born_in(text: str) -> None:
    assert birth_year(text, NOW_MS) == (None, False)


def test_markup_in_a_name_is_text(qtbot: QtBot, form: FormScreen, desk: Desk) -> None:
    form.texts["name"].setText("<b>An</b><img src=x>")
    form.on_save()
    qtbot.waitUntil(form.notice.isVisible)
    assert "<b>An</b><img src=x>" in form.notice.text
