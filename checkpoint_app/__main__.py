"""The program's door: a command for the shell, or the window where none is given."""

import sys
from collections.abc import Sequence

from checkpoint_app.cli import main as run_command
from checkpoint_app.cli.main import parse_args
from checkpoint_app.i18n import Lang
from checkpoint_app.reports.city_report import Words
from checkpoint_app.reports.day_sheet import DaySheet
from checkpoint_app.station.papers import Place, PrintedSheet
from checkpoint_app.wire.report import FindingItem, ReportAnswer


def main() -> int:
    """Run the program with the arguments of this process; its exit code."""
    args = parse_args(sys.argv[1:])
    if args.command in (None, "run"):
        from checkpoint_app.app import run  # noqa: PLC0415 - the shell starts without the window

        return run(args)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    return run_command(args, stdout_is_terminal=terminal, papers=Printing())


class Printing:
    """What the window's rooms draw, loaded when it is first asked for; see `cli.context.Papers`."""

    def day_sheet(self, sheet: DaySheet, lang: Lang) -> bytes:
        """The numbers of a day."""
        from checkpoint_app.ui import printing  # noqa: PLC0415 - the shell starts without Qt

        return printing.pdf_of_day_sheet(sheet, lang)

    def sheets(
        self, sheets: Sequence[PrintedSheet], place: Place, lang: Lang, *, forms: bool
    ) -> bytes:
        """Numbered sheets with a row a person, or forms of one person each."""
        from checkpoint_app.ui import printing  # noqa: PLC0415 - as above

        draw = printing.pdf_of_forms if forms else printing.pdf_of_sheets
        return draw(sheets, place, lang)

    def poster(self, payload: bytes, place: Place, lang: Lang) -> bytes:
        """The poster with the site's code."""
        from checkpoint_app.ui import printing  # noqa: PLC0415 - as above

        return printing.pdf_of_poster(payload, place, lang)

    def city_report(self, report: ReportAnswer, words: Words, lang: Lang) -> bytes:
        """The report over many sites."""
        from checkpoint_app.ui import printing  # noqa: PLC0415 - as above

        return printing.pdf_of_city_report(report, words, lang)

    def letter(self, item: FindingItem, report_at: int, words: Words, lang: Lang) -> bytes:
        """A letter that reminds a site of a finding."""
        from checkpoint_app.ui import printing  # noqa: PLC0415 - as above

        return printing.pdf_of_letter(item, report_at, words, lang)

    def guidance(self, place: Place, lang: Lang) -> bytes:
        """The page for visitors."""
        from checkpoint_app.ui import printing  # noqa: PLC0415 - as above

        return printing.pdf_of_guidance(place, lang)


if __name__ == "__main__":
    sys.exit(main())
