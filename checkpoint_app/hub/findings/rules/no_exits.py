"""A gate that records who comes in and hardly anybody who goes out."""

from checkpoint_app.hub.findings.rule import Evidence, Facts, ReportList, Rule, Settings
from checkpoint_app.hub.findings.statistics import at_most


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """Exits are far fewer than half, of a week and the last day together."""
    exits, total = facts.both("exits"), facts.recorded
    if total < settings["least"] or at_most(exits, total) > settings["share"]:
        return None
    return {"entries": total - exits, "exits": exits}


RULE = Rule(
    name="no_exits",
    on=ReportList.DONE_INCOMPLETELY,
    settings={"least": 20, "share": 0.22},
    sieve=(
        "entries + exits + w_entries + w_exits >= :least "
        "AND exits + w_exits < :share * (entries + exits + w_entries + w_exits)"
    ),
    judge=judge,
    title=("Không ghi lượt ra", "Entries without exits"),
    because=(
        "Trong tám ngày có {entries} lượt vào mà chỉ có {exits} lượt ra.",
        "In eight days {entries} came in and only {exits} went out.",
    ),
    advice=(
        "Quét cả khi ra. Một người trực hai chiều thì đặt trạm ở chế độ tự động (F9).",
        "Scan people when they leave, too. One guard for both ways: set the station to automatic "
        "(F9).",
    ),
)
