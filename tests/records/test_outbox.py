"""The outbox in fixed sequences, each of them a way in which others have lost records."""

from dataclasses import replace

import pytest

from checkpoint_app.domain.passage import Passage
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from tests.fakes.passages import AT, passage

ACCEPTED, DUPLICATE = OutboxState.ACCEPTED, OutboxState.DUPLICATE
NEEDS_FIX = OutboxState.NEEDS_FIX


def saved(store: Store, number: int = 1) -> Passage:
    made = passage(store.info().id, id_number=f"00109900000{number}", at=AT + number)
    store.save(made)
    return made


def settle(store: Store, *answers: Answer) -> None:
    store.outbox.settle(answers, new_id(), None)
    assert store.verify().ok


def waiting(store: Store) -> list[tuple[Passage, int]]:
    """What would be sent now, least tried first, with the attempts so far."""
    items = store.outbox.claim(100, 0)
    store.outbox.recover()
    return [(item.passage, item.attempts - 1) for item in items]


@pytest.mark.parametrize("word", [ACCEPTED, DUPLICATE])
def test_a_late_word_on_the_first_revision_spares_the_correction(
    store: Store, word: OutboxState
) -> None:
    made = saved(store)
    store.outbox.claim(1, 0)
    newer = store.correct(made.id, lambda old: replace(old, note="sửa"))
    settle(store, Answer(made.id, 1, word))
    assert [item for item, _ in waiting(store)] == [newer]
    assert store.balance().pending == 1
    settle(store, Answer(made.id, 2, word))
    assert waiting(store) == []
    assert store.balance().pending == 0


def test_a_word_on_the_newest_revision_covers_the_older_ones(store: Store) -> None:
    made = saved(store)
    store.void(made.id, None)
    settle(store, Answer(made.id, 2, ACCEPTED))
    assert waiting(store) == []
    assert (store.balance().voided, store.balance().unsent) == (1, 0)


def test_a_refusal_of_an_old_revision_spares_the_newer_one(store: Store) -> None:
    made = saved(store)
    newer = store.correct(made.id, lambda old: replace(old, note="sửa"))
    settle(store, Answer(made.id, 1, NEEDS_FIX, "text_too_long", "note"))
    assert [item for item, _ in waiting(store)] == [newer]
    assert (store.balance().pending, store.balance().needs_fix) == (1, 0)
    settle(store, Answer(made.id, 2, ACCEPTED))
    assert store.outbox.needs_fix() == []


def test_a_refused_passage_is_kept_with_its_reason_and_can_be_sent_again(store: Store) -> None:
    made = saved(store)
    store.outbox.claim(1, 0)
    settle(store, Answer(made.id, 1, NEEDS_FIX, "text_too_long", "note"))
    (item,) = store.outbox.needs_fix()
    assert (item.passage, item.refusal_code, item.refusal_field) == (made, "text_too_long", "note")
    assert (item.attempts, waiting(store)) == (1, [])
    assert (store.balance().needs_fix, store.balance().unsent) == (1, 0)
    store.outbox.resend(made.id)
    assert waiting(store) == [(made, 0)]
    assert (store.balance().needs_fix, store.balance().pending) == (0, 1)


def test_mending_a_refused_passage_sends_the_mended_one(store: Store) -> None:
    made = saved(store)
    settle(store, Answer(made.id, 1, NEEDS_FIX, "text_too_long", "note"))
    mended = store.correct(made.id, lambda old: replace(old, note="ngắn"))
    assert [item for item, _ in waiting(store)] == [mended]
    assert store.balance().needs_fix == 0


def test_words_that_come_twice_or_about_strangers_change_nothing(store: Store) -> None:
    made = saved(store)
    settle(store, Answer(made.id, 1, ACCEPTED))
    before = store.balance(), store.verify()
    settle(store, Answer(made.id, 1, NEEDS_FIX, "malformed", None), Answer(new_id(), 1, ACCEPTED))
    settle(store, Answer(made.id, 1, DUPLICATE))
    settle(store)
    assert (store.balance(), store.verify()) == before


def test_a_claim_is_counted_before_it_is_handed_out_and_poison_sinks(store: Store) -> None:
    first, second, third = (saved(store, number) for number in (1, 2, 3))
    (item,) = store.outbox.claim(1, 0)
    assert (item.passage, item.attempts) == (first, 1)
    assert [one.passage for one in store.outbox.claim(10, 0)] == [second, third]
    assert store.outbox.claim(10, 0) == [], "what is under way is not taken twice"
    assert store.outbox.recover() == 3
    store.outbox.claim(1, 0)
    store.outbox.release([(first.id, 1)], "no_network")
    assert waiting(store) == [(second, 1), (third, 1), (first, 2)]
    assert store.balance().unsent == 3


def test_releasing_is_for_what_is_under_way_only(store: Store) -> None:
    made = saved(store)
    settle(store, Answer(made.id, 1, NEEDS_FIX, "malformed", None))
    store.outbox.release([(made.id, 1), (new_id(), 1)], "no_network")
    assert waiting(store) == []
    assert store.balance().needs_fix == 1


def test_how_long_the_oldest_has_waited(store: Store) -> None:
    assert store.outbox.oldest_unsent_at() is None
    first, second = saved(store, 1), saved(store, 2)
    assert store.outbox.oldest_unsent_at() == first.recorded_at
    settle(store, Answer(first.id, 1, ACCEPTED))
    assert store.outbox.oldest_unsent_at() == second.recorded_at
    settle(store, Answer(second.id, 1, NEEDS_FIX, "malformed", None))
    assert store.outbox.oldest_unsent_at() is None
