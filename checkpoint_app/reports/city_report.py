"""The report over many sites as plain values; see `checkpoint_app.wire.report` for its parts."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from checkpoint_app.domain.clock import iso
from checkpoint_app.i18n import Lang, text
from checkpoint_app.wire.report import FindingItem, ReportAnswer, ReportCounts

LISTS = ("not_done", "done_wrongly", "done_incompletely")
FIGURES = (
    "sites", "sites_deployed", "sites_active", "scans", "typed", "paper", "imported", "in", "out",
)  # fmt: skip
Words = Callable[[str, dict[str, Any]], tuple[str, str, str]]
"""A finding and its evidence in words: what it is called, what it rests on, what to do."""


def to_fields(report: ReportAnswer, words: Words) -> dict[str, object]:
    """The report as plain values, ready for JSON; moments are ISO 8601 in local time."""
    return {
        "at": iso(report.at),
        "from": iso(report.from_),
        "made_at": iso(report.made_at),
        "correction": report.correction,
        "frozen": report.frozen,
        "hash": report.hash,
        **counts(report.counts),
        **{name: [_row(one, words) for one in rows(report, name)] for name in LISTS},
        "by_kind": [{"kind": one.kind.value, **counts(one.counts)} for one in report.by_kind],
        "by_territory": [
            {"territory": list(one.names), **counts(one.counts)} for one in report.by_territory
        ],
        "corrections": [
            {
                "correction": one.number,
                "made_at": iso(one.made_at),
                "changes": one.changes,
                "added": one.added,
                "gone": one.gone,
            }
            for one in report.corrections
        ],
    }


def counts(found: ReportCounts) -> dict[str, int]:
    """Figures by name."""
    plain: dict[str, int] = msgspec.to_builtins(found)
    return plain


def rows(report: ReportAnswer, name: str) -> list[FindingItem]:
    """One of the three lists."""
    found: list[FindingItem] = getattr(report, name)
    return found


def _row(one: FindingItem, words: Words) -> dict[str, object]:
    return {
        "site": str(one.site),
        "finding": one.finding,
        "evidence": one.evidence,
        "because": words(one.finding, one.evidence)[1],
        "code": one.code,
        "name": one.name,
        "kind": one.kind.value,
        "territory": list(one.territory),
        "owner": list(one.owner),
        "reminders": one.reminders,
    }


def to_json(report: ReportAnswer, words: Words) -> bytes:
    """The report as one line of JSON in UTF-8."""
    return json.dumps(to_fields(report, words), ensure_ascii=False).encode()


def figures(found: ReportCounts, lang: Lang) -> Iterator[tuple[str, int]]:
    """The figures with what each is called."""
    plain = counts(found)
    for name in FIGURES:
        yield text(f"city.{name}", lang), plain[name]


def place_of(names: tuple[str, ...]) -> str:
    """A territory as people write it: the smallest first."""
    return ", ".join(reversed(names))
