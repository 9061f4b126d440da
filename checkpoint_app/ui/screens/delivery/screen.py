"""The delivery desk: the plate first, a returning driver with three keys, exits at the right."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.fields import phone, plate, show_plate
from checkpoint_app.domain.passage import Direction, Kind, Person, Verdict
from checkpoint_app.records.deliveries import Told
from checkpoint_app.station import deliveries
from checkpoint_app.station.deliveries import Returning, Visit, Words
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.leaving import leave
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.delivery.layout import lay_out
from checkpoint_app.ui.screens.delivery.under_way import VisitList
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.enter_next import EnterNext
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.lookup import Lookup
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.suggestions import SuggestionList
from checkpoint_app.ui.widgets.text import PlainLabel
from checkpoint_app.ui.words import clock_time, masked_number, who, word

WHO = ("plate", "phone", "name")
WHAT = ("platform", "destination", "goods")
REPEATS = (Key.FIRST, Key.SECOND, Key.THIRD)


class DeliveryScreen(Screen):
    """One entry at the left, what is under way at the right."""

    KEY = Key.DELIVERY

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._told = Told()
        self._known: Person | None = None
        self._draft: Words | None = None
        self._busy = False
        self.title = PlainLabel(role="title")
        self.hint = PlainLabel(role="soft")
        self.notice = Notice(closable=False)
        self.texts: dict[str, QLineEdit] = {
            "plate": line_edit(longest=20),
            "phone": line_edit(digits=True, longest=20),
            "name": line_edit(longest=200),
            "platform": line_edit(longest=100),
            "destination": line_edit(longest=200),
            "goods": line_edit(longest=200),
        }
        self.kind = Choices([Kind.DELIVERY, Kind.GOODS], _kind_name)
        self.direction = Choices(list(Direction), _direction_name)
        editors: dict[str, QWidget] = {**self.texts, "kind": self.kind, "direction": self.direction}
        self.fields = {name: Field(editor) for name, editor in editors.items()}
        self.save = QPushButton()
        self.save.setProperty("role", "primary")
        self.save.clicked.connect(self.on_save)
        self.clear = QPushButton()
        self.clear.clicked.connect(self.on_escape)
        self.open_title = PlainLabel(role="section")
        self.visits = VisitList()
        self.visits.taken.connect(self.on_leaving)
        self.out = QPushButton()
        self.out.clicked.connect(self.visits.on_take)
        lay_out(self, self)
        self.people, self.words = SuggestionList(self), SuggestionList(self)
        self.people.picked.connect(self.on_driver)
        self.words.picked.connect(self.on_word)
        for editor in editors.values():
            editor.installEventFilter(self)
        self._enter = EnterNext(list(editors.values()), self, self._pick)
        self._enter.finished.connect(self.on_save)
        self._drivers = Lookup([self.texts[name] for name in WHO], self.people)
        self._drivers.asked.connect(self.on_who_asked)
        self._words = Lookup([self.texts[name] for name in WHAT], self.words, least=0)
        self._words.asked.connect(self.on_words_asked)
        for place, key in enumerate(REPEATS):
            bind(key, self, partial(self.on_repeat, place))
        for name in ("plate", "phone"):
            self.texts[name].editingFinished.connect(self.check)
        QWidget.setTabOrder(self.direction, self.save)
        QWidget.setTabOrder(self.save, self.clear)
        QWidget.setTabOrder(self.clear, self.visits)
        QWidget.setTabOrder(self.visits, self.out)
        self.retranslate()

    # Coming and going

    def opened(self) -> None:
        """Begin with the plate; ask who is under way and what was told before."""
        self.texts["plate"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.read_open()
        self._tasks.picture(self, partial(deliveries.told, self._desk), self.on_told)

    def left(self) -> None:
        """Close the lists; what is typed stays."""
        self._drivers.stop()
        self._words.stop()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Somebody came or went: the list follows."""
        if self.isVisible():
            self.read_open()

    def read_open(self) -> None:
        """Ask who is under way."""
        self._tasks.store(self, partial(deliveries.under_way, self._desk), self.show_open)

    def show_open(self, visits: list[Visit]) -> None:
        """Show who is under way."""
        self.visits.show_visits(visits, self._desk.clock.now_ms())
        self._count()

    def on_told(self, told: Told) -> None:
        """What earlier deliveries said is here."""
        self._told = told

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Esc keeps a draft; an arrow down from an empty plate goes to what is under way."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.on_escape()
            return True
        plate_field = self.texts["plate"]
        down = event.key() == Qt.Key.Key_Down and watched is plate_field
        if down and not plate_field.text() and self.visits.rows:
            self.visits.setFocus(Qt.FocusReason.TabFocusReason)
            if self.visits.marked() is None:
                self.visits.mark(0)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc from the list goes back to the plate; Ctrl+Enter saves from anywhere."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.texts["plate"].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.on_save()
        else:
            super().keyPressEvent(event)

    # Who was here before

    def on_who_asked(self, field: QLineEdit, text: str) -> None:
        """Look for drivers and vehicles."""

        def found(those: list[Returning]) -> None:
            rows = [(self.line(place, one), one) for place, one in enumerate(those)]
            self._drivers.show(field, text, rows)

        self._tasks.store(self, partial(deliveries.returning, self._desk, text), found)

    def line(self, place: int, one: Returning) -> str:
        """One of those offered, in words."""
        delivery = one.delivery
        parts = [show_plate(one.plate) if one.plate else "", one.person.name or ""]
        parts += [masked_number(one.person)]
        parts += [delivery.destination or "" if delivery else ""]
        if one.inside is not None:
            since = clock_time(one.inside.since)
            parts.insert(0, self.tr("INSIDE since {time}").format(time=since))
        key = f"{REPEATS[place].shown}   " if place < len(REPEATS) else ""
        return key + "  ·  ".join(filter(None, parts))

    def on_driver(self, one: object) -> None:
        """Fill in what is known of a driver; what is new is where to."""
        if not isinstance(one, Returning):
            return
        delivery, person = one.delivery, one.person
        said = {
            "plate": show_plate(one.plate) if one.plate else "",
            "phone": person.phone,
            "name": person.name,
            "platform": delivery.platform if delivery else "",
            "destination": delivery.destination if delivery else "",
            "goods": delivery.goods if delivery else "",
        }
        for name, text in said.items():
            self.texts[name].setText(text or "")
            self.texts[name].setCursorPosition(0)
        self._known = person
        self.kind.choose(one.kind)
        self.check()
        goes_on = self.direction if one.inside is not None else self.texts["destination"]
        goes_on.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(goes_on, QLineEdit):
            goes_on.selectAll()

    def on_repeat(self, place: int) -> None:
        """Record what one of the offered did last, once more, at once."""
        offered = self.people.offered
        if self._busy or not self._drivers.is_open or place >= len(offered):
            return
        one = offered[place]
        assert isinstance(one, Returning)
        self._drivers.stop()
        self._run(partial(deliveries.repeat, self._desk, one))

    # What was told before

    def on_words_asked(self, field: QLineEdit, text: str) -> None:
        """Offer senders, destinations or goods of earlier deliveries."""
        name = next(name for name in WHAT if self.texts[name] is field)
        lists = {
            "platform": self._told.platforms,
            "destination": self._told.destinations,
            "goods": self._told.goods,
        }
        found = [one for one in deliveries.matching(lists[name], text) if one != text]
        self._words.show(field, text, [(one, one) for one in found])

    def on_word(self, text: object) -> None:
        """Take what was offered and go on."""
        for name in WHAT:
            if self.texts[name].hasFocus():
                self.texts[name].setText(str(text))
                self._enter.go(list(self.fields).index(name) + 1)
                return

    def _pick(self) -> bool:
        """Enter belongs to the list while a line of it is marked."""
        return self.people.pick() or self.words.pick()

    # Recording

    def typed(self) -> Words:
        """What stands in the fields."""
        return Words(**{name: editor.text() for name, editor in self.texts.items()})

    def check(self) -> None:
        """Say beside the fields what is odd, and turn the direction for whoever is inside."""
        words = self.typed()
        odd = plate(words.plate)[1]
        inside = deliveries.same(self.visits.rows, words)
        said = " · ".join(word(code) for code in odd)
        if inside is not None:
            said = self.tr("Inside since {time}").format(time=clock_time(inside.since))
        self.fields["plate"].warn(said, "warn" if odd and inside is None else "ok")
        self.fields["phone"].warn(" · ".join(word(code) for code in phone(words.phone)[1]))
        self.direction.choose(Direction.OUT if inside is not None else Direction.IN)

    def on_save(self) -> None:
        """Record what is there; only a form that names nobody is sent back."""
        if self._busy:
            return
        self.left()
        words = self.typed()
        if not words.tells_who:
            self.fields["plate"].warn(self.tr("Write a plate, a phone number or a name"))
            self.texts["plate"].setFocus()
            return
        kind, direction = Kind(str(self.kind.value)), Direction(str(self.direction.value))
        self._run(partial(deliveries.record, self._desk, words, kind, direction, self._known))

    def on_leaving(self, visit: Visit) -> None:
        """Somebody on the list goes out."""
        if not self._busy:
            self._run(partial(leave, self._desk, visit.row), keep=True)

    def _run(self, work: partial[Outcome] | partial[Outcome | None], *, keep: bool = False) -> None:
        self._busy = True

        def done(outcome: Outcome | None) -> None:
            self.on_recorded(outcome, keep=keep)

        self._tasks.store(self, work, done, self.on_failed)

    def on_recorded(self, outcome: Outcome | None, *, keep: bool) -> None:
        """Say what became of it; a recorded one makes room for the next driver."""
        self._busy = False
        if outcome is None:
            self.notice.say(self.tr("They have left already; nothing was recorded twice."))
            self.read_open()
            return
        passage = outcome.passage
        if outcome.verdict is Verdict.NOT_RECORDED or passage is None:
            self.on_failed(outcome.error or CheckpointError())
            return
        called = show_plate(passage.plate) if passage.plate else who(passage)
        said = self.tr("Recorded: {name} · {direction} {time}").format(
            name=called, direction=word(passage.direction), time=clock_time(passage.occurred_at)
        )
        if outcome.warnings:
            said += "\n" + " · ".join(word(code) for code in outcome.warnings)
        self.notice.say(said, "warn" if outcome.verdict is Verdict.LOOK else "ok")
        self.outcome_taken.emit(outcome)
        if not keep:
            self._empty()
            self._learn(outcome)
        self.texts["plate"].setFocus()
        self.read_open()

    def _learn(self, outcome: Outcome) -> None:
        """Offer from now on what was just told."""
        self._tasks.picture(self, partial(deliveries.told, self._desk), self.on_told)

    def on_failed(self, error: Exception) -> None:
        """Say why nothing was recorded; what was typed stays."""
        self._busy = False
        self.notice.say(explain(error), "danger")

    def _empty(self) -> None:
        for editor in self.texts.values():
            editor.clear()
        self._known = None
        self.kind.choose(Kind.DELIVERY)
        self.direction.choose(Direction.IN)
        for field in self.fields.values():
            field.warn("")

    def on_escape(self) -> None:
        """Clear the form, its content kept; on an empty form, bring it back."""
        words = self.typed()
        if any(editor.text().strip() for editor in self.texts.values()):
            self._draft = words
            self._empty()
            self.notice.say(self.tr("Cleared. Esc once more brings it back."))
        elif self._draft is not None:
            for name in self.texts:
                self.texts[name].setText(getattr(self._draft, name))
            self._draft = None
            self.notice.say("")
            self.check()
        self.texts["plate"].setFocus()

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The lists hang where their fields were."""
        super().resizeEvent(event)
        self.left()
        roomy = self.height() >= 600
        self.title.setVisible(roomy)
        self.hint.setVisible(roomy)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Deliveries"))
        self.title.setText(self.tr("Deliveries"))
        self.hint.setText(self.tr("Three letters of plate, phone or name find who came before"))
        again = self.tr("{key}: the same as last time").format(key="Ctrl+1–3")
        names = {
            "plate": (self.tr("Plate"), again),
            "phone": (self.tr("Phone"), ""),
            "name": (self.tr("Driver"), ""),
            "platform": (self.tr("Firm or sender"), ""),
            "destination": (self.tr("Where to"), self.tr("↓ shows earlier ones")),
            "goods": (self.tr("Goods"), ""),
            "kind": (self.tr("What it is"), ""),
            "direction": (self.tr("Direction"), ""),
        }
        for name, (label, hint) in names.items():
            self.fields[name].name(label, hint)
        self.save.setText(self.tr("Save  {key}").format(key=Key.SAVE.shown))
        self.save.setAccessibleName(self.tr("Save"))
        self.clear.setText(self.tr("Clear  Esc"))
        self.clear.setAccessibleName(self.tr("Clear, kept as a draft"))
        self.out.setText(self.tr("Goes out  Enter"))
        self.out.setAccessibleName(self.tr("The marked one goes out"))
        self._count()

    def _count(self) -> None:
        visits = self.visits.rows
        late = sum(visit.late_ms is not None for visit in visits)
        said = self.tr("UNDER WAY: {count}").format(count=len(visits))
        if late:
            said += "  ·  " + self.tr("TOO LONG: {count}").format(count=late)
        self.open_title.setText(said)
        self.out.setEnabled(bool(visits))


def _kind_name(value: object) -> str:
    return word(Kind(str(value)))


def _direction_name(value: object) -> str:
    return word(Direction(str(value)))
