"""A place that ought to scan, and from which nothing ever came."""

from checkpoint_app.hub.findings.rule import (
    DAY_MS,
    Evidence,
    Facts,
    ReportList,
    Rule,
    Settings,
    Source,
    day_of,
)


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """Neither a record nor a sign of life; whoever was registered or enrolled lately has time."""
    if (facts["joined_at"] or 0) >= facts.at - settings["grace_days"] * DAY_MS:
        return None
    return {
        "registered": day_of(facts["created_at"]),
        "days": (facts.at - facts["created_at"]) // DAY_MS,
        "stations": facts["stations"],
    }


RULE = Rule(
    name="never_seen",
    on=ReportList.NOT_DONE,
    settings={"grace_days": 3},
    sieve=(
        "permitted = 1 "
        "AND (permitted_until IS NULL OR permitted_until >= :day) "
        "AND created_at < :at - :grace_days * 86400000"
    ),
    judge=judge,
    of=Source.UNSEEN,
    title=("Chưa triển khai", "Never seen"),
    because=(
        "Đăng ký ngày {registered}, {days} ngày nay chưa có lượt nào; {stations} trạm đã nhận mã.",
        "Registered on {registered}; nothing came in {days} days; stations enrolled: {stations}.",
    ),
    advice=(
        "Cài trạm và quét thử một lượt ngay hôm nay. Chưa có mã ghép trạm thì xin mã của phường.",
        "Set the station up and scan once today. Ask the ward for an enrolment code if there is "
        "none.",
    ),
)
