"""The files that a serving hub gives away, written by the rooms that know how."""

import subprocess
from threading import Lock

import msgspec

from checkpoint_app.cli.report_commands import words_in
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.hub.reminding import Dossier
from checkpoint_app.hub.report_answer import item, reminder_item
from checkpoint_app.hub.report_view import Row
from checkpoint_app.hub.store.sites import Site
from checkpoint_app.i18n import Lang, text
from checkpoint_app.paths import program
from checkpoint_app.reports import city_report
from checkpoint_app.reports.city_report import place_of
from checkpoint_app.reports.city_xlsx import city_xlsx
from checkpoint_app.reports.dossier import DossierSheet, dossier_zip
from checkpoint_app.wire.protocol import ProblemCode, Refused
from checkpoint_app.wire.report import ReportAnswer, TrendDay

DRAW_S, WAIT_S = 120, 20


class HubPapers:
    """See `checkpoint_app.hub.papers.Papers`."""

    def __init__(self) -> None:
        # Drawing takes a processor for seconds: one at a time, the others wait or come back.
        self._drawing = Lock()

    def report(self, found: ReportAnswer, form: str, lang: Lang) -> bytes:
        """The report over many sites as json, xlsx or pdf.

        Raises:
            CheckpointError: it could not be drawn.
            Refused: others are being drawn.
        """
        if form == "json":
            return city_report.to_json(found, words_in(lang))
        if form == "xlsx":
            return city_xlsx(found, words_in(lang), lang)
        if not self._drawing.acquire(timeout=WAIT_S):
            raise Refused(ProblemCode.BUSY, WAIT_S)
        try:
            return _drawn(found, lang)
        finally:
            self._drawing.release()

    def dossier(self, found: Dossier, site: Site, lang: Lang) -> bytes:
        """All there is about a site, as a ZIP file."""
        return dossier_zip(dossier_sheet(found, site, lang), words_in(lang), lang)


def dossier_sheet(found: Dossier, site: Site, lang: Lang) -> DossierSheet:
    """What a dossier holds, as it is written."""
    return DossierSheet(
        made_at=found.made_at,
        about={
            "site": str(site.id),
            "name": site.name,
            "code": site.code or "",
            "kind": text(f"site.{site.kind}", lang),
            "territory": place_of(site.territory),
            "owner": place_of(site.owner),
            "address": site.address or "",
        },
        repeated=tuple(found.repeated),
        findings=[
            (one.at, one.correction, item(Row(one.item, site.territory, site.owner), {}))
            for one in found.findings
        ],
        reminders=[reminder_item(one) for one in found.reminders],
        days=[TrendDay(day=one.day, sites=one.sites, counts=one.counts) for one in found.days],
    )


def _drawn(found: ReportAnswer, lang: Lang) -> bytes:
    """The report as PDF, drawn by a process of its own: a hub that serves has no window's parts."""
    done = subprocess.run(  # noqa: S603 - this program itself
        [*program(), "--lang", lang.value, "hub", "draw-report"],
        input=msgspec.json.encode(found),
        capture_output=True,
        timeout=DRAW_S,
        check=False,
    )
    if done.returncode or not done.stdout:
        raise CheckpointError
    return done.stdout
