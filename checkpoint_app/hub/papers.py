"""Files for people to take away, written by rooms that the hub must not know."""

from typing import Protocol

from checkpoint_app.hub.reminding import Dossier
from checkpoint_app.hub.store.sites import Site
from checkpoint_app.i18n import Lang
from checkpoint_app.wire.report import ReportAnswer


class Papers(Protocol):
    """Writes files. Thread-safe."""

    def report(self, found: ReportAnswer, form: str, lang: Lang) -> bytes:
        """The report over many sites as json, xlsx or pdf."""
        ...

    def dossier(self, found: Dossier, site: Site, lang: Lang) -> bytes:
        """All there is about a site, as a ZIP file."""
        ...
