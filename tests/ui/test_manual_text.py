"""The manual's text: its keys, words, pictures and chapters are those of the window."""

import re
import xml.etree.ElementTree as ET

from checkpoint_app.domain.text import fold
from checkpoint_app.i18n import Lang
from checkpoint_app.ui.manual import (
    GUARDS,
    PICTURE,
    SUPERVISORS,
    chapter_about,
    chapter_path,
    chapters,
    find,
)
from checkpoint_app.ui.resources import resource_path
from checkpoint_app.ui.rooms import ROOMS
from checkpoint_app.ui.shortcuts import Key

NAMES = [name for name, _ in GUARDS + SUPERVISORS]
EVERY = [(name, lang) for name in NAMES for lang in Lang]
RAW_KEY = re.compile(r"\bF\d{1,2}\b|\b(?:Ctrl|Shift|Alt)\s*\+")
LABEL = re.compile(r"\{(\w+): ([^}]+)\}")
BRACES = re.compile(r"\{([^}]*)\}")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")


def raw(name: str, lang: Lang) -> str:
    return chapter_path(name, lang).read_text(encoding="utf-8")


def sources() -> set[tuple[str, str]]:
    """Context and source of every translated text."""
    file = resource_path("i18n", "checkpoint_vi.ts")
    root = ET.parse(file).getroot()  # noqa: S314 - the project's own
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in root.iter("context")
        for message in context.iter("message")
    }


def test_there_is_no_file_that_is_no_chapter() -> None:
    for lang in Lang:
        held = {path.stem for path in resource_path("manual", lang.value).iterdir()}
        assert held == set(NAMES)


def test_each_screen_has_a_chapter() -> None:
    own = (Key.GATE, Key.FORM, Key.SETTINGS, Key.PICTURE)
    assert [key for key in (*own, *ROOMS) if not chapter_about(key)] == []


def test_no_key_is_written_out() -> None:
    found = [(name, lang, key) for name, lang in EVERY for key in RAW_KEY.findall(raw(name, lang))]
    assert found == []


def test_every_word_of_the_window_is_one() -> None:
    known = sources()
    named = {(name, *label) for name, lang in EVERY for label in LABEL.findall(raw(name, lang))}
    assert {label for label in named if label[1:] not in known} == set()
    assert len(named) > 20


def test_nothing_is_left_to_be_filled_in_and_each_has_one_title() -> None:
    for lang in Lang:
        assert [one.name for one in chapters(lang)] == NAMES
        for chapter in chapters(lang):
            assert BRACES.findall(chapter.text) == [], chapter.name
            assert chapter.title
            assert chapter.text.startswith("# ")
            assert chapter.text.count("\n# ") == 0, chapter.name


def test_every_link_leads_to_a_chapter() -> None:
    linked = {(name, link) for name, lang in EVERY for link in LINK.findall(raw(name, lang))}
    assert {link for link in linked if link[1] not in NAMES} == set()


def test_both_languages_show_the_same_pictures_and_keys() -> None:
    def shown(name: str, lang: Lang) -> tuple[list[str], set[str]]:
        text = raw(name, lang)
        return [one[1] for one in PICTURE.findall(text)], set(re.findall(r"\{([A-Z_]+)\}", text))

    assert [name for name in NAMES if shown(name, Lang.VI) != shown(name, Lang.EN)] == []


def test_chapters_are_found_without_accents_those_with_the_title_first() -> None:
    found = [one.name for one in find(chapters(Lang.VI), "giao hang")]
    assert found[0] == "delivery"
    assert [one.name for one in find(chapters(Lang.VI), "GIAO  HÀNG")] == found
    named = [one.name for one in chapters(Lang.EN) if "paper" in one.folded]
    assert named[0] != "paper"
    assert find(chapters(Lang.EN), "paper")[0].name == "paper"
    assert "report" in [one.name for one in find(chapters(Lang.VI), "16:00 xlsx")]
    assert find(chapters(Lang.VI), "không có chữ này đâu nhé") == []
    assert len(find(chapters(Lang.VI), "")) == len(NAMES)


def test_a_key_in_the_text_is_the_one_that_is_in_force() -> None:
    [chapter] = [one for one in chapters(Lang.VI) if one.name == "paper"]
    assert f"**{Key.FORM.shown}**" in chapter.text
    assert "“Giờ trên giấy”" in chapter.text
    assert fold("Giờ trên giấy") in chapter.folded
