"""The words of the hub's commands about its sites and its people."""

import argparse
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable
from pathlib import Path

from checkpoint_app.cli.context import Command
from checkpoint_app.cli.later import Later
from checkpoint_app.cli.options import HubCommands, common, days, positive
from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.authorising import Role
from checkpoint_app.lists.encodings import Encoding

account_commands = Later("account_commands")
hub_serving = Later("hub_serving")
site_commands = Later("site_commands")
upkeep_commands = Later("upkeep_commands")
MOST_WORKERS = 64


def serving(add: "Callable[[str, Command, str], ArgumentParser]") -> None:
    """The command ``hub serve``."""
    serve = add("serve", hub_serving.serve, "receive passages")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8019)
    serve.add_argument("--name", action="append", default=[], help="what the hub is called beside")
    how = serve.add_mutually_exclusive_group()
    how.add_argument("--tls", action="store_true", help="on this computer too")
    how.add_argument("--plain", action="store_true", help="without TLS, where a proxy has it")
    how.add_argument("--cert", type=Path, metavar="FILE", help="a certificate from outside, PEM")
    serve.add_argument("--key", type=Path, metavar="FILE", help="its key, PEM")
    serve.add_argument("--keep", type=days, metavar="30d", help="how long passages are kept")
    serve.add_argument(
        "--rate", type=positive, metavar="N", help="requests a second of one station, else 100"
    )
    serve.add_argument("--log-json", action="store_true", help="a log of JSON lines on stderr")
    serve.add_argument(
        "--while-stdin-open", action="store_true", help="end when standard input is closed"
    )
    serve.add_argument("--announce", action="store_true", help="say so on the local network")
    serve.add_argument(
        "--interface", action="append", default=[], metavar="ADDRESS", help="there alone"
    )
    serve.add_argument(
        "--workers",
        type=_few,
        default=1,
        metavar="N",
        help="so many processes that share the address; on PostgreSQL",
    )
    # What the process above them tells each of them, see `hub_serving`.
    serve.add_argument("--handed-by", type=int, default=None, help=SUPPRESS)
    serve.add_argument("--one-of", type=_few, default=1, help=SUPPRESS)
    serve.add_argument("--beside", action="store_true", help=SUPPRESS)


def _few(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"1 to {MOST_WORKERS}")
    return number


def sites(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    """The commands ``hub site …``."""
    site = group.add_parser("site", help="the sites", allow_abbrev=False)
    common(site, first=False)
    add = HubCommands(
        site.add_subparsers(dest="site_command", metavar="COMMAND", required=True)
    ).add
    new = add("add", site_commands.add, "register a site")
    new.add_argument("name")
    new.add_argument("--kind", choices=[kind.value for kind in SiteKind], default="other")
    new.add_argument("--code", help="by which those above know it")
    new.add_argument("--territory", metavar="CITY/DISTRICT/WARD")
    new.add_argument("--owner", metavar="CHAIN/COMPANY")
    take = add("import", site_commands.take, "take a list of sites, whole or not at all")
    take.add_argument("file", type=Path, metavar="FILE", help="XLSX or CSV")
    take.add_argument("--preview", action="store_true", help="only say what it holds")
    take.add_argument("--skip-faulty", action="store_true", help="leave faulty rows out")
    take.add_argument("--sheet", metavar="NAME", help="which sheet of a workbook")
    take.add_argument(
        "--encoding",
        choices=[encoding.value for encoding in Encoding],
        default=Encoding.UNICODE.value,
        help="what its texts are converted from",
    )
    every = add("list", site_commands.show_all, "the sites, a line each")
    every.add_argument("words", nargs="*", metavar="TEXT", help="a part of the name, or the code")
    where(every)
    one = add("show", site_commands.show, "one site; with --reveal who answers for it, logged")
    one.add_argument("site", help="id, code, or a name that only one site has")
    one.add_argument("--reason", metavar="TEXT", help="why it is revealed")
    paper = add("poster", site_commands.poster, "a site's poster as PDF, its code 15 x 15 cm")
    which = paper.add_mutually_exclusive_group(required=True)
    which.add_argument("site", nargs="?", help="id, code, or a name that only one site has")
    which.add_argument("--all", action="store_true", help="every site, or those of --territory")
    paper.add_argument(
        "--text",
        default="CHECKPOINT-SITE:1:{id}",
        help="what the code says; {id} and {code} stand for the site's own",
    )
    where(paper)
    to = paper.add_mutually_exclusive_group(required=True)
    to.add_argument("--out", type=Path, metavar="FILE.pdf", help="of one site")
    to.add_argument("--folder", type=Path, metavar="DIR", help="of --all, a file each")


def accounts(group: "argparse._SubParsersAction[ArgumentParser]") -> None:
    """The commands ``hub account …``."""
    account = group.add_parser("account", help="who may sign in", allow_abbrev=False)
    common(account, first=False)
    add = HubCommands(
        account.add_subparsers(dest="account_command", metavar="COMMAND", required=True)
    ).add
    new = add("add", account_commands.add, "an account; its password made, or from the environment")
    new.add_argument("login")
    new.add_argument("--role", required=True, choices=[role.value for role in Role])
    new.add_argument("--name", help="of the person or the office")
    where(new).add_argument("--site", help="id, code, or a name that only one site has")
    add("list", account_commands.show_all, "who may sign in, a line each; logged")
    for name, run, about in (
        ("disable", account_commands.disable, "shut an account; a new password opens it"),
        ("password", account_commands.password, "a new password, made or from the environment"),
    ):
        add(name, run, about).add_argument("login")


def upkeep(add: "Callable[[str, Command, str], ArgumentParser]") -> None:
    """The commands that keep a hub."""
    purge = add("purge", upkeep_commands.purge, "let go of what was received too long ago")
    purge.add_argument("--older-than", type=days, metavar="30d")
    save = add("backup", upkeep_commands.backup, "a verified encrypted copy of a hub on SQLite")
    save.add_argument("file", type=Path, metavar="FILE")
    back = add("restore", upkeep_commands.restore, "put a backup in the place of the hub")
    back.add_argument("file", type=Path, metavar="FILE")
    told = add("restored", upkeep_commands.restored, "a hub on a server was put back by its tools")
    told.add_argument("--to", required=True, type=parse_iso, metavar="TIME")


def where(parser: ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """The options for a part of the city."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--territory", metavar="CITY/DISTRICT/WARD")
    group.add_argument("--owner", metavar="CHAIN/COMPANY")
    return group
