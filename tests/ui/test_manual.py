"""The manual in the window: by keyboard, found by typing, at the chapter of the screen in front."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from checkpoint_app.i18n import Lang
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.manual import PICTURE, chapters, picture_path
from checkpoint_app.ui.manual.booklet import pdf_of_manual
from checkpoint_app.ui.manual.pictures import SIZE, digest, kept_index, shown_states, wanted
from checkpoint_app.ui.screens.manual import ManualScreen
from checkpoint_app.ui.screenshots import staged
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.visitor_page import VisitorPage
from tests.ui.printed import Printed

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(page: DeskPage) -> ManualScreen:
    page.show_screen(Key.HELP)
    return page.help


def title(screen: ManualScreen) -> str:
    chapter = screen.page.chapter
    assert chapter is not None
    assert screen.page.isVisible()
    return chapter.title


@pytest.mark.parametrize(
    ("key", "chapter"),
    [
        (Key.GATE, "Scanning"),
        (Key.FORM, "No phone: the paper form"),
        (Key.REPORT, "The report of 16:00"),
        (Key.STAFF, "Staff and PINs"),
        (Key.SETTINGS, "Setting up"),
    ],
)
def test_help_opens_at_the_chapter_of_the_screen_in_front(
    page: DeskPage, key: Key, chapter: str
) -> None:
    page.show_screen(key)
    QTest.keyClick(page, Qt.Key.Key_F1, SHIFT)
    assert page.screen_key is Key.HELP
    assert title(page.help) == chapter
    assert page.help.search.hasFocus()
    QTest.keyClick(page, Qt.Key.Key_F1, SHIFT)
    assert title(page.help) == chapter


def test_a_chapter_is_found_by_typing_without_accents_and_read_by_keyboard(
    app: Application, screen: ManualScreen
) -> None:
    app.language.choose(Lang.VI)
    app.processEvents()
    QTest.keyClicks(screen.search, "nguoi dan")
    assert title(screen) == "Quyền của người dân"
    QTest.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.list.currentRow() == min(1, screen.list.count() - 1)
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    assert screen.page.hasFocus()
    QTest.keyClick(screen.page, Qt.Key.Key_Escape)
    assert screen.search.hasFocus()
    assert screen.search.text() == ""
    assert screen.list.count() == len(chapters(Lang.VI)) + 2


def test_arrows_pass_over_the_headings_and_page_down_turns_the_page(screen: ManualScreen) -> None:
    seen = []
    for _ in range(screen.list.count() + 2):
        item = screen.list.currentItem()
        assert item is not None
        seen.append(item.text())
        QTest.keyClick(screen.search, Qt.Key.Key_Down)
    assert "FOR SUPERVISORS" not in seen
    assert set(seen) == {"Colours and keys", *(one.title for one in chapters(Lang.EN))}
    screen.show_chapter("scan")
    bar = screen.page.verticalScrollBar()
    QTest.keyClick(screen.search, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(screen.search, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_nothing_found_is_said_and_takes_no_chapter(screen: ManualScreen) -> None:
    QTest.keyClicks(screen.search, "zzzz")
    assert screen.list.item(0).text() == "Nothing is found. Try fewer letters."
    assert screen.list.currentItem() is None
    QTest.keyClick(screen.search, Qt.Key.Key_Escape)
    assert screen.list.currentItem() is not None


def test_a_link_leads_to_its_chapter(screen: ManualScreen) -> None:
    screen.show_chapter("start")
    screen.page.setFocus()
    screen.page.focusNextChild()
    QTest.keyClick(screen.page, Qt.Key.Key_Return)
    assert title(screen) == "Trouble"


def test_the_pictures_are_as_wide_as_there_is_room(
    qtbot: QtBot, page: DeskPage, screen: ManualScreen
) -> None:
    screen.show_chapter("scan")
    for size in (QSize(1024, 600), QSize(1600, 900)):
        page.resize(size)
        qtbot.waitUntil(lambda size=size: page.size() == size)  # type: ignore[misc]  # bound
        document = screen.page.document()
        wide = document.idealWidth()
        picture = document.resource(2, QUrl("gate-recorded"))
        assert isinstance(picture, QImage)
        assert 0.9 * wide <= picture.width() / picture.devicePixelRatio() <= wide
        assert wide <= screen.page.viewport().width() + 1
        assert screen.page.horizontalScrollBar().maximum() == 0
        assert wide >= min(800, screen.page.viewport().width() * 0.8)


def test_the_page_for_visitors_covers_all_in_both_languages_and_goes_by_esc(
    qtbot: QtBot, page: DeskPage, screen: ManualScreen
) -> None:
    QTest.keyClick(screen.search, Qt.Key.Key_1, CONTROL)
    visitor = screen.visitor
    assert visitor is not None
    assert visitor.geometry() == page.rect()
    assert visitor.isVisible()
    assert "19009095" in said(visitor)
    assert "Your rights" in said(visitor)
    QTest.keyClick(visitor.lang, Qt.Key.Key_Left)
    assert "Quyền của ông/bà" in said(visitor)
    assert "Your rights" not in said(visitor)
    for size in (QSize(1024, 600), QSize(1920, 1080)):
        visitor.resize(size)
        qtbot.waitUntil(lambda: fits(visitor))
    QTest.keyClick(visitor.lang, Qt.Key.Key_Escape)
    assert screen.visitor is None
    assert screen.search.hasFocus()


def test_the_page_for_visitors_goes_when_another_screen_comes(
    page: DeskPage, screen: ManualScreen
) -> None:
    screen.turn.click()
    page.show_screen(Key.GATE)
    assert screen.visitor is None


def said(widget: VisitorPage) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def fits(widget: VisitorPage) -> bool:
    labels = [one for one in widget.findChildren(QLabel) if one.wordWrap()]
    return widget.findChild(QScrollArea) is None and all(
        label.height() >= label.heightForWidth(label.width()) for label in labels
    )


@pytest.mark.parametrize("lang", list(Lang))
def test_the_booklet_has_every_chapter_and_picture(lang: Lang) -> None:
    pdf = pdf_of_manual(lang)
    printed = Printed(pdf)
    words = " ".join(printed.text(page) for page in range(printed.pages))
    assert printed.size_mm() == (210, 297)
    for chapter in chapters(lang):
        # Two letters may be one sign of the typeface, which is read as any other.
        assert re.search(re.escape(chapter.title).replace("ff", ".{1,2}"), words), chapter.title
    shown = {found[1] for one in chapters(lang) for found in PICTURE.findall(one.text)}
    assert pdf.count(b"/Subtype /Image") >= len(shown)
    assert len(pdf) > 500_000
    assert 22 <= printed.pages <= 60
    assert "19009095" in words


def test_the_booklet_is_saved_where_documents_are(
    qtbot: QtBot, screen: ManualScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "checkpoint_app.ui.screens.manual.QStandardPaths.writableLocation",
        lambda _: str(tmp_path / "giấy tờ"),
    )
    monkeypatch.setattr("checkpoint_app.ui.screens.manual.pdf_of_manual", lambda _: b"%PDF-x")
    QTest.keyClick(screen.search, Qt.Key.Key_2, CONTROL)
    qtbot.waitUntil(lambda: "Saved" in screen.notice.text)
    [file] = (tmp_path / "giấy tờ").iterdir()
    assert file.read_bytes() == b"%PDF-x"


def test_a_folder_that_cannot_be_written_is_said(
    qtbot: QtBot, screen: ManualScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(
        "checkpoint_app.ui.screens.manual.QStandardPaths.writableLocation",
        lambda _: str(tmp_path / "file"),
    )
    monkeypatch.setattr("checkpoint_app.ui.screens.manual.pdf_of_manual", lambda _: b"%PDF-x")
    screen.print.click()
    qtbot.waitUntil(lambda: "Nothing can be written to" in screen.notice.text)


def test_every_picture_is_there_and_none_that_no_text_shows() -> None:
    files = {path.name for path in picture_path("x", Lang.VI).parent.glob("*.webp")}
    assert files == {picture_path(name, lang).name for name in wanted() for lang in Lang}
    assert set(kept_index()) == set(wanted())


def test_the_pictures_show_what_the_screens_say_today() -> None:
    """Stale: run `make manual`."""
    kept = kept_index()
    with staged() as stage:
        stale = [
            f"{name} {lang}"
            for name, lang, shown in shown_states(stage, wanted(), [Lang.VI])
            if kept[name][lang.value] != digest(shown)
        ]
    assert stale == [], "the screens say something else now: make manual"
    assert SIZE.width() <= 1200
