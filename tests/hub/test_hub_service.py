"""The hub without HTTP: sites, codes, counting, order of arrival, files, versions."""

import itertools
import os
import stat
import sys
from pathlib import Path
from uuid import UUID, uuid4

import keyring
import pytest
from keyring.backend import KeyringBackend

from checkpoint_app.domain.errors import (
    HubDamaged,
    InvalidEntry,
    KeyringMissing,
    NotYet,
    SiteTaken,
    SiteUnknown,
    StoreNewer,
)
from checkpoint_app.domain.passage import Direction, Kind, Passage, Person, SiteKind, Way
from checkpoint_app.hub.enrolment import CODE_DAYS, WINDOW_S, WRONG_TRIES
from checkpoint_app.hub.key import load_key
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.database import open_sqlite
from checkpoint_app.wire.messages import BatchAnswer, EnrolAnswer, EnrolRequest
from checkpoint_app.wire.packing import Unpacker, pack_batch
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import CODE_ALPHABET, MAX_BYTES, ProblemCode, Refused
from tests.fakes.clock import FakeClock

DAY_S = 86_400


@pytest.fixture
def plain(tmp_path: Path, clock: FakeClock, hub_db: str | None) -> "Hub":
    opened = Hub.open(tmp_path / "hub", hub_db, clock=clock)
    opened.add_site("Chợ Thử", SiteKind.MARKET)
    return opened


in_file = pytest.mark.parametrize("hub_db", [None], ids=["sqlite"])
"""For what is about the file."""


def join(hub: Hub, code: str, station: UUID, address: str = "192.0.2.1") -> EnrolAnswer:
    return hub.join(EnrolRequest(code=code, station=station, name="Cổng"), address)


def refusal(hub: Hub, code: str, station: UUID, address: str = "192.0.2.1") -> ProblemCode:
    with pytest.raises(Refused) as refused:
        join(hub, code, station, address)
    return refused.value.code


def passage(station: UUID, rev: int = 1, item: UUID | None = None, **changes: object) -> Passage:
    values: dict[str, object] = {
        "id": item or uuid4(),
        "station": station,
        "rev": rev,
        "direction": Direction.IN,
        "kind": Kind.VISITOR,
        "way": Way.CAMERA,
        "occurred_at": 1_790_000_000_000,
        "recorded_at": 1_790_000_000_000,
    }
    return Passage(**(values | changes))  # type: ignore[arg-type]  # the values are right by name


def send(hub: Hub, token: str, *passages: Passage, sent: int | None = None) -> BatchAnswer:
    sender = hub.sender(token)
    packed = pack_batch(
        sender.station,
        uuid4(),
        hub.now_ms() if sent is None else sent,
        [encode_item(item) for item in passages],
    )
    unpacker = Unpacker(MAX_BYTES, gzipped=True)
    unpacker.feed(packed)
    pending = hub.receive(sender, unpacker.finish())
    return hub.answer(pending, pending.outcome.result(20))


@pytest.fixture
def token(plain: Hub) -> str:
    return join(plain, plain.enrol("Chợ Thử"), uuid4()).token


def test_codes_are_readable_and_typed_as_one_likes(plain: Hub) -> None:
    code = plain.enrol("cho thu")
    assert len(code) == 8
    assert not set("01OI") & set(CODE_ALPHABET)
    assert set(code) <= set(CODE_ALPHABET)
    answer = join(plain, f" {code[:4].lower()}-{code[4:]} ", uuid4())
    assert answer.site_name == "Chợ Thử"
    assert answer.hub == plain.id
    plain.close()


def test_a_code_works_once_but_again_for_whoever_lost_the_answer(
    plain: Hub, clock: FakeClock
) -> None:
    code, station = plain.enrol("Chợ Thử"), uuid4()
    first = join(plain, code, station)
    clock.pass_s(DAY_S)
    again = join(plain, code, station)
    assert again.token != first.token
    assert plain.sender(again.token).station == station
    with pytest.raises(Refused):
        plain.sender(first.token)
    assert refusal(plain, code, uuid4()) is ProblemCode.CODE_UNKNOWN
    clock.pass_s(CODE_DAYS * DAY_S)
    assert refusal(plain, code, station) is ProblemCode.CODE_UNKNOWN
    plain.close()


def test_a_code_expires(plain: Hub, clock: FakeClock) -> None:
    code = plain.enrol("Chợ Thử")
    clock.pass_s(CODE_DAYS * DAY_S)
    assert refusal(plain, code, uuid4()) is ProblemCode.CODE_UNKNOWN
    plain.close()


def test_guessing_is_braked_by_address(plain: Hub, clock: FakeClock) -> None:
    code = plain.enrol("Chợ Thử")
    for _ in range(WRONG_TRIES):
        assert refusal(plain, "WRONGWRO", uuid4()) is ProblemCode.CODE_UNKNOWN
    assert refusal(plain, code, uuid4()) is ProblemCode.TOO_MANY_TRIES
    join(plain, plain.enrol("Chợ Thử"), uuid4(), "192.0.2.2")
    clock.pass_s(WINDOW_S)
    join(plain, code, uuid4())
    plain.close()


def test_a_station_reports_for_one_site(plain: Hub) -> None:
    plain.add_site("Văn phòng Thử", SiteKind.OFFICE)
    station = uuid4()
    join(plain, plain.enrol("Chợ Thử"), station)
    code = plain.enrol("Văn phòng Thử")
    assert refusal(plain, code, station) is ProblemCode.OTHER_SITE
    join(plain, code, uuid4())  # the code was not spent by it
    plain.close()


def test_site_names_are_told_apart_and_found(plain: Hub) -> None:
    with pytest.raises(SiteTaken):
        plain.add_site("  chợ   thử ", SiteKind.SHOP)
    with pytest.raises(InvalidEntry):
        plain.add_site(" \u200b ", SiteKind.SHOP)
    with pytest.raises(SiteUnknown):
        plain.enrol("Chợ khác")
    with pytest.raises(SiteUnknown):
        plain.enrol(str(uuid4()))
    site = plain.add_site("Ngõ 5", SiteKind.RESIDENTIAL)
    assert len(plain.enrol(str(site))) == 8
    plain.close()


def test_order_of_arrival_does_not_matter(plain: Hub, token: str) -> None:
    station = plain.sender(token).station
    for order in itertools.permutations([1, 2, 3]):
        item = uuid4()
        for rev in order:
            answer = send(plain, token, passage(station, rev, item, note=f"rev {rev}"))
            assert (item, rev) in answer.accepted + answer.duplicate
        mine = [row for row in plain.passages(reveal=True) if row["id"] == str(item)]
        assert [(row["rev"], row["note"]) for row in mine] == [(3, "rev 3")]
    plain.close()


def test_a_late_lower_revision_is_a_duplicate_and_changes_nothing(plain: Hub, token: str) -> None:
    station, item = plain.sender(token).station, uuid4()
    send(plain, token, passage(station, 2, item, voided=True))
    before = list(plain.passages(reveal=True))
    late = send(plain, token, passage(station, 1, item, note="late"))
    assert (late.accepted, late.duplicate) == ([], [(item, 1)])
    assert list(plain.passages(reveal=True)) == before
    plain.close()


def test_revisions_and_repeats_within_one_batch(plain: Hub, token: str) -> None:
    station, item = plain.sender(token).station, uuid4()
    one, two = passage(station, 1, item), passage(station, 2, item, direction=Direction.OUT)
    answer = send(plain, token, two, one, two)
    assert (answer.accepted, answer.duplicate) == ([(item, 2)], [(item, 1), (item, 2)])
    assert [row["direction"] for row in plain.passages()] == ["out"]
    plain.close()


def test_the_same_id_at_two_sites_is_two_passages(plain: Hub, token: str) -> None:
    plain.add_site("Văn phòng Thử", SiteKind.OFFICE)
    other = join(plain, plain.enrol("Văn phòng Thử"), uuid4()).token
    item = uuid4()
    send(plain, token, passage(plain.sender(token).station, 1, item))
    answer = send(plain, other, passage(plain.sender(other).station, 1, item))
    assert answer.accepted == [(item, 1)]
    assert len(list(plain.passages())) == 2
    plain.close()


def test_counts(plain: Hub, token: str) -> None:
    station = plain.sender(token).station
    gone = uuid4()
    send(
        plain,
        token,
        passage(station),
        passage(station, direction=Direction.OUT, way=Way.PAPER),
        passage(station, 1, gone),
        passage(station, 2, gone, voided=True),
    )
    status = plain.status()
    assert status["passages"] == 3
    assert status["by_direction"] == {"in": 2, "out": 1}
    assert status["by_way"] == {"camera": 2, "paper": 1}
    assert (status["voided"], status["revised"]) == (1, 1)
    assert (status["sites"], status["stations"]) == (1, 1)
    plain.close()


def test_an_empty_hub_counts_nothing(plain: Hub) -> None:
    status = plain.status()
    assert status["passages"] == 0
    assert status["by_direction"] == {"in": 0, "out": 0}
    assert status["last_received_at"] is None
    assert list(plain.passages()) == []
    plain.close()


def test_of_two_contents_for_one_revision_the_accepted_one_is_held(plain: Hub, token: str) -> None:
    station, item = plain.sender(token).station, uuid4()
    first, second = (passage(station, item=item, note=note) for note in ("one", "two"))
    answer = send(plain, token, first, second)
    assert (len(answer.accepted), len(answer.duplicate)) == (1, 1)
    (row,) = plain.passages(reveal=True)
    assert row["note"] == "one"
    plain.close()


def test_pages_join_without_gap(plain: Hub, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checkpoint_app.hub.store.passages.PAGE", 3)
    station = plain.sender(token).station
    sent = [passage(station) for _ in range(10)]
    send(plain, token, *sent)
    assert sorted(str(row["id"]) for row in plain.passages()) == sorted(str(p.id) for p in sent)
    plain.close()


def test_nothing_personal_without_reveal(plain: Hub, token: str) -> None:
    who = Person(name="Nguyễn Thị Thử", phone="0900000001", id_number="001099000001")
    station = plain.sender(token).station
    send(plain, token, passage(station, person=who, plate="29A12345", note="Tầng 5"))
    shown = repr(list(plain.passages()))
    for secret in ("Thử", "0900000001", "001099000001", "29A12345", "Tầng"):
        assert secret not in shown.replace("Chợ Thử", "")
    (row,) = plain.passages(reveal=True)
    assert row["person"] == {
        "name": who.name,
        "phone": who.phone,
        "id_number": who.id_number,
    }
    plain.close()


def test_a_wrong_clock_is_noted_and_refuses_nothing(plain: Hub, token: str) -> None:
    station = plain.sender(token).station
    for sent in (0, 2**60, -5):
        assert send(plain, token, passage(station), sent=sent).accepted
    plain.close()


@in_file
def test_nothing_readable_on_the_disk_and_nobody_else_may_look(
    plain: Hub, token: str, tmp_path: Path
) -> None:
    station = plain.sender(token).station
    send(plain, token, passage(station, person=Person(name="READABLE NAME", phone="0900000001")))
    files = [path for path in (tmp_path / "hub").iterdir() if path.suffix != ".key"]
    assert {path.name for path in files} >= {"hub.db", "hub.db-wal"}
    for path in files:
        content = path.read_bytes()
        assert b"READABLE" not in content
        assert b"0900000001" not in content
        assert not content.startswith(b"SQLite format 3")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "hub").stat().st_mode) == 0o700
        for path in (tmp_path / "hub").iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    plain.close()


@in_file
def test_it_is_all_there_after_closing(plain: Hub, token: str, tmp_path: Path) -> None:
    send(plain, token, passage(plain.sender(token).station))
    hub_id, rows = plain.id, list(plain.passages())
    plain.close()
    again = Hub.open(tmp_path / "hub")
    assert (again.id, list(again.passages())) == (hub_id, rows)
    assert again.sender(token).site_name == "Chợ Thử"
    again.close()


@in_file
def test_two_programs_on_one_hub(plain: Hub, tmp_path: Path) -> None:
    beside = Hub.open(tmp_path / "hub")
    code = beside.enrol("Chợ Thử")
    assert join(plain, code, uuid4()).token
    assert beside.status()["stations"] == 1
    beside.close()
    plain.close()


def test_a_database_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "Dữ liệu 100%" / "city.db"
    hub = Hub.open(tmp_path, f"sqlite:///{path}")
    hub.close()
    assert path.exists()
    assert path.with_suffix(".key").exists()
    with pytest.raises(NotYet):
        Hub.open(tmp_path, "mysql://hub.invalid/x")


@in_file
def test_a_newer_database_is_left_alone(plain: Hub, tmp_path: Path) -> None:
    plain.close()
    path = tmp_path / "hub" / "hub.db"
    key = load_key(path)
    database, _ = open_sqlite(path, key, Vault(key), 0)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'h9999'")
    database.close()
    with pytest.raises(StoreNewer):
        Hub.open(tmp_path / "hub")


@in_file
@pytest.mark.parametrize(
    "damage", ["no key", "wrong key", "torn key", "no database", "overwritten"]
)
def test_a_damaged_hub_says_so_and_touches_nothing(plain: Hub, tmp_path: Path, damage: str) -> None:
    plain.close()
    path = tmp_path / "hub" / "hub.db"
    key = path.with_suffix(".key")
    if damage == "no key":
        key.unlink()
    elif damage == "wrong key":
        key.write_text("raw:" + "0" * 64)
    elif damage == "torn key":
        key.write_bytes(b"raw:12\xff")
    elif damage == "no database":
        path.write_text("this is no database, whatever its name says" * 100)
    else:
        content = bytearray(path.read_bytes())
        content[100:200] = os.urandom(100)
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(HubDamaged):
        Hub.open(tmp_path / "hub")
    assert path.read_bytes() == before
    assert key.exists() is (damage != "no key"), "a new key would hide what is wrong"


class MemoryKeyring(KeyringBackend):
    """A keyring that keeps its secrets as long as the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring has no types here
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def test_where_there_is_a_keyring_the_key_lies_there_alone(tmp_path: Path) -> None:
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    hub = Hub.open(tmp_path / "hub")
    hub_id = hub.id
    hub.close()
    (secret,) = ring.kept.values()
    for path in (tmp_path / "hub").iterdir():
        assert secret not in path.read_bytes().decode("latin-1")
    again = Hub.open(tmp_path / "hub")
    assert again.id == hub_id
    again.close()
    ring.kept.clear()
    with pytest.raises(KeyringMissing):
        Hub.open(tmp_path / "hub")
