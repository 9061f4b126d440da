"""A command's module is loaded when the command runs, and each that the parser names is there."""

import argparse
import inspect
import subprocess
import sys
from collections.abc import Iterator

import pytest

from checkpoint_app.cli.later import Later, LaterCommand
from checkpoint_app.cli.parser import build_parser

HEAVY = ("cv2", "uvicorn", "zeroconf", "xlsxwriter", "PySide6", "checkpoint_app.hub.service")


def commands(parser: argparse.ArgumentParser) -> Iterator[LaterCommand]:
    """Every command of a parser, and of those within it."""
    run = parser.get_default("run")
    if isinstance(run, LaterCommand):
        yield run
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from commands(inner)


def test_each_command_is_a_function_of_one_context() -> None:
    found = set(commands(build_parser()))
    assert len(found) > 50
    for command in found:
        assert list(inspect.signature(command.load()).parameters) == ["context"], command


def test_a_name_that_is_none_fails() -> None:
    with pytest.raises(AttributeError):
        Later("gate").no_such_command.load()  # type: ignore[attr-defined]  # what is tried


def test_a_small_command_loads_none_of_the_large_rooms() -> None:
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, checkpoint_app.__main__\n"
         f"print([name for name in {HEAVY!r} if name in sys.modules])"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert said.stdout.strip() == "[]"
