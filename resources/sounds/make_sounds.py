"""Makes the five sounds of the gate: run it in this folder and commit what it writes.

Each is told from the others without listening closely: one rising pair (recorded), two equal beeps
(look), one soft tick (seen), a low question (unreadable), three falling buzzes (not recorded).
"""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
FADE_S = 0.008

# (frequency in hertz, seconds, loudness 0 to 1, share of the third harmonic); 0 hertz is silence
SOUNDS: dict[str, list[tuple[float, float, float, float]]] = {
    "recorded": [(880, 0.07, 0.5, 0.0), (1319, 0.12, 0.5, 0.0)],
    "look": [(740, 0.12, 0.55, 0.2), (0, 0.07, 0, 0), (740, 0.16, 0.55, 0.2)],
    "seen": [(520, 0.05, 0.22, 0.0)],
    "unreadable": [(392, 0.12, 0.5, 0.15), (494, 0.18, 0.5, 0.15)],
    "not_recorded": [
        (330, 0.16, 0.6, 0.5),
        (0, 0.05, 0, 0),
        (262, 0.16, 0.6, 0.5),
        (0, 0.05, 0, 0),
        (196, 0.3, 0.6, 0.5),
    ],
}


def samples(notes: list[tuple[float, float, float, float]]) -> list[int]:
    """The notes one after the other as 16-bit samples, each faded in and out."""
    made: list[int] = []
    for pitch, seconds, loud, edge in notes:
        count = round(seconds * RATE)
        for index in range(count):
            at = index / RATE
            fade = min(1.0, at / FADE_S, (count - index) / RATE / FADE_S)
            wave_ = math.sin(math.tau * pitch * at) + edge * math.sin(math.tau * 3 * pitch * at)
            made.append(round(32_000 * loud * fade * wave_ / (1 + edge)))
    return made


def write(folder: Path) -> None:
    """Write every sound into a folder."""
    for name, notes in SOUNDS.items():
        held = samples(notes)
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(held)}h", *held))


if __name__ == "__main__":
    write(Path(__file__).resolve().parent)
