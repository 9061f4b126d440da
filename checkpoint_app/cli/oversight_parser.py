"""The words of the hub's commands for those who answer for many sites."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

from checkpoint_app.cli.context import Command
from checkpoint_app.cli.hub_parser import where
from checkpoint_app.cli.later import Later
from checkpoint_app.domain.clock import SystemClock, day_bounds, local, parse_iso

finding_commands = Later("finding_commands")
hub_trace_command = Later("hub_trace_command")
report_commands = Later("report_commands")
simulate_command = Later("simulate_command")

MOST_SITES, MOST_PASSAGES, MOST_DAYS = 1_000_000, 50_000_000, 60


def commands(add: Callable[[str, Command, str], ArgumentParser]) -> None:
    """The commands about the report, its findings, and the invented city."""
    sheet = add("report", report_commands.report, "the 16:00 report, frozen, with its corrections")
    sheet.add_argument("--at", type=moment, metavar="TIME", help="of when; else the last one due")
    sheet.add_argument("--format", choices=["json", "xlsx", "pdf"], default="json")
    sheet.add_argument("--out", type=Path, metavar="FILE")
    where(sheet)
    add("draw-report", report_commands.draw, "a report on standard input, as /v1/report, as PDF")
    city = add("simulate", simulate_command.simulate, "fill an empty hub with an invented city")
    city.add_argument("--seed", type=_number(0, 2**31), required=True, metavar="N")
    city.add_argument("--sites", type=_number(1, MOST_SITES), required=True, metavar="N")
    city.add_argument("--passages", type=_number(0, MOST_PASSAGES), required=True, metavar="N")
    city.add_argument("--days", type=_number(1, MOST_DAYS), default=14, metavar="N")
    city.add_argument(
        "--truth", type=Path, required=True, metavar="FILE", help="who does it wrong, a line each"
    )

    seen = add("findings", finding_commands.findings, "what the last report found, a line each")
    seen.add_argument("--finding", metavar="NAME", help="of one kind, such as no_exits")
    where(seen)
    seen.add_argument("--settings", action="store_true", help="show what the rules go by")
    seen.add_argument("--set", metavar="NAME=VALUE", help="change one of the settings")
    ask = add("remind", finding_commands.remind, "remind a site of a finding, at its gates")
    ask.add_argument("site", help="id, code, or a name that only one site has")
    ask.add_argument("finding", metavar="FINDING", help="of which kind, such as no_exits")
    how = ask.add_mutually_exclusive_group()
    how.add_argument("--draft", action="store_true", help="only say what it would be")
    how.add_argument("--text", metavar="TEXT", help="in words of one's own")
    how.add_argument("--letter", type=Path, metavar="FILE.pdf", help="on paper, to be carried")
    sent = add("reminders", finding_commands.reminders, "the reminders and what was answered")
    sent.add_argument("site", nargs="?", help="id, code, or a name that only one site has")
    where(sent)
    file = add("dossier", finding_commands.dossier, "all there is about a site, in one file")
    file.add_argument("site", help="id, code, or a name that only one site has")
    file.add_argument("--out", type=Path, required=True, metavar="FILE.zip")


def tracing(
    add: Callable[[str, Command, str], ArgumentParser],
    words: Callable[[str], str],
) -> None:
    """The commands about who met whom; `words` reads a reason."""
    trace = add("trace", hub_trace_command.trace, "who met one person, at all sites; logged")
    trace.add_argument("--person", required=True, metavar="ID|PHONE|PLATE|KEY")
    trace.add_argument("--from", required=True, type=moment, metavar="TIME")
    trace.add_argument("--to", required=True, type=moment, metavar="TIME")
    trace.add_argument("--reason", required=True, type=words, metavar="TEXT")
    trace.add_argument("--limit", type=_number(1, 5_000), default=50, metavar="N")
    trace.add_argument("--second", metavar="LOGIN", help="who agrees, where two are needed")
    trace.add_argument("--out", type=Path, metavar="FILE", help="all of it, encrypted")
    opened = add("open-export", hub_trace_command.open_export, "read an encrypted export")
    opened.add_argument("file", type=Path, metavar="FILE")


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
