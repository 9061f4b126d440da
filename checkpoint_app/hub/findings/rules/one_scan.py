"""A gate where each person is recorded once a day, though people come and go."""

from checkpoint_app.hub.findings.rule import Evidence, Facts, ReportList, Rule, Settings
from checkpoint_app.hub.findings.statistics import at_least


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """Of the people of each day of the last week, nearly all were seen one single time."""
    people, once = facts["people_days"], facts["single_days"]
    if people < settings["least"] or at_least(once, people) < settings["share"]:
        return None
    # Where hardly anybody is seen to leave, that is what is wrong.
    if facts.both("exits") < settings["exits"] * facts.recorded:
        return None
    return {"people": people, "once": once, "percent": round(100 * once / people)}


RULE = Rule(
    name="one_scan",
    on=ReportList.DONE_INCOMPLETELY,
    settings={"least": 25, "share": 0.78, "exits": 0.2},
    sieve="people_days >= :least AND single_days >= :share * people_days",
    judge=judge,
    title=("Mỗi người chỉ quét một lần mỗi ngày", "One scan per person and day"),
    because=(
        "{percent} % số người trong ngày ({once} trên {people}) chỉ được quét đúng một lần.",
        "{percent} % of each day's people ({once} of {people}) were scanned exactly once.",
    ),
    advice=(
        "Quét mỗi lần qua cổng, cả vào lẫn ra, không chỉ lần đầu trong ngày.",
        "Scan at every crossing, in and out, not only the first of the day.",
    ),
)
