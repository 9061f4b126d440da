"""The words of the hub's commands for those who answer for many sites."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

from checkpoint_app.cli.context import Command
from checkpoint_app.cli.later import Later

simulate_command = Later("simulate_command")

MOST_SITES, MOST_PASSAGES, MOST_DAYS = 1_000_000, 50_000_000, 60


def commands(add: Callable[[str, Command, str], ArgumentParser]) -> None:
    """The commands ``hub simulate``."""
    city = add("simulate", simulate_command.simulate, "fill an empty hub with an invented city")
    city.add_argument("--seed", type=_number(0, 2**31), required=True, metavar="N")
    city.add_argument("--sites", type=_number(1, MOST_SITES), required=True, metavar="N")
    city.add_argument("--passages", type=_number(0, MOST_PASSAGES), required=True, metavar="N")
    city.add_argument("--days", type=_number(1, MOST_DAYS), default=14, metavar="N")
    city.add_argument(
        "--truth", type=Path, required=True, metavar="FILE", help="who does it wrong, a line each"
    )


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        found = int(text)
        if not least <= found <= most:
            raise ArgumentTypeError(f"{least:,} to {most:,}")
        return found

    return number
