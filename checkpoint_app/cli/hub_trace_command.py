"""The command that finds who met whom at the sites of a hub."""

import os
from typing import Any

from checkpoint_app.cli.context import Context
from checkpoint_app.console import write_file
from checkpoint_app.domain.hub_errors import ExportSealed, PassphraseMissing, SecondMissing
from checkpoint_app.hub.authorising import Permission, may
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.trace_export import contact_line, sealed
from checkpoint_app.hub.tracing import Wish
from checkpoint_app.security.passphrase_file import open_with
from checkpoint_app.wire.protocol import Refused

PASSPHRASE_VARIABLE = "CHECKPOINT_EXPORT_PASSPHRASE"  # noqa: S105 - the name of a variable
SECOND_VARIABLE = "CHECKPOINT_SECOND_PASSWORD"


def trace(context: Context) -> int:
    """Who was where somebody was, while they were there; logged with its reason first."""
    args = context.args
    passphrase = _passphrase() if args.out is not None else ""
    with context.hub() as hub:
        wish = Wish(
            args.person,
            getattr(args, "from"),
            args.to,
            args.reason,
            second=_second(hub, args.second),
            limit=args.limit,
        )
        found = hub.oversight.tracing.trace(wish)
    if args.out is not None:
        write_file(args.out, sealed(passphrase, found, args.reason))
    else:
        for one in found.contacts:
            context.out.line(**contact_line(one, reveal=args.reveal))
    if not context.out.machine:
        context.out.say(
            "say.hub_traced", subjects=found.subjects, stays=len(found.stays), contacts=found.total
        )
    return 0 if found.subjects else 4


def open_export(context: Context) -> int:
    """Read an encrypted export."""
    file = context.args.file
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ExportSealed from error
    context.out.raw(open_with(_passphrase(), content) + b"\n")
    return 0


def _second(hub: Hub, login: str | None) -> Any:
    """The second person, who proves who they are by the password in the variable."""
    if login is None:
        return None
    try:
        account, token, _ = hub.people.sign_in(login, os.environ.get(SECOND_VARIABLE, ""), "")
    except Refused as error:
        raise SecondMissing from error
    hub.people.sign_out(token)
    if not may(account.role, Permission.TRACE):
        raise SecondMissing
    return account.id


def _passphrase() -> str:
    found = os.environ.get(PASSPHRASE_VARIABLE, "")
    if not found.strip():
        raise PassphraseMissing(variable=PASSPHRASE_VARIABLE)
    return found
