"""Codes that name nobody: what the banner says of them, and the sheet that opens the form."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.documents import (
    Document,
    Format,
    LinkKind,
    SheetCode,
    WarningCode,
)
from checkpoint_app.domain.passage import Verdict, Way
from checkpoint_app.i18n import Lang
from checkpoint_app.security.minting import mint_sheet
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import SetClock
from checkpoint_app.ui.screens.form import FormScreen
from checkpoint_app.ui.screens.form.sheet import begin_sheet
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.words import nameless, word
from tests.fuzz.invented import site_key

SHEET = SheetCode("T-000017", "Chung cư Mẫu", 21, 40, date(2021, 8, 11))
CODE = mint_sheet(SHEET, site_key())


@pytest.fixture
def form(page: DeskPage) -> FormScreen:
    return page.form


def written(form: FormScreen) -> dict[str, str]:
    """What stands in the form, empty fields left out."""
    texts = {name: editor.text() for name, editor in form.texts.items()}
    return {name: text for name, text in texts.items() if text}


def show(page: DeskPage, desk: Desk, payload: bytes = CODE) -> Outcome:
    outcome = desk.take(payload)
    page.show_outcome(outcome)
    return outcome


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("kind", LinkKind)
def test_a_link_is_called_what_it_is(
    app: Application, page: DeskPage, kind: LinkKind, lang: Lang
) -> None:
    app.language.choose(lang)
    document = Document(Format.URL, detail=kind)
    page.show_outcome(Outcome(Verdict.UNREADABLE, 0, document=document))
    head, _, advice = page.gate.banner.lines()
    assert head == word(Verdict.UNREADABLE)
    assert advice == word(kind)
    assert word(kind) in page.gate.banner.accessibleDescription()
    assert page.screen_key is Key.GATE


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (b"CKP1:not base45 at all", "Entry pass · The code is damaged"),
        (b"CKP2:ABC", "Entry pass · This code is newer than the program"),
        (b"CKS9:ABC", "Numbered form sheet · This code is newer than the program"),
        (b"HC1:%%%", "Vaccination certificate · The code is damaged"),
        (b"hello", "No person in this code. Type it in: F2"),
    ],
)
def test_a_code_that_cannot_be_used_says_why(
    page: DeskPage, desk: Desk, payload: bytes, says: str
) -> None:
    outcome = show(page, desk, payload)
    assert outcome.verdict is Verdict.UNREADABLE
    assert page.gate.banner.lines()[2].startswith(says)
    assert page.screen_key is Key.GATE
    assert nameless(outcome.document) == page.gate.banner.lines()[2]


def test_a_sheet_opens_the_form_at_its_first_row(
    page: DeskPage, form: FormScreen, desk: Desk
) -> None:
    show(page, desk)
    assert page.screen_key is Key.FORM
    assert written(form) == {"sheet": "T-000017", "row": "21"}
    assert form.focusWidget() is form.texts["name"]
    assert form.notice.text == (
        "Sheet T-000017: type row 21 in.\nNot verified: look at the papers too"
    )
    head, name, advice = page.side.banner.lines()
    assert (head, name) == ("FORM SHEET", "T-000017")
    assert advice.startswith("Type its rows in: F2 · Not verified")
    assert desk.store.balance().captured == 0


def test_a_row_of_the_sheet_is_recorded_as_such(
    qtbot: QtBot, page: DeskPage, form: FormScreen, desk: Desk
) -> None:
    show(page, desk)
    form.texts["name"].setText("Trần Thị Bích")
    form.on_save()
    qtbot.waitUntil(lambda: desk.store.balance().captured == 1)
    made = desk.store.recent(1)[0].passage
    assert (made.sheet, made.row, made.way) == ("T-000017", 21, Way.PAPER)
    qtbot.waitUntil(lambda: form.texts["row"].text() == "22")
    assert written(form) == {"sheet": "T-000017", "row": "22"}


def test_a_sheet_under_way_goes_on_where_it_is(
    page: DeskPage, form: FormScreen, desk: Desk, clock: SetClock
) -> None:
    show(page, desk)
    form.texts["row"].setText("25")
    form.texts["name"].setText("Trần")
    clock.at_ms += 60_000
    page.on_gate()
    show(page, desk)
    assert page.screen_key is Key.FORM
    assert written(form) == {"sheet": "T-000017", "row": "25", "name": "Trần"}
    assert "type row 25 in" in form.notice.text


def test_a_sheet_that_lies_in_view_is_no_news(page: DeskPage, form: FormScreen, desk: Desk) -> None:
    show(page, desk)
    form.on_escape()
    form.texts["sheet"].setText("A-0012")
    page.on_gate()
    assert show(page, desk).again
    assert page.screen_key is Key.GATE
    assert form.texts["sheet"].text() == "A-0012"


def test_what_is_being_typed_is_never_lost(page: DeskPage, form: FormScreen, desk: Desk) -> None:
    typed = {"name": "Lê Văn Cường", "phone": "0900000003", "sheet": "A-0012", "row": "7"}
    for name, text in typed.items():
        form.texts[name].setText(text)
    show(page, desk)
    assert page.screen_key is Key.FORM
    assert written(form) == typed
    assert form.notice.text.startswith("This row is not saved yet.")
    assert form.notice.property("tone") == "warn"


def test_a_person_typed_without_a_sheet_gets_it(
    page: DeskPage, form: FormScreen, desk: Desk
) -> None:
    form.texts["name"].setText("Lê Văn Cường")
    show(page, desk)
    assert written(form) == {"name": "Lê Văn Cường", "sheet": "T-000017", "row": "21"}


def test_another_sheet_between_two_rows_is_begun_and_the_one_before_named(
    page: DeskPage, form: FormScreen, desk: Desk
) -> None:
    form.texts["sheet"].setText("A-0012")
    form.texts["row"].setText("7")
    form.texts["guide"].setText("Lê Thị Hoa")
    show(page, desk)
    assert written(form) == {"sheet": "T-000017", "row": "21", "guide": "Lê Thị Hoa"}
    assert "Before: sheet A-0012, row 7." in form.notice.text


def test_a_draft_that_was_put_away_comes_back(page: DeskPage, form: FormScreen, desk: Desk) -> None:
    form.texts["name"].setText("Lê Văn Cường")
    form.on_escape()
    show(page, desk)
    form.on_escape()
    assert form.texts["name"].text() == "Lê Văn Cường"


def test_a_row_that_is_being_saved_keeps_its_sheet(
    qtbot: QtBot, page: DeskPage, form: FormScreen, desk: Desk, tasks: Tasks
) -> None:
    form.texts["name"].setText("Lê Văn Cường")
    page.show_screen(Key.FORM)
    form.on_save()
    show(page, desk)
    assert form.notice.text.startswith("This row is not saved yet.")
    qtbot.waitUntil(lambda: not written(form))
    assert desk.store.recent(1)[0].passage.sheet is None


def test_the_cursor_stays_with_whoever_types(
    qtbot: QtBot, page: DeskPage, form: FormScreen, desk: Desk
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_screen(Key.FORM)
    form.texts["phone"].setFocus()
    QTest.keyClicks(form.texts["phone"], "0900")
    show(page, desk)
    assert form.texts["phone"].hasFocus()
    QTest.keyClicks(form.texts["phone"], "000003")
    QTest.keyClick(form.texts["phone"], Qt.Key.Key_Return)
    assert written(form) == {"phone": "0900000003", "sheet": "T-000017", "row": "21"}


def test_a_sheet_takes_nobody_away_from_a_picture(
    page: DeskPage, form: FormScreen, desk: Desk
) -> None:
    page.show_screen(Key.PICTURE)
    show(page, desk)
    assert page.screen_key is Key.PICTURE
    assert written(form) == {"sheet": "T-000017", "row": "21"}


def test_behind_the_lock_a_sheet_does_nothing(page: DeskPage, form: FormScreen, desk: Desk) -> None:
    page.hide()
    show(page, desk)
    assert page.screen_key is Key.GATE
    assert written(form) == {}


def test_a_forged_sheet_is_said_to_be_one(page: DeskPage, form: FormScreen) -> None:
    document = Document(Format.SHEET, detail=SHEET, warnings=(WarningCode.SIGNATURE_BAD,))
    page.show_outcome(Outcome(Verdict.UNREADABLE, 0, document=document))
    assert word(WarningCode.SIGNATURE_BAD) in form.notice.text
    assert word(WarningCode.SIGNATURE_BAD) in page.side.banner.accessibleDescription()


@pytest.mark.parametrize(
    ("sheet", "row", "free", "begun"),
    [
        ("", "", True, ("T-000017", "21")),
        ("", "", False, ("T-000017", "21")),
        ("t-000017 ", "25", False, ("t-000017 ", "25")),
        ("T-000017", "", False, ("T-000017", "21")),
        ("A-0012", "7", True, ("T-000017", "21")),
        ("A-0012", "", False, None),
        ("", "7", False, None),
    ],
)
def test_where_a_sheet_begins(
    sheet: str, row: str, free: bool, begun: tuple[str, str] | None
) -> None:
    assert begin_sheet(replace(SHEET), sheet, row, free=free) == begun
