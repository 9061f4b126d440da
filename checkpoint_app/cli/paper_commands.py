"""The commands about paper: printing it, and what became of the numbered sheets."""

from checkpoint_app.cli.context import Context
from checkpoint_app.console import write_file
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import SheetNumberUnknown
from checkpoint_app.records.sheets import Closed
from checkpoint_app.reports.day_sheet import paper_fields
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.papers import Place


def print_sheets(context: Context) -> int:
    """Numbered sheets, the next of this station or with ``--again`` ones printed before."""
    args = context.args
    with context.desk() as desk:
        context.permit(desk, Permission.RECORD)
        if args.again is not None:
            sheets = desk.sheets_again(args.again, args.count)
        else:
            sheets = desk.issue_sheets(args.count, 1 if args.forms else args.rows)
        if not sheets:
            raise SheetNumberUnknown(number=str(args.again))
        place, lang = _place(desk), context.out.lang
        write_file(args.out, context.papers.sheets(sheets, place, lang, forms=args.forms))
    numbers = [sheet.code.number for sheet in sheets]
    context.out.answer(
        "say.sheets_printed",
        file=str(args.out),
        count=len(numbers),
        first=numbers[0],
        last=numbers[-1],
    )
    return 0


def print_poster(context: Context) -> int:
    """The poster with the site's code."""
    with context.desk() as desk:
        place = _place(desk)
    content = context.papers.poster(context.args.text.encode(), place, context.out.lang)
    return _written(context, content)


def print_guidance(context: Context) -> int:
    """The page that a guard turns towards a visitor."""
    with context.desk() as desk:
        place = _place(desk)
    return _written(context, context.papers.guidance(place, context.out.lang))


def _written(context: Context, content: bytes) -> int:
    write_file(context.args.out, content)
    context.out.answer("say.written", file=str(context.args.out))
    return 0


def sheets(context: Context) -> int:
    """The sheets that are not done, and all of them in numbers."""
    with context.desk() as desk:
        found, balance = desk.store.sheets.open(), desk.store.sheets.balance()
        for sheet in found:
            if sheet.typed or sheet.missing:
                context.out.line(
                    number=sheet.number,
                    typed=desk.store.sheets.typed_rows(sheet.number),
                    untyped=sheet.untyped,
                    missing=sheet.missing,
                    printed_at=iso(sheet.printed_at),
                )
    context.out.answer("say.paper", **paper_fields(balance))
    return 0 if not balance.missing and not balance.untyped else 4


def close_sheet(context: Context) -> int:
    """Say what became of a sheet."""
    number, how = context.args.number.strip().upper(), Closed(context.args.how)
    with context.desk() as desk:
        context.permit(desk, Permission.RECORD)
        if not desk.store.sheets.close(number, how):
            raise SheetNumberUnknown(number=number)
    context.out.answer("say.sheet_closed", number=number, how=how.value)
    return 0


def _place(desk: Desk) -> Place:
    info, settings = desk.info, desk.settings
    return Place(info.site, info.gate, settings.lookback_days, settings.retention_days)
