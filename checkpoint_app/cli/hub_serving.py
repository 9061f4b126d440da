"""The command that lets the hub serve, in one process or in several.

Of several, the one above them only takes connections and sees that they live. It starts each with
the words of its own command line and some more: by which open file it is handed connections, how
many they are, and for all but the first that another one does what goes on beside the answering:
pairing stays, upkeep, reporting upward, announcing.
"""

import gc
import logging
import os
import socket
import ssl
import sys
import threading
from argparse import Namespace
from contextlib import ExitStack, nullcontext
from dataclasses import replace

import msgspec

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.hub_announcing import announcing
from checkpoint_app.cli.hub_commands import note_of
from checkpoint_app.cli.hub_papers import HubPapers
from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.hub_errors import WorkersRefused
from checkpoint_app.hub.address import Address, note_address
from checkpoint_app.hub.limits import Rate
from checkpoint_app.hub.place import is_server
from checkpoint_app.hub.server import listen, signals_set
from checkpoint_app.hub.server import serve as run_server
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.tls import OwnTls, names_of, outside_tls
from checkpoint_app.hub.upkeep import KEEP, Upkeep
from checkpoint_app.hub.workers import Workers
from checkpoint_app.log import json_log, place_of
from checkpoint_app.paths import program
from checkpoint_app.station.relay import Relay
from checkpoint_app.wire.addresses import is_loopback

METRICS_VARIABLE = "CHECKPOINT_METRICS_TOKEN"
YOUNG = 50_000
"""New objects before Python's collector looks at them; a large batch makes some thousands."""
_log = logging.getLogger(__name__)


def serve(context: Context) -> int:
    """Receive passages until told to stop."""
    args, stop = context.args, threading.Event()
    if args.while_stdin_open:
        threading.Thread(target=_stop_at_end_of_stdin, args=(stop,), daemon=True).start()
    with json_log() if args.log_json else nullcontext():
        if args.workers > 1:
            return _by_workers(context, stop)
        _here(context, stop)
    return 0


def _here(context: Context, stop: threading.Event) -> None:
    """Serve in this process, the only one or one of several."""
    args, leads = context.args, not context.args.beside
    with context.hub() as hub, ExitStack() as beside:
        hub.papers = HubPapers()
        hub.metrics_token = os.environ.get(METRICS_VARIABLE, "").strip()
        if args.rate is not None:
            hub.limits = replace(hub.limits, station=Rate(args.rate, args.rate * 10))
        hub.divide(args.one_of)
        announcer = beside.enter_context(announcing(context, hub))
        if leads:
            beside.enter_context(Relay(hub, context.home.clock))
        tls = _tls(hub, args)
        if leads and tls is None and not is_loopback(args.host):
            context.out.say("say.hub_plain")

        def on_listening(url: str) -> None:
            if leads:
                try:
                    address = Address(_called(url, args), pinned=isinstance(tls, OwnTls))
                    note_address(note_of(context), address)
                except OSError as error:  # a full disk: invitations are given their --url then
                    _log.error("address not noted: %s", place_of(error))
            context.out.line(listening=url)
            if not context.out.machine:
                context.out.say("say.console", url=f"{_called(url, args)}/")
            if leads:
                announcer.listening(url, hub.identity.pin if isinstance(tls, OwnTls) else None)

        # What is there now stays. The collector need not look through it for every batch.
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG)
        if leads:
            beside.enter_context(Upkeep(hub, args.keep or KEEP))
        channel = None if args.handed_by is None else socket.socket(fileno=args.handed_by)
        run_server(
            hub, args.host, args.port, on_listening, stop, tls=tls, channel=channel, leads=leads
        )


def _by_workers(context: Context, stop: threading.Event) -> int:
    """Have several processes serve; the exit code.

    Raises:
        WorkersRefused: SQLite has one writer, and only POSIX hands connections over so.
    """
    args = context.args
    if os.name != "posix" or not is_server(args.db):
        raise WorkersRefused
    with context.hub() as hub:  # what is missing is made before several would, what is wrong said
        _tls(hub, args)
    with listen(args.host, args.port) as listener, signals_set(stop):
        port = listener.getsockname()[1]

        def words(number: int, channel: int) -> list[str]:
            return _words_of_worker(context, port, number, channel)

        def on_ready(line: bytes) -> None:
            url = msgspec.json.decode(line)["listening"]
            context.out.line(listening=url)
            if not context.out.machine:
                context.out.say("say.console", url=f"{_called(url, args)}/")

        return Workers(words, args.workers, listener, stop).run(on_ready)


def _words_of_worker(context: Context, port: int, number: int, channel: int) -> list[str]:
    """The command line of a worker: that of this process, and what makes it one of several."""
    args = context.args
    words = [*program(), f"--home={context.home.path}", f"--lang={context.out.lang}", "--json"]
    words += ["--verbose"] if args.verbose else []
    words += ["hub", "serve", f"--db={args.db}", f"--host={args.host}", f"--port={port}"]
    words += ["--while-stdin-open", f"--handed-by={channel}", f"--one-of={args.workers}"]
    words += [f"--name={name}" for name in args.name]
    words += [f"--interface={address}" for address in args.interface]
    for name in ("tls", "plain", "log_json"):
        words += [f"--{name.replace('_', '-')}"] if getattr(args, name) else []
    for name in ("cert", "key", "rate"):
        words += [f"--{name}={getattr(args, name)}"] if getattr(args, name) else []
    words += [f"--keep={args.keep.days}d"] if args.keep else []
    if number:
        return [*words, "--beside"]
    return words + (["--announce"] if args.announce else [])


def _called(url: str, args: Namespace) -> str:
    """Where stations find it: not by the address that means all of this computer's."""
    called = names_of(args.host, args.name)[0]
    host = f"[{called}]" if ":" in called else called
    return f"{url.partition(':')[0]}://{host}:{url.rpartition(':')[2]}"


def _tls(hub: Hub, args: Namespace) -> OwnTls | ssl.SSLContext | None:
    """How to speak: plain to this computer alone, with a certificate to others."""
    if args.cert or args.key:
        return outside_tls(args.cert or args.key, args.key)
    if args.plain or (is_loopback(args.host) and not args.tls):
        return None
    return OwnTls(hub.identity, SystemClock(), lambda: names_of(args.host, args.name))


def _stop_at_end_of_stdin(stop: threading.Event) -> None:
    """Whoever started this hub holds the other end; it closes when they end, however they end."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()
