"""The words of the hub's commands for those who answer for many sites."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

from checkpoint_app.cli.context import Command
from checkpoint_app.cli.hub_parser import where
from checkpoint_app.cli.later import Later
from checkpoint_app.domain.clock import SystemClock, day_bounds, local, parse_iso

report_commands = Later("report_commands")
simulate_command = Later("simulate_command")

MOST_SITES, MOST_PASSAGES, MOST_DAYS = 1_000_000, 50_000_000, 60


def commands(add: Callable[[str, Command, str], ArgumentParser]) -> None:
    """The commands ``hub report`` and ``hub simulate``."""
    sheet = add("report", report_commands.report, "the 16:00 report, frozen, with its corrections")
    sheet.add_argument("--at", type=moment, metavar="TIME", help="of when; else the last one due")
    sheet.add_argument("--format", choices=["json", "xlsx", "pdf"], default="json")
    sheet.add_argument("--out", type=Path, metavar="FILE")
    where(sheet)
    city = add("simulate", simulate_command.simulate, "fill an empty hub with an invented city")
    city.add_argument("--seed", type=_number(0, 2**31), required=True, metavar="N")
    city.add_argument("--sites", type=_number(1, MOST_SITES), required=True, metavar="N")
    city.add_argument("--passages", type=_number(0, MOST_PASSAGES), required=True, metavar="N")
    city.add_argument("--days", type=_number(1, MOST_DAYS), default=14, metavar="N")
    city.add_argument(
        "--truth", type=Path, required=True, metavar="FILE", help="who does it wrong, a line each"
    )


def moment(words: str) -> int:
    """A moment as it is given: an ISO time, or HH:MM of today; 24:00 is the end of today.

    Raises:
        ArgumentTypeError: it is neither.
    """
    today = local(SystemClock().now_ms()).date()
    try:
        if words == "24:00":
            return day_bounds(str(today))[1]
        return parse_iso(f"{today}T{words}" if len(words) <= len("HH:MM") else words)
    except ValueError as error:
        raise ArgumentTypeError("an ISO time, or HH:MM of today") from error


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        found = int(text)
        if not least <= found <= most:
            raise ArgumentTypeError(f"{least:,} to {most:,}")
        return found

    return number
