"""The program's commands within the test's own process: for those that need many of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoint_app.__main__ import Printing
from checkpoint_app.cli.main import main, parse_args
from tests.cli.shell import Ended

Run = Callable[..., Ended]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """What runs a command as `tests.cli.shell.checkpoint` does, without a process of its own."""

    def run(home: Path, *words: str) -> Ended:
        capsys.readouterr()
        args = parse_args(["--home", str(home), *words])
        code = main(args, stdout_is_terminal=False, papers=Printing())
        said = capsys.readouterr()
        return Ended(code, said.out.encode(), said.err)

    return run
