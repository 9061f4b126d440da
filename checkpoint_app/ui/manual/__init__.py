"""The manual: chapters in ``resources/manual``, one Markdown file each, Vietnamese and English.

What the window says of itself is not written there but asked for, so that it is always right:
``{FORM}`` is a key of `Key`, ``{Rail: To do}`` a text of the window by context and source,
``{verdict.look}`` a sentence of the catalog. ``![What it shows](gate-look)`` is the picture of a
state of `screen_states`, ``(gate-look.banner)`` of its banner alone; ``(paper)`` after a text leads
to a chapter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checkpoint_app.domain.text import fold
from checkpoint_app.i18n import Lang, text
from checkpoint_app.ui.printing.tongue import Tongue
from checkpoint_app.ui.resources import resource_path
from checkpoint_app.ui.shortcuts import Key

GUARDS: tuple[tuple[str, tuple[Key, ...]], ...] = (
    ("start", (Key.CHECK,)),
    ("scan", (Key.GATE, Key.LOOK)),
    ("banner", ()),
    ("paper", (Key.FORM,)),
    ("delivery", (Key.DELIVERY,)),
    ("inside", (Key.INSIDE,)),
    ("to-do", (Key.TRAY,)),
    ("report", (Key.REPORT,)),
    ("network", ()),
    ("hand-over", (Key.LOCK,)),
    ("picture", (Key.PICTURE,)),
    ("rehearsal", (Key.REHEARSE,)),
    ("privacy", ()),
    ("trouble", (Key.DIAGNOSTICS,)),
)
SUPERVISORS: tuple[tuple[str, tuple[Key, ...]], ...] = (
    ("set-up", (Key.MANAGE, Key.SETTINGS)),
    ("display", (Key.VISITOR,)),
    ("staff", (Key.STAFF,)),
    ("print", (Key.PRINT,)),
    ("lists", (Key.PEOPLE,)),
    ("store", (Key.STORE,)),
    ("hub", (Key.HUB, Key.NOTICES)),
    ("trace", (Key.TRACE,)),
    ("person", (Key.PERSON,)),
)
"""The chapters in their order, each with the screens it is about."""

PICTURE = re.compile(r"!\[([^\]]*)\]\(([\w.-]+)\)")
_KEY = re.compile(r"\{([A-Z_]+)\}")
_TEXT = re.compile(r"\{(\w+): ([^}]+)\}")
_SENTENCE = re.compile(r"\{([a-z]+(?:\.\w+)+)\}")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter, in one language.

    Attributes:
        name: of its file, and what links lead to.
        text: Markdown, with the window's own words in it; begins with the title.
        supervisors: whether it is about their work.
        folded: the words to be searched, without accents.
    """

    name: str
    title: str
    text: str
    supervisors: bool
    folded: str


def chapter_path(name: str, lang: Lang) -> Path:
    """Where a chapter's text is."""
    return resource_path("manual", lang.value, f"{name}.md")


def picture_path(picture: str, lang: Lang) -> Path:
    """Where a picture is."""
    return resource_path("manual", "pictures", f"{picture}-{lang.value}.webp")


@cache
def chapters(lang: Lang) -> tuple[Chapter, ...]:
    """All chapters in their order.

    Raises:
        FileNotFoundError: one is missing from the program's resources.
        KeyError: one names a key or a sentence that there is not.
    """
    tongue = Tongue(lang)
    return tuple(
        _read(name, tongue, supervisors=part is SUPERVISORS)
        for part in (GUARDS, SUPERVISORS)
        for name, _ in part
    )


def chapter_about(key: Key) -> str | None:
    """The name of the chapter about a screen; None where there is none."""
    return next((name for name, keys in GUARDS + SUPERVISORS if key in keys), None)


def find(all_of: Sequence[Chapter], typed: str) -> list[Chapter]:
    """The chapters that have every word of what was typed, with or without accents.

    Those with all of it in the title come first, then those with all of it in the text.
    """
    phrase = fold(typed)
    found = [one for one in all_of if all(word in one.folded for word in phrase.split())]
    return sorted(found, key=lambda one: (phrase not in fold(one.title), phrase not in one.folded))


def _read(name: str, tongue: Tongue, *, supervisors: bool) -> Chapter:
    raw = chapter_path(name, tongue.lang).read_text(encoding="utf-8")
    said = fill_in(raw, tongue)
    title = said.splitlines()[0].removeprefix("# ")
    plain = PICTURE.sub(r"\1", said).translate({ord(sign): None for sign in "*#`"})
    return Chapter(name, title, said, supervisors, fold(plain))


def fill_in(raw: str, tongue: Tongue) -> str:
    """A text with the window's keys and words in it.

    Raises:
        KeyError: there is no such key or sentence.
    """

    def key(found: re.Match[str]) -> str:
        return f"**{Key[found[1]].shown}**"

    def label(found: re.Match[str]) -> str:
        return f"“{tongue.translate(found[1], found[2])}”"

    def sentence(found: re.Match[str]) -> str:
        return f"**{text(found[1], tongue.lang)}**"

    return _SENTENCE.sub(sentence, _TEXT.sub(label, _KEY.sub(key, raw)))
