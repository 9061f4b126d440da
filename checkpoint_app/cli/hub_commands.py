"""The commands of the hub."""

import gc
import io
import logging
import os
import ssl
import sys
import threading
from argparse import Namespace
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import segno

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.hub_announcing import announcing
from checkpoint_app.cli.hub_papers import HubPapers
from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.trust_errors import HubAddressUnknown
from checkpoint_app.hub.address import Address, note_address, noted_address
from checkpoint_app.hub.limits import Rate
from checkpoint_app.hub.server import serve as run_server
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.access import Action
from checkpoint_app.hub.tls import OwnTls, names_of, outside_tls
from checkpoint_app.hub.upkeep import KEEP, Upkeep
from checkpoint_app.log import json_log, place_of
from checkpoint_app.paths import write_private
from checkpoint_app.station import relay
from checkpoint_app.station.relay import Relay
from checkpoint_app.sync.http import check_url
from checkpoint_app.wire.addresses import is_loopback
from checkpoint_app.wire.invitation import grouped, write_invitation

METRICS_VARIABLE = "CHECKPOINT_METRICS_TOKEN"
YOUNG = 50_000
"""New objects before Python's collector looks at them; a large batch makes some thousands."""
_log = logging.getLogger(__name__)


def serve(context: Context) -> int:
    """Receive passages until told to stop."""
    args, stop = context.args, threading.Event()
    if args.while_stdin_open:
        threading.Thread(target=_stop_at_end_of_stdin, args=(stop,), daemon=True).start()
    with (
        json_log() if args.log_json else nullcontext(),
        context.hub() as hub,
        announcing(context, hub) as announcer,
        Relay(hub, context.home.clock),
    ):
        hub.papers = HubPapers()
        hub.metrics_token = os.environ.get(METRICS_VARIABLE, "").strip()
        if args.rate is not None:
            hub.limits = replace(hub.limits, station=Rate(args.rate, args.rate * 10))
        tls = _tls(hub, args)
        if tls is None and not is_loopback(args.host):
            context.out.say("say.hub_plain")

        def on_listening(url: str) -> None:
            # Where stations find it: not by the address that means all of this computer's.
            called = names_of(args.host, args.name)[0]
            host = f"[{called}]" if ":" in called else called
            there = f"{url.partition(':')[0]}://{host}:{url.rpartition(':')[2]}"
            try:
                note_address(_note(context), Address(there, pinned=isinstance(tls, OwnTls)))
            except OSError as error:  # a full disk: invitations are given their --url then
                _log.error("address not noted: %s", place_of(error))
            context.out.line(listening=url)
            if not context.out.machine:
                context.out.say("say.console", url=f"{there}/")
            announcer.listening(url, hub.identity.pin if isinstance(tls, OwnTls) else None)

        # What is there now stays. The collector need not look through it for every batch.
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG)
        with Upkeep(hub, args.keep or KEEP):
            run_server(hub, args.host, args.port, on_listening, stop, tls=tls)
    return 0


def _tls(hub: Hub, args: Namespace) -> OwnTls | ssl.SSLContext | None:
    """How to speak: plain to this computer alone, with a certificate to others."""
    if args.cert or args.key:
        return outside_tls(args.cert or args.key, args.key)
    if args.plain or (is_loopback(args.host) and not args.tls):
        return None
    return OwnTls(hub.identity, SystemClock(), lambda: names_of(args.host, args.name))


def _note(context: Context) -> Path:
    return context.home.path / "hub.address"


def _stop_at_end_of_stdin(stop: threading.Event) -> None:
    """Whoever started this hub holds the other end; it closes when they end, however they end."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()


def enrol(context: Context) -> int:
    """Make a one-time enrolment code, and an invitation of it where the hub's address is known."""
    args = context.args
    address = _address(context)
    if address is None and args.qr is not None:
        raise HubAddressUnknown
    with context.hub() as hub:
        code = hub.enrol(args.site)
        if address is not None and address.pinned:
            code = grouped(code + hub.identity.pin)
    if address is None:
        context.out.answer("say.enrol_code", code=code, site=args.site)
        return 0
    text = write_invitation(address.url, code)
    made = segno.make(text, error="m", micro=False)
    if args.qr is not None:
        _save(made, args.qr)
    elif not context.out.machine:
        made.terminal(compact=True)
    context.out.answer("say.enrol_code_at", code=code, site=args.site, url=address.url, qr=text)
    return 0


def _save(made: segno.QRCode, file: Path) -> None:
    """Write a QR code as a picture, which holds a code that lets a station in."""
    picture = io.BytesIO()
    made.save(picture, kind="png", scale=8)
    write_private(file, picture.getvalue())


def _address(context: Context) -> Address | None:
    """Where a station shall go: what is asked for, else where the hub listened last."""
    noted, url = noted_address(_note(context)), context.args.url
    if url is None:
        return noted
    check_url(url, allow_plain=True)
    secure = url.lower().startswith("https:")
    outside = noted is not None and not noted.pinned and noted.url.startswith("https:")
    return Address(url.rstrip("/"), pinned=secure and not outside)


def revoke(context: Context) -> int:
    """Shut a station out."""
    with context.hub() as hub:
        gone = hub.revoke(context.args.station)
    _log.warning("station %s revoked", gone.id)
    context.out.answer("say.revoked", station=str(gone.id), name=gone.name, site=gone.site_name)
    return 0


def join(context: Context) -> int:
    """Report to the hub above."""
    args = context.args
    with context.hub() as hub:
        above = relay.join(hub, args.hub, args.code, context.home.clock, args.site)
    context.out.answer(
        "say.hub_joined", hub=above.url, site=above.site_name, station=str(above.station)
    )
    return 0


def passages(context: Context) -> int:
    """Print what the hub holds; no personal data unless revealed."""
    reveal, reason = context.args.reveal, context.args.reason
    with context.hub() as hub:
        if reveal:
            _log.warning("passages revealed")
            hub.access.note(Action.REVEAL, None, reason=reason, items=hub.held())
        for row in hub.passages(reveal=reveal):
            context.out.line(**row)
    return 0


def status(context: Context) -> int:
    """How much the hub holds."""
    with context.hub() as hub:
        above = relay.standing(hub)
        context.out.answer(
            "say.hub_status",
            **hub.status(),
            shared=hub.sharing.summary(),
            **({"upward": above} if above else {}),
        )
    if above:
        context.out.say(
            "say.upward", hub=above["hub"], waiting=above["waiting"], refused=above["needs_fix"]
        )
    return 0
