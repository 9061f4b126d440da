"""What the hub says is in force at the station: settings, keys, how many may be inside."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from checkpoint_app import __version__
from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.errors import InvalidEntry, SecondPersonNeeded
from checkpoint_app.domain.listed import ListKind, MarketCard
from checkpoint_app.domain.passage import Basis, Declaration, DirectionMode, Person
from checkpoint_app.records.bulletins import NewBulletin
from checkpoint_app.security.minting import kid_of
from checkpoint_app.security.roles import Permission
from checkpoint_app.security.trust import EDDSA
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.station.hub_word import NOTHING, newer
from checkpoint_app.station.upkeep import Upkeep
from checkpoint_app.sync.bulletin import BulletinFault
from checkpoint_app.wire.protocol import MAX_ANSWER_TEXT
from tests.conftest import PIN
from tests.fakes.bulletins import HUB, MEETING, bulletin, public_pem


@pytest.fixture
def joined(home: Home) -> Home:
    """A station of `HUB`."""
    desk = home.unlock(PIN)
    desk.store.set_hub("http://127.0.0.1:1", "token", str(HUB), "Chung cư Thử")
    desk.close()
    return home


@pytest.fixture
def desk(joined: Home) -> Desk:
    return joined.unlock(PIN)


def put(desk: Desk, new: NewBulletin) -> None:
    assert desk.store.bulletins.apply(new)
    desk.follow_hub()


def come_in(desk: Desk, name: str, **more: object) -> tuple[WarningCode, ...]:
    entry = Entry(DirectionMode.IN, person=Person(name=name, phone=f"09{sum(map(ord, name)):08}"))
    return desk.enter(replace(entry, **more)).warnings  # type: ignore[arg-type]  # by name


def test_the_hubs_settings_are_in_force_and_the_others_stay(joined: Home) -> None:
    joined.save_settings(Settings(overstay_minutes=60, retention_days=30, sound=False))
    desk = joined.unlock(PIN)
    assert desk.hub_word == NOTHING
    put(desk, bulletin(1, settings={"overstay_minutes": 15, "retention_days": 7}))
    assert desk.settings == Settings(overstay_minutes=15, retention_days=7, sound=False)
    assert isinstance(desk._upkeep, Upkeep)
    assert desk._upkeep.retention_days == 7
    put(desk, bulletin(2, settings={"overstay_minutes": 20}))
    assert desk.settings == Settings(overstay_minutes=20, retention_days=30, sound=False)
    assert desk._upkeep.retention_days == 30
    desk.close()
    again = joined.unlock(PIN)
    assert again.settings.overstay_minutes == 20, "also after a restart"
    assert joined.settings().overstay_minutes == 60, "the station's own file is its own"
    again.close()


def test_how_many_may_be_inside_is_the_hubs_to_say(desk: Desk) -> None:
    put(desk, bulletin(1, settings={"capacity": 1}))
    assert come_in(desk, "Nguyễn Văn Một") == ()
    assert come_in(desk, "Nguyễn Văn Hai") == (WarningCode.OVER_CAPACITY,)
    assert desk.snapshot().capacity == 1
    put(desk, bulletin(2, settings={"capacity": 0}))
    assert come_in(desk, "Nguyễn Văn Ba") == ()
    assert desk.snapshot().capacity is None
    desk.close()


def test_wards_and_grounds_follow(joined: Home) -> None:
    joined.save_settings(Settings(basis=Basis.CONSENT))
    desk = joined.unlock(PIN)
    card = MarketCard("NTD-0001", "Phường Thử")
    desk.store.lists.take(ListKind.CARDS, [card], replace=True)
    put(desk, bulletin(1, settings={"wards": ["Phường Mẫu"], "basis": "legal_duty"}))
    assert come_in(desk, "Nguyễn Văn Một", pass_number="NTD-0001") == (WarningCode.OTHER_WARD,)
    said = desk.enter(
        Entry(DirectionMode.IN, person=Person(name="Hai"), declaration=Declaration(symptoms="ho"))
    )
    assert said.passage is not None
    assert said.passage.declaration is not None
    assert said.passage.declaration.basis is Basis.LEGAL_DUTY
    desk.close()


def test_two_people_where_the_hub_asks_for_two(desk: Desk) -> None:
    desk.permit(Permission.REVEAL)
    put(desk, bulletin(1, settings={"four_eyes": True}))
    with pytest.raises(SecondPersonNeeded):
        desk.permit(Permission.REVEAL)
    desk.close()


def test_keys_of_the_hub_stand_beside_those_in_the_folder(joined: Home) -> None:
    folder = joined.path / "trust"
    folder.mkdir()
    (folder / "aabb.pem").write_text(public_pem())
    desk = joined.unlock(PIN)
    put(desk, bulletin(1, keys={"ccdd.pem": public_pem(), "aabb.pem": public_pem()}))
    trust = desk.lane._trust
    own = kid_of(desk.store.signing_key().public_key())
    assert len(trust.find(bytes.fromhex("aabb"), EDDSA)) == 2
    assert len(trust.find(bytes.fromhex("ccdd"), EDDSA)) == 1
    assert trust.find(own, EDDSA), "its own sheets"
    assert desk.hub_word.trust.count == 2
    put(desk, bulletin(2))
    assert len(desk.lane._trust.find(bytes.fromhex("aabb"), EDDSA)) == 1
    assert desk.lane._trust.find(bytes.fromhex("ccdd"), EDDSA) == ()
    desk.close()


def test_what_another_hub_said_does_not_hold(desk: Desk) -> None:
    put(desk, bulletin(1, hub=UUID(int=9), settings={"capacity": 1}))
    assert desk.hub_word == NOTHING
    assert desk.snapshot().capacity is None
    desk.close()


def test_a_value_of_another_version_does_not_hold(desk: Desk) -> None:
    put(desk, bulletin(1, settings={"capacity": -5, "unheard_of": 1, "lookback_days": 7}))
    assert desk.hub_word.settings == {"lookback_days": 7}
    desk.close()


def test_a_notice_is_shown_and_acknowledged_in_the_name_of_who_is_on_duty(desk: Desk) -> None:
    put(desk, bulletin(1, notices=(MEETING,)))
    assert [one.told for one in desk.snapshot().notices] == [MEETING]
    with pytest.raises(InvalidEntry):
        desk.acknowledge(MEETING.id, "x" * (MAX_ANSWER_TEXT + 1))
    assert desk.acknowledge(MEETING.id, "  Đã   rõ ")
    assert not desk.acknowledge(MEETING.id)
    assert desk.snapshot().notices == ()
    (held,) = desk.store.notices.all()
    assert desk.staff is not None
    assert (held.staff, held.answer) == (desk.staff.id, "Đã rõ")
    desk.close()


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0.1.0", None),
        (__version__, None),
        ("0.0.9", None),
        ("0.1", None),
        ("0.1.1", "0.1.1"),
        ("0.10.0", "0.10.0"),
        ("1", "1"),
        ("", None),
        ("newest", None),
        ("1.0; rm", None),
        ("1.2.3.4.5", None),
    ],
)
def test_a_version_is_newer_by_its_numbers(version: str, expected: str | None) -> None:
    assert newer(version) == expected


def test_a_newer_version_and_a_fault_are_in_the_snapshot(desk: Desk) -> None:
    put(desk, bulletin(1, version="7.0"))
    assert desk.snapshot().hub_word.newer_version == "7.0"
    assert desk._line is not None
    desk._line.version = "8.0"
    desk._line.fault = BulletinFault.OLDER
    word = desk.snapshot().hub_word
    assert (word.newer_version, word.fault) == ("8.0", BulletinFault.OLDER)
    desk.close()


def test_the_disks_room_is_told(desk: Desk, tmp_path: Path) -> None:
    vitals = desk._vitals()
    assert vitals.free_mb is not None
    assert vitals.free_mb > 0
    desk.camera = "lost"
    assert desk._vitals().camera == "lost"

    def unplugged() -> int:
        raise OSError

    desk.free_bytes = unplugged
    assert desk._vitals().free_mb is None
    desk.close()
