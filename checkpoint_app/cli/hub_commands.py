"""The commands of the hub."""

import io
import logging
from pathlib import Path

import segno

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.trust_errors import HubAddressUnknown
from checkpoint_app.hub.address import Address, noted_address
from checkpoint_app.hub.store.access import Action
from checkpoint_app.paths import write_private
from checkpoint_app.station import relay
from checkpoint_app.sync.http import check_url
from checkpoint_app.wire.invitation import grouped, write_invitation

_log = logging.getLogger(__name__)


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


def note_of(context: Context) -> Path:
    """The file that says where the hub listened last."""
    return context.home.path / "hub.address"


def _save(made: segno.QRCode, file: Path) -> None:
    """Write a QR code as a picture, which holds a code that lets a station in."""
    picture = io.BytesIO()
    made.save(picture, kind="png", scale=8)
    write_private(file, picture.getvalue())


def _address(context: Context) -> Address | None:
    """Where a station shall go: what is asked for, else where the hub listened last."""
    noted, url = noted_address(note_of(context)), context.args.url
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
