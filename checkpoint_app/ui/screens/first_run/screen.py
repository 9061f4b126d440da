"""The five steps: which one is in front, and what they amount to."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.domain.errors import InvalidEntry, WeakPin
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import window_icon
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.first_run.camera import CameraStep
from checkpoint_app.ui.screens.first_run.hub import HubStep
from checkpoint_app.ui.screens.first_run.setup import SetUp
from checkpoint_app.ui.screens.first_run.step import Step
from checkpoint_app.ui.screens.first_run.steps import LanguageStep, PlaceStep
from checkpoint_app.ui.screens.first_run.supervisor import SupervisorStep
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel


class FirstRunScreen(QWidget):
    """Asks what a station needs to begin. Nothing is made before the last step is done.

    Signals:
        finished: carries a `SetUp`; answer a failure with `refused`.
        stepped: another `Step` is in front.

    Attributes:
        language_step, place, secret, camera, hub: the steps, in their order.
    """

    finished = Signal(object)
    stepped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.language_step, self.place = LanguageStep(), PlaceStep()
        self.secret, self.camera, self.hub = SupervisorStep(), CameraStep(), HubStep()
        self.steps: tuple[Step, ...] = (
            self.language_step,
            self.place,
            self.secret,
            self.camera,
            self.hub,
        )
        self._title, self._where = PlainLabel(role="title"), PlainLabel(role="soft")
        self._place = 0
        # Not a stack, which is as high as the highest of them.
        self._held = QWidget()
        self._held.setProperty("role", "scrolled")
        held = QVBoxLayout(self._held)
        held.setContentsMargins(0, 0, theme.SPACE_S, 0)
        for step in self.steps:
            step.hide()
            held.addWidget(step)
            step.done.connect(self.on_next)
        self._answer = WrapLabel(role="hint")
        self.back, self.next = QPushButton(), QPushButton()
        self.next.setProperty("role", "primary")
        theme.hold(self.next, least_width=220)
        self.back.clicked.connect(self.on_back)
        self.next.clicked.connect(self.on_next)
        self._lay_out()
        self._show(0)

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        theme.hold(card, most_width=860, most_height=660)
        sign = QLabel()
        sign.setPixmap(window_icon().pixmap(48, 48))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._where)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self._answer, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._held)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        inner.setSpacing(theme.SPACE_M)
        inner.addLayout(head)
        inner.addWidget(self._area, 1)
        inner.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        row.addStretch(1)
        row.addWidget(card, 20)
        row.addStretch(1)

    # Which step

    @property
    def step(self) -> Step:
        """Which one is in front."""
        return self.steps[self._place]

    def _show(self, place: int) -> None:
        if self.step is not self.steps[place]:
            self.step.left()
            self.step.hide()
        self._place = place
        self.step.show()
        self._area.verticalScrollBar().setValue(0)
        self._say("")
        self._retranslate()
        self.step.opened()
        self.stepped.emit(self.step)

    def on_next(self) -> None:
        """To the next step, where this one is whole; after the last, set the station up."""
        wrong = self.step.wrong()
        if wrong is not None:
            wrong.setFocus()
            self._area.ensureWidgetVisible(wrong)
            return
        place = self._place
        if place + 1 < len(self.steps):
            self._show(place + 1)
        else:
            self._finish()

    def on_back(self) -> None:
        """Esc: to the step before; what was typed stays."""
        place = self._place
        if place and self.next.isEnabled():
            self._show(place - 1)

    def go_to(self, step: Step) -> None:
        """Bring a step to the front."""
        self._show(self.steps.index(step))

    def _finish(self) -> None:
        for step in self.steps:
            wrong = step.wrong()
            if wrong is not None:
                self.go_to(step)
                wrong.setFocus()
                return
        if not self.next.isEnabled():
            return
        self.next.setEnabled(False)
        self._say(self.tr("Setting the station up…"))
        self.finished.emit(
            SetUp(
                self.place.site.text().strip(),
                self.place.gate.text().strip(),
                SiteKind(self.place.kind.currentData()),
                self.place.limit(),
                self.secret.supervisor.text().strip(),
                self.secret.pin.text(),
                self.secret.recovery,
                self.hub.url.text().strip(),
                self.hub.code.text().strip(),
            )
        )

    def refused(self, error: Exception) -> None:
        """The station could not be set up; say why beside the field it is about."""
        self.next.setEnabled(True)
        self._say("")
        if isinstance(error, WeakPin):
            self.go_to(self.secret)
            self.secret.refuse(error)
            return
        for step in self.steps:
            if isinstance(error, InvalidEntry) and error.field in step.fields:
                self.go_to(step)
                step.fields[error.field].warn(explain(error), "danger")
                step.fields[error.field].editor.setFocus()
                return
        self._say(explain(error), "danger")

    def show_invitation(self, invitation: EnrolCode) -> None:
        """A hub's code was shown: take it, whatever step is in front."""
        self.hub.show_invitation(invitation)

    def note(self, name: str) -> str:
        """What stands below a field."""
        return next(step.fields[name].note for step in self.steps if name in step.fields)

    @property
    def answer(self) -> str:
        """What was said at the foot."""
        return self._answer.text()

    def say_printed(self, _nothing: None = None) -> None:
        """The printer has taken it."""
        self._say(self.tr("Printed."), "ok")

    def say(self, error: Exception) -> None:
        """Something beside the steps did not go."""
        self._say(explain(error), "danger")

    def _say(self, text: str, tone: str = "") -> None:
        self._answer.setText(text)
        theme.set_role(self._answer, tone=tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc goes back, Ctrl+Enter on, Enter presses the button it stands on."""
        if event.key() == Qt.Key.Key_Escape:
            self.on_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            sure = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if isinstance(focused, QPushButton) and not sure:
                focused.click()
            else:
                self.on_next()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("First start"))
        self._title.setText(self.tr("A new checkpoint"))
        place = self._place
        where = self.tr("Step {place} of {count} · {title}")
        self._where.setText(
            where.format(place=place + 1, count=len(self.steps), title=self.step.title())
        )
        last = place + 1 == len(self.steps)
        self.next.setText(
            self.tr("Open the gate") if last else self.tr("Go on  {key}").format(key="Enter")
        )
        self.next.setAccessibleName(self.next.text())
        self.back.setText(self.tr("Back  {key}").format(key="Esc"))
        self.back.setAccessibleName(self.back.text())
        self.back.setVisible(place > 0)
