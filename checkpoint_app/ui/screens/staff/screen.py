"""Who works here: add, role, PIN, remove; the recovery code, and a new key for the store."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from checkpoint_app.domain.errors import NotAllowed, PinTaken, WeakPin
from checkpoint_app.domain.progress import Course
from checkpoint_app.domain.text import tidy
from checkpoint_app.i18n import text
from checkpoint_app.records.views import Role, Staff
from checkpoint_app.security.roles import Permission
from checkpoint_app.station import rekeying
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.staff import Member
from checkpoint_app.ui.language import language
from checkpoint_app.ui.screens.managed import Grant, ManagedScreen, card, row
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.new_secret import NewSecret
from checkpoint_app.ui.widgets.table import Col, Table
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import duration


class StaffScreen(ManagedScreen):
    """Everybody changes their own PIN here; the rest is for supervisors."""

    KEY = Key.STAFF
    NEEDS = Permission.REPORT

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._of: Staff | None = None
        self.table = Table()
        self.table.setMinimumHeight(190)
        self.change_pin, self.remove = QPushButton(), QPushButton()
        self.role = Choices(list(Role), self._role_name)
        self._role = Field(self.role)
        self._people = card(self.table, self._role, row(self.change_pin, self.remove))
        self._pin_title, self.new_pin = PlainLabel(role="strong"), NewSecret()
        self.save_pin = QPushButton()
        self._pin = card(self._pin_title, self.new_pin, row(self.save_pin))
        self._add_title = PlainLabel(role="strong")
        self.name = line_edit(longest=120)
        self._name = Field(self.name)
        self.add_role = Choices(list(Role), self._role_name)
        self._add_role = Field(self.add_role)
        self.add_pin = NewSecret()
        self.add = QPushButton()
        self.add.setProperty("role", "primary")
        self._add = card(self._add_title, self._name, self._add_role, self.add_pin, row(self.add))
        self._code_title, self._code_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.code = WrapLabel(role="figure")
        self.make_code, self.hide_code = QPushButton(), QPushButton()
        self._code = card(
            self._code_title, self._code_says, self.code, row(self.make_code, self.hide_code)
        )
        self._key_title, self._key_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.rotate = QPushButton()
        self._key = card(self._key_title, self._key_says, row(self.rotate))
        for part in (self._people, self._pin, self._add, self._code, self._key):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.table.marked.connect(self.on_marked)
        self.table.picked.connect(self.on_change_pin)
        self.role.chosen.connect(self.on_role)
        self.change_pin.clicked.connect(self.on_change_pin)
        self.remove.clicked.connect(self.on_remove)
        self.new_pin.entered.connect(self.on_save_pin)
        self.save_pin.clicked.connect(self.on_save_pin)
        self.name.returnPressed.connect(self.add_role.setFocus)
        self.add_pin.entered.connect(self.on_add)
        self.add.clicked.connect(self.on_add)
        self.make_code.clicked.connect(self.on_make_code)
        self.hide_code.clicked.connect(self.on_hide_code)
        self.rotate.clicked.connect(self.on_rotate)

    def begin(self) -> None:
        """Show the staff to whoever may change it; everybody their own PIN."""
        leads = self.allowed(Permission.STAFF)
        for part in (self._people, self._add):
            part.setVisible(leads)
        for part in (self._code, self._key):
            part.setVisible(self.allowed(Permission.KEYS))
        self._of = None if leads else self._desk.staff
        self._pin.setVisible(not leads)
        self.on_hide_code()
        self._name_pin()
        self.refresh()
        if leads:
            self.table.setFocus()
        else:
            self.new_pin.pin.setFocus()

    def left(self) -> None:
        """No PIN and no code stays."""
        super().left()
        self.new_pin.clear()
        self.add_pin.clear()
        self.on_hide_code()

    # Who there is

    def refresh(self) -> None:
        """Ask for the staff."""
        self._tasks.store(self, self._desk.register.members, self.show_members)

    def show_members(self, members: list[Member]) -> None:
        """Show them, whoever can sign in first."""
        self.table.show_rows(self._columns(), sorted(members, key=lambda one: not one.can_sign_in))
        if self.table.row() is None and members:
            self.table.selectRow(0)
        self._follow()

    def _columns(self) -> tuple[Col, ...]:
        left, on_duty = self.tr("no longer here"), self.tr("on duty")

        def state(one: Member) -> str:
            if not one.can_sign_in:
                return left
            staff = self._desk.staff
            return on_duty if staff is not None and staff.id == one.staff.id else ""

        return (
            Col(self.tr("Name"), lambda one: one.staff.name or "–", 2),
            Col(self.tr("Role"), lambda one: self._role_name(one.staff.role)),
            Col(self.tr("State"), state, 1),
        )

    def marked(self) -> Member | None:
        """Whom the buttons are about."""
        found = self.table.row()
        return found if isinstance(found, Member) else None

    def on_marked(self) -> None:
        """Another one."""
        self._follow()

    def _follow(self) -> None:
        member = self.marked()
        here = member is not None and member.can_sign_in
        for part in (self.change_pin, self.remove, self.role):
            part.setEnabled(here)
        if member is not None:
            self.role.choose(member.staff.role)

    def on_role(self, value: object) -> None:
        """They are something else from now on."""
        member, role = self.marked(), Role(str(value))
        if member is None:
            return

        def work() -> None:
            self._desk.register.set_role(self._by(), member.staff, role)
            staff = self._desk.staff
            if staff is not None and staff.id == member.staff.id:
                self._desk.lane.staff = self._desk.register.member(staff.id)

        said = self.tr("{name} is {role} from now on.").format(
            name=member.staff.name, role=self._role_name(role)
        )
        self._tasks.store(self, work, partial(self._changed, said), self._unchanged)

    def on_remove(self) -> None:
        """Ask once more."""
        member = self.marked()
        if member is None or not member.can_sign_in:
            return
        question = self.tr(
            "Remove {name}? Their PIN opens nothing any more; what they recorded stays theirs. "
            "Change the store's key afterwards if they are not to be trusted."
        )
        self.ask.ask(
            question.format(name=member.staff.name),
            self.tr("Remove"),
            partial(self.on_remove_granted, member),
        )

    def on_remove_granted(self, member: Member, _grant: Grant) -> None:
        """They sign in no more."""

        def work() -> None:
            self._desk.register.remove(self._by(), member.staff)

        said = self.tr("{name} can sign in no more.").format(name=member.staff.name)
        self._tasks.picture(self, work, partial(self._changed, said), self._unchanged)

    def _by(self) -> Staff:
        if self._desk.staff is None:
            raise NotAllowed
        return self._desk.staff

    def _changed(self, said: str, _nothing: object) -> None:
        self.say(said)
        self.refresh()

    def _unchanged(self, error: Exception) -> None:
        self.fail(error)
        self.refresh()

    # PINs

    def on_change_pin(self) -> None:
        """A new PIN for the marked one."""
        member = self.marked()
        if member is None or not member.can_sign_in:
            return
        self._of = member.staff
        self._name_pin()
        self._pin.show()
        self.new_pin.clear()
        self.new_pin.pin.setFocus()
        self._area.ensureWidgetVisible(self.save_pin)

    def _name_pin(self) -> None:
        name = self._of.name if self._of is not None else ""
        self._pin_title.setText(self.tr("New PIN for {name}").format(name=name))

    def on_save_pin(self) -> None:
        """Give it to them."""
        of, pin = self._of, self.new_pin.take()
        if of is None or pin is None:
            return

        def work() -> None:
            self._desk.register.set_pin(self._by(), of, pin)

        def done(_nothing: None) -> None:
            self.new_pin.clear()
            if self.allowed(Permission.STAFF):
                self._pin.hide()
                self.table.setFocus()
            self.say(self.tr("{name} has a new PIN.").format(name=of.name))

        self._tasks.picture(self, work, done, self._refused_by(self.new_pin))

    def _refused_by(self, secret: NewSecret) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            if isinstance(error, PinTaken | WeakPin):
                secret.refuse(error)
            else:
                self.fail(error)

        return failed

    def on_add(self) -> None:
        """Somebody new."""
        name, role = tidy(self.name.text()), Role(str(self.add_role.value))
        self._name.warn("" if name else self.tr("Please fill this in"), "danger")
        if not name:
            self.name.setFocus()
            return
        pin = self.add_pin.take()
        if pin is None:
            return

        def done(_added: Staff) -> None:
            self.name.clear()
            self.add_pin.clear()
            said = self.tr("{name} can sign in now.").format(name=name)
            self._changed(said, None)
            self.name.setFocus()

        self._tasks.picture(
            self,
            lambda: self._desk.add_staff(name, role, pin),
            done,
            self._refused_by(self.add_pin),
        )

    # The recovery code, and the store's key

    def on_make_code(self) -> None:
        """A new code voids the one before: ask, where there is one."""
        if self._desk.register.has_recovery:
            question = self.tr("Make a new recovery code? The one before opens nothing any more.")
            self.ask.ask(question, self.tr("Make it"), self.on_code_granted)
        else:
            self.on_code_granted(Grant())

    def on_code_granted(self, _grant: Grant) -> None:
        """Make it, and show it once."""

        def work() -> str:
            return self._desk.register.make_recovery(self._by())

        self._tasks.picture(self, work, self.show_code, self.fail)

    def show_code(self, code: str) -> None:
        """Show a code until it was written down."""
        if self.isVisible():
            self.code.setText(code)
            self.code.setAccessibleName(code)
            self._retranslate_code()
            self.hide_code.setFocus()
            self._area.ensureWidgetVisible(self.hide_code)

    def on_hide_code(self) -> None:
        """It was written down."""
        self.code.clear()
        self._retranslate_code()

    def on_rotate(self) -> None:
        """Say how long the gate waits, and ask."""
        seconds = rekeying.seconds_for(self._desk.store.path)
        question = self.tr(
            "Change the store's key? The gate waits for about {wait} meanwhile; nobody's PIN "
            "changes. Whoever was removed does not get the new key."
        )
        said = question.format(wait=duration(seconds))
        self.ask.ask(said, self.tr("Change it"), self.on_rotate_granted)

    def on_rotate_granted(self, _grant: Grant) -> None:
        """Write every page anew."""

        def work(_course: Course) -> None:
            rekeying.rekey(self._desk)

        def done(_nothing: None) -> None:
            self.say(text("say.rotated", language()))

        self.run_long(self.tr("Changing the store's key"), work, done, stoppable=False)

    # Looks

    def _role_name(self, value: object) -> str:
        return text(f"role.{Role(str(value))}", language())

    def _retranslate_code(self) -> None:
        shown = bool(self.code.text())
        if shown:
            said = self.tr(
                "Write it on paper and lock it away: it is shown once, and opens everything."
            )
        elif self._desk.register.has_recovery:
            said = self.tr("There is one. It opens the store when a PIN is forgotten.")
        else:
            said = self.tr("There is none: a forgotten PIN would be the end of the store.")
        self._code_says.setText(said)
        self.code.setVisible(shown)
        self.hide_code.setVisible(shown)
        self.make_code.setVisible(not shown)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("Staff & PINs"))
        self.table.setAccessibleName(self.tr("Staff"))
        self._role.name(self.tr("Role of the marked one"))
        buttons = {
            self.change_pin: self.tr("New PIN…"),
            self.remove: self.tr("Remove…"),
            self.save_pin: self.tr("Save the PIN"),
            self.add: self.tr("Add"),
            self.make_code: self.tr("Make a recovery code"),
            self.hide_code: self.tr("I have written it down"),
            self.rotate: self.tr("Change the key…"),
        }
        for button, said in buttons.items():
            button.setText(said)
            button.setAccessibleName(said)
        self._name_pin()
        self._add_title.setText(self.tr("Somebody new"))
        self._name.name(self.tr("Full name"))
        self._add_role.name(self.tr("Their role"))
        self._code_title.setText(self.tr("Recovery code"))
        self._key_title.setText(self.tr("The store's key"))
        self._key_says.setText(
            self.tr("A new key shuts out whoever was removed and kept a copy of the old one.")
        )
        self._retranslate_code()
        if self.table.rows():
            self.table.show_rows(self._columns(), self.table.rows())
