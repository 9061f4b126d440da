"""The words of the command line."""

import argparse
import re
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from checkpoint_app import __version__
from checkpoint_app.cli import hub_parser, oversight_parser
from checkpoint_app.cli.context import Command, Context
from checkpoint_app.cli.later import Later
from checkpoint_app.cli.options import Commands, HubCommands, common, days, positive
from checkpoint_app.domain.clock import SystemClock, day_bounds, iso, parse_iso
from checkpoint_app.domain.listed import ListKind
from checkpoint_app.domain.passage import DirectionMode, SiteKind
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.records.sheets import Closed
from checkpoint_app.records.views import Role
from checkpoint_app.settings.by_hub import NAMES as BY_HUB

backup_commands = Later("backup_commands")
carry_commands = Later("carry_commands")
doctor = Later("doctor")
gate = Later("gate")
hub_commands = Later("hub_commands")
hub_told_commands = Later("hub_told_commands")
hubs_command = Later("hubs_command")
list_commands = Later("list_commands")
notice_commands = Later("notice_commands")
paper_commands = Later("paper_commands")
people_commands = Later("people_commands")
person_commands = Later("person_commands")
reading = Later("reading")
staff_commands = Later("staff_commands")
station_commands = Later("station_commands")


def build_parser() -> ArgumentParser:
    """The parser; each command sets `run` to what does its work."""
    parser = ArgumentParser(
        prog="checkpoint",
        description="Gate software: records every passage, on line or not. "
        "Without a command it opens the window.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"checkpoint {__version__}")
    common(parser, first=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _station(commands)
    _reading(commands)
    _staff(commands)
    _hub(commands)
    return parser


def _station(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    add = Commands(group).add
    kinds = [kind.value for kind in SiteKind]
    trial = add(
        "run",
        _open_window,
        "open the station with a hub of its own; the sample film "
        "where there is no camera, without a window where there is no screen",
    )
    trial.add_argument("--source", metavar="FILE|FOLDER|N|URL")
    trial.add_argument("--out", type=Path, metavar="FOLDER", help="where the trial leaves things")
    trial.add_argument(
        "--kiosk", action="store_true", help="fill the screen; a supervisor's PIN closes it"
    )
    trial.add_argument("--seconds", type=_seconds, help="how long it lasts at most, off screen")
    init = add("init", station_commands.init, "set a station up without the window")
    init.add_argument("--site", required=True)
    init.add_argument("--gate", required=True)
    init.add_argument("--kind", required=True, choices=kinds)
    init.add_argument("--capacity", type=positive)
    enrol = add("enrol", station_commands.enrol, "join a hub with its one-time code")
    enrol.add_argument("--hub", required=True, metavar="URL")
    enrol.add_argument("code")
    enrol.add_argument(
        "--plain-lan", action="store_true", help="allow http to a private address from now on"
    )
    enrol.add_argument(
        "--old-hub-gone", action="store_true", help="what waits goes to this hub, not to the last"
    )
    near = add("hubs", hubs_command.hubs, "hubs on the local network that say they are here")
    near.add_argument("--seconds", type=_seconds, default=None)
    near.add_argument("--interface", action="append", default=[], metavar="ADDRESS")
    lane = add("gate", gate.gate, "scan and record")
    lane.add_argument("--source", metavar="FILE|FOLDER|N|URL|serial:PORT")
    lane.add_argument("--direction", choices=[mode.value for mode in DirectionMode])
    lane.add_argument("--seconds", type=_seconds)
    add("add", station_commands.add, "record typed entries, one JSON object a line on stdin")
    sync = add("sync", station_commands.sync, "send what waits to the hub")
    how = sync.add_mutually_exclusive_group(required=True)
    how.add_argument("--once", action="store_true")
    how.add_argument("--watch", action="store_true")
    add("status", station_commands.status, "the balance and the state")
    box = add("outbox", station_commands.outbox, "what the hub has not confirmed, and why")
    box.add_argument("id", nargs="?", type=UUID, metavar="ID", help="one passage instead")
    box.add_argument("--limit", type=positive, default=100, help="at most so many; 100")
    add("verify", station_commands.verify, "check the journal's chain and the balance")
    add("inside", station_commands.inside, "who and what is inside now")
    told = add("notices", notice_commands.notices, "what the hub says to whoever is on duty")
    told.add_argument("--acknowledge", metavar="ID", help="it was read")
    told.add_argument("--answer", metavar="TEXT", help="and this is the answer")
    check = add(
        "doctor", doctor.doctor, "check camera, disk, clock, key, store and hub before a shift"
    )
    check.add_argument("--source", metavar="FILE|FOLDER|N|URL")
    sheet = add("report", station_commands.report, "the site's day sheet")
    sheet.add_argument("--date", required=True, type=_day, metavar="YYYY-MM-DD")
    sheet.add_argument("--format", choices=["json", "csv", "xlsx", "pdf"], default="json")
    sheet.add_argument("--out", type=Path, metavar="FILE")
    _backups(add)
    _people(add)
    _lists(add)
    _papers(add)
    _carry(group)


def _carry(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    carry = group.add_parser(
        "carry", help="without a network: unsent passages on a stick", allow_abbrev=False
    )
    common(carry, first=False)
    ways = carry.add_subparsers(dest="carry_command", metavar="COMMAND", required=True)
    add = Commands(ways).add
    out = add("out", carry_commands.out, "write them to a file for the hub")
    out.add_argument("file", type=Path, metavar="FILE")
    back = add("in", carry_commands.back, "take in the hub's answers")
    back.add_argument("file", type=Path, metavar="FILE")


def _people(add: "Callable[[str, Command, str], ArgumentParser]") -> None:
    find = add("find", people_commands.find, "people by name without accents, number or plate")
    find.add_argument("words", nargs="+", metavar="TEXT")
    trace = add("trace", people_commands.trace, "who was here together with one person; logged")
    trace.add_argument("--person", required=True, metavar="ID|PHONE|PLATE")
    trace.add_argument("--from", required=True, type=_time, metavar="TIME")
    trace.add_argument("--to", required=True, type=_time, metavar="TIME")
    trace.add_argument("--reason", required=True, type=_words, metavar="TEXT")
    trace.add_argument(
        "--margin", type=_minutes, metavar="MINUTES", help="before and after; else as it is set"
    )
    one = add("person", person_commands.person, "one person's own data, at their request; logged")
    one.add_argument(
        "words",
        nargs="+",
        metavar="TEXT",
        help="number, phone or plate, whole; or name and birth; - reads a line of standard input",
    )
    one.add_argument("--reason", required=True, type=_words, metavar="TEXT")
    one.add_argument("--which", type=positive, metavar="N", help="which of several")
    one.add_argument("--export", type=Path, metavar="FILE", help="all of it: .json, .csv or .xlsx")
    how = one.add_mutually_exclusive_group()
    how.add_argument("--delete", action="store_true", help="what is sent and not inside")
    one.add_argument(
        "--renew-backups", action="store_true", help="with --delete: older ones are deleted too"
    )
    how.add_argument("--correct", nargs="+", default=[], metavar="FIELD=VALUE")
    purge = add("purge", people_commands.purge, "take away what is too old and was sent")
    purge.add_argument(
        "--older-than", type=days, metavar="21d", help="as the settings say if unsaid"
    )


def _lists(add: "Callable[[str, Command, str], ArgumentParser]") -> None:
    kinds = [kind.value for kind in ListKind]
    take = add("list-import", list_commands.take, "take a list of people, cards or watched names")
    take.add_argument("kind", choices=kinds)
    _list_file(take)
    add("list-show", list_commands.show, "what a list holds").add_argument("kind", choices=kinds)
    draft = add("list-template", list_commands.template, "a workbook to fill in")
    draft.add_argument("kind", choices=kinds)
    draft.add_argument("file", type=Path, metavar="FILE.xlsx")
    card = add("card", list_commands.hand_in, "note that a market card was handed in")
    card.add_argument("number")
    card.add_argument("--back", action="store_true", help="its holder has it again")
    done = add("close-out", station_commands.close_out, "who is inside for too long; their exits")
    done.add_argument("--yes", action="store_true", help="record the exits")


def _list_file(take: ArgumentParser) -> None:
    take.add_argument("file", type=Path, metavar="FILE", help="XLSX or CSV")
    take.add_argument("--replace", action="store_true", help="in the place of what was there")
    take.add_argument("--preview", action="store_true", help="only say what it holds")
    take.add_argument("--skip-faulty", action="store_true", help="leave faulty rows out")
    take.add_argument("--sheet", metavar="NAME", help="which sheet of a workbook")
    take.add_argument(
        "--encoding",
        choices=[encoding.value for encoding in Encoding],
        default=Encoding.UNICODE.value,
        help="what its texts are converted from",
    )


def _papers(add: "Callable[[str, Command, str], ArgumentParser]") -> None:
    new = add("print-sheets", paper_commands.print_sheets, "numbered paper sheets as PDF")
    new.add_argument("--count", type=positive, default=1)
    new.add_argument("--rows", type=positive, default=12, help="rows on each, up to 12")
    new.add_argument("--forms", action="store_true", help="full declarations, one person each")
    new.add_argument("--again", type=positive, metavar="N", help="from this running number on")
    new.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    poster = add("print-poster", paper_commands.print_poster, "the poster with the site's code")
    poster.add_argument("--text", required=True, help="what the code says")
    poster.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    page = add("print-guidance", paper_commands.print_guidance, "the page for visitors")
    page.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    add("sheets", paper_commands.sheets, "the numbered sheets that are not done")
    close = add("sheet-close", paper_commands.close_sheet, "say what became of a sheet")
    close.add_argument("number")
    hows = [how.value for how in Closed if how is not Closed.TYPED]
    close.add_argument("how", choices=hows)


def _backups(add: "Callable[[str, Command, str], ArgumentParser]") -> None:
    save = add("backup", backup_commands.backup, "a verified encrypted copy of the store")
    save.add_argument("file", type=Path, metavar="FILE")
    save.add_argument("--key-from-stdin", action="store_true", help=SUPPRESS)
    back = add("restore", backup_commands.restore, "put a backup in the place of the store")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument(
        "--force", action="store_true", help="though the store here cannot be carried over"
    )
    mend = add("salvage", backup_commands.salvage, "make a whole store of a damaged one")
    mend.add_argument(
        "--backups", type=Path, metavar="DIR", help="where the backups are that fill its gaps"
    )
    for parser in (save, back, mend):
        parser.add_argument(
            "--recovery-file", type=Path, metavar="FILE", help="a file with the recovery code"
        )


def _reading(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    add = Commands(group).add
    decode = add("decode", reading.decode, "every code in each picture or video; records nothing")
    decode.add_argument("files", nargs="+", metavar="FILE")
    parse = add("parse", reading.parse_lines, "payloads on stdin, one a line; one answer a line")
    parse.add_argument("--base64", action="store_true")


def _staff(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    staff = group.add_parser("staff", help="who works here, and PINs", allow_abbrev=False)
    common(staff, first=False)
    commands = staff.add_subparsers(dest="staff_command", metavar="COMMAND", required=True)
    add = Commands(commands).add
    add("list", staff_commands.staff_list, "everybody, and whether they can sign in")
    new = add("add", staff_commands.staff_add, "add somebody; the PIN from CHECKPOINT_NEW_PIN")
    new.add_argument("name")
    new.add_argument("--role", required=True, choices=[role.value for role in Role])
    gone = add("remove", staff_commands.staff_remove, "let somebody sign in no more")
    gone.add_argument("name", help="name or id")
    pin = add("pin", staff_commands.staff_pin, "set a new PIN, from CHECKPOINT_NEW_PIN")
    pin.add_argument("--name", help="whose, by name or id; without it one's own")
    recovery = group.add_parser("recovery", help="for a forgotten PIN", allow_abbrev=False)
    common(recovery, first=False)
    codes = recovery.add_subparsers(dest="recovery_command", metavar="COMMAND", required=True)
    add = Commands(codes).add
    add("make", staff_commands.recovery_make, "a new recovery code, shown once")
    use = add(
        "use",
        staff_commands.recovery_use,
        "set a supervisor's PIN by the recovery code from CHECKPOINT_RECOVERY",
    )
    use.add_argument("--recovery-file", type=Path, metavar="FILE", help="a file with the code")
    use.add_argument("--name", help="whose PIN, by name or id; without it the first supervisor's")
    for parser in (new, pin, use):
        parser.add_argument(
            "--new-pin-file", type=Path, metavar="FILE", help="a file with the new PIN"
        )
    Commands(group).add("rotate", staff_commands.rotate, "give the store a new key")


def _hub(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    hub = group.add_parser("hub", help="the receiving server", allow_abbrev=False)
    common(hub, first=False)
    hub.add_argument("--db", metavar="URL", default=None, help="its database, if not the folder's")
    commands = hub.add_subparsers(dest="hub_command", metavar="COMMAND", required=True)
    add = HubCommands(commands).add
    hub_parser.serving(add)
    hub_parser.sites(commands)
    hub_parser.accounts(commands)
    hub_parser.upkeep(add)
    enrol = add("enrol", hub_commands.enrol, "a one-time enrolment code for a site's station")
    enrol.add_argument("site", help="id, code, or a name that only one site has")
    enrol.add_argument("--url", metavar="URL", help="where stations find the hub, if not as noted")
    enrol.add_argument("--qr", type=Path, metavar="FILE.png", help="the invitation as a picture")
    gone = add("revoke", hub_commands.revoke, "shut a station out; a fresh code lets it in again")
    gone.add_argument("station", help="id or name")
    _told(commands)
    above = add("join", hub_commands.join, "report to a hub above, with its one-time code")
    above.add_argument("--hub", required=True, metavar="URL")
    above.add_argument("--site", help="for which site of this hub, where it has several")
    above.add_argument("code")
    held = add("passages", hub_commands.passages, "what the hub holds, a line each")
    held.add_argument("--reason", metavar="TEXT", help="why it is revealed, for the access log")
    add("status", hub_commands.status, "how much the hub holds")
    taking = add("import", carry_commands.hub_import, "take in a station's carry-over file")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument(
        "--answers", type=Path, metavar="FILE", help="where the answers go; else FILE.answers"
    )
    oversight_parser.commands(add)
    oversight_parser.tracing(add, _words)


def _told(commands: "argparse._SubParsersAction[ArgumentParser]") -> None:
    """What the hub tells stations, and how they are."""

    def group(name: str, about: str) -> Callable[[str, Command, str], ArgumentParser]:
        parser = commands.add_parser(name, help=about, allow_abbrev=False)
        common(parser, first=False)
        inner = parser.add_subparsers(dest=f"{name}_command", metavar="COMMAND", required=True)
        return HubCommands(inner).add

    whom = "a site or territory by name, id, code or path; all"
    add = group("notice", "notices and reminders, shown until they are acknowledged")
    new = add("add", hub_told_commands.notice_add, "tell gates something")
    new.add_argument("--to", required=True, metavar="SITE|TERRITORY|all", help=whom)
    new.add_argument("text")
    new.add_argument("--reminder", action="store_true", help="of something to be done")
    new.add_argument("--until", type=_until, metavar="DAY|TIME", help="the last day, or moment")
    add("list", hub_told_commands.notice_list, "what was said, and who has read it")
    gone = add("withdraw", hub_told_commands.notice_withdraw, "show a notice no more")
    gone.add_argument("notice", metavar="ID")
    add = group("watch", "whom gates should look out for")
    take = add("import", hub_told_commands.watch_import, "take a list of watched names")
    take.add_argument("--to", default="all", metavar="SITE|TERRITORY|all", help=whom)
    _list_file(take)
    clear = add("clear", hub_told_commands.watch_clear, "take a list away")
    clear.add_argument("--to", required=True, metavar="SITE|TERRITORY|all", help=whom)
    add = group("key", "keys that stations check signed codes with")
    key = add("add", hub_told_commands.key_add, "give out a certificate or public key")
    key.add_argument("file", type=Path, metavar="FILE")
    add("list", hub_told_commands.key_list, "the keys that are given out")
    key = add("remove", hub_told_commands.key_remove, "give a key out no more")
    key.add_argument("name")
    add = HubCommands(commands).add
    put = add("setting", hub_told_commands.setting, "set something at the stations of a site")
    put.add_argument("site")
    put.add_argument("name", help=", ".join(BY_HUB))
    value = put.add_mutually_exclusive_group(required=True)
    value.add_argument("value", nargs="?")
    value.add_argument("--unset", action="store_true", help="leave it to the stations again")
    add("stations", hub_told_commands.stations, "every station and how it is")


def _open_window(_context: Context) -> int:
    raise AssertionError("checkpoint_app.__main__ opens the window")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 1e9:
        raise argparse.ArgumentTypeError("seconds above 0")
    return seconds


def _minutes(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 10_000:
        raise argparse.ArgumentTypeError("0 to 10,000 minutes")
    return number


def _time(text: str) -> int:
    """A moment as ISO 8601, or a time of today."""
    today = iso(SystemClock().now_ms())[:10]
    return parse_iso(f"{today}T{text}" if re.fullmatch(r"\d{1,2}:\d{2}", text) else text)


def _until(text: str) -> int:
    """The end of a day, or a moment as of `_time`."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return day_bounds(text)[1]
    return _time(text)


def _words(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("some words")
    return text.strip()


def _day(text: str) -> str:
    moment = datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - a calendar day, not a moment
    if f"{moment:%Y-%m-%d}" != text:  # days are kept under this very text
        raise ValueError(text)
    return text
