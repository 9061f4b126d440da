"""The commands of the hub about findings: what was found, reminding of it, the dossier."""

from typing import Any
from uuid import UUID

from checkpoint_app.cli.context import Context
from checkpoint_app.cli.hub_papers import HubPapers
from checkpoint_app.cli.report_commands import words_in
from checkpoint_app.cli.site_commands import scope_of
from checkpoint_app.console import write_file
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.text import tidy
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.oversight import Oversight
from checkpoint_app.hub.report_answer import item
from checkpoint_app.hub.report_view import Row
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.wire.report import FindingItem

HOUR, OFTEN, FOUR_EYES = "report-hour", "reminders-often", "trace-four-eyes"


def findings(context: Context) -> int:
    """What the last report found, a line each; or the rules' settings, or one of them set."""
    args, words = context.args, words_in(context.out.lang)
    if args.finding not in {None, *RULES}:
        raise InvalidEntry("finding", "finding_unknown")
    with context.hub() as hub:
        oversight = hub.oversight
        if args.set is not None:
            _set(oversight, args.set)
        if args.settings or args.set is not None:
            context.out.line(**_settings(oversight))
            return 0
        if oversight.reporting.last() is None:
            oversight.reporting.freeze(oversight.reporting.due())
        found = oversight.findings(scope_of(context, hub), finding=args.finding)
    for one in found.items:
        title, because, advice = words(one.finding, one.evidence)
        context.out.line(
            site=str(one.site),
            finding=one.finding,
            evidence=one.evidence,
            title=title,
            because=because,
            advice=advice,
            code=one.code,
            name=one.name,
            territory=list(one.territory),
            since=None if one.since is None else iso(one.since),
            reminders=one.reminders,
        )
    return 0


def _set(oversight: Oversight, pair: str) -> None:
    name, _, value = pair.partition("=")
    if name == FOUR_EYES:
        if value not in {"on", "off"}:
            raise InvalidEntry(name, "setting_unknown")
        oversight.tracing.set_four_eyes(value == "on")
    elif name not in {HOUR, OFTEN}:
        oversight.reporting.set_rule(name, value)
    elif not value.isascii() or not value.isdigit():
        raise InvalidEntry(name, "not_a_number")
    elif name == HOUR:
        oversight.reporting.set_hour(int(value))
    else:
        oversight.reminding.set_often(int(value))


def _settings(oversight: Oversight) -> dict[str, Any]:
    rules = oversight.reporting.rule_settings()
    named = {f"{rule}.{name}": one for rule, found in rules.items() for name, one in found.items()}
    return {
        HOUR: oversight.reporting.hour,
        OFTEN: oversight.reminding.often,
        FOUR_EYES: "on" if oversight.tracing.four_eyes else "off",
        **named,
    }


def remind(context: Context) -> int:
    """Remind a site of a finding: draft it, send it to its gates, or write the letter."""
    args, lang = context.args, context.out.lang
    with context.hub() as hub:
        site = hub.sites.named(tidy(args.site))
        reminding = hub.oversight.reminding
        if args.draft:
            drafted = reminding.draft(site, args.finding, lang)
            context.out.answer("say.drafted", text=drafted.text, number=drafted.number)
            return 0
        if args.letter is not None:
            # Drawn before it is counted: a full disk is no reminder.
            one, at = _letter(hub, site, args.finding, context)
            write_file(args.letter, context.papers.letter(one, at, words_in(lang), lang))
        sent = reminding.send(
            site, args.finding, lang, words=args.text, by_letter=args.letter is not None
        )
    context.out.answer(
        "say.reminded", site=sent.item.name, finding=args.finding, number=sent.number
    )
    return 0


def _letter(hub: Hub, site: UUID, finding: str, context: Context) -> tuple[FindingItem, int]:
    drafted = hub.oversight.reminding.draft(site, finding, context.out.lang)
    found = hub.sites.get(site)
    assert found is not None
    row = Row(drafted.item, found.territory, found.owner)
    return item(row, {(site, finding): drafted.number}), drafted.report_at


def reminders(context: Context) -> int:
    """The reminders that were sent and what was answered, the newest first."""
    with context.hub() as hub:
        scope = scope_of(context, hub)
        if context.args.site is not None:
            scope = Scope(site=hub.sites.named(tidy(context.args.site)))
        found = hub.oversight.reminding.every(scope)
    for one in found:
        context.out.line(
            site=str(one.site),
            name=one.site_name,
            finding=one.finding,
            number=one.number,
            sent_at=iso(one.sent_at),
            by_letter=one.by_letter,
            text=one.text,
            answers=[
                {"station": said.station, "at": iso(said.at), "answer": said.answer}
                for said in one.answers
            ],
        )
    return 0


def dossier(context: Context) -> int:
    """All there is about one site in one file: findings, reminders, answers, its days."""
    args, lang = context.args, context.out.lang
    with context.hub() as hub:
        site = hub.sites.get(hub.sites.named(tidy(args.site)))
        assert site is not None
        found = hub.oversight.reminding.dossier(site.id)
    write_file(args.out, HubPapers().dossier(found, site, lang))
    context.out.answer("say.written", file=str(args.out))
    return 0
