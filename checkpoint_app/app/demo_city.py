"""The invented city around the demo's station: something to see for who answers for many sites.

It lies in the demo's own hub, in the folder that the demo may empty, and nowhere else; it ends at
the last 16:00, and the station's own passages come after it, at a site of their own.
"""

from dataclasses import dataclass
from pathlib import Path

from checkpoint_app.console import write_file
from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.findings.saying import said
from checkpoint_app.hub.scope import ALL
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.simulate.city import Wish
from checkpoint_app.i18n import Lang
from checkpoint_app.reports.city_xlsx import city_xlsx
from checkpoint_app.ui.printing import pdf_of_city_report
from checkpoint_app.wire.report import ReportAnswer

SEED, SITES, PASSAGES = 16, 300, 15_000
LOGIN = "thanhpho"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who sees the whole city."""

    login: str
    password: str


def found_city(home: Path) -> Account:
    """Put the city into a new hub; whoever can sign in there.

    Raises:
        HubNotEmpty: somebody's sites are there already.
    """
    hub = Hub.open(home)
    try:
        day = local(hub.oversight.reporting.due()).date()
        hub.oversight.simulate(Wish(SEED, SITES, PASSAGES, day))
        _, password = hub.people.add(LOGIN, Role.CITY, ALL, None)
    finally:
        hub.close()
    assert password is not None
    return Account(LOGIN, password)


def report_city(home: Path, folder: Path, lang: Lang) -> ReportAnswer:
    """The city's report of the last 16:00, also as ``report.xlsx`` and ``report.pdf``."""
    hub = Hub.open(home)
    try:
        report = hub.oversight.report(hub.oversight.reporting.due())
    finally:
        hub.close()

    def words(finding: str, evidence: dict[str, object]) -> tuple[str, str, str]:
        return said(finding, evidence, lang)

    write_file(folder / "report.xlsx", city_xlsx(report, words, lang))
    write_file(folder / "report.pdf", pdf_of_city_report(report, words, lang))
    return report
