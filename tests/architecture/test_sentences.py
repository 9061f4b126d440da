"""Whatever can happen has its words, in both languages, with the values that are really given."""

import ast
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import checkpoint_app
from checkpoint_app.domain.documents import Format, LinkKind, Sex, WarningCode
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import (
    Direction,
    DirectionMode,
    Fallback,
    Kind,
    SiteKind,
    Verdict,
    Way,
)
from checkpoint_app.i18n import Lang, sentence, text
from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.sync.bulletin import BulletinFault
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.wire.protocol import ProblemCode, RefusalCode

ROOT = Path(checkpoint_app.__file__).parent
SOURCES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}
VIETNAMESE = re.compile(
    "[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìĩóòõúùũý]", re.I
)


def errors() -> Iterator[type[CheckpointError]]:
    """Every kind of error, wherever it is declared."""
    for module in pkgutil.walk_packages([str(ROOT)], "checkpoint_app."):
        if not re.search(r"\.(ui|app|migrations|__main__)\b", module.name):
            import_module(module.name)
    waiting = [CheckpointError]
    while waiting:
        kind = waiting.pop()
        yield kind
        waiting.extend(kind.__subclasses__())


def raised() -> dict[str, list[set[str]]]:
    """For each name of a class that is called with keywords: the keywords of every call."""
    found: dict[str, list[set[str]]] = {}
    for tree in SOURCES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                words = {keyword.arg for keyword in node.keywords if keyword.arg}
                found.setdefault(node.func.id, []).append(words)
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
                found.setdefault(node.exc.id, []).append(set())
    return found


RAISED = raised()


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("code", CATALOG)
def test_both_languages_say_the_same_with_the_same_values(code: str) -> None:
    vietnamese, english = CATALOG[code]
    assert vietnamese.strip() == vietnamese != ""
    assert english.strip() == english != ""
    assert placeholders(vietnamese) == placeholders(english)
    assert not VIETNAMESE.search(english)


@pytest.mark.parametrize("kind", list(errors()), ids=lambda kind: kind.__name__)
def test_an_error_has_its_sentence_with_what_it_is_raised_with(
    kind: type[CheckpointError],
) -> None:
    needed = placeholders(CATALOG[f"error.{kind.code}"][0])
    given = [{"field", "reason"}] if kind.code == "invalid_entry" else RAISED.get(kind.__name__, [])
    for details in given:
        assert needed <= details, f"{kind.__name__} is raised without {needed - details}"
    if needed:
        assert given, f"{kind.__name__} is never raised with {needed}"


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in errors()]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("kind", list(errors()), ids=lambda kind: kind.__name__)
def test_an_error_can_be_said(kind: type[CheckpointError], lang: Lang) -> None:
    words = placeholders(CATALOG[f"error.{kind.code}"][0])
    error = CheckpointError(**dict.fromkeys(words, "x"))
    error.code = kind.code
    said = sentence(error, lang)
    assert "{" not in said
    assert len(said) > 10


GROUPS: list[tuple[str, Iterable[StrEnum]]] = [
    ("verdict", Verdict),
    ("warning", WarningCode),
    ("hint", Hint),
    ("format", Format),
    ("link", LinkKind),
    ("kind", Kind),
    ("way", Way),
    ("fallback", Fallback),
    ("direction", Direction),
    ("direction", DirectionMode),
    ("site", SiteKind),
    ("sex", Sex),
    ("cause", SyncCause),
    ("cause", ProblemCode),
    ("bulletin", BulletinFault),
    ("refusal", RefusalCode),
]


@pytest.mark.parametrize(
    "code", [f"{group}.{value.value}" for group, values in GROUPS for value in values]
)
def test_a_word_of_the_domain_has_its_text(code: str) -> None:
    assert text(code, Lang.VI)
    assert text(code, Lang.EN)


def test_every_reason_of_a_refused_entry_has_its_text() -> None:
    reasons = {
        str(node.args[1].value)
        for tree in SOURCES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "InvalidEntry"
        and len(node.args) == 2
        and isinstance(node.args[1], ast.Constant)
    }
    assert len(reasons) >= 9
    assert {f"reason.{reason}" for reason in reasons} <= set(CATALOG)


def test_what_is_said_by_code_is_in_the_catalogue() -> None:
    """Every literal code handed to `say`, `answer` or `text`."""
    said = {
        (str(node.args[0].value), path.name)
        for path, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) or getattr(node.func, "id", None))
        in {"say", "answer", "text"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and re.fullmatch(r"[a-z]+\.[a-z_]+", node.args[0].value)
    }
    assert len(said) > 20
    assert [each for each in said if each[0] not in CATALOG] == []


def test_nothing_in_the_catalogue_is_never_said() -> None:
    """Each code stands once in the catalogue, and once more where it is said."""
    written = Counter(
        node.value
        for tree in SOURCES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert [key for key in CATALOG if key.startswith("say.") and written[key] < 2] == []
