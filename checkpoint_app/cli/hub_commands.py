"""The commands of the hub."""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.server import serve as run_server
from checkpoint_app.hub.service import Hub

_log = logging.getLogger(__name__)


@contextmanager
def _hub(context: Context) -> Iterator[Hub]:
    hub = Hub.open(context.home.path, getattr(context.args, "db", None))
    try:
        yield hub
    finally:
        hub.close()


def serve(context: Context) -> int:
    """Receive passages until told to stop."""
    args, stop = context.args, threading.Event()
    if args.while_stdin_open:
        threading.Thread(target=_stop_at_end_of_stdin, args=(stop,), daemon=True).start()
    with _hub(context) as hub:
        run_server(
            hub,
            args.host,
            args.port,
            lambda url: context.out.line(listening=url),
            stop,
        )
    return 0


def _stop_at_end_of_stdin(stop: threading.Event) -> None:
    """Whoever started this hub holds the other end; it closes when they end, however they end."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()


def site_add(context: Context) -> int:
    """Register a site."""
    name = context.args.name
    with _hub(context) as hub:
        site = hub.add_site(name, SiteKind(context.args.kind))
    context.out.answer("say.site_added", site=str(site), name=name)
    return 0


def enrol(context: Context) -> int:
    """Make a one-time enrolment code."""
    site = context.args.site
    with _hub(context) as hub:
        code = hub.enrol(site)
    context.out.answer("say.enrol_code", code=code, site=site)
    return 0


def passages(context: Context) -> int:
    """Print what the hub holds; no personal data unless revealed."""
    with _hub(context) as hub:
        if context.args.reveal:
            _log.warning("passages revealed")
        for row in hub.passages(reveal=context.args.reveal):
            context.out.line(**row)
    return 0


def status(context: Context) -> int:
    """How much the hub holds."""
    with _hub(context) as hub:
        context.out.answer("say.hub_status", **hub.status())
    return 0
