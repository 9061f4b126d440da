"""What the paper form asks the store beside recording: its draft, and the rows of its sheet."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from checkpoint_app.station.desk import Desk
from checkpoint_app.station.drafts import keep_draft, kept_draft, was_recorded
from checkpoint_app.station.entry import person_from_words
from checkpoint_app.station.rows_left import RowsLeft, rows_left
from checkpoint_app.ui.screens.form import FormScreen
from checkpoint_app.ui.screens.form.answers import birth_year
from checkpoint_app.ui.screens.form.draft import Draft, from_text
from checkpoint_app.ui.tasks import Tasks


class Drafting(QObject):
    """Keeps what is typed over a crash, and brings it back when the station is opened.

    Signals:
        restored: a form that was not saved is there again.
    """

    restored = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, form: FormScreen) -> None:
        super().__init__(form)
        self._desk, self._tasks, self._form = desk, tasks, form
        form.draft_changed.connect(self.on_changed)
        form.sheet_changed.connect(self.on_sheet)
        tasks.store(self, self._recover, self.on_recovered)

    def on_changed(self, body: str) -> None:
        """Keep it, off the window's thread and after whatever was to be recorded before."""
        self._tasks.store(self, partial(keep_draft, self._desk.store, body))

    def on_sheet(self, number: str) -> None:
        """Look which rows of a sheet are left."""

        def found(rows: RowsLeft | None) -> None:
            self._form.show_rows(number, rows)

        self._tasks.store(self, partial(rows_left, self._desk.store, number), found)

    def _recover(self) -> Draft | None:
        store, now = self._desk.store, self._desk.clock.now_ms()
        body = kept_draft(store, now)
        draft = from_text(body) if body is not None else None
        if draft is None:
            return None
        said = draft.texts
        person, _ = person_from_words(
            name=said.get("name"),
            id_number=said.get("id_number"),
            phone_number=said.get("phone"),
            birth_year=birth_year(said.get("year", ""), now)[0],
            sex=draft.sex,
            address=said.get("address"),
        )
        return None if was_recorded(store, person) else draft

    def on_recovered(self, draft: Draft | None) -> None:
        """Show it, unless somebody is typing already."""
        if draft is not None:
            self._form.restore(draft)
            self.restored.emit()
