"""A gate whose paper is typed in much later than "at once"."""

from checkpoint_app.hub.findings.rule import Evidence, Facts, ReportList, Rule, Settings
from checkpoint_app.hub.findings.statistics import at_least


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """A good part of a week's paper waited for more than two hours."""
    late, paper = facts.both("late_paper"), facts.both("paper")
    if late < settings["least"] or at_least(late, paper) < settings["share"]:
        return None
    return {"late": late, "paper": paper, "percent": round(100 * late / paper)}


RULE = Rule(
    name="paper_late",
    on=ReportList.DONE_INCOMPLETELY,
    settings={"least": 6, "share": 0.32},
    sieve=(
        "late_paper + w_late_paper >= :least "
        "AND late_paper + w_late_paper >= :share * (paper + w_paper)"
    ),
    judge=judge,
    title=("Nhập giấy trễ", "Paper typed late"),
    because=(
        "{percent} % tờ khai giấy ({late} trên {paper}) nhập sau hơn hai giờ.",
        "{percent} % of the paper ({late} of {paper}) was typed more than two hours later.",
    ),
    advice=(
        "Nhập tờ giấy lên hệ thống ngay, chậm nhất trong hai giờ.",
        "Put paper on the system at once, within two hours at the latest.",
    ),
)
