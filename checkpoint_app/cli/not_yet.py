"""Commands that are planned: they say so instead of doing half of it."""

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.errors import NotYet


def refuse(context: Context) -> int:
    """Say that this command is not there yet.

    Raises:
        NotYet: always.
    """
    args = context.args
    words = (args.command, getattr(args, "hub_command", None), getattr(args, "site_command", None))
    raise NotYet(command=" ".join(word for word in words if word))
