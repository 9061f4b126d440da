"""The first start by keyboard: the one part of the day that knows how its screen is laid out."""

from importlib.util import find_spec

from tests.day.fingers import Fingers

SITE, GATE, SUPERVISOR = "Chung cu Thu", "Cong 2", "Le Thi Hoa"


def set_up(fingers: Fingers, pin: str, url: str, code: str) -> None:
    """Answer every question; Enter goes on."""
    screen = find_spec("checkpoint_app.ui.screens.first_run")
    assert screen is not None
    if screen.submodule_search_locations:  # a step after the other
        fingers.press("Return", "Return")  # language and size of the text
        fingers.fill(SITE, GATE, "", "")  # kind of place, limit
        fingers.fill(SUPERVISOR, pin, pin, "bo qua")  # without a recovery code
        fingers.press("Return", "Return")  # camera
        fingers.fill(url, code)
        return
    # One page; the keyboard stands in the site's name.
    fingers.fill(SITE, GATE, "", "", SUPERVISOR, url, code, pin, pin)
