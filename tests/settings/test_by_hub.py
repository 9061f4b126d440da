"""What a hub may set, as it is sent and as somebody types it."""

import pytest

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.passage import Basis
from checkpoint_app.settings import Settings, in_force
from checkpoint_app.settings.by_hub import NAMES, check_setting, typed_setting


def test_each_is_a_setting_of_the_station() -> None:
    assert {name for name in NAMES if not hasattr(Settings(), name)} == set()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("capacity", "120", 120),
        ("overstay_minutes", " 0 ", 0),
        ("retention_days", "30", 30),
        ("basis", "legal_duty", Basis.LEGAL_DUTY),
        ("four_eyes", "false", False),
        ("four_eyes", "1", True),
        ("wards", "Phường Mẫu,Phường Thử", ("Phường Mẫu", "Phường Thử")),
        ("wards", "", ()),
    ],
)
def test_typed(name: str, text: str, value: object) -> None:
    assert typed_setting(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("lang", "vi", "setting_unknown"),
        ("", "1", "setting_unknown"),
        ("capacity", "", "setting_value"),
        ("capacity", "-1", "setting_value"),
        ("capacity", "12.5", "setting_value"),
        ("retention_days", "99999", "setting_value"),
        ("four_eyes", "maybe", "setting_value"),
        ("wards", "x" * 201, "setting_value"),
    ],
)
def test_typed_wrongly(name: str, text: str, reason: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        typed_setting(name, text)
    assert refused.value.reason == reason


def test_sent_it_must_be_of_its_kind() -> None:
    assert check_setting("capacity", 5) == 5
    with pytest.raises(InvalidEntry):
        check_setting("capacity", "5")
    with pytest.raises(InvalidEntry):
        check_setting("unheard_of", 5)


def test_where_the_hub_says_nothing_the_stations_own_holds() -> None:
    own = Settings(overstay_minutes=9, wards=("Phường Mẫu",))
    assert in_force(own, {}) == own
    assert in_force(own, {"capacity": 4, "wards": ()}) == Settings(overstay_minutes=9, capacity=4)
