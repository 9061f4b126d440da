"""The program's door: a command for the shell, or the window where none is given."""

import sys

from checkpoint_app.cli import main as run_command
from checkpoint_app.cli.main import parse_args
from checkpoint_app.i18n import Lang
from checkpoint_app.reports.day_sheet import DaySheet


def main() -> int:
    """Run the program with the arguments of this process; its exit code."""
    args = parse_args(sys.argv[1:])
    if args.command in (None, "run"):
        from checkpoint_app.app import run  # noqa: PLC0415 - the shell starts without the window

        return run(args)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    return run_command(args, stdout_is_terminal=terminal, pdf_of_day_sheet=_pdf_of_day_sheet)


def _pdf_of_day_sheet(sheet: DaySheet, lang: Lang) -> bytes:
    from checkpoint_app.ui.printing import pdf_of_day_sheet  # noqa: PLC0415 - as above

    return pdf_of_day_sheet(sheet, lang)


if __name__ == "__main__":
    sys.exit(main())
