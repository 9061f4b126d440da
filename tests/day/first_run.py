"""The first start by keyboard: the one part of the day that knows how its screen is laid out."""

from tests.day.fingers import Fingers

SITE, GATE, SUPERVISOR = "Chung cu Thu", "Cong 2", "Le Thi Hoa"


def set_up(fingers: Fingers, pin: str, url: str, code: str) -> None:
    """Answer every question of the five steps; Enter goes on."""
    fingers.press("Return", "Return")  # language and size of the text
    fingers.fill(SITE, GATE, "", "")  # kind of place, limit
    fingers.fill(SUPERVISOR, pin, pin, "bo qua")  # without a recovery code
    fingers.press("Return")  # no camera yet
    fingers.fill(url, code)
