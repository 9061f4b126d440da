"""What every command is given: where the data is, how to speak, how to open the station."""

import os
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from checkpoint_app.console import Output
from checkpoint_app.domain.errors import Locked
from checkpoint_app.i18n import Lang
from checkpoint_app.records.views import Staff
from checkpoint_app.reports.city_report import Words
from checkpoint_app.reports.day_sheet import DaySheet
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.papers import Place, PrintedSheet
from checkpoint_app.wire.report import FindingItem, ReportAnswer

if TYPE_CHECKING:
    from checkpoint_app.hub.service import Hub

PIN_VARIABLE = "CHECKPOINT_PIN"
SECOND_VARIABLE = "CHECKPOINT_SECOND_PIN"


class Papers(Protocol):
    """Draws papers as PDF, which only the window's rooms can."""

    def day_sheet(self, sheet: DaySheet, lang: Lang) -> bytes:
        """The numbers of a day."""

    def sheets(
        self, sheets: Sequence[PrintedSheet], place: Place, lang: Lang, *, forms: bool
    ) -> bytes:
        """Numbered sheets with a row a person, or forms of one person each."""

    def poster(self, payload: bytes, place: Place, lang: Lang) -> bytes:
        """The poster with the site's code."""

    def city_report(self, report: ReportAnswer, words: Words, lang: Lang) -> bytes:
        """The report over many sites."""

    def letter(self, item: FindingItem, report_at: int, words: Words, lang: Lang) -> bytes:
        """A letter that reminds a site of a finding."""

    def guidance(self, place: Place, lang: Lang) -> bytes:
        """The page for visitors."""


@dataclass(frozen=True, slots=True)
class Context:
    """One invocation."""

    args: Namespace
    out: Output
    home: Home
    papers: Papers

    def pin(self) -> str:
        """The PIN from the file or the environment.

        Raises:
            Locked: neither gives one.
        """
        file: Path | None = self.args.pin_file
        if file is not None:
            try:
                return file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise Locked from error
        pin = os.environ.get(PIN_VARIABLE, "").strip()
        if not pin:
            raise Locked
        return pin

    def permit(self, desk: Desk, permission: Permission) -> Staff | None:
        """Let whoever's PIN opened the station do something.

        Returns:
            The second person, where the station asks for two; theirs is the PIN of the variable.

        Raises:
            NotAllowed, SecondPersonNeeded, WrongPin, LockedOut: not now, or not alone.
        """
        return desk.permit(permission, self.second_pin())

    def second_pin(self) -> str | None:
        """The PIN of a second person, where the environment gives one."""
        return os.environ.get(SECOND_VARIABLE, "").strip() or None

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The open station, closed again at the end of the block."""
        desk = self.home.unlock(self.pin())
        try:
            yield desk
        finally:
            desk.close()

    @contextmanager
    def hub(self) -> "Iterator[Hub]":
        """The hub of this folder, closed again at the end of the block."""
        from checkpoint_app.hub.service import Hub  # noqa: PLC0415 - a station starts without it

        hub = Hub.open(self.home.path, getattr(self.args, "db", None))
        try:
            yield hub
        finally:
            hub.close()


Command = Callable[[Context], int]
