"""The staff, the recovery code and the store's key. A secret is never an argument: shells keep
those in their history, and every program can read them while the command runs.
"""

import os
from pathlib import Path

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.errors import SecretMissing, StaffUnknown
from checkpoint_app.domain.text import tidy
from checkpoint_app.i18n import text
from checkpoint_app.records.views import Role, Staff
from checkpoint_app.station.desk import Desk

NEW_PIN = ("CHECKPOINT_NEW_PIN", "--new-pin-file")
RECOVERY = ("CHECKPOINT_RECOVERY", "--recovery-file")


def staff_list(context: Context) -> int:
    """Everybody who works here, and whether they can sign in."""
    with context.desk() as desk:
        members = desk.register.members()
    for member in members:
        staff = member.staff
        if context.out.machine:
            context.out.line(
                id=str(staff.id), name=staff.name, role=staff.role, can_sign_in=member.can_sign_in
            )
        else:
            code = "say.staff" if member.can_sign_in else "say.staff_left"
            context.out.answer(code, name=staff.name or staff.id, role=_role(context, staff.role))
    return 0


def staff_add(context: Context) -> int:
    """Add somebody, with the new PIN."""
    args = context.args
    pin = _secret(args.new_pin_file, *NEW_PIN)
    with context.desk() as desk:
        added = desk.add_staff(tidy(args.name), Role(args.role), pin)
    _answer(context, "say.staff_added", added)
    return 0


def staff_remove(context: Context) -> int:
    """Let somebody sign in no more."""
    with context.desk() as desk:
        gone = desk.register.find(context.args.name)
        desk.register.remove(_on_duty(desk), gone)
    _answer(context, "say.staff_removed", gone)
    return 0


def staff_pin(context: Context) -> int:
    """Set a new PIN: one's own, or as a supervisor somebody else's."""
    args = context.args
    pin = _secret(args.new_pin_file, *NEW_PIN)
    with context.desk() as desk:
        by = _on_duty(desk)
        of = by if args.name is None else desk.register.find(args.name)
        desk.register.set_pin(by, of, pin)
    _answer(context, "say.pin_changed", of)
    return 0


def recovery_make(context: Context) -> int:
    """Print a new recovery code, once."""
    with context.desk() as desk:
        code = desk.register.make_recovery(_on_duty(desk))
    context.out.say("say.recovery_made")
    if context.out.machine:
        context.out.line(code=code)
    else:
        context.out.raw(f"{code}\n".encode())
    return 0


def recovery_use(context: Context) -> int:
    """Open the store with the recovery code, and set a supervisor's PIN."""
    args = context.args
    code = _secret(args.recovery_file, *RECOVERY)
    pin = _secret(args.new_pin_file, *NEW_PIN)
    member, stranded = context.home.recover(code, pin, args.name)
    if stranded:
        context.out.say("say.stranded", count=stranded)
    if not context.home.has_keyring():
        context.out.say("say.no_keyring")
    _answer(context, "say.recovered", member)
    return 0


def rotate(context: Context) -> int:
    """Give the store a new key."""
    context.home.rotate(context.pin())
    context.out.answer("say.rotated", rotated=True)
    return 0


def _answer(context: Context, code: str, staff: Staff) -> None:
    if context.out.machine:
        context.out.line(staff=str(staff.id), name=staff.name, role=staff.role)
    else:
        context.out.answer(code, name=staff.name or staff.id, role=_role(context, staff.role))


def _role(context: Context, role: Role) -> str:
    return text(f"role.{role}", context.out.lang)


def _on_duty(desk: Desk) -> Staff:
    if desk.staff is None:
        raise StaffUnknown
    return desk.staff


def _secret(file: Path | None, variable: str, option: str) -> str:
    """A secret from a file or the environment.

    Raises:
        SecretMissing: neither gives one.
    """
    try:
        given = os.environ.get(variable, "") if file is None else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SecretMissing(variable=variable, option=option) from error
    if not given.strip():
        raise SecretMissing(variable=variable, option=option)
    return given.strip()
