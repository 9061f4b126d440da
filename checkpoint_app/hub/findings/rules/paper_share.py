"""A gate that writes on paper where its kin scan."""

from checkpoint_app.hub.findings.rule import Evidence, Facts, ReportList, Rule, Settings
from checkpoint_app.hub.findings.statistics import at_least


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """The share is surely far above that of sites of the same kind in the same district."""
    paper, total = facts.both("paper"), facts.recorded
    bound = max(settings["share"], facts["kin_paper"] + settings["above_kin"])
    if total < settings["least"] or at_least(paper, total) < bound:
        return None
    return {
        "paper": paper,
        "total": total,
        "percent": round(100 * paper / total),
        "kin_percent": round(100 * facts["kin_paper"]),
    }


RULE = Rule(
    name="paper_share",
    on=ReportList.DONE_WRONGLY,
    settings={"least": 20, "share": 0.42, "above_kin": 0.25},
    sieve=(
        "paper + w_paper >= :share * (entries + exits + w_entries + w_exits) "
        "AND entries + exits + w_entries + w_exits >= :least"
    ),
    judge=judge,
    title=("Ghi giấy quá nhiều", "Paper instead of scanning"),
    because=(
        "{percent} % lượt là tờ giấy ({paper} trên {total}); nơi cùng loại trong quận: "
        "{kin_percent} %.",
        "{percent} % were on paper ({paper} of {total}); of like places in the district: "
        "{kin_percent} %.",
    ),
    advice=(
        "Giấy chỉ dùng khi nghẽn mạng, khách không có thiết bị hoặc không biết dùng. Còn lại phải "
        "quét.",
        "Paper is for congestion, for people without a device or unable to use one. Scan all "
        "others.",
    ),
)
