"""The commands of the hub about its report and its findings."""

import sys
from collections.abc import Callable
from typing import Any

import msgspec

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.site_commands import scope_of
from checkpoint_app.console import write_file
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.hub.findings.saying import said
from checkpoint_app.i18n import Lang
from checkpoint_app.reports import city_report
from checkpoint_app.reports.city_report import Words
from checkpoint_app.reports.city_xlsx import city_xlsx
from checkpoint_app.wire.report import ReportAnswer


def report(context: Context) -> int:
    """The report of a moment, frozen if it is not yet, with what has come since as corrections."""
    args, lang = context.args, context.out.lang
    with context.hub() as hub:
        reporting = hub.oversight.reporting
        at = reporting.due() if args.at is None else args.at
        if args.at is not None:
            reporting.check(at)
        found = hub.oversight.report(at, scope_of(context, hub))
    words = words_in(lang)
    if args.format == "json" and args.out is None:
        context.out.answer("say.city_report", **_spoken(found, words, context))
        return 0
    write: dict[str, Callable[[], bytes]] = {
        "json": lambda: city_report.to_json(found, words),
        "xlsx": lambda: city_xlsx(found, words, lang),
        "pdf": lambda: context.papers.city_report(found, words, lang),
    }
    content = write[args.format]()
    if args.out is not None:
        write_file(args.out, content)
        context.out.answer("say.written", file=str(args.out))
    else:
        context.out.raw(content)
    return 0


def draw(context: Context) -> int:
    """The report on standard input, as the hub answers it, as PDF on standard output."""
    try:
        found = msgspec.json.decode(sys.stdin.buffer.read(), type=ReportAnswer)
    except msgspec.DecodeError as error:
        raise InvalidEntry("report", "not_json") from error
    lang = context.out.lang
    context.out.raw(context.papers.city_report(found, words_in(lang), lang))
    return 0


def words_in(lang: Lang) -> Words:
    """What says findings in a language."""
    return lambda finding, evidence: said(finding, evidence, lang)


def _spoken(found: ReportAnswer, words: Words, context: Context) -> dict[str, Any]:
    """The fields for a machine; for a person at a terminal the figures of the sentence."""
    if context.out.machine:
        return city_report.to_fields(found, words)
    return {
        **city_report.counts(found.counts),
        **{name: len(city_report.rows(found, name)) for name in city_report.LISTS},
        "start": iso(found.from_)[:16],
        "end": iso(found.at)[:16],
        "correction": found.correction,
    }
