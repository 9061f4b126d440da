"""A gate many of whose records the hub refuses."""

from checkpoint_app.hub.findings.rule import Evidence, Facts, ReportList, Rule, Settings
from checkpoint_app.hub.findings.statistics import at_least


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """More than a slip now and then, in a week and the last day."""
    refused, total = facts.both("refused"), facts.both("refused") + facts.recorded
    if refused < settings["least"] or at_least(refused, total) < settings["share"]:
        return None
    return {"refused": refused, "total": total, "waiting": facts["needs_fix"]}


RULE = Rule(
    name="refused",
    on=ReportList.DONE_INCOMPLETELY,
    settings={"least": 6, "share": 0.06},
    sieve=(
        "refused + w_refused >= :least AND refused + w_refused >= :share * "
        "(refused + w_refused + entries + exits + w_entries + w_exits)"
    ),
    judge=judge,
    title=("Bản ghi bị từ chối", "Records refused"),
    because=(
        "Máy chủ từ chối {refused} trong {total} bản ghi; {waiting} bản còn chờ sửa ở trạm.",
        "The hub refused {refused} of {total} records; {waiting} still wait to be mended.",
    ),
    advice=(
        "Mở phần “Cần sửa” ở trạm, sửa theo lời nhắc rồi gửi lại.",
        "Open “needs fixing” at the station, mend each as it says, and send it again.",
    ),
)
