"""What a guard does most often takes no more keys than was promised."""

import pytest

from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.desk_page import DeskPage
from tests.benchmarks.count_keys import FLOWS, Flow, count, fits


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_flow_stays_within_its_keys(flow: Flow, page: DeskPage, desk: Desk) -> None:
    fingers = count(flow, page, desk)
    assert fits(flow, fingers), (fingers.text, fingers.keys)
