"""From a damaged store everything that can be read is saved; what cannot be is said."""

import os
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from checkpoint_app.domain.errors import StoreDamaged, StoreNewer
from checkpoint_app.domain.passage import Direction, Passage
from checkpoint_app.records import journal
from checkpoint_app.records.access import Action
from checkpoint_app.records.btree import INTERIOR, LEAF
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.pages import USABLE, Pages
from checkpoint_app.records.readable import Readable, open_read_only
from checkpoint_app.records.salvage import SalvageReport, salvage
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState, Role
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full, passage
from tests.records.damage import flip, pages, pages_of, zero
from tests.records.raw import run

COUNT = 120
ACCEPTED = range(20, 50)


@pytest.fixture
def made(store: Store, tmp_path: Path, clock: FakeClock) -> dict[str, Passage]:
    """A closed store of a day's work: what came of each passage, by its id."""
    kept = {}
    for number in range(COUNT):
        clock.pass_s(60)
        one = full(store.info().id) if number % 2 else passage(store.info().id, name=f"Số {number}")
        one = replace(one, occurred_at=clock.now_ms(), recorded_at=clock.now_ms())
        store.save(one)
        kept[str(one.id)] = store.passage(one.id)
    saved = list(kept.values())
    for one in saved[:5]:
        kept[str(one.id)] = store.void(one.id, None)
    answers = [Answer(saved[n].id, 1, OutboxState.ACCEPTED) for n in ACCEPTED]
    refused = Answer(saved[60].id, 1, OutboxState.NEEDS_FIX, "too_old", "occurred_at")
    store.outbox.settle([*answers, refused], new_id(), 5)
    store.outbox.claim(10, clock.now_ms())  # as a process that was killed while it sent
    store.add_staff("Chị Hai", Role.GUARD)
    store.set_hub("http://127.0.0.1:1", "tok", "hub", "Chung cư")
    assert store.verify().ok
    store.close()
    return kept


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "station.db"


class Salvage:
    """Salvages the store as it is now, checks what always holds, and keeps what came of it."""

    def __init__(self, path: Path, key: bytes, clock: FakeClock) -> None:
        self.source: Readable = open_read_only(path, key)
        new = path.with_name("new.db")
        self.report: SalvageReport = salvage([self.source], new, key, clock)
        self.store = Store.open(new, key, clock)
        found = self.store.verify()
        assert found.ok, found
        self.balance = self.store.balance()
        assert self.balance.balanced
        assert self.report.pending == self.store.outbox.unsent()

    def close(self) -> None:
        self.source.close()
        self.store.close()
        self.store._database.path.unlink()

    def held(self, made: dict[str, Passage]) -> list[Passage]:
        """The passages that came through, each exactly as it was."""
        kept = {str(item.passage.id): item.passage for item in self.store.recent(10_000)}
        station = self.store.info().id
        for name, one in kept.items():
            assert one == replace(made[name], station=station) or one.rev < made[name].rev
        return list(kept.values())


def test_a_whole_store_comes_through_as_it_is(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock
) -> None:
    before = Store.open(path, key, clock)
    balance, staff, info = before.balance(), before.staff(), before.info()
    days, inside = before.day_counts("2026-11-23"), before.inside()
    before.close()
    done = Salvage(path, key, clock)
    assert not done.source.damaged
    assert done.report.lost_passages == done.report.lost_pages == 0
    assert len(done.held(made)) == COUNT
    assert done.balance == balance
    assert done.store.staff() == staff
    assert done.store.info() == info
    assert done.store.day_counts("2026-11-23") == days
    assert done.store.inside() == inside
    (refused,) = done.store.outbox.needs_fix()
    assert (refused.refusal_code, refused.refusal_field) == ("too_old", "occurred_at")
    assert done.store.find_people("bưởi")
    done.close()


def test_everything_unsent_waits_again(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock
) -> None:
    done = Salvage(path, key, clock)
    claimed = done.store.outbox.claim(1000, clock.now_ms())
    waiting = {(str(item.passage.id), item.passage.rev) for item in claimed}
    sent = {str(list(made.values())[n].id) for n in ACCEPTED}
    refused = str(list(made.values())[60].id)
    assert waiting == {
        (name, rev)
        for name, one in made.items()
        for rev in range(1, one.rev + 1)
        if name not in sent and name != refused
    }
    done.close()


def test_the_new_journal_says_which_it_continues(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock
) -> None:
    done = Salvage(path, key, clock)
    seq, last = done.source.journal_head()
    assert seq == 1 + COUNT + 5 + 1
    with done.store._database.read() as connection:
        kinds = connection.exec_driver_sql("SELECT kind FROM journal ORDER BY seq").scalars().all()
        said = connection.exec_driver_sql("SELECT body FROM receipt WHERE no = 1").scalar()
    assert kinds[:2] == [journal.STATION, "receipt"]
    assert last.hex() in str(said)
    done.close()
    flip(path, pages_of(path, key, "passage")[2][3])
    again = Salvage(path, key, clock)
    assert again.report.continues == (seq, last.hex())
    again.close()


def test_a_bad_page_costs_its_rows_and_no_others(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock
) -> None:
    whole = path.read_bytes()
    _, _, leaves = pages_of(path, key, "passage")
    assert len(leaves) > 10
    for leaf in (leaves[0], leaves[5], leaves[-1]):
        flip(path, leaf)
        with pytest.raises(StoreDamaged):
            _read_all(path, key, clock)
        done = Salvage(path, key, clock)
        (gap,) = done.report.lost
        assert 0 < gap.passages < 20
        assert done.report.lost_passages == gap.passages == gap.until - gap.after
        assert done.report.lost_pages == 1
        assert done.report.saved["passage"] == COUNT + 5 - gap.passages
        lost = set(made) - {str(one.id) for one in done.held(made)}
        for name in lost:
            assert gap.from_ms is None or gap.from_ms <= made[name].recorded_at
            assert gap.until_ms is None or made[name].recorded_at <= gap.until_ms
        done.close()
        path.write_bytes(whole)


def _read_all(path: Path, key: bytes, clock: FakeClock) -> None:
    store = Store.open(path, key, clock)
    try:
        store.verify()
    finally:
        store.close()


@pytest.mark.parametrize("table", ["passage", "journal", "outbox", "tally", "day_tally"])
def test_a_lost_root_costs_no_passage(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock, table: str
) -> None:
    """Its leaves are found by what they hold. A table of one page is all on its root."""
    root, _, leaves = pages_of(path, key, table)
    zero(path, root)
    done = Salvage(path, key, clock)
    assert len(done.held(made)) == COUNT
    assert done.source.damaged
    if len(leaves) > 1:
        assert done.report.lost_passages == 0
    done.close()


@pytest.mark.parametrize("part", ["page", "salt", "file header"])
def test_a_lost_first_page_costs_no_passage(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock, part: str
) -> None:
    """It holds the list of tables, and the salt without which no page proves itself."""
    zero(path, 1, *{"page": (0, 4096), "salt": (0, 16), "file header": (16, 100)}[part])
    with pytest.raises(StoreDamaged):
        Store.open(path, key, clock)
    done = Salvage(path, key, clock)
    assert len(done.held(made)) == COUNT
    assert done.report.lost_passages == 0
    done.close()


@pytest.mark.parametrize("leaf", [1, 9, -3])
def test_a_cut_file_gives_what_is_before_the_cut(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock, leaf: int
) -> None:
    os.truncate(path, sorted(pages_of(path, key, "passage")[2])[leaf] * 4096 + 77)
    done = Salvage(path, key, clock)
    held = done.held(made)
    assert 0 < len(held) < COUNT
    assert done.report.saved["passage"] + done.report.lost_passages == COUNT + 5
    done.close()


def test_a_file_cut_down_to_its_beginning_says_that_nobody_can_count(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock
) -> None:
    before = pages(path)
    os.truncate(path, 2 * 4096)
    done = Salvage(path, key, clock)
    assert done.report.uncounted
    assert done.report.lost_pages == before - 1 or done.report.lost_pages == before - 2
    done.close()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_pages_are_hit_nothing_wrong_comes_through(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock, seed: int
) -> None:
    """Each revision is either as it was, or counted as lost."""
    rng = Random(seed)
    for page in rng.sample(range(2, pages(path) + 1), 6):
        flip(path, page, rng) if rng.random() < 0.5 else zero(path, page)
    done = Salvage(path, key, clock)
    done.held(made)
    assert done.report.saved["passage"] + done.report.lost_passages >= COUNT + 5
    done.close()


def test_a_store_that_forgot_which_it_is_keeps_its_passages(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock
) -> None:
    zero(path, pages_of(path, key, "station")[0])
    with pytest.raises(StoreDamaged):
        Store.open(path, key, clock)
    done = Salvage(path, key, clock)
    assert done.report.station_lost
    assert not done.store.info().enrolled
    assert done.balance.captured == COUNT
    assert done.report.lost_passages == 0
    done.close()


@pytest.fixture
def crashed(store: Store, tmp_path: Path, clock: FakeClock) -> tuple[Path, list[Passage]]:
    """The files of a store as a power cut leaves them: half of the passages in the WAL alone."""
    saved = []
    for number in range(60):
        one = replace(passage(store.info().id, name=f"Số {number}"), recorded_at=clock.now_ms())
        store.save(one)
        saved.append(store.passage(one.id))
        if number == 30:
            with store._database.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = tmp_path / "crashed"
    copy.mkdir()
    for name in ("station.db", "station.db-wal"):
        (copy / name).write_bytes((tmp_path / name).read_bytes())
    return copy / "station.db", saved


def test_the_wal_is_read_with_the_file(
    crashed: tuple[Path, list[Passage]], key: bytes, clock: FakeClock
) -> None:
    path, saved = crashed
    before = path.read_bytes(), path.with_name("station.db-wal").read_bytes()
    done = Salvage(path, key, clock)
    assert [one.passage for one in reversed(done.store.recent(100))] == saved
    assert (path.read_bytes(), path.with_name("station.db-wal").read_bytes()) == before
    done.close()


def test_a_lost_wal_costs_what_was_in_it_alone(
    crashed: tuple[Path, list[Passage]], key: bytes, clock: FakeClock
) -> None:
    path, saved = crashed
    path.with_name("station.db-wal").unlink()
    done = Salvage(path, key, clock)
    assert [one.passage for one in reversed(done.store.recent(100))] == saved[:31]
    done.close()


@pytest.mark.parametrize("share", [0.25, 0.5, 0.99])
def test_a_torn_wal_gives_every_transaction_before_the_tear(
    crashed: tuple[Path, list[Passage]], key: bytes, clock: FakeClock, share: float
) -> None:
    path, saved = crashed
    wal = path.with_name("station.db-wal")
    os.truncate(wal, int(wal.stat().st_size * share))
    done = Salvage(path, key, clock)
    kept = [one.passage for one in reversed(done.store.recent(100))]
    assert kept == saved[: len(kept)]
    assert 31 <= len(kept) < 60
    done.close()


def test_a_bad_frame_does_not_take_along_what_comes_after_it(
    crashed: tuple[Path, list[Passage]], key: bytes, clock: FakeClock
) -> None:
    """SQLite ends at the first frame that does not fit, and would give up all the rest."""
    path, saved = crashed
    wal = path.with_name("station.db-wal")
    content = bytearray(wal.read_bytes())
    content[32 + 24 + 300] ^= 1
    wal.write_bytes(content)
    done = Salvage(path, key, clock)
    kept = [one.passage for one in reversed(done.store.recent(100))]
    assert kept == saved
    assert done.report.lost_passages == 0
    done.close()


def test_what_was_not_committed_is_not_made_up(
    crashed: tuple[Path, list[Passage]], key: bytes, clock: FakeClock
) -> None:
    """The mark that ends the last transaction is not there: nobody was told of that passage."""
    path, saved = crashed
    wal = path.with_name("station.db-wal")
    content = bytearray(wal.read_bytes())
    content[-4116:-4112] = bytes(4)
    wal.write_bytes(content)
    done = Salvage(path, key, clock)
    assert [one.passage for one in reversed(done.store.recent(100))] == saved[:-1]
    done.close()


def test_a_second_source_fills_the_gaps(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock, tmp_path: Path
) -> None:
    older = tmp_path / "older.db"
    older.write_bytes(path.read_bytes())
    _, _, leaves = pages_of(path, key, "passage")
    for leaf in leaves[2:6]:
        zero(path, leaf)
    sources = [open_read_only(path, key), open_read_only(older, key)]
    new = tmp_path / "new.db"
    report = salvage(sources, new, key, clock)
    for source in sources:
        source.close()
    assert report.lost_passages == 0
    store = Store.open(new, key, clock)
    assert store.verify().ok
    assert {str(one.passage.id): one.passage for one in store.recent(1000)} == made
    store.close()


def test_another_key_reads_nothing(made: dict[str, Passage], path: Path) -> None:
    with pytest.raises(StoreDamaged):
        open_read_only(path, bytes(32))


@pytest.mark.parametrize("seed", range(40))
def test_noise_that_looks_like_pages_reads_as_nothing(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """As without the salt, where no page proves itself and another key gives noise."""

    def noise(_pages: Pages, number: int) -> bytes | None:
        if not 1 <= number <= 30:
            return None
        rng = Random(seed * 100 + number)
        page = bytearray(rng.randbytes(USABLE))
        page[100 if number == 1 else 0] = rng.choice([LEAF, INTERIOR])
        if rng.random() < 0.7:
            page[103 if number == 1 else 3] = 0
        return bytes(page)

    monkeypatch.setattr(Pages, "get", noise)
    (tmp_path / "noise.db").write_bytes(bytes(4096 * 30))
    try:
        source = open_read_only(tmp_path / "noise.db", key)
    except StoreDamaged:
        return
    assert list(source.passages()) == []
    source.close()


@pytest.mark.parametrize("content", [b"", b"x", bytes(8192), os.urandom(65536)])
def test_a_file_of_something_else_reads_as_nothing(
    tmp_path: Path, key: bytes, content: bytes
) -> None:
    (tmp_path / "other.db").write_bytes(content)
    with pytest.raises(StoreDamaged):
        open_read_only(tmp_path / "other.db", key)


def test_a_newer_store_is_not_salvaged_by_an_older_program(
    made: dict[str, Passage], path: Path, key: bytes, clock: FakeClock, tmp_path: Path
) -> None:
    run(path, key, "UPDATE alembic_version SET version_num = 's9999'")
    source = open_read_only(path, key)
    with pytest.raises(StoreNewer):
        salvage([source], tmp_path / "new.db", key, clock)
    source.close()


def test_a_damaged_store_is_read_without_being_touched(
    made: dict[str, Passage], path: Path, key: bytes
) -> None:
    flip(path, pages_of(path, key, "passage")[2][4])
    before = path.read_bytes()
    source = open_read_only(path, key)
    info = source.info()
    assert info is not None
    seen = list(source.passages())
    assert len(seen) == COUNT + 5 - sum(gap.passages for gap in source.lost())
    assert all(one.station == info.id for one in seen)
    assert source.unsent() > 0
    source.close()
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["station.db"]


@pytest.fixture
def purged(store: Store, tmp_path: Path, clock: FakeClock) -> tuple[Path, Store]:
    """A store of which the first days were purged, but for one passage that was not sent."""
    for number in range(60):
        clock.pass_s(7200)
        one = replace(
            passage(store.info().id, id_number=f"0010990{number:05}", direction=Direction.OUT),
            occurred_at=clock.now_ms(),
            recorded_at=clock.now_ms(),
        )
        store.save(one)
        if number == 4:
            store.void(one.id, None)
        if number != 2:
            store.outbox.settle([Answer(one.id, 2, OutboxState.ACCEPTED)], new_id(), None)
    store.access.note(Action.PURGE, None, items=1)
    assert store.retention.purge(clock.now_ms() - 50 * 3_600_000).passages == 33
    assert store.verify().ok
    return tmp_path / "station.db", store


def test_what_was_purged_stays_counted_and_certified(
    purged: tuple[Path, Store], key: bytes, clock: FakeClock
) -> None:
    path, store = purged
    before, days = store.balance(), [store.day_counts(f"2026-11-{n}") for n in range(23, 30)]
    store.close()
    done = Salvage(path, key, clock)
    assert done.balance == before
    assert [done.store.day_counts(f"2026-11-{n}") for n in range(23, 30)] == days
    with done.store._database.read() as connection:
        kept = connection.exec_driver_sql("SELECT body FROM receipt WHERE no = 1").scalar()
        log = connection.exec_driver_sql("SELECT action FROM access").scalars().all()
    assert '\\"cut\\"' in str(kept), "the certificates are kept with what they speak of"
    assert log == ["purge"]
    done.close()


def test_a_salvaged_store_can_be_purged(
    purged: tuple[Path, Store], key: bytes, clock: FakeClock
) -> None:
    path, store = purged
    store.close()
    done = Salvage(path, key, clock)
    try:
        assert done.store.retention.purge(clock.now_ms()).passages > 0
        assert done.store.verify().ok
    finally:
        done.close()


@pytest.mark.parametrize("table", ["tally", "day_tally", "certificate", "journal"])
def test_a_purged_store_that_lost_its_counts_still_adds_up(
    purged: tuple[Path, Store], key: bytes, clock: FakeClock, table: str
) -> None:
    path, store = purged
    before = store.balance()
    store.close()
    zero(path, pages_of(path, key, table)[0])
    done = Salvage(path, key, clock)
    assert done.report.saved["passage"] == 27
    if table != "day_tally":  # without the days nobody could see what is counted
        assert done.balance == before
    done.close()
