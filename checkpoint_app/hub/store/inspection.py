"""Everything a report says of all sites at one moment, from one state of the database."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from checkpoint_app import __version__
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.look import Finding, judged, left_behind, settings_of
from checkpoint_app.hub.store import history
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.facts import Moment, looked_at, versions
from checkpoint_app.hub.store.reports import Cell, figures
from checkpoint_app.hub.store.settings import Settings

FINDING_SETTING = "finding."
"""What the names of the rules' settings begin with."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Thousands of rows, none of which knows another: going through them for cycles is no use."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures by territory, owner and kind; and what is wrong where."""

    cells: list[Cell]
    findings: list[Finding]


class Inspection:
    """Looks at all sites of a hub. Thread-safe."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database
        self._settings = Settings(database)

    def prepare(self, at: int) -> bool:
        """Have the sites' history ready for a moment; False where it was.

        Raises:
            StoreBusy and kin: it is not.
        """
        moment = Moment.of(at)
        with self._database.read() as connection:
            if history.held_for(connection) == (str(moment.day), moment.hour):
                return False
        history.renew(self._database, moment.day, moment.hour)
        return True

    def look(self, since: int, at: int) -> Seen:
        """The figures between two moments, and the findings at the later one.

        Raises:
            StoreBusy and kin: it cannot be told now.
        """
        moment, rules = Moment.of(at), list(RULES.values())
        settings = settings_of(self._settings.named(FINDING_SETTING))
        behind = int(settings["stale_version"]["behind"])
        self.prepare(at)
        with self._database.read() as connection, _uncollected():
            stale = left_behind(versions(connection), __version__, behind)
            looked = looked_at(connection, moment, rules, settings, stale)
            cells = figures(connection, since, at, looked.unseen)
            return Seen(cells, judged(looked.suspects, settings))
