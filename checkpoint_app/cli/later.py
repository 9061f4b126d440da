"""Commands whose module is loaded when they run: a shell, and a gate, start sooner without."""

from dataclasses import dataclass
from importlib import import_module

from checkpoint_app.cli.context import Command, Context


@dataclass(frozen=True, slots=True)
class Later:
    """A module of this room, as far as the parser needs it: ``Later("gate").gate`` is a command."""

    module: str

    def __getattr__(self, name: str) -> Command:
        if name.startswith("_"):
            raise AttributeError(name)
        return LaterCommand(self.module, name)


@dataclass(frozen=True, slots=True)
class LaterCommand:
    """A function of a module of this room."""

    module: str
    name: str

    def load(self) -> Command:
        """The function itself."""
        found: Command = getattr(import_module(f"checkpoint_app.cli.{self.module}"), self.name)
        return found

    def __call__(self, context: Context) -> int:
        """Run it."""
        return self.load()(context)
