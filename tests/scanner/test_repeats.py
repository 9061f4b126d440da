"""A card held in view counts once."""

from checkpoint_app.scanner.repeats import RepeatGuard


class HandClock:
    def __init__(self) -> None:
        self.at = 100.0

    def now_ms(self) -> int:
        return int(self.at * 1000)

    def monotonic(self) -> float:
        return self.at


def test_a_card_held_in_view_counts_once_however_long() -> None:
    clock = HandClock()
    guard = RepeatGuard(5.0, clock)
    assert not guard.is_repeat(b"card")
    for _ in range(10):
        clock.at += 4.0
        assert guard.is_repeat(b"card")
    clock.at += 5.1
    assert not guard.is_repeat(b"card")


def test_two_cards_in_view_do_not_hide_each_other() -> None:
    clock = HandClock()
    guard = RepeatGuard(5.0, clock)
    seen = []
    for _ in range(4):
        seen += [guard.is_repeat(b"one"), guard.is_repeat(b"two")]
        clock.at += 3.0
    assert seen == [False, False, True, True, True, True, True, True]


def test_a_card_that_could_not_be_recorded_counts_again_at_once() -> None:
    guard = RepeatGuard(5.0, HandClock())
    guard.is_repeat(b"card")
    guard.forget(b"card")
    assert not guard.is_repeat(b"card")
    guard.forget(b"never seen")


def test_memory_is_bounded_and_holds_no_payload() -> None:
    guard = RepeatGuard(5.0, HandClock())
    for number in range(10_000):
        guard.is_repeat(b"001099000001|%d" % number)
    kept = vars(guard)["_seen"]
    assert len(kept) <= 4096
    assert all(b"001099" not in digest and len(digest) == 16 for digest in kept)
    assert guard.is_repeat(b"001099000001|9999")
