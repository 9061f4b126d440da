"""What the light of a picture asks for, and when a hint is worth showing."""

from collections.abc import Sequence

import numpy as np
import pytest

from checkpoint_app.scanner.hints import AFTER_S, GAP_S, Hint, HintHold
from checkpoint_app.scanner.light import HOLD_FRAMES, Light, Look, judge, look_at
from tests.scenes.scene import gate

GATE = gate().astype(float)
GOOD = Look(20, 120, 220, 1)


def seen(gain: float, noise: float = 4.0, lift: float = 0.0, seed: int = 3) -> Look:
    """The gate as a sensor gives it in other light."""
    shaken = GATE * gain + lift + np.random.default_rng(seed).normal(0, noise, GATE.shape)
    return look_at(np.clip(shaken, 0, 255).astype(np.uint8))


@pytest.mark.parametrize(
    ("gain", "lift", "hint"),
    [
        (1.0, 0, None),
        (0.5, 0, None),
        (0.25, 0, None),  # codes are read as well as in full light
        (0.08, 0, Hint.DARK),
        (0.01, 0, Hint.COVERED),
        (1.0, 30, None),
        (3.0, 200, Hint.BRIGHT),
    ],
)
def test_the_light_of_a_gate(gain: float, lift: float, hint: Hint | None) -> None:
    assert judge(seen(gain, lift=lift)) is hint


@pytest.mark.parametrize("shape", [(720, 1280, 3), (720, 1280), (4, 4, 3), (1, 1)])
def test_a_black_picture_of_any_shape_is_a_covered_lens(shape: tuple[int, ...]) -> None:
    assert judge(look_at(np.zeros(shape, np.uint8))) is Hint.COVERED


def test_a_hand_before_the_lens_is_a_covered_lens_too() -> None:
    skin = np.full((720, 1280, 3), (20, 28, 52), np.uint8)
    assert judge(look_at(skin)) is Hint.COVERED


def test_a_blank_wall_is_no_covered_lens() -> None:
    assert judge(look_at(np.full((720, 1280, 3), 170, np.uint8))) is None


def test_the_noise_of_a_sensor_tells_every_frame_from_the_next() -> None:
    marks = {seen(1.0, noise=0.5, seed=seed).mark for seed in range(20)}
    assert len(marks) == 20
    assert seen(1.0, seed=1) == seen(1.0, seed=1)


def test_light_at_the_edge_does_not_flicker() -> None:
    light = Light()
    dark, edge = Look(0, 20, 60, 1), Look(0, 26, 80, 2)
    said = [light.see(dark) for _ in range(HOLD_FRAMES)]
    assert said == [None] * (HOLD_FRAMES - 1) + [Hint.DARK]
    # A little better is not good yet; a little worse than good is not dark yet.
    assert {light.see(edge) for _ in range(50)} == {Hint.DARK}
    assert [light.see(GOOD) for _ in range(HOLD_FRAMES)][-1] is None
    assert {light.see(edge) for _ in range(50)} == {None}
    # A lamp that flickers from frame to frame changes nothing.
    assert {light.see(dark if turn % 2 else GOOD) for turn in range(50)} == {None}


def shown(
    hold: HintHold, hints: Sequence[Hint | None], start: float = 0.0, step: float = 0.1
) -> list[Hint | None]:
    return [hold.see(hint, False, start + place * step) for place, hint in enumerate(hints)]


def test_a_hint_is_shown_once_it_has_lasted() -> None:
    said = shown(HintHold(), [Hint.BLURRED] * 12)
    assert said.index(Hint.BLURRED) == round(AFTER_S / 0.1)
    assert set(said[round(AFTER_S / 0.1) :]) == {Hint.BLURRED}


def test_a_card_on_its_way_gets_no_advice() -> None:
    assert set(shown(HintHold(), [Hint.BLURRED] * 6 + [None] * 20)) == {None}


def test_a_hint_that_fails_for_a_frame_or_two_stays() -> None:
    hints = [Hint.TOO_FAR if turn % 3 else None for turn in range(40)]
    assert set(shown(HintHold(), hints)[12:]) == {Hint.TOO_FAR}


def test_two_hints_in_turn_do_not_take_turns_on_the_screen() -> None:
    hints = [(Hint.TOO_FAR, Hint.BLURRED)[turn % 2] for turn in range(40)]
    assert len(set(shown(HintHold(), hints)[12:])) == 1


def test_a_read_takes_the_hint_away_and_the_wait_begins_anew() -> None:
    hold = HintHold()
    assert shown(hold, [Hint.GLARE] * 12)[-1] is Hint.GLARE
    assert hold.see(None, True, 1.2) is None
    assert set(shown(hold, [Hint.GLARE] * 6, start=1.3)) == {None}


def test_a_hint_goes_when_nothing_asks_for_it_any_more() -> None:
    hold = HintHold()
    shown(hold, [Hint.DARK] * 12)
    assert hold.see(None, False, 1.1 + GAP_S / 2) is Hint.DARK
    assert hold.see(None, False, 1.1 + GAP_S * 2) is None
