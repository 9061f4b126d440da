"""Findings in words."""

from typing import NamedTuple

from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.rule import Evidence
from checkpoint_app.i18n import Lang


class Said(NamedTuple):
    """What a finding is called, what it rests on, and what to do about it."""

    title: str
    because: str
    advice: str


def said(finding: str, evidence: Evidence, lang: Lang) -> Said:
    """A finding in words; by its name alone where this version knows no such rule."""
    rule = RULES.get(finding)
    if rule is None:
        return Said(finding, "", "")
    return Said(rule.called(lang), rule.said(evidence, lang), rule.advised(lang))
