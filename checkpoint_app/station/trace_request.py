"""Who was here together with somebody: permitted, and logged with a reason before it is shown."""

from datetime import datetime
from pathlib import Path

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.text import mask
from checkpoint_app.i18n import Lang
from checkpoint_app.paths import write_private
from checkpoint_app.records.access import Action
from checkpoint_app.records.views import Staff
from checkpoint_app.reports.contacts_export import MINUTE_MS, ContactsSheet, to_xlsx
from checkpoint_app.security.closed_zip import closed, make_passphrase
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk


class TraceRequest:
    """One question, and its answer.

    Attributes:
        subject: who was asked about, masked; since, until: the window, ms since 1970 UTC.
        found: stays and contacts.
    """

    def __init__(
        self,
        desk: Desk,
        words: str,
        *,
        since: int,
        until: int,
        reason: str,
        second_pin: str | None = None,
        margin_minutes: int | None = None,
    ) -> None:
        """Ask, in the name of who is on duty.

        Args:
            words: an ID, insurance or phone number, or a plate, whole.
            margin_minutes: before and after each stay; None for the site's own.

        Raises:
            NotAllowed, SecondPersonNeeded, WrongPin, LockedOut: not now, or not alone.
        """
        self._desk, self._reason = desk, reason
        self.subject, self.since, self.until = mask("".join(words.split())), since, until
        self._note(Action.TRACE, desk.permit(Permission.TRACE, second_pin))
        margin = desk.settings.trace_margin_minutes if margin_minutes is None else margin_minutes
        self.found = desk.store.tracing.trace(
            words,
            since=since,
            until=until,
            now=desk.clock.now_ms(),
            margin_ms=margin * MINUTE_MS,
        )

    def reveal(self, reason: str, second_pin: str | None = None) -> None:
        """Let the numbers of the contacts be seen whole.

        Raises:
            NotAllowed, SecondPersonNeeded, WrongPin, LockedOut: not now, or not alone.
        """
        second = self._desk.permit(Permission.REVEAL, second_pin)
        self._note(Action.REVEAL, second, reason, len(self.found.contacts))

    def export(self, file: Path, reason: str, lang: Lang, second_pin: str | None = None) -> str:
        """Write the contacts, unmasked, to an archive that opens with a passphrase alone.

        Returns:
            The passphrase, to be shown once: it is kept nowhere.

        Raises:
            NotAllowed, SecondPersonNeeded, WrongPin, LockedOut: not now, or not alone.
            OSError: the file cannot be written.
        """
        self._desk.permit(Permission.EXPORT)
        second = self._desk.permit(Permission.REVEAL, second_pin)
        self._note(Action.EXPORT, second, reason, len(self.found.contacts))
        info = self._desk.info
        sheet = ContactsSheet(
            f"{info.site} · {info.gate}",
            self.subject,
            self.since,
            self.until,
            reason,
            self.found.contacts,
        )
        made: datetime = local(self._desk.clock.now_ms())
        passphrase = make_passphrase()
        content = to_xlsx(sheet, lang, reveal=True)
        write_private(file, closed(f"{file.stem}.xlsx", content, passphrase, made))
        return passphrase

    def _note(
        self,
        action: Action,
        second: Staff | None,
        reason: str | None = None,
        items: int | None = None,
    ) -> None:
        self._desk.store.access.note(
            action,
            self._desk.staff.id if self._desk.staff else None,
            subject=self.subject,
            reason=reason or self._reason,
            items=items,
            second=second.id if second else None,
        )
