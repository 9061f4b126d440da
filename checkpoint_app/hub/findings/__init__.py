"""What is wrong at which site: the rules, and the order in which a report lists them."""

from checkpoint_app.hub.findings.rule import Rule
from checkpoint_app.hub.findings.rules import (
    burst_before_report,
    clock_off,
    never_seen,
    no_exits,
    one_scan,
    paper_late,
    paper_share,
    refused,
    silent_hours,
    stale_version,
    typed_share,
)

RULES: dict[str, Rule] = {
    module.RULE.name: module.RULE
    for module in (
        never_seen,
        silent_hours,
        burst_before_report,
        typed_share,
        paper_share,
        clock_off,
        stale_version,
        no_exits,
        one_scan,
        paper_late,
        refused,
    )
}
