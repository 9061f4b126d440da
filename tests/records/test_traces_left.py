"""After somebody's passages went, no page of the decrypted file holds a byte that tells of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkpoint_app.domain.documents import Sex
from checkpoint_app.domain.passage import Declaration, Delivery, Direction, Passage, Person
from checkpoint_app.domain.text import fold
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.pages import Pages
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from tests.fakes.passages import AT, passage
from tests.records.raw import opened

DAY = 86_400_000
GONE = Person(
    name="Wỵ Zzửng",
    id_number="077188123987",
    old_id_number="271828182",
    insurance_number="9876501234",
    qid="161803398874989484",
    phone="0977135797",
    birth_date="1988-02-29",
    sex=Sex.FEMALE,
    address="Hẻm Ngõ Cụt, Vĩnh Hư",
    nationality="Xứ Mơ",
)
TOLD = (
    *(str(value) for value in (GONE.name, GONE.id_number, GONE.old_id_number, GONE.qid)),
    *(str(value) for value in (GONE.insurance_number, GONE.phone, GONE.birth_date, GONE.address)),
    "Xứ Mơ",
    "51F99999",
    "kho ảo",
    "gửi tạm chỗ nọ",
    "0955246802",
)
PIECES = ("wy ", " zz", "zzu", "771", "988", "f99")
"""Of the search index: what a trigram's entry holds of it, whatever stands before it."""


def words() -> set[bytes]:
    texts = {form for text in TOLD for form in (text, fold(text), fold(text).upper())}
    return {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le")}


def decrypted(path: Path, key: bytes) -> Iterator[bytes]:
    """Every page of the file, free ones among them."""
    pages = Pages(path, key)
    try:
        for number in range(1, pages.count + 1):
            page = pages.get(number)
            assert page is not None
            yield page
    finally:
        pages.close()


def found_in(path: Path, key: bytes) -> set[bytes]:
    looked = words()
    return {word for page in decrypted(path, key) for word in looked if word in page}


def index_pieces(path: Path, key: bytes) -> set[str]:
    """The pieces of words that the blocks of the search index hold in full."""
    with opened(path, key) as connection:
        blocks = connection.execute("SELECT block FROM person_search_data").fetchall()
    return {piece for piece in PIECES for (block,) in blocks if piece.encode() in block}


def crowd(store: Store, at: int, count: int) -> list[Passage]:
    made = [
        replace(
            passage(
                store.info().id,
                name=f"Người Thứ {n}",
                id_number=f"0010990{n:05}",
                at=at + n * 100,
                direction=Direction.OUT,
            ),
            recorded_at=at,
        )
        for n in range(count)
    ]
    store.save_many(made)
    return made


def work(store: Store, at: int) -> None:
    """Come in, be called by another phone, be corrected, go out, be taken back."""
    entry = replace(
        passage(store.info().id, at=at),
        person=replace(GONE, phone="0955246802"),
        plate="51F99999",
        note="gửi tạm chỗ nọ",
        delivery=Delivery("sàn ảo", "kho ảo", "hàng"),
        declaration=Declaration(travelled="Vĩnh Hư"),
    )
    store.save(entry)
    crowd(store, at, 300)
    store.correct(entry.id, lambda one: replace(one, person=GONE))
    for step, direction in enumerate((Direction.OUT, Direction.IN, Direction.OUT), start=1):
        store.save(
            replace(
                entry, id=new_id(), person=GONE, direction=direction, occurred_at=at + step * 60_000
            )
        )
    wrong = replace(entry, id=new_id(), person=GONE)
    store.save(wrong)
    store.void(wrong.id, None)
    crowd(store, at + 1000, 300)


def send_all(store: Store) -> None:
    while items := store.outbox.claim(1000, 0):
        answers = [Answer(one.passage.id, one.passage.rev, OutboxState.ACCEPTED) for one in items]
        store.outbox.settle(answers, new_id(), 5)


def test_no_byte_of_a_purged_person_is_left(store: Store, tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "station.db"
    work(store, AT - 30 * DAY)
    send_all(store)
    crowd(store, AT, 40)
    assert found_in(path, key) >= {b"077188123987", "Wỵ Zzửng".encode()}  # the search finds
    assert index_pieces(path, key)
    assert store.retention.purge(AT - DAY).passages > 300
    assert (tmp_path / "station.db-wal").stat().st_size == 0
    assert found_in(path, key) == set()
    assert index_pieces(path, key) == set()
    store.close()
    assert found_in(path, key) == set()


def test_the_room_of_what_went_is_used_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file does not shrink; it does not grow either while as much comes as went."""
    # A busy computer purges in more slices, each of which leaves a certificate.
    monkeypatch.setattr("checkpoint_app.records.purging.HELD_S", 60.0)
    path = tmp_path / "station.db"
    sizes = []
    for month in range(6):
        crowd(store, AT + month * 40 * DAY, 2000)
        send_all(store)
        assert store.retention.purge(AT + (month * 40 + 35) * DAY).passages == 2000
        sizes.append(path.stat().st_size)
    assert sizes[-1] <= sizes[3] < 1.6 * sizes[0]


@pytest.mark.parametrize("busy", [True, False])
def test_the_log_is_emptied_when_nobody_reads(store: Store, tmp_path: Path, busy: bool) -> None:
    """A reader keeps the log as it is, and keeps nobody waiting."""
    work(store, AT - 30 * DAY)
    send_all(store)
    log = tmp_path / "station.db-wal"
    with store._database.read() as connection:
        if busy:
            connection.exec_driver_sql("SELECT count(*) FROM passage").scalar()
        store.retention.purge(AT - DAY)
        assert (log.stat().st_size > 0) is busy
    store.retention.purge(AT - DAY)
    assert log.stat().st_size == 0
