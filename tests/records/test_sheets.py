"""Numbered paper sheets: printed, typed, missing, and what became of the rest."""

from dataclasses import replace
from datetime import date

import pytest

from checkpoint_app.domain.passage import Way
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sheets import Closed, PaperBalance, prefix_of
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage

EMPTY = PaperBalance(0, {}, 0, 0, 0, 0, (), None)


def type_rows(store: Store, number: str, *rows: int) -> None:
    for row in rows:
        typed = passage(store.info().id, id_number=None, name=None)
        store.save(replace(typed, way=Way.PAPER, sheet=number, row=row))


def test_numbers_run_without_a_gap_and_tell_the_stations_apart(store: Store) -> None:
    staff = new_id()
    first = store.sheets.issue(2, 12, "Chợ Mẫu", staff)
    second = store.sheets.issue(1, 1, "Chợ Mẫu", staff)
    prefix = prefix_of(store.info().id)
    codes = [*first, *second]
    assert [code.number for code in codes] == [f"{prefix}-{no:06}" for no in (1, 2, 3)]
    assert {(code.site, code.first_row, code.issued_on) for code in codes} == {
        ("Chợ Mẫu", 1, date(2026, 11, 23))
    }
    assert [code.last_row for code in codes] == [12, 12, 1]
    assert store.sheets.codes(2, 5, "Chợ Mẫu") == codes[1:]
    prefixes = {prefix_of(new_id()) for _ in range(50)}
    assert len(prefixes) > 45
    assert {len(one) for one in prefixes} == {3}


def test_nothing_printed_balances(store: Store) -> None:
    assert store.sheets.balance() == EMPTY


def test_rows_typed_and_not_typed(store: Store, clock: FakeClock) -> None:
    printed_at = clock.now_ms()
    a, b, c, d = (code.number for code in store.sheets.issue(4, 3, "S", None))
    clock.pass_s(3600)
    store.sheets.issue(1, 3, "S", None)
    type_rows(store, a, 1, 2, 3)
    type_rows(store, c, 2, 2)  # a row typed twice is one row
    type_rows(store, "another station's", 1)
    found = store.sheets.balance()
    assert found.printed == 5
    assert (found.rows_printed, found.rows_typed) == (15, 4)
    assert found.closed == {Closed.TYPED: 1}
    assert found.open == 4
    assert found.untyped == 2  # of c, which is begun
    assert found.missing == (b,)  # passed over; the ones after c are in the drawer yet
    assert found.oldest_open_at == printed_at
    assert store.sheets.typed_rows(c) == [2]
    assert [sheet.number for sheet in store.sheets.open() if sheet.missing] == [b]
    assert d in {sheet.number for sheet in store.sheets.open()}


def test_a_voided_row_is_not_typed(store: Store) -> None:
    [code] = store.sheets.issue(1, 2, "S", None)
    wrong = replace(passage(store.info().id), way=Way.PAPER, sheet=code.number, row=1)
    store.save(wrong)
    store.void(wrong.id, None)
    assert store.sheets.balance().rows_typed == 0
    store.save(replace(passage(store.info().id), way=Way.PAPER, sheet=code.number, row=9))
    assert store.sheets.balance().rows_typed == 0, "the sheet has no row 9"


@pytest.mark.parametrize("how", [Closed.REST_EMPTY, Closed.SPOILED, Closed.LOST, Closed.UNUSED])
def test_somebody_says_what_became_of_a_sheet(store: Store, how: Closed) -> None:
    a, b = (code.number for code in store.sheets.issue(2, 3, "S", None))
    type_rows(store, b, 1)
    assert store.sheets.balance().missing == (a,)
    assert store.sheets.close(a, how)
    assert store.sheets.close(b, Closed.REST_EMPTY)
    assert not store.sheets.close(b, Closed.LOST), "closed once"
    assert not store.sheets.close("X-1", Closed.LOST)
    found = store.sheets.balance()
    assert (found.open, found.untyped, found.missing, found.oldest_open_at) == (0, 0, (), None)
    assert sum(found.closed.values()) == 2
    assert found.rows_typed == 1


def test_a_sheet_passed_over_is_missed_after_the_later_one_is_closed(store: Store) -> None:
    a, b = (code.number for code in store.sheets.issue(2, 1, "S", None))
    type_rows(store, b, 1)
    assert store.sheets.settle() == 1
    assert store.sheets.balance().missing == (a,)
    assert store.sheets.settle() == 0


def test_what_was_typed_stays_counted_after_the_purge(store: Store, clock: FakeClock) -> None:
    [code] = store.sheets.issue(1, 2, "S", None)
    type_rows(store, code.number, 1, 2)
    store.sheets.settle()
    before = store.sheets.balance()
    sent = store.outbox.claim(10, clock.now_ms())
    answers = [Answer(one.passage.id, one.passage.rev, OutboxState.ACCEPTED) for one in sent]
    store.outbox.settle(answers, new_id(), clock.now_ms())
    clock.pass_s(100 * 86_400)
    assert store.retention.purge(clock.now_ms()).passages == 2
    assert store.sheets.balance() == before
