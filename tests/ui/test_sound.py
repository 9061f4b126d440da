"""Sounds are loaded and played on a thread of their own: nobody waits for a sound server."""

import threading

from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.ui.sound import Effects, Sounds

WAIT_S = 10.0


class Noted:
    """Notes what is done with it, and on which thread."""

    def __init__(self) -> None:
        self.played: list[str] = []
        self.volumes: list[float] = []

    def play(self) -> None:
        self.played.append(threading.current_thread().name)

    def setVolume(self, volume: float, /) -> None:  # noqa: N802 - Qt's name
        self.volumes.append(volume)


def test_a_sound_is_played_on_their_own_thread_as_loud_as_chosen(qtbot: QtBot) -> None:
    effects = {verdict: Noted() for verdict in Verdict}
    sounds = Sounds(volume=40, load=lambda: effects)
    sounds.prepare()
    sounds.prepare()  # once is enough
    recorded = effects[Verdict.RECORDED]
    qtbot.waitUntil(lambda: recorded.volumes == [0.4])

    def heard() -> bool:
        sounds.play(Verdict.RECORDED)  # too early, it is not
        return bool(recorded.played)

    qtbot.waitUntil(heard)
    assert set(recorded.played) == {"sound"}
    sounds.set_volume(60)
    qtbot.waitUntil(lambda: recorded.volumes[-1] == 0.6)
    sounds.on = False
    sounds.play(Verdict.LOOK)
    assert sounds.stop()
    assert effects[Verdict.LOOK].played == []
    assert sounds.stop()


def test_a_server_that_never_answers_holds_up_neither_the_gate_nor_the_end() -> None:
    answers = threading.Event()

    def load() -> Effects:
        answers.wait(WAIT_S)
        return {}

    sounds = Sounds(load=load)
    sounds.prepare()
    for verdict in Verdict:
        sounds.play(verdict)
    assert not sounds.stop()  # the thread is left to itself; it does not keep the program
    answers.set()
    assert sounds.stop()


def test_without_an_output_there_is_silence() -> None:
    sounds = Sounds(load=dict)
    sounds.prepare()
    sounds.play(Verdict.RECORDED)
    assert sounds.stop()
