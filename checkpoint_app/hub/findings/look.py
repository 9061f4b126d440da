"""Judging the facts of many sites by all rules."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.rule import Evidence, Facts, Settings

_NUMBERS = re.compile(r"\d+")
_IN_USE = 0.01
"""A release that fewer of all stations run, being tried or left over, leaves nobody behind."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a site.

    Attributes:
        code, name, kind: of the site; territory, owner: their ids.
    """

    site: UUID
    finding: str
    evidence: Evidence
    code: str | None
    name: str
    kind: str
    territory: UUID | None
    owner: UUID | None


def judged(
    suspects: Iterable[tuple[Facts, list[str]]], settings: Mapping[str, Settings]
) -> list[Finding]:
    """What is wrong, of the sites that passed the rules' sieves."""
    found = []
    for facts, names in suspects:
        for name in names:
            evidence = RULES[name].judge(facts, settings[name])
            if evidence is not None:
                found.append(
                    Finding(
                        UUID(bytes=facts["site"]),
                        name,
                        evidence,
                        facts["code"],
                        facts["name"],
                        facts["kind"],
                        _place(facts["territory"]),
                        _place(facts["owner"]),
                    )
                )
    return found


@lru_cache(maxsize=4096)
def _place(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)


def left_behind(versions: Mapping[str, int], own: str, behind: int) -> list[str]:
    """The releases with so many newer ones in use.

    Args:
        versions: how many stations run each; own: what the hub itself is of.
    """
    least = sum(versions.values()) * _IN_USE
    used = {_order(one) for one, stations in versions.items() if stations >= least}
    used.add(_order(own))
    return sorted(
        one for one in versions if sum(1 for newer in used if newer > _order(one)) >= behind
    )


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in _NUMBERS.findall(version)[:4])


def settings_of(changed: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """The settings of all rules, by rule and name.

    Args:
        changed: what somebody set, as ``rule.name``; what is none of these is passed over.
    """
    found = {rule.name: dict(rule.settings) for rule in RULES.values()}
    for name, text in changed.items():
        rule, _, setting = name.partition(".")
        if setting in found.get(rule, {}):
            found[rule][setting] = float(text)
    return found


def checked_setting(name: str, text: str) -> str:
    """A setting that somebody gave, as it is kept.

    Raises:
        InvalidEntry: no rule has such a setting, or this is no number for it.
    """
    rule, _, setting = name.partition(".")
    if rule not in RULES or setting not in RULES[rule].settings:
        raise InvalidEntry(name, "setting_unknown")
    try:
        number = float(text)
    except ValueError as error:
        raise InvalidEntry(name, "not_a_number") from error
    if not 0 <= number <= 1_000_000:
        raise InvalidEntry(name, "not_a_number")
    return repr(number)
