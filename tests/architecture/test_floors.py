"""The house stands as drawn: imports go down, Qt and SQLAlchemy stay in their rooms."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_contracts_hold() -> None:
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", linter, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 broken" in done.stdout


def test_no_file_grows_beyond_one_duty() -> None:
    """A file past some 400 lines has more than one duty."""
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / "checkpoint_app").rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 460
    }
    assert long == {}


def test_the_shell_starts_without_the_window() -> None:
    code = (
        "import sys; import checkpoint_app.cli.main; "
        "sys.exit(','.join(sorted(m for m in sys.modules if m.startswith('PySide6'))) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
