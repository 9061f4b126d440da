"""What every command is given: where the data is, how to speak, how to open the station."""

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checkpoint_app.console import Output
from checkpoint_app.domain.errors import Locked
from checkpoint_app.i18n import Lang
from checkpoint_app.records.views import Staff
from checkpoint_app.reports.day_sheet import DaySheet
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home

PIN_VARIABLE = "CHECKPOINT_PIN"
SECOND_VARIABLE = "CHECKPOINT_SECOND_PIN"
PdfOfDaySheet = Callable[[DaySheet, Lang], bytes]


@dataclass(frozen=True, slots=True)
class Context:
    """One invocation."""

    args: Namespace
    out: Output
    home: Home
    pdf_of_day_sheet: PdfOfDaySheet

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
        return desk.permit(permission, os.environ.get(SECOND_VARIABLE, "").strip() or None)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The open station, closed again at the end of the block."""
        desk = self.home.unlock(self.pin())
        try:
            yield desk
        finally:
            desk.close()
