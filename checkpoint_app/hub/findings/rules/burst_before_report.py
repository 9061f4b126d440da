"""A gate that writes most of its day down in the last hour before the report."""

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.findings.rule import Evidence, Facts, ReportList, Rule, Settings
from checkpoint_app.hub.findings.statistics import at_least


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """The last hour has the greater part of the day, far more than that of kin."""
    today = facts.hours[-local(facts.at).hour :]
    last, total = today[-1], sum(today)
    share = max(settings["share"], facts["kin_burst"] + settings["above_kin"])
    if total < settings["least"] or at_least(last, total) < share:
        return None
    return {"last": last, "total": total, "percent": round(100 * last / total)}


RULE = Rule(
    name="burst_before_report",
    on=ReportList.DONE_WRONGLY,
    settings={"least": 15, "share": 0.5, "above_kin": 0.3, "morning": 12},
    sieve=":hour >= :morning AND last_hour >= :least / 2 AND last_hour >= :share * hours_before",
    judge=judge,
    title=("Dồn ghi sát giờ báo cáo", "Burst just before the report"),
    because=(
        "{percent} % lượt trong ngày ({last} trên {total}) nằm trong giờ cuối trước báo cáo.",
        "{percent} % of the day ({last} of {total}) lie in the last hour before the report.",
    ),
    advice=(
        "Quét ngay khi người qua cổng; không để dồn đến trước 16 giờ.",
        "Scan people as they pass; do not save it up until shortly before 16:00.",
    ),
)
