"""The commands about who may sign in at the hub."""

import os

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.sites import Level, read_owner, read_territory
from checkpoint_app.domain.text import tidy
from checkpoint_app.hub.authorising import Role, check_scope
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.access import Action

NEW_PASSWORD_VARIABLE = "CHECKPOINT_NEW_PASSWORD"  # noqa: S105 - the name of a variable


def add(context: Context) -> int:
    """A new account; its password is made here unless the environment gives one."""
    args, role = context.args, Role(context.args.role)
    with context.hub() as hub:
        scope, level = _scope(context, hub)
        check_scope(role, scope, level)
        made, password = hub.people.add(
            args.login, role, scope, _given_password(), name=args.name or ""
        )
    context.out.answer(
        "say.account_added",
        account=str(made.id),
        login=made.login,
        role=role.value,
        **_shown(password),
    )
    _say_password(context, made.login, password)
    return 0


def show_all(context: Context) -> int:
    """Who may sign in, a line each; that is logged."""
    with context.hub() as hub:
        found = hub.people.every()
        hub.access.note(Action.ACCOUNTS, None, items=len(found))
        for one in found:
            context.out.line(
                account=str(one.id),
                login=one.login,
                name=one.name,
                role=one.role.value,
                scope=list(hub.sites.scope_names(one.scope)),
                created_at=iso(one.created_at),
                disabled_at=None if one.disabled_at is None else iso(one.disabled_at),
            )
    return 0


def disable(context: Context) -> int:
    """Shut an account; a new password opens it again."""
    with context.hub() as hub:
        gone = hub.people.disable(context.args.login)
    context.out.answer("say.account_disabled", account=str(gone.id), login=gone.login)
    return 0


def password(context: Context) -> int:
    """A new password, which also opens an account that was locked or shut."""
    login = context.args.login
    with context.hub() as hub:
        made = hub.people.set_password(login, _given_password())
    context.out.answer("say.account_password_set", login=login, **_shown(made))
    _say_password(context, login, made)
    return 0


def _given_password() -> str | None:
    return os.environ.get(NEW_PASSWORD_VARIABLE) or None


def _shown(password: str | None) -> dict[str, object]:
    return {} if password is None else {"password": password}


def _say_password(context: Context, login: str, password: str | None) -> None:
    if password is not None and not context.out.machine:
        context.out.say("say.account_password", login=login, password=password)


def _scope(context: Context, hub: Hub) -> tuple[Scope, Level | None]:
    """What the options name, and the level of a territory."""
    args = context.args
    if args.site:
        return Scope(site=hub.sites.named(tidy(args.site))), None
    if args.territory:
        territory, level = hub.sites.territory(read_territory(args.territory))
        return Scope(territory=territory), level
    if args.owner:
        return Scope(owner=hub.sites.owner(read_owner(args.owner))), None
    return ALL, None
