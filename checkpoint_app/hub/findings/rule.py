"""What a rule is: how a finding is looked for, and how it is said.

A rule looks twice. Its `sieve` is a condition of SQL, so that the database passes over the sites
that are well; what is left is judged by its `judge`, with all the care that small numbers need. The
columns are those of `checkpoint_app.hub.store.facts`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from checkpoint_app.domain.clock import local
from checkpoint_app.i18n import Lang, number

DAY_MS, HOUR_MS = 86_400_000, 3_600_000


class ReportList(StrEnum):
    """The three lists of letter 19/SCHTP, paragraph 4; what belongs on which is this project's."""

    NOT_DONE = "not_done"
    DONE_WRONGLY = "done_wrongly"
    DONE_INCOMPLETELY = "done_incompletely"


class Source(StrEnum):
    """What a sieve looks at.

    Attributes:
        RECORDS: what was recorded at each site; records that come later can change the finding.
        STATIONS: what each station last said.
        UNSEEN: the sites of which no station was ever heard.
    """

    RECORDS = "records"
    STATIONS = "stations"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one site at the moment of a report.

    Attributes:
        row: by the columns of `checkpoint_app.hub.store.facts`.
        at: the moment, ms since 1970 UTC.
        hours: what was recorded in each of the 24 hours up to it, the oldest first.
        usual: what was recorded in these hours on earlier days of the same kind, in all.
        days: how many such days there were for each of these hours.
    """

    row: Mapping[str, Any]
    at: int
    hours: Sequence[int]
    usual: Sequence[int]
    days: Sequence[int]

    def __getitem__(self, name: str) -> Any:
        return self.row[name]

    def both(self, name: str) -> int:
        """A count of the last 24 hours and of the week before them."""
        return int(self.row[name]) + int(self.row[f"w_{name}"])

    @property
    def recorded(self) -> int:
        """How many passages these are."""
        return self.both("entries") + self.both("exits")


Evidence = dict[str, Any]
"""What a finding rests on: names and plain values, never anything of a person."""
Settings = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """One finding.

    Attributes:
        name: the finding; on: the list it belongs to.
        settings: by name, with the value where nobody has set another.
        sieve: SQL; every site that could be found passes. ``:name`` is a setting, ``:at`` and
            ``:day`` the moment and its local day.
        also: what the sieve needs beside the settings, made of them, by name.
        judge: gives the evidence, or None where there is nothing to be said against a site.
        title, because, advice: what it is called, what it rests on with the evidence's names in
            braces, and what to do about it: Vietnamese and English.
        of: what its sieve looks at.
    """

    name: str
    on: ReportList
    sieve: str
    judge: Callable[[Facts, Settings], Evidence | None]
    title: tuple[str, str]
    because: tuple[str, str]
    advice: tuple[str, str]
    of: Source = Source.RECORDS
    settings: Settings = field(default_factory=dict)
    also: Callable[[Settings], Settings] = lambda _settings: {}

    def said(self, evidence: Evidence, lang: Lang) -> str:
        """The evidence in words."""
        spoken = {
            name: number(value, lang) if isinstance(value, int | float) else value
            for name, value in evidence.items()
        }
        return _of(self.because, lang).format(**spoken)

    def called(self, lang: Lang) -> str:
        """What the finding is called."""
        return _of(self.title, lang)

    def advised(self, lang: Lang) -> str:
        """What whoever answers for the site should do."""
        return _of(self.advice, lang)


def _of(pair: tuple[str, str], lang: Lang) -> str:
    return pair[0] if lang is Lang.VI else pair[1]


def day_of(at: int) -> str:
    """The local day of a moment, as evidence tells it."""
    return f"{local(at):%d/%m/%Y}"


def moment_of(at: int) -> str:
    """A moment, as evidence tells it."""
    return f"{local(at):%H:%M %d/%m}"
