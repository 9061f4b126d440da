"""A gate that types where its kin scan."""

from checkpoint_app.hub.findings.rule import Evidence, Facts, ReportList, Rule, Settings
from checkpoint_app.hub.findings.statistics import at_least


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """The share is surely far above that of sites of the same kind in the same district."""
    typed, total = facts.both("typed"), facts.recorded
    bound = max(settings["share"], facts["kin_typed"] + settings["above_kin"])
    if total < settings["least"] or at_least(typed, total) < bound:
        return None
    return {
        "typed": typed,
        "total": total,
        "percent": round(100 * typed / total),
        "kin_percent": round(100 * facts["kin_typed"]),
    }


RULE = Rule(
    name="typed_share",
    on=ReportList.DONE_WRONGLY,
    settings={"least": 20, "share": 0.42, "above_kin": 0.25},
    sieve=(
        "typed + w_typed >= :share * (entries + exits + w_entries + w_exits) "
        "AND entries + exits + w_entries + w_exits >= :least"
    ),
    judge=judge,
    title=("Gõ tay quá nhiều", "Typed instead of scanned"),
    because=(
        "{percent} % lượt là gõ tay ({typed} trên {total}); nơi cùng loại trong quận: "
        "{kin_percent} %.",
        "{percent} % were typed ({typed} of {total}); of like places in the district: "
        "{kin_percent} %.",
    ),
    advice=(
        "Quét mã trước, chỉ gõ khi không có mã. Máy quét hoặc máy quay hỏng thì báo để được đổi.",
        "Scan first and type only where there is no code. Report a broken scanner or camera.",
    ),
)
