"""The rehearsal: the five verdicts, seen, heard and explained, with codes of nobody."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.security.roles import Permission, may
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.papers import Place
from checkpoint_app.station.rehearsal import SAMPLES, Rehearsal, Sample
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, pixmap
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.printing import document_of_samples
from checkpoint_app.ui.printing.output import print_paper
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.cards import card
from checkpoint_app.ui.widgets.code_picture import CodePicture
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.widgets.verdict_banner import SHAPES, VerdictBanner
from checkpoint_app.ui.words import word


class _VerdictCard(QPushButton):
    """One verdict: its colour and shape, what it means, and whether it was tried."""

    def __init__(self, sample: Sample, digit: int) -> None:
        super().__init__()
        self.setProperty("role", "job")
        self.sample, self._digit = sample, digit
        self.tried = False
        self._sign, self._tick = QLabel(), QLabel()
        self._name, self._says = WrapLabel(role="strong"), WrapLabel(role="soft")
        key = PlainLabel(str(digit), "key")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._says)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        line.setSpacing(theme.SPACE_M)
        line.addWidget(key)
        line.addWidget(self._sign)
        line.addLayout(words, 1)
        line.addWidget(self._tick)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, says: str) -> None:
        """Name it in the language that is on."""
        self._name.setText(word(self.sample.verdict))
        self._says.setText(says)
        self.setAccessibleName(f"{self._digit}, {self._name.text()}")
        self.setAccessibleDescription(says)

    def show_tried(self, tried: bool) -> None:
        """Whether it was seen and heard."""
        self.tried = tried
        self.tint()

    def tint(self) -> None:
        """Tint the signs anew."""
        ratio, verdict = self.devicePixelRatioF(), self.sample.verdict
        back = theme.VERDICTS[verdict].back
        if theme.contrast(back, theme.current().surface) < 3:  # dark colours by night, amber by day
            back = theme.current().ink
        self._sign.setPixmap(pixmap(SHAPES[verdict], back, 28, ratio))
        ink = theme.current().ok_ink if self.tried else theme.current().line
        self._tick.setPixmap(pixmap(Icon.CHECK, ink, 22, ratio))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """What its text takes."""
        inner = self.layout()
        return inner.totalHeightForWidth(width) if inner else super().heightForWidth(width)


class RehearsalScreen(Screen):
    """Nothing here is recorded. By keys for everybody; a supervisor's camera joins in.

    Signals:
        looking_asked: whether codes are looked at from now on, and not recorded.
    """

    KEY = Key.REHEARSE
    RAIL = Key.MANAGE

    looking_asked = Signal(bool)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.rehearsal = Rehearsal(desk.clock)
        self._after_setup = False
        self._looking = False
        self._title, self._about = PlainLabel(role="title"), WrapLabel(role="soft")
        self._how = WrapLabel(role="strong")
        self.notice, self.banner = Notice(), VerdictBanner()
        self.cards = [_VerdictCard(one, digit) for digit, one in enumerate(SAMPLES, 1)]
        self.code, self._below = CodePicture(), WrapLabel(role="caption")
        self.done, self.print = QPushButton(), QPushButton()
        self.done.setProperty("role", "primary")
        self._lay_out()
        for one in self.cards:
            one.clicked.connect(self.on_card)
        self.print.clicked.connect(self.on_print)
        self.done.clicked.connect(self.on_done)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._mark(0)
        self.on_theme_changed()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.print)
        head.addWidget(self.done)
        left = QVBoxLayout()
        left.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addWidget(self._below)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_S)
        for one in self.cards:
            right.addWidget(one)
        right.addStretch(1)
        body = QWidget()
        body.setProperty("role", "scrolled")
        both = QHBoxLayout()
        both.setSpacing(theme.SPACE_L)
        both.addWidget(card(left))
        both.addLayout(right, 1)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, theme.SPACE_M)
        inner.addWidget(self._about)
        inner.addWidget(self._how)
        inner.addLayout(both)
        inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, 0)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.banner)
        column.addWidget(self._area, 1)

    # Coming and going

    def after_setup(self) -> None:
        """The station was set up a moment ago: from here it goes to the gate."""
        self._after_setup = True
        self.retranslate()

    def opened(self) -> None:
        """Begin anew; a supervisor's camera is looked at, and records nothing meanwhile."""
        for one in self.cards:
            one.show_tried(False)
        self.banner.clear()
        self._mark(0)
        staff = self._desk.staff
        if staff is not None and may(staff.role, Permission.SETTINGS):
            self._desk.lane.rehearsal = self.rehearsal
            self.looking_asked.emit(True)
        self.retranslate()
        self.setFocus()

    def left(self) -> None:
        """Codes count again."""
        self._after_setup = False
        self.notice.hide()
        if self._desk.lane.rehearsal is not None:
            self._desk.lane.rehearsal = None
            self.looking_asked.emit(False)

    def show_looking(self, looking: bool) -> None:
        """Codes are looked at, or recorded again because it has lasted long enough."""
        self._looking = looking
        if not looking:
            self._desk.lane.rehearsal = None
        self.retranslate()

    # Trying

    @property
    def tried(self) -> list[Verdict]:
        """What was seen and heard."""
        return [one.sample.verdict for one in self.cards if one.tried]

    def on_card(self) -> None:
        """The mouse, a finger, or Enter on a card."""
        pressed = self.sender()
        if isinstance(pressed, _VerdictCard):
            self.try_out(self.cards.index(pressed))

    def try_out(self, place: int) -> None:
        """Bring a verdict about by hand: the banner and the sound are the gate's own."""
        self._mark(place)
        self.outcome_taken.emit(self.rehearsal.by_hand(SAMPLES[place]))

    def show_outcome(self, outcome: Outcome) -> None:
        """By hand, or held up to the camera: say it, and tick it off."""
        self.banner.show_outcome(outcome)
        if not outcome.rehearsal:
            return
        for place, one in enumerate(self.cards):
            if one.sample.verdict is outcome.verdict:
                one.show_tried(True)
                self._mark(min(place + 1, len(self.cards) - 1))
        if len(self.tried) == len(self.cards):
            self.notice.say(self.tr("All five were seen and heard."), Tone.OK.value)

    def _mark(self, place: int) -> None:
        """Show the code of a sample, for the camera."""
        payload = SAMPLES[place].payload
        if payload is not None:
            self.code.show_payload(payload)

    def on_print(self) -> None:
        """The codes on paper, to be held up to the camera."""
        info = self._desk.info
        notice = self.tr("Invented people. Recorded by nobody while the rehearsal is open.")
        shown = [(one, word(one.verdict)) for one in SAMPLES if one.verdict is not Verdict.SEEN]
        paper = document_of_samples(shown, Place(info.site, info.gate), notice, language())

        def done(_nothing: None) -> None:
            self.notice.say(self.tr("Printed."), Tone.OK.value)

        def failed(error: Exception) -> None:
            self.notice.say(explain(error), Tone.WARN.value)

        self._tasks.picture(self, lambda: print_paper(paper, None), done, failed)

    def on_done(self) -> None:
        """Esc: to the gate, where people wait."""
        self.screen_asked.emit(Key.GATE if self._after_setup else Key.MANAGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A digit tries a verdict out; Enter goes on once all were; Esc ends it."""
        place = event.key() - Qt.Key.Key_1
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.key() == Qt.Key.Key_Escape:
            self.on_done()
        elif 0 <= place < len(self.cards) and not held:
            self.try_out(place)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """The next that was not tried, or the end."""
        for place, one in enumerate(self.cards):
            if not one.tried:
                self.try_out(place)
                return
        self.on_done()

    # Looks

    def on_theme_changed(self) -> None:
        """Tint the signs anew."""
        for one in self.cards:
            one.tint()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.notice.hide()
        self.setAccessibleName(self.tr("Rehearsal"))
        self._title.setText(self.tr("Rehearsal: nothing is recorded"))
        self._about.setText(
            self.tr(
                "Every code brings one of five verdicts, each with its own colour, shape and "
                "sound. Try them: press 1 to 5, or Enter for one after the other."
            )
        )
        how = self.tr(
            "Or hold the code up to the camera, from a phone's photo or printed. While this page "
            "is open, no code is recorded."
        )
        if not self._looking:
            how = self.tr("Camera and scanners go on recording; only the keys rehearse.")
        self._how.setText(how)
        self._below.setText(self.tr("Photograph it with a phone, or print it"))
        advice = {
            Verdict.RECORDED: self.tr("Recorded. Let the person pass."),
            Verdict.LOOK: self.tr("Recorded too. Read the second line, then decide yourself."),
            Verdict.SEEN: self.tr("The same code within five seconds. It counts once."),
            Verdict.UNREADABLE: self.tr("No person in the code. Type the form in: {key}."),
            Verdict.NOT_RECORDED: self.tr(
                "Nothing was recorded. Do what the banner says, write on paper until then."
            ),
        }
        for one in self.cards:
            one.say(advice[one.sample.verdict].format(key=Key.FORM.shown))
        said = self.tr("To the gate  {key}") if self._after_setup else self.tr("Manage  {key}")
        self.done.setText(said.format(key="Esc"))
        self.done.setAccessibleName(self.tr("End the rehearsal"))
        self.print.setText(self.tr("Print the codes"))
        self.print.setAccessibleName(self.print.text())
