"""Tells a scanner that types like a keyboard from people who type. Pure: no clock, no window.

What separates them is not speed alone. A scanner lets each key go before it presses the next and
needs at most `HOLD_MS` from one to the next. Whoever types that fast still holds the last key down
(keys overlap; a finger rests on a key for 50 ms and more). So a key that overlaps the one before it
is a person's, and a burst is `LEAST` keys in a row, quick and one at a time.

The first keys of a burst come before it is known for one. They are held back: one key for at most
`HOLD_MS`, which nobody sees, and longer only behind two keys that no hand types like that. If no
burst follows they are let go in their order; if one does, they are part of it and reach no field.
Should a starved computer tear the head off a burst, the head is in the field by then, and part of
the scan all the same.

Vietnamese input methods for Windows mend a word by typing Backspace and the new letters at machine
speed. Letters behind a Backspace are therefore never a burst, and a Backspace inside a burst says
that an input method is at work on the scan.
"""

from dataclasses import dataclass
from enum import Enum, auto

from checkpoint_app.scanner.payloads import LARGEST_PAYLOAD

HOLD_MS = 40
"""From one key of a scanner to the next at most; and how long a key alone is held back."""

STALL_MS = 120
"""A pause of the computer that a burst survives once it looks like one; what follows a terminator
this soon (a second one) still belongs to it."""

SILENCE_MS = 150
"""A burst without a terminator is over after so long without a key."""

PATIENCE_MS = 600
"""The same where the scanner ended its last burst with a terminator: it is due again, and a pause
of a busy computer must not cut a scan in two."""

SURE = 2
"""So many keys that followed the one before like a scanner's leave little doubt; one such key
leaves room for one pause."""

LEAST = 6
"""Keys. Fewer are typed into the field, whoever typed them: no code of ours is so short."""

LEAST_AT_PIN = 13
"""Keys, where a PIN is asked for: more than any PIN has, however it is entered."""

_MOST = LARGEST_PAYLOAD + 1


class Sort(Enum):
    """What a key is to the detector."""

    CHARACTER = auto()
    CODE_DIGIT = auto()  # a digit of the keypad under Alt: part of a character's number
    END = auto()  # Enter or Tab
    ERASE = auto()  # Backspace
    ALT = auto()
    MODIFIER = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key pressed or let go.

    Attributes:
        at: milliseconds on any clock, of the keyboard's driver rather than of the program.
        key: which key; the same when it is let go.
        text: what it types.
        repeat: the keyboard repeats it because it is held down.
    """

    at: int
    key: int
    down: bool
    sort: Sort
    text: str = ""
    repeat: bool = False


class Held(Enum):
    """What becomes of the strokes held back until now, before the new one is looked at."""

    KEEP = auto()
    RELEASE = auto()  # to the field, in their order
    DROP = auto()  # they were a scanner's


class Fate(Enum):
    """What becomes of a stroke."""

    PASS = auto()
    HOLD = auto()
    SWALLOW = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do.

    Attributes:
        scan: the text of a scan that is complete now.
        rewritten: an input method has changed that scan.
    """

    fate: Fate = Fate.PASS
    held: Held = Held.KEEP
    scan: str = ""
    rewritten: bool = False


class _Phase(Enum):
    IDLE = auto()
    HOLDING = auto()
    BURST = auto()


class BurstDetector:
    """Fed with every stroke in its order, and with the silences it asks for.

    Attributes:
        least: how many keys make a burst.
    """

    def __init__(self, least: int = LEAST) -> None:
        """At rest."""
        self.least = least
        self._phase = _Phase.IDLE
        self._last = 0
        self._terminates = False  # the last burst ended with Enter or Tab
        self._cool: int | None = None  # when an input method last typed
        self._pressed: set[int] = set()  # keys held back or swallowed whose letting go is due
        self._before: int | None = None  # the character key before, while it is down
        self._key = 0  # the key before
        self._keys: list[int] = []
        self._quick = 0  # how often one of them followed the other like a scanner's
        self._stalled = False
        self._text: list[str] = []
        self._head: list[str] = []  # let go, and yet typed as no hand types
        self._head_at = 0
        self._code = ""
        self._rewritten = False

    @property
    def in_burst(self) -> bool:
        """True while keys belong to a scanner."""
        return self._phase is _Phase.BURST

    @property
    def wait_ms(self) -> int | None:
        """After how long without a key `silence` is to be called; None for never."""
        if self._phase is _Phase.IDLE:
            return None
        if self._phase is _Phase.BURST:
            if not (self._text or self._code):
                return STALL_MS
            return PATIENCE_MS if self._terminates else SILENCE_MS
        sure = self._quick >= SURE or (self._quick > 0 and not self._stalled)
        return STALL_MS if sure else HOLD_MS

    def silence(self) -> Answer:
        """No key came for `wait_ms`."""
        if self._phase is _Phase.HOLDING:
            head, at = [*self._head, *self._text] if self._quick or self._head else [], self._last
            answer = self._release()
            self._head, self._head_at = head, at
            return answer
        rewritten, scan = self._rewritten, self._line()
        self._terminates = self._terminates and not scan
        self._rest()
        return Answer(scan=scan, rewritten=rewritten and bool(scan))

    def give_up(self) -> Answer:
        """Something else happens first (a click, an input method): let go what is held back."""
        return self._release() if self._phase is _Phase.HOLDING else Answer()

    def feed(self, stroke: Stroke) -> Answer:
        """The next stroke."""
        before = Answer()
        wait = self.wait_ms
        if wait is not None and not 0 <= stroke.at - self._last <= wait:
            before = self.silence()
        answer = self._press(stroke) if stroke.down else self._let_go(stroke)
        if before == Answer():
            return answer
        # After a silence the detector was at rest, so the stroke itself decided nothing but its
        # own fate.
        return Answer(answer.fate, before.held, before.scan, before.rewritten)

    # Keys let go

    def _let_go(self, stroke: Stroke) -> Answer:
        if stroke.key == self._before:
            self._before = None
        if stroke.sort is Sort.ALT:
            self._compose()
        if stroke.key not in self._pressed:  # it was pressed before, and the window knows of it
            return Answer()
        self._pressed.discard(stroke.key)
        return Answer(Fate.HOLD if self._phase is _Phase.HOLDING else Fate.SWALLOW)

    # Keys pressed

    def _press(self, stroke: Stroke) -> Answer:
        if self._phase is _Phase.BURST:
            return self._take(stroke)
        if self._phase is _Phase.HOLDING:
            return self._doubt(stroke)
        return self._begin(stroke)

    def _begin(self, stroke: Stroke) -> Answer:
        """A key while nothing is held back."""
        types = stroke.sort in (Sort.CHARACTER, Sort.CODE_DIGIT)
        cooling = self._cool is not None and 0 <= stroke.at - self._cool <= HOLD_MS
        if stroke.sort is Sort.ERASE or (types and cooling):
            self._cool = stroke.at
        elif types and not stroke.repeat:
            if stroke.at - self._head_at > PATIENCE_MS:
                self._head.clear()
            self._phase = _Phase.HOLDING
            self._add(stroke)
            return Answer(Fate.HOLD)
        self._head.clear()
        self._pressed.discard(stroke.key)
        return Answer()

    def _doubt(self, stroke: Stroke) -> Answer:
        """A key soon after one that is held back."""
        if stroke.sort in (Sort.MODIFIER, Sort.ALT):
            self._pressed.add(stroke.key)
            return Answer(Fate.HOLD)
        types = stroke.sort in (Sort.CHARACTER, Sort.CODE_DIGIT)
        if not types or self._before is not None or not self._counts(stroke):
            self._release()
            return Answer(self._begin(stroke).fate, Held.RELEASE)
        if stroke.at - self._last <= HOLD_MS:
            self._quick += 1
        else:
            self._stalled = True
        self._add(stroke)
        if len(self._keys) < self.least:
            return Answer(Fate.HOLD)
        if len(set(self._keys)) == 1:  # a key that rests under a book, on a keyboard that says so
            self._release()
            return Answer(Fate.PASS, Held.RELEASE)
        self._phase = _Phase.BURST
        self._text[:0] = self._head
        self._head.clear()
        return Answer(Fate.SWALLOW, Held.DROP)

    def _take(self, stroke: Stroke) -> Answer:
        """A key of a burst: none of them reaches the window."""
        self._pressed.add(stroke.key)
        if stroke.sort in (Sort.CHARACTER, Sort.CODE_DIGIT, Sort.OTHER):
            if self._counts(stroke):
                self._add(stroke)
        elif stroke.sort is Sort.ERASE:
            self._last = stroke.at
            self._compose()
            if self._text:
                self._text.pop()
            self._rewritten = True
        elif stroke.sort is Sort.END:
            self._last = stroke.at
            self._terminates = True
            rewritten, scan = self._rewritten, self._line()
            return Answer(Fate.SWALLOW, scan=scan, rewritten=rewritten and bool(scan))
        return Answer(Fate.SWALLOW)

    def _counts(self, stroke: Stroke) -> bool:
        """Whether a key soon after another types something, even if it is said to repeat itself.

        Window systems take a character typed twice within a millisecond for a key held down. A key
        held down repeats itself later than anything is waited for here.
        """
        return not stroke.repeat or stroke.key == self._key

    # What was typed

    def _add(self, stroke: Stroke) -> None:
        self._last = stroke.at
        self._before = self._key = stroke.key
        self._pressed.add(stroke.key)
        if self._phase is _Phase.HOLDING:
            self._keys.append(stroke.key)
        if stroke.sort is Sort.CODE_DIGIT:
            self._code = (self._code + stroke.text)[-8:]
            return
        self._compose()
        if len(self._text) < _MOST:
            self._text.append(stroke.text or "\ufffd")  # a letter this keyboard does not have

    def _compose(self) -> None:
        """The digits typed under Alt are a character's number."""
        if self._code and len(self._text) < _MOST:
            self._text.append(character(self._code))
        self._code = ""

    def _line(self) -> str:
        self._compose()
        text = "".join(self._text)
        self._text.clear()
        self._rewritten = False
        return text

    def _release(self) -> Answer:
        self._head = []
        self._pressed.clear()
        self._rest()
        return Answer(held=Held.RELEASE)

    def _rest(self) -> None:
        self._phase = _Phase.IDLE
        self._before = self._cool = None
        self._keys.clear()
        self._text.clear()
        self._code = ""
        self._quick = 0
        self._stalled = self._rewritten = False


def character(digits: str) -> str:
    """The character of a number typed on the keypad under Alt, as Windows understands it.

    Above 255 it is Unicode. Below, it is code page 1252, whose accented letters have the numbers
    of Unicode; a scanner that sends UTF-8 byte by byte is mended where every such text is mended.
    """
    number = int(digits)
    if number <= 0xFF:
        return bytes([number]).decode("cp1252", "ignore") or chr(number)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return chr(number)


FAST_COMMITS = 16


class CommitWatch:
    """Tells when text comes through an input method faster than anyone types: a scanner does it.

    Such text is in the field by then and is left there; the guard is told to switch the input
    method off.
    """

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._last: int | None = None
        self._count = 0

    def feed(self, at: int) -> bool:
        """An input method changed its text, at a time in milliseconds; True once for each scan."""
        quick = self._last is not None and 0 <= at - self._last <= HOLD_MS
        self._count = self._count + 1 if quick else 1
        self._last = at
        return self._count == FAST_COMMITS
