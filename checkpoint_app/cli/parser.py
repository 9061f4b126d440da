"""The words of the command line."""

import argparse
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable
from pathlib import Path

from checkpoint_app import __version__
from checkpoint_app.cli import hub_commands, not_yet, reading, station_commands
from checkpoint_app.cli.context import Context
from checkpoint_app.cli.doctor import doctor
from checkpoint_app.cli.gate import gate
from checkpoint_app.domain.passage import DirectionMode, SiteKind
from checkpoint_app.i18n import Lang
from checkpoint_app.paths import default_home

Command = Callable[[Context], int]


def build_parser() -> ArgumentParser:
    """The parser; each command sets `run` to what does its work."""
    parser = ArgumentParser(
        prog="checkpoint",
        description="Gate software: records every passage, on line or not. "
        "Without a command it opens the window.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"checkpoint {__version__}")
    _common(parser, first=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _station(commands)
    _reading(commands)
    _hub(commands)
    return parser


def _common(parser: ArgumentParser, *, first: bool) -> None:
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


class _Commands:
    """Adds commands that all take the common options."""

    def __init__(self, group: "argparse._SubParsersAction[ArgumentParser]") -> None:
        self._group = group

    def add(self, name: str, run: Command, about: str) -> ArgumentParser:
        parser = self._group.add_parser(name, help=about, description=about, allow_abbrev=False)
        _common(parser, first=False)
        parser.set_defaults(run=run)
        return parser


def _station(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    add = _Commands(group).add
    kinds = [kind.value for kind in SiteKind]
    trial = add(
        "run",
        _open_window,
        "open the station with a hub of its own; the sample film "
        "where there is no camera, without a window where there is no screen",
    )
    trial.add_argument("--source", metavar="FILE|FOLDER|N|URL")
    trial.add_argument("--out", type=Path, metavar="FOLDER", help="where the trial leaves things")
    trial.add_argument("--seconds", type=_seconds, help="how long it lasts at most, off screen")
    init = add("init", station_commands.init, "set a station up without the window")
    init.add_argument("--site", required=True)
    init.add_argument("--gate", required=True)
    init.add_argument("--kind", required=True, choices=kinds)
    init.add_argument("--capacity", type=_positive)
    enrol = add("enrol", station_commands.enrol, "join a hub with its one-time code")
    enrol.add_argument("--hub", required=True, metavar="URL")
    enrol.add_argument("code")
    lane = add("gate", gate, "scan and record")
    lane.add_argument("--source", metavar="FILE|FOLDER|N|URL|serial:PORT")
    lane.add_argument("--direction", choices=[mode.value for mode in DirectionMode])
    lane.add_argument("--seconds", type=_seconds)
    add("add", station_commands.add, "record typed entries, one JSON object a line on stdin")
    sync = add("sync", station_commands.sync, "send what waits to the hub")
    how = sync.add_mutually_exclusive_group(required=True)
    how.add_argument("--once", action="store_true")
    how.add_argument("--watch", action="store_true")
    add("status", station_commands.status, "the balance and the state")
    add("verify", station_commands.verify, "check the journal's chain and the balance")
    add("inside", station_commands.inside, "who and what is inside now")
    check = add("doctor", doctor, "check camera, disk, clock, key, store and hub before a shift")
    check.add_argument("--source", metavar="FILE|FOLDER|N|URL")
    sheet = add("report", station_commands.report, "the site's day sheet")
    sheet.add_argument("--date", required=True, type=_day, metavar="YYYY-MM-DD")
    sheet.add_argument("--format", choices=["json", "csv", "xlsx", "pdf"], default="json")
    sheet.add_argument("--out", type=Path, metavar="FILE")
    for name in ("find", "trace", "carry", "backup", "restore", "purge"):
        add(name, not_yet.refuse, "planned").add_argument("rest", nargs="*")


def _reading(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    add = _Commands(group).add
    decode = add("decode", reading.decode, "every code in each picture or video; records nothing")
    decode.add_argument("files", nargs="+", metavar="FILE")
    parse = add("parse", reading.parse_lines, "payloads on stdin, one a line; one answer a line")
    parse.add_argument("--base64", action="store_true")


def _hub(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    hub = group.add_parser("hub", help="the receiving server", allow_abbrev=False)
    _common(hub, first=False)
    commands = hub.add_subparsers(dest="hub_command", metavar="COMMAND", required=True)
    add = _Commands(commands).add
    serve = add("serve", hub_commands.serve, "receive passages")
    serve.add_argument("--db", metavar="URL")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8019)
    serve.add_argument(
        "--while-stdin-open", action="store_true", help="end when standard input is closed"
    )
    site = commands.add_parser("site", help="the sites", allow_abbrev=False)
    _common(site, first=False)
    sites = site.add_subparsers(dest="site_command", metavar="COMMAND", required=True)
    new = _Commands(sites).add("add", hub_commands.site_add, "register a site")
    new.add_argument("name")
    new.add_argument("--kind", choices=[kind.value for kind in SiteKind], default="other")
    _Commands(sites).add("import", not_yet.refuse, "planned").add_argument("rest", nargs="*")
    enrol = add("enrol", hub_commands.enrol, "a one-time enrolment code for a site's station")
    enrol.add_argument("site")
    add("passages", hub_commands.passages, "what the hub holds, a line each")
    add("status", hub_commands.status, "how much the hub holds")
    for name in ("report", "simulate", "findings", "trace", "import"):
        add(name, not_yet.refuse, "planned").add_argument("rest", nargs="*")


def _open_window(_context: Context) -> int:
    raise AssertionError("checkpoint_app.__main__ opens the window")


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 10_000_000:
        raise argparse.ArgumentTypeError("1 to 10,000,000")
    return number


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 1e9:
        raise argparse.ArgumentTypeError("seconds above 0")
    return seconds


def _day(text: str) -> str:
    station_commands.check_day(text)
    return text
