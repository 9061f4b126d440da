"""What every command is given: where the data is, how to speak, how to open the station."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checkpoint_app.console import Output
from checkpoint_app.domain.errors import Locked
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home

PIN_VARIABLE = "CHECKPOINT_PIN"


@dataclass(frozen=True, slots=True)
class Context:
    """One invocation."""

    args: Namespace
    out: Output
    home: Home

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

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The open station, closed again at the end of the block."""
        desk = self.home.unlock(self.pin())
        try:
            yield desk
        finally:
            desk.close()
