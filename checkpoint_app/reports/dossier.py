"""The dossier of a place as one file: a workbook to read, and the same as JSON, in a ZIP."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook

from checkpoint_app.domain.clock import iso, local
from checkpoint_app.i18n import Lang, text
from checkpoint_app.reports.cells import cell_text
from checkpoint_app.reports.city_report import Words
from checkpoint_app.reports.xlsx import ACCENT, EDGE, PAPER_A4, PLAIN_TEXT, SOFT
from checkpoint_app.wire.report import FindingItem, ReminderItem, TrendDay

DAY_COUNTS = "entries exits scanned typed paper late_paper refused".split()
_CALLED = {"entries": "in", "exits": "out", "scanned": "scans"}


@dataclass(frozen=True, slots=True)
class DossierSheet:
    """What a dossier holds.

    Attributes:
        about: the place, as names and texts.
        repeated: findings of which it was reminded often, and that go on.
        findings: of which report, at which correction.
    """

    made_at: int
    about: dict[str, str]
    repeated: tuple[str, ...]
    findings: Sequence[tuple[int, int, FindingItem]]
    reminders: Sequence[ReminderItem]
    days: Sequence[TrendDay]


def dossier_zip(sheet: DossierSheet, words: Words, lang: Lang = Lang.VI) -> bytes:
    """The dossier as a ZIP file of ``dossier.xlsx`` and ``dossier.json``.

    Args:
        words: says a finding in this language.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("dossier.xlsx", _workbook(sheet, words, lang))
        held.writestr("dossier.json", json.dumps(_plain(sheet, words), ensure_ascii=False))
    return out.getvalue()


def _plain(sheet: DossierSheet, words: Words) -> dict[str, object]:
    return {
        "made_at": iso(sheet.made_at),
        **sheet.about,
        "repeated": list(sheet.repeated),
        "findings": [
            {
                "at": iso(at),
                "correction": correction,
                "finding": one.finding,
                "evidence": one.evidence,
                "because": words(one.finding, one.evidence)[1],
            }
            for at, correction, one in sheet.findings
        ],
        "reminders": [
            {
                "number": one.number,
                "finding": one.finding,
                "sent_at": iso(one.sent_at),
                "by_letter": one.by_letter,
                "text": one.text,
                "answers": [
                    {"station": said.station, "at": iso(said.at), "answer": said.answer}
                    for said in one.answers
                ],
            }
            for one in sheet.reminders
        ],
        "days": [{"day": one.day, **one.counts} for one in sheet.days],
    }


def _workbook(sheet: DossierSheet, words: Words, lang: Lang) -> bytes:
    def say(code: str) -> str:
        return text(f"city.{code}", lang)

    titles = {one.finding: words(one.finding, one.evidence)[0] for _, _, one in sheet.findings}
    pages: list[tuple[str, list[str], list[list[str | int]]]] = [
        (
            "summary",
            ["dossier", ""],
            [
                *_pairs(sheet.about),
                [say("repeated"), ", ".join(titles[one] for one in sheet.repeated) or say("none")],
                [say("made_at"), _moment(sheet.made_at)],
            ],
        ),
        (
            "finding",
            ["report", "correction", "finding", "evidence", "advice"],
            [
                [_moment(at), correction, *words(one.finding, one.evidence)]
                for at, correction, one in sheet.findings
            ],
        ),
        (
            "reminders",
            ["number", "finding", "sent_at", "channel", "text", "read_at", "answer"],
            [
                [
                    one.number,
                    titles.get(one.finding, one.finding),
                    _moment(one.sent_at),
                    say("by_letter" if one.by_letter else "by_bulletin"),
                    one.text,
                    ", ".join(_moment(said.at) for said in one.answers),
                    "; ".join(said.answer for said in one.answers if said.answer),
                ]
                for one in sheet.reminders
            ],
        ),
        (
            "days",
            ["day", *(_CALLED.get(name, name) for name in DAY_COUNTS)],
            [[one.day, *(one.counts[name] for name in DAY_COUNTS)] for one in sheet.days],
        ),
    ]
    out = io.BytesIO()
    with Workbook(out, dict(PLAIN_TEXT, in_memory=True)) as book:
        head = book.add_format(
            {"bold": True, "bg_color": SOFT, "bottom": 1, "bottom_color": EDGE, "color": ACCENT}
        )
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, columns, rows in pages:
            page = book.add_worksheet(say(name))
            page.set_paper(PAPER_A4)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.freeze_panes(1, 0)
            for column, code in enumerate(columns):
                page.set_column(
                    column, column, 40 if code in {"evidence", "advice", "text"} else 22
                )
                page.write_string(0, column, say(code) if code else "", head)
            for number, row in enumerate(rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        page.write_number(number, column, cell)
                    else:
                        page.write_string(number, column, cell_text(cell), wrapped)
    return out.getvalue()


def _pairs(about: dict[str, str]) -> list[list[str | int]]:
    return [[name, value] for name, value in about.items()]


def _moment(at: int) -> str:
    return f"{local(at):%H:%M %d/%m/%Y}"
