"""The options that every command takes, and those that every command of the hub takes."""

import argparse
from argparse import SUPPRESS, ArgumentParser
from datetime import timedelta
from pathlib import Path

from checkpoint_app.cli.context import Command
from checkpoint_app.i18n import Lang
from checkpoint_app.paths import default_home


def common(parser: ArgumentParser, *, first: bool) -> None:
    """The options that stand before the command, or after it just as well."""

    def default(value: object) -> object:
        return value if first else SUPPRESS

    add = parser.add_argument
    add("--home", type=Path, default=default(default_home()), metavar="DIR", help="data folder")
    add("--lang", type=Lang, choices=list(Lang), default=default(None), help="language: vi or en")
    add("-v", "--verbose", action="store_true", default=default(False), help="a fuller log")
    add("--json", action="store_true", default=default(False), help="answers as JSON Lines")
    add("--pin-file", type=Path, default=default(None), metavar="FILE", help="a file with the PIN")
    add("--reveal", action="store_true", default=default(False), help="unmask personal data")


class Commands:
    """Adds commands that all take the common options."""

    def __init__(self, group: "argparse._SubParsersAction[ArgumentParser]") -> None:
        self._group = group

    def add(self, name: str, run: Command, about: str) -> ArgumentParser:
        parser = self._group.add_parser(name, help=about, description=about, allow_abbrev=False)
        common(parser, first=False)
        parser.set_defaults(run=run)
        return parser


class HubCommands(Commands):
    """Adds commands that work on the hub's database."""

    def add(self, name: str, run: Command, about: str) -> ArgumentParser:
        """A command of the hub."""
        parser = super().add(name, run, about)
        parser.add_argument("--db", metavar="URL", default=SUPPRESS)
        return parser


def days(text: str) -> timedelta:
    """So many days, as ``21d``."""
    number = int(text.removesuffix("d"))
    if not 1 <= number <= 36_500:
        raise argparse.ArgumentTypeError("1d to 36500d")
    return timedelta(days=number)


def positive(text: str) -> int:
    """A whole number that may be large."""
    number = int(text)
    if not 1 <= number <= 10_000_000:
        raise argparse.ArgumentTypeError("1 to 10,000,000")
    return number
