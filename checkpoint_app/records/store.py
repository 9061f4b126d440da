"""The one door: a passage is saved here, whole and durable, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, literal_column, select, text, update

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import PassageUnknown, StoreDamaged
from checkpoint_app.domain.passage import Passage, Person
from checkpoint_app.domain.progress import Tell, unheard
from checkpoint_app.records import (
    certificates,
    counts,
    derived,
    founding,
    ids,
    migrate,
    people,
    presence,
    removal,
    rows,
    stays,
    tables,
    verifying,
    writing,
)
from checkpoint_app.records.access import AccessLog
from checkpoint_app.records.bulletins import Bulletins
from checkpoint_app.records.day_reports import DayReports
from checkpoint_app.records.deliveries import Deliveries
from checkpoint_app.records.drafts import Drafts
from checkpoint_app.records.elsewhere import Elsewhere
from checkpoint_app.records.lists import Lists
from checkpoint_app.records.notices import Notices
from checkpoint_app.records.outbox import Outbox
from checkpoint_app.records.personal import Personal
from checkpoint_app.records.purging import Retention
from checkpoint_app.records.resending import Resending
from checkpoint_app.records.shared_lists import SharedLists
from checkpoint_app.records.sheets import Sheets
from checkpoint_app.records.sqlcipher import Database
from checkpoint_app.records.tracing import Tracing
from checkpoint_app.records.trusted_time import TrustedTime
from checkpoint_app.records.unclear import Unclear
from checkpoint_app.records.views import (
    DayCounts,
    InsideRow,
    LastPassage,
    OutboxState,
    RecentPassage,
    Reported,
    Role,
    Staff,
    StationInfo,
    Verification,
)

MIGRATIONS = Path(__file__).parent / "migrations"


class Store:
    """One station's records. Thread-safe; every call is one short transaction.

    Attributes:
        outbox: what the hub has not confirmed; access: who looked at whose data.
        tracing: who was here together; retention: takes away what is too old to be kept.
        personal: all that is held about one person.
        elsewhere: what the site's other gates crossed.
        lists: people, cards and watched names of the site; shared_lists: what the site's gates
        tell each other of them; sheets: the numbered papers.
        bulletins: what the hub says to do; notices: what it says to whoever is on duty.
        deliveries: who is here with what, and where deliveries went before.
        unclear: what of the passages cannot be read; day_reports: the sheets that were handed in.
        drafts: forms that are half typed.
        time: what a wrong wall clock cannot spoil.

    Every method may raise DiskFull, StoreReadOnly, StoreBusy or StoreDamaged, and has changed
    nothing then.
    """

    def __init__(self, database: Database, info: StationInfo, clock: Clock) -> None:
        """Use `create` or `open`."""
        self._database = database
        self._info = info
        self._clock = clock
        self.time = TrustedTime(clock)
        self.outbox = Outbox(database, info.id, clock)
        self.access = AccessLog(database, clock)
        self.tracing = Tracing(database)
        self.retention = Retention(database, clock)
        self.personal = Personal(database, info.id, clock)
        self.elsewhere = Elsewhere(database)
        self.resending = Resending(database, info.id)
        self.lists = Lists(database, clock)
        self.shared_lists = SharedLists(database, clock)
        self.sheets = Sheets(database, info.id, clock)
        self.bulletins = Bulletins(database, clock)
        self.notices = Notices(database, clock, self.time)
        self.deliveries = Deliveries(database, info.id)
        self.unclear = Unclear(database, info.id)
        self.day_reports = DayReports(database)
        self.drafts = Drafts(database, clock)

    @classmethod
    def create(cls, path: Path, key: bytes, info: StationInfo, clock: Clock) -> "Store":
        """Make the database of a new station. The file must not exist."""
        database = Database(path, key)
        try:
            with database.write() as connection:
                migrate.upgrade(connection, MIGRATIONS)
                removal.wipe_deleted(connection)
                founding.found(connection, info, clock.now_ms())
        except BaseException:
            database.close()
            raise
        return cls(database, info, clock)

    @classmethod
    def open(cls, path: Path, key: bytes, clock: Clock) -> "Store":
        """Open a station's database, brought to this program's schema.

        Raises:
            StoreDamaged: no database, or another key's.
            StoreNewer: written by a newer program.
        """
        if not path.is_file():
            raise StoreDamaged
        database = Database(path, key)
        try:
            with database.write() as connection:
                upgraded = migrate.upgrade(connection, MIGRATIONS)
                removal.wipe_deleted(connection)
                if upgraded:
                    derived.rebuild(connection)
                    founding.vouch(connection)
                info = founding.told(connection)
        except BaseException:
            database.close()
            raise
        return cls(database, info, clock)

    @property
    def path(self) -> Path:
        """The database's file."""
        return self._database.path

    def close(self) -> None:
        """Close the database. The store cannot be used afterwards."""
        self._database.close()

    def rekey(self, key: bytes) -> None:
        """Encrypt everything anew under another key of 32 bytes; see `Database.rekey`."""
        self._database.rekey(key)

    def info(self) -> StationInfo:
        """Which station this is."""
        return self._info

    def set_hub(
        self,
        url: str,
        token: str,
        hub_id: str,
        site_name: str,
        *,
        authority: str | None = None,
        seal_key: bytes | None = None,
        verify_key: bytes | None = None,
    ) -> None:
        """Keep what the hub gave at enrolment; see `StationInfo`."""
        with self._database.write() as connection:
            connection.execute(
                update(tables.station).values(
                    hub_url=url,
                    hub_token=token,
                    hub_id=hub_id,
                    hub_site=site_name,
                    hub_authority=authority,
                    hub_seal_key=seal_key,
                    hub_verify_key=verify_key,
                )
            )
            self._info = founding.told(connection)

    def leave_hub(self) -> None:
        """Forget what the hub is spoken to with; which one it was stays known."""
        with self._database.write() as connection:
            connection.execute(update(tables.station).values(hub_token=None))
            self._info = founding.told(connection)

    # Passages

    def save(self, passage: Passage) -> None:
        """Record a passage: its row, its outbox row and its journal row, in one transaction.

        On return it is on the disk. Saving the same id and revision again changes nothing.
        """
        with self._database.write() as connection:
            if not writing.is_recorded(connection, passage.id, passage.rev):
                writing.record(connection, passage, self.time.stamp(), captured=1, pending=1)

    def save_many(self, passages: Sequence[Passage]) -> int:
        """Record passages from a file, all or none of them, and quicker than one by one.

        Returns:
            How many were new here.
        """
        with self._database.write() as connection:
            new = {
                one.id: one
                for one in passages
                if not writing.is_recorded(connection, one.id, one.rev)
            }
            writing.record_many(connection, list(new.values()), self.time.stamp())
        return len(new)

    def void(self, passage_id: UUID, staff: UUID | None) -> Passage:
        """Take a passage back: a further revision says so, nothing is deleted.

        Returns:
            The voided revision; the newest one as it is where it was voided before.

        Raises:
            PassageUnknown: no passage has this id.
        """
        return self._revise(
            passage_id,
            lambda newest: (
                newest
                if newest.voided
                else replace(newest, rev=newest.rev + 1, voided=True, staff=staff)
            ),
        )

    def correct(self, passage_id: UUID, change: Callable[[Passage], Passage]) -> Passage:
        """Record a further revision of a passage, as `change` makes it of the newest one.

        Raises:
            PassageUnknown: no passage has this id.
        """
        return self._revise(
            passage_id,
            lambda newest: replace(
                change(newest), id=newest.id, rev=newest.rev + 1, voided=newest.voided
            ),
        )

    def _revise(self, passage_id: UUID, make: Callable[[Passage], Passage]) -> Passage:
        with self._database.write() as connection:
            row = writing.newest(connection, passage_id)
            if row is None:
                raise PassageUnknown
            newest = rows.from_row(row, self._info.id)
            revised = make(newest)
            if revised.rev == newest.rev:
                return newest
            before = counts.place_of(bool(row["voided"]), row["settled"], row["state"])
            connection.execute(
                update(tables.passage).where(tables.passage.c.rid == row["rid"]).values(current=0)
            )
            if not newest.voided:
                counts.count_day(connection, row, -1, voided=revised.voided)
            writing.record(connection, revised, self.time.stamp())
            counts.move(connection, before, "voided" if revised.voided else "pending")
            if newest.person_key and newest.person_key != revised.person_key:
                writing.settle(connection, row["person"], newest.person_key)
            return revised

    def passage(self, passage_id: UUID) -> Passage:
        """The newest revision of a passage.

        Raises:
            PassageUnknown: no passage has this id.
        """
        with self._database.read() as connection:
            row = writing.newest(connection, passage_id)
        if row is None:
            raise PassageUnknown
        return rows.from_row(row, self._info.id)

    def last_of(
        self, person_key: str, until: int | None = None, now: int | None = None
    ) -> LastPassage | None:
        """The newest passage of a person or vehicle at any gate, by the time it occurred.

        Args:
            until: leave out what occurred after this, in ms since 1970 UTC.
            now: where the newest is said to occur after this, the clock was ahead then: what was
                recorded last counts.
        """
        with self._database.read() as connection:
            return presence.last_of(connection, person_key, until, now)

    def recent(self, limit: int = 20) -> list[RecentPassage]:
        """The passages recorded last, newest first, each by its newest revision."""
        passage, box = tables.passage, tables.outbox
        query = (
            select(passage, box.c.state)
            .outerjoin(box, box.c.rid == passage.c.rid)
            .where(passage.c.current == 1)
            .order_by(passage.c.rid.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            found = connection.execute(query).mappings().all()
        return [RecentPassage(rows.from_row(row, self._info.id), _state(row)) for row in found]

    # People

    def inside(self, limit: int = 1000) -> list[InsideRow]:
        """Who and what is inside, by whichever gate they came, newest entry first."""
        with self._database.read() as connection:
            return presence.newest(connection, limit)

    def inside_since(self, before: int) -> list[InsideRow]:
        """Who and what came in here up to a moment (ms since 1970 UTC), the longest inside first.

        Who crossed at another gate since is that gate's.
        """
        with self._database.read() as connection:
            return presence.since(connection, before)

    def inside_after(self, moment: int) -> list[InsideRow]:
        """Who came in, as a clock said that was ahead, after a moment (ms since 1970 UTC)."""
        with self._database.read() as connection:
            return presence.after(connection, moment)

    def inside_count(self) -> int:
        """How many are inside, by whichever gate they came."""
        with self._database.read() as connection:
            return presence.count(connection)

    def find_people(self, words: str, limit: int = 8) -> list[Person]:
        """People seen before, by any three letters of the name without accents, phone or number.

        Two letters find the names that begin with them. Fewer find nobody.
        """
        with self._database.read() as connection:
            return [
                rows.from_row(row, self._info.id).person
                for row in people.find(connection, words, limit)
            ]

    def find_passages(self, words: str, limit: int = 50) -> list[Passage]:
        """The newest passage of each person found as by `find_people`, newest first."""
        with self._database.read() as connection:
            return [
                rows.from_row(row, self._info.id) for row in people.find(connection, words, limit)
            ]

    def people_named(self, name: str, limit: int = 50) -> list[Person]:
        """People seen before whose name is the same without accents, newest first."""
        with self._database.read() as connection:
            return [
                rows.from_row(row, self._info.id).person
                for row in people.named(connection, name, limit)
            ]

    def passages_of(self, person_key: str, limit: int = 8) -> list[Passage]:
        """The newest passages of a person or vehicle that are not voided, newest first."""
        passage = tables.passage
        query = (
            select(passage)
            .where(
                passage.c.person
                == select(tables.person.c.no)
                .where(tables.person.c.person_key == person_key)
                .scalar_subquery(),
                passage.c.current == literal_column("1"),
                passage.c.voided == literal_column("0"),
            )
            .order_by(passage.c.occurred_at.desc(), text(f"{stays.turn('passage')} DESC"))
            .limit(limit)
        )
        with self._database.read() as connection:
            return [
                rows.from_row(row, self._info.id) for row in connection.execute(query).mappings()
            ]

    # Staff

    def staff(self) -> list[Staff]:
        """Who works here, in the order they were added."""
        with self._database.read() as connection:
            found = connection.execute(
                select(tables.staff).order_by(tables.staff.c.added_at, tables.staff.c.id)
            ).all()
        return [Staff(UUID(bytes=row.id), row.name, Role(row.role)) for row in found]

    def add_staff(self, name: str, role: Role, staff_id: UUID | None = None) -> Staff:
        """Add someone to the staff."""
        member = Staff(staff_id or ids.new_id(), name, role)
        with self._database.write() as connection:
            connection.execute(
                insert(tables.staff).values(
                    id=member.id.bytes, name=name, role=role, added_at=self._clock.now_ms()
                )
            )
        return member

    def set_role(self, staff_id: UUID, role: Role) -> None:
        """Let somebody of the staff be something else from now on."""
        with self._database.write() as connection:
            connection.execute(
                update(tables.staff).where(tables.staff.c.id == staff_id.bytes).values(role=role)
            )

    # Numbers and papers

    def signing_key(self) -> Ed25519PrivateKey:
        """The station's own key, made when it is first needed, for its sheets and certificates."""
        with self._database.read() as connection:
            kept = certificates.kept_key(connection)
        if kept is not None:
            return kept
        with self._database.write() as connection:
            return certificates.signing_key(connection)

    def balance(self) -> Balance:
        """Where every captured passage stands, from the running counts."""
        with self._database.read() as connection:
            return counts.balance(connection)

    def day_counts(self, day: str, until_hour: int = 24) -> DayCounts:
        """One local day (``YYYY-MM-DD``) in numbers; only of what occurred before an hour of it."""
        with self._database.read() as connection:
            return counts.day(connection, day, until_hour)

    def reported(self, day: str) -> Reported:
        """What the report of 16:00 of a local day (``YYYY-MM-DD``) counts of this station."""
        with self._database.read() as connection:
            return counts.reported(connection, day)

    def verify(self, tell: Tell = unheard) -> Verification:
        """Recompute the journal's chain and recount the balance from the rows.

        Args:
            tell: hears how far it is; see `Tell`.

        Returns:
            The first thing that does not fit; reads only.

        Raises:
            StoreDamaged: a page cannot be read, whatever it holds.
        """
        with self._database.read() as connection:
            return verifying.verify(connection, tell)


def _state(row: Any) -> OutboxState:
    if row["state"] is not None:
        return OutboxState(row["state"])
    return OutboxState.DUPLICATE if row["settled"] == 2 else OutboxState.ACCEPTED
