"""What a visitor sees when the hub itself cannot go on."""

import logging

import pytest

from checkpoint_app.domain.errors import DiskFull
from tests.web.world import World, signed_in, text_of

SECRET = "Nguyễn Văn Thử 0912345678"


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (RuntimeError(SECRET), 500, ("Máy chủ gặp lỗi", "The hub has a fault")),
        (DiskFull(), 503, ("Máy chủ đang bận", "The hub is busy")),
    ],
)
def test_a_fault_is_a_page_in_words_and_tells_nothing(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    *,
    fault: Exception,
    status: int,
    said: tuple[str, str],
) -> None:
    def fail() -> int:
        raise fault

    browser = signed_in(world, "city")
    monkeypatch.setattr(world.hub.hub.oversight.reporting, "due", fail)
    with caplog.at_level(logging.DEBUG):
        for lang, words in zip(("vi", "en"), said, strict=True):
            found = browser.get(f"/console/?lang={lang}")
            assert found.status_code == status
            assert words in text_of(found.text)
            assert "content-security-policy" in found.headers
            assert SECRET not in found.text
            assert ("retry-after" in found.headers) == (status == 503)
    assert SECRET not in caplog.text
    monkeypatch.undo()
    assert browser.get("/console/").status_code == 200


def test_requests_are_told_to_the_log_without_what_was_asked(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="requests.checkpoint_app"):
        browser = signed_in(world, "tracer")
        browser.post(
            "/console/trace", who="0912345678", since="2026-11-20T00:00",
            until="2026-11-21T00:00", reason=SECRET,
        )  # fmt: skip
        browser.get("/console/places?words=0912345678")
    fields = [record.__dict__["fields"] for record in caplog.records if "fields" in record.__dict__]
    assert {"web_trace", "web_places"} <= {one["endpoint"] for one in fields}
    assert all(set(one) == {"endpoint", "status", "problem", "ms"} for one in fields)
    assert "0912345678" not in str(fields) + caplog.text
