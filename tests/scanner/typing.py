"""Strokes as scanners and as people make them, and a window that obeys the detector."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from checkpoint_app.scanner.wedge import Answer, BurstDetector, Fate, Held, Sort, Stroke

SHIFT, ALT, ENTER, ERASE = 1, 2, 3, 4


def key_of(char: str) -> int:
    """The key that types a character."""
    return ord(char.lower()[0])


def sort_of(char: str) -> Sort:
    """What the character's key is."""
    return {"\r": Sort.END, "\n": Sort.END, "\t": Sort.END, "\b": Sort.ERASE}.get(
        char, Sort.CHARACTER
    )


def press(at: int, char: str) -> Stroke:
    """A key goes down."""
    return Stroke(at, key_of(char), True, sort_of(char), char)


def let_go(at: int, char: str) -> Stroke:
    """A key comes up."""
    return Stroke(at, key_of(char), False, sort_of(char), char)


def scanned(
    text: str,
    *,
    at: int = 0,
    spacing: float = 5.0,
    jitter: float = 0.0,
    stalls: dict[int, int] | None = None,
    seed: int = 0,
) -> list[Stroke]:
    """A scanner's strokes: one key after the other, with Shift for capitals.

    Args:
        spacing, jitter: milliseconds from key to key, and how much they vary either way.
        stalls: pauses of the computer in milliseconds, before the character at a place.

    Where the same character comes twice within a millisecond, the second passes for a repetition of
    a key held down, as X11 has it.
    """
    chance, now, made = random.Random(seed), float(at), list[Stroke]()
    for place, char in enumerate(text):
        now += (stalls or {}).get(place, 0)
        step = max(1.0, spacing + chance.uniform(-jitter, jitter))
        if char.isupper():
            made.append(Stroke(round(now), SHIFT, True, Sort.MODIFIER))
        if step < 2 and text[place - 1 : place] == char and made[-1].key == key_of(char):
            made[-1] = replace(made[-1], at=round(now), repeat=True)
            made.append(replace(press(round(now), char), repeat=True))
        else:
            made.append(press(round(now), char))
        made.append(let_go(round(now + step / 2), char))
        if char.isupper():
            made.append(Stroke(round(now + step / 2), SHIFT, False, Sort.MODIFIER))
        now += step
    return made


def alt_typed(numbers: Iterable[int | str], *, at: int = 0, spacing: int = 3) -> list[Stroke]:
    """A scanner's strokes for characters given by number on the keypad, and by key otherwise."""
    now, made = at, list[Stroke]()
    for number in numbers:
        if isinstance(number, str):
            made += [press(now, number), let_go(now + 1, number)]
            now += spacing
            continue
        made.append(Stroke(now, ALT, True, Sort.ALT))
        for digit in f"{number:04}":
            now += spacing
            made.append(Stroke(now, 100 + int(digit), True, Sort.CODE_DIGIT, digit))
            made.append(Stroke(now + 1, 100 + int(digit), False, Sort.CODE_DIGIT, digit))
        now += spacing
        made.append(Stroke(now, ALT, False, Sort.ALT))
        now += spacing
    return made


def typed(text: str, gaps: list[int], dwells: list[int], *, at: int = 0) -> list[Stroke]:
    """A person's strokes: each key rests down for a while, so quick ones overlap."""
    now, made, up_at = at, list[tuple[int, int, Stroke]](), dict[str, int]()
    for place, char in enumerate(text):
        if place:
            now += gaps[place % len(gaps)]
        now = max(now, up_at.get(char, 0) + 1)  # a key must come up before it goes down again
        up = now + dwells[place % len(dwells)]
        up_at[char] = up
        made.append((now, 2 * place, press(now, char)))
        made.append((up, 2 * place + 1, let_go(up, char)))
    return [stroke for *_, stroke in sorted(made, key=lambda item: item[:2])]


@dataclass
class Window:
    """Feeds a detector and obeys it, with a timer that rings in time.

    Attributes:
        landed: what reached the field, with the time it did.
        scans: what the scanner said.
    """

    detector: BurstDetector = field(default_factory=BurstDetector)
    landed: list[tuple[int, Stroke]] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)
    rewritten: int = 0
    _held: list[Stroke] = field(default_factory=list)
    _due: int | None = None

    def see(self, strokes: Iterable[Stroke]) -> "Window":
        """All strokes, then silence for as long as it is asked for."""
        for stroke in strokes:
            self._ring(stroke.at)
            answer = self.detector.feed(stroke)
            self._obey(answer, stroke.at)
            if answer.fate is Fate.PASS:
                self.landed.append((stroke.at, stroke))
            elif answer.fate is Fate.HOLD:
                self._held.append(stroke)
            wait = self.detector.wait_ms
            if wait is None:
                self._due = None
            elif stroke.down and stroke.sort not in (Sort.MODIFIER, Sort.ALT):
                self._due = stroke.at + wait
        self._ring(1 << 60)
        assert self.detector.wait_ms is None
        assert self._held == []
        return self

    def _ring(self, now: int) -> None:
        if self._due is not None and now > self._due:
            at, self._due = self._due, None
            self._obey(self.detector.silence(), at)

    def _obey(self, answer: Answer, at: int) -> None:
        if answer.held is Held.RELEASE:
            self.landed += [(at, stroke) for stroke in self._held]
        if answer.held is not Held.KEEP:
            self._held.clear()
        if answer.scan:
            self.scans.append(answer.scan)
            self.rewritten += answer.rewritten

    @property
    def text(self) -> str:
        """What the keys that reached the field type, Backspace included."""
        chars: list[str] = []
        for _, stroke in self.landed:
            if stroke.down and stroke.sort is Sort.ERASE:
                del chars[-1:]
            elif stroke.down:
                chars.append(stroke.text)
        return "".join(chars)

    @property
    def lag(self) -> int:
        """The longest that a key which types was held back, in milliseconds."""
        return max((at - stroke.at for at, stroke in self.landed if stroke.down), default=0)
