"""Every word of a page is in the catalogue, in both languages, with the values that it is given."""

import re
from collections.abc import Sequence
from string import Formatter

import pytest

from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.rule import ReportList
from checkpoint_app.hub.signs import StationState
from checkpoint_app.hub.store.access import Action
from checkpoint_app.hub.web.render import ROOMS, TEMPLATES
from checkpoint_app.i18n import Lang, text
from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.i18n.catalog import web as web_sentences
from checkpoint_app.i18n.catalog import web_pages as page_sentences

PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.iterdir())}
CALL = re.compile(r"""\bt\("([^"]+)"(\s*~)?""")
FAMILIES: dict[str, Sequence[str]] = {
    "web.nav.": [one.name for one in ROOMS],
    "web.role.": list(Role),
    "web.state.": list(StationState),
    "web.action.": list(Action),
    "web.error.what.": ["400", "403", "404", "500"],
    "web.error.": ["400", "403", "404", "429", "500", "503", "form", "wait"],
    "web.problem.": [
        "too_long", "sent_before", "reason", "not_alike", "weak", "login_wrong", "too_many_tries",
        "who", "window", "second",
    ],
    "city.": [*ReportList],
    "site.": [],
    "station.": [],
}  # fmt: skip


def calls() -> list[tuple[str, str, bool, set[str]]]:
    """Each sentence that a page asks for: where, its code, whether that is a beginning, values."""
    return [
        (
            page,
            found[1],
            bool(found[2]),
            set(re.findall(r"(\w+)=", _call_at(source, found.start()))),
        )
        for page, source in PAGES.items()
        for found in CALL.finditer(source)
    ]


def _call_at(source: str, start: int) -> str:
    """A call from its beginning to the bracket that ends it."""
    depth = 0
    for place in range(source.index("(", start), len(source)):
        depth += {"(": 1, ")": -1}.get(source[place], 0)
        if not depth:
            return source[start:place]
    raise AssertionError(source[start : start + 80])


def test_every_sentence_of_a_page_exists_and_is_given_its_values() -> None:
    assert len(calls()) > 200
    for page, code, begins, given in calls():
        if begins:
            assert code in FAMILIES, (page, code)
            continue
        assert code in CATALOG, (page, code)
        needed = {name for _, name, _, _ in Formatter().parse(CATALOG[code][0]) if name}
        assert needed <= given, (page, code, needed - given)


@pytest.mark.parametrize(
    "code", [f"{family}{name}" for family, names in FAMILIES.items() for name in names]
)
def test_every_word_of_a_family_exists(code: str) -> None:
    for lang in Lang:
        assert text(code, lang, seconds=1)


def test_no_sentence_of_the_console_is_idle() -> None:
    used = {code for _, code, begins, _ in calls() if not begins}
    used |= {f"{family}{name}" for family, names in FAMILIES.items() for name in names}
    held = set(web_sentences.SENTENCES) | set(page_sentences.SENTENCES)
    assert held - used == set()


def test_a_page_holds_no_words_of_its_own() -> None:
    for page, source in PAGES.items():
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", source, flags=re.S)
        bare = re.sub(r"<[^>]*>|&\w+;", " ", bare)
        assert not re.search(r"[A-Za-zÀ-ỹ]{2,}", bare), page


def test_every_finding_can_be_called() -> None:
    for rule in RULES.values():
        for lang in Lang:
            assert rule.called(lang)
