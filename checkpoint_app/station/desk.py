"""The desk: an open station, as the window and the command line use it. No Qt."""

import logging
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.domain.errors import InvalidEntry, NotAllowed
from checkpoint_app.domain.passage import Passage, Person, Way
from checkpoint_app.domain.text import tidy
from checkpoint_app.records.notices import Notice
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import DayCounts, RecentPassage, Role, Staff, StationInfo
from checkpoint_app.reports.day_sheet import DaySheet
from checkpoint_app.security.keyfile import KeyFile
from checkpoint_app.security.lockout import Lockout
from checkpoint_app.security.roles import Permission
from checkpoint_app.security.trust import NO_TRUST, Trust
from checkpoint_app.settings import Settings, in_force
from checkpoint_app.station import papers
from checkpoint_app.station.backups import Backups
from checkpoint_app.station.close_out import Overstay, close_out, overstaying
from checkpoint_app.station.day_sheets import sheet_of, today
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.hub_line import join, line_to_hub
from checkpoint_app.station.hub_word import NOTHING, HubWord, hub_word, newer
from checkpoint_app.station.lane import Lane
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.papers import PrintedSheet
from checkpoint_app.station.staff import StaffRegister
from checkpoint_app.station.upkeep import Upkeep, UpkeepState
from checkpoint_app.sync.absent import AbsentHub
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.engine import RoundResult, SyncEngine, SyncState
from checkpoint_app.sync.pace import done_at
from checkpoint_app.sync.reporting import ReportingHub, Vitals
from checkpoint_app.sync.site_feed import SiteHearing
from checkpoint_app.wire.protocol import MAX_ANSWER_TEXT

STOP_S = 5.0
"""How long closing waits for a request under way; the thread is a daemon, the outbox a table."""

PACE_MS = 60_000
"""How long a rate that another program measured is believed."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeskSnapshot:
    """What the screens show, taken at one moment (milliseconds since 1970 UTC).

    Attributes:
        done_at_ms: when all will be sent, at the rate that was measured; None where nothing is
            being sent, or the rate is not known.
        clock_offset_ms: how far the hub's clock is ahead of this one; None where it is not known.
        notices: what the hub says and nobody has acknowledged; hub_word: what it sets.
        capacity: how many may be inside, None for no limit.
    """

    at_ms: int
    info: StationInfo
    staff: Staff | None
    balance: Balance
    day: DayCounts
    inside: int
    recent: list[RecentPassage]
    sync: SyncState
    unsent: int
    oldest_unsent_at: int | None
    done_at_ms: int | None
    upkeep: UpkeepState
    clock_offset_ms: int | None
    notices: tuple[Notice, ...] = ()
    hub_word: HubWord = NOTHING
    capacity: int | None = None


class Desk:
    """An unlocked station. Thread-safe.

    Attributes:
        store: the records; lane: where passages come in; register: the staff and their PINs;
        backups: the rolling ones, None for a trial.
        settings: in force, the hub's in place of the station's own; hub_word: what the hub says.
        camera: how the camera does, in a word for the hub; whoever runs it sets it.
    """

    def __init__(
        self,
        *,
        store: Store,
        key: bytes,
        key_file: KeyFile,
        lockout: Lockout,
        settings: Settings,
        clock: Clock,
        staff_id: UUID,
        trust: Trust = NO_TRUST,
        backups: Backups | None = None,
        free_bytes: Callable[[], int] | None = None,
    ) -> None:
        """Use `checkpoint_app.station.home.Home.unlock`."""
        self.store = store
        self.settings = self.own_settings = settings
        self.clock = clock
        self.camera = ""
        self.hub_word = NOTHING
        self._trust = trust
        self.free_bytes = free_bytes
        self.lane = Lane(store, clock, repeat_seconds=settings.repeat_seconds)
        self.lane.mode = settings.direction
        self.lane.kind = settings.kind
        self.register = StaffRegister(store, key, key_file, lockout)
        self.lane.staff = self.register.member(staff_id)
        self._keyring = key_file.has_keyring
        self._listeners: list[Callable[[], None]] = []
        self._stop = threading.Event()
        self._sender: threading.Thread | None = None
        self.backups = backups
        self._upkeep: Upkeep | None = None
        self._upkeeper: threading.Thread | None = None
        if backups is not None:
            self._upkeep = Upkeep(store, backups, clock, settings.retention_days, self._notify)
        self.follow_hub()
        self._line = self._make_line()
        self._engine = SyncEngine(store, self._line, clock, self._stop, self)
        self._hearing = SiteHearing(store, clock, self._stop, self._notify)
        self._hearing.set_hub(self._client(), self.info.hub_url)

    @property
    def info(self) -> StationInfo:
        """Which station this is."""
        return self.store.info()

    @property
    def staff(self) -> Staff | None:
        """Who is on duty."""
        return self.lane.staff

    # At the gate

    def take(self, payload: bytes, way: Way = Way.CAMERA) -> Outcome:
        """Record whoever shows this code; see `Lane.take`."""
        return self.told(self.lane.take(payload, way))

    def enter(self, entry: Entry) -> Outcome:
        """Record a typed or paper entry; see `Lane.enter`."""
        return self.told(self.lane.enter(entry))

    def confirm(self, passage_id: UUID, person: Person) -> Outcome:
        """Say who a passage is about; see `Lane.confirm`."""
        return self.told(self.lane.confirm(passage_id, person))

    def undo(self) -> Outcome | None:
        """Void what was recorded last; see `Lane.undo`."""
        outcome = self.lane.undo()
        return self.told(outcome) if outcome else None

    def find_people(self, words: str, limit: int = 8) -> list[Person]:
        """People seen before; see `Store.find_people`."""
        return self.store.find_people(words, limit)

    def snapshot(self) -> DeskSnapshot:
        """Everything the screens show, read from the store."""
        now, balance = self.clock.now_ms(), self.store.balance()
        sync = self._engine.state()
        return DeskSnapshot(
            at_ms=now,
            info=self.info,
            staff=self.staff,
            balance=balance,
            day=self.store.day_counts(f"{local(now):%Y-%m-%d}"),
            inside=self.store.inside_count(),
            recent=self.store.recent(20),
            sync=sync,
            unsent=balance.unsent,
            oldest_unsent_at=self.store.outbox.oldest_unsent_at(),
            done_at_ms=self._done_at(now, sync, balance.unsent),
            upkeep=self._upkeep.state() if self._upkeep else UpkeepState(),
            clock_offset_ms=self.store.time.offset(),
            notices=tuple(self.store.notices.open()),
            hub_word=self.word_now(),
            capacity=self.hub_word.capacity(self.info, self.own_settings),
        )

    def _done_at(self, now: int, sync: SyncState, unsent: int) -> int | None:
        if sync.cause is not None or not unsent:
            return None
        if sync.per_hour is not None:
            return done_at(now, unsent, sync.per_hour)
        other = self.store.outbox.sending()  # another program of this station may be sending
        fresh = other.heard_at is not None and abs(now - other.heard_at) <= PACE_MS
        return done_at(now, unsent, other.per_hour) if fresh else None

    def day_sheet(self, day: str | None = None) -> DaySheet:
        """The site's numbers of one local day (``YYYY-MM-DD``; today where none is given)."""
        return sheet_of(self.store, self.clock, day or today(self.clock))

    # Inside, and the end of the day

    def overstaying(self) -> list[Overstay]:
        """Who is inside for longer than is usual for their kind, the longest first."""
        return overstaying(self.store, self.settings, self.clock.now_ms())

    def close_out(self, entries: Collection[UUID]) -> list[Passage]:
        """Record the exits of people nobody saw leave, by the passages they came in with.

        Raises:
            NotAllowed: not by who is on duty.
        """
        self.permit(Permission.CORRECT)
        staff = self.staff.id if self.staff else None
        made = close_out(self.store, self.clock, entries, staff)
        if made:
            self._engine.wake()
            self._notify()
        return made

    # Papers

    def issue_sheets(self, count: int, rows: int) -> list[PrintedSheet]:
        """Take the next numbers for paper sheets; see `papers.issue`."""
        return papers.issue(self.store, count, rows, self.staff.id if self.staff else None)

    def sheets_again(self, first: int, count: int) -> list[PrintedSheet]:
        """Sheets issued before, to be printed again; see `papers.again`."""
        return papers.again(self.store, first, count)

    # Staff

    def sign_in(self, pin: str) -> Staff:
        """Put whoever has this PIN on duty. Takes some 0.3 s on purpose.

        Raises:
            WrongPin, LockedOut: not with this PIN, or not yet.
        """
        member = self.register.who(pin)
        self.lane.staff = member
        self._notify()
        return member

    def add_staff(self, name: str, role: Role, pin: str) -> Staff:
        """Add someone with a PIN of their own, in the name of who is on duty.

        Raises:
            NotAllowed: whoever is on duty may not.
            WeakPin, PinTaken: another PIN is needed.
        """
        if self.staff is None:
            raise NotAllowed
        return self.register.add(self.staff, name, role, pin)

    def permit(self, permission: Permission, second_pin: str | None = None) -> Staff | None:
        """Let who is on duty do something; see `StaffRegister.permit`.

        Raises:
            NotAllowed, SecondPersonNeeded, WrongPin, LockedOut: not now, or not alone.
        """
        if self.staff is None:
            raise NotAllowed
        return self.register.permit(
            self.staff, permission, two=self.settings.four_eyes, second_pin=second_pin
        )

    # The hub

    def enrol(self, url: str, code: str, *, old_hub_gone: bool = False) -> StationInfo:
        """Join a hub with its one-time code; see `checkpoint_app.station.hub_line.join`.

        Raises:
            EnrolmentRefused, HubUnreachable, HubUrlRefused: not with this code, now, or there.
        """
        info = join(
            self.store,
            url,
            code,
            self.clock,
            keyring=self._keyring,
            allow_plain=self.settings.plain_lan,
            old_hub_gone=old_hub_gone,
        )
        self.change_line()
        return info

    def allow_plain_lan(self, allowed: bool) -> None:
        """Let the line to a hub on the local network be without encryption, or no longer.

        Raises:
            NotAllowed: not by who is on duty.
        """
        self.permit(Permission.SETTINGS)
        staff = self.staff.id if self.staff else None
        _log.warning("plain line on the local network: %s, by %s", allowed, staff)
        self.own_settings = msgspec.structs.replace(self.own_settings, plain_lan=allowed)
        self.change_line()

    def follow_hub(self) -> None:
        """Go by the bulletin in force: settings, keys, how many may be inside."""
        self.hub_word = word = hub_word(self.store.bulletins.held(), self.info)
        self.settings = in_force(self.own_settings, word.settings)
        self.lane.follow(
            trust=self._trust.beside(word.trust),
            wards=self.settings.wards,
            basis=self.settings.basis,
            capacity=word.capacity(self.info, self.own_settings),
        )
        if self._upkeep is not None:
            self._upkeep.retention_days = self.settings.retention_days

    def word_now(self) -> HubWord:
        """What the hub says, with what its last sign of life told beside the bulletin."""
        line = self._line
        if line is None:
            return self.hub_word
        version = newer(line.version) or self.hub_word.newer_version
        return replace(self.hub_word, fault=line.fault, newer_version=version)

    def acknowledge(self, notice: UUID, answer: str | None = None) -> bool:
        """Note that who is on duty has read a notice; the hub is told with the next sign of life.

        Returns:
            False where it was acknowledged before; the first one stands.

        Raises:
            NoticeUnknown: there is no such notice here.
            InvalidEntry: the answer is too long.
        """
        answer = tidy(answer or "") or None
        if answer is not None and len(answer) > MAX_ANSWER_TEXT:
            raise InvalidEntry("answer", "too_long")
        done = self.store.notices.acknowledge(notice, self.staff.id if self.staff else None, answer)
        self._notify()
        return done

    def start_sending(self) -> None:
        """Send by itself from now on, in a thread of its own, until `close`."""
        if self._sender is None:
            self._sender = threading.Thread(target=self._engine.run, name="sync", daemon=True)
            self._sender.start()
            self._hearing.start()

    def start_upkeep(self) -> None:
        """Make backups and purge by itself from now on, in a thread of its own, until `close`."""
        if self._upkeep is not None and self._upkeeper is None:
            self._upkeeper = threading.Thread(
                target=self._upkeep.run, args=(self._stop,), name="upkeep", daemon=True
            )
            self._upkeeper.start()

    def sync_once(self) -> RoundResult:
        """Send what waits and hear of the other gates, now, in this thread."""
        result = self._engine.once()
        if result.cause is None:
            self._hearing.try_once()
        return result

    def sync_now(self) -> None:
        """Ask the sending thread to try at once."""
        self._engine.try_now()

    def ask_hub(self) -> SyncCause | None:
        """Ask the hub whether it hears this station; what stands in the way, None for nothing."""
        client = self._client()
        if client is None:
            return SyncCause.NOT_ENROLLED
        try:
            client.bulletin()
        except SyncFailure as failure:
            return failure.cause
        finally:
            client.close()
        return None

    # Listeners

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call the listener, on any thread, whenever something has changed.

        Returns:
            A function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def on_round(self, result: RoundResult) -> None:
        """The sending thread ended a round."""
        if result.sent:
            self._notify()

    def on_state(self, state: SyncState) -> None:
        """The sending thread's state changed."""
        self._notify()

    def close(self) -> None:
        """Stop sending and close the store."""
        self._stop.set()
        self._engine.wake()
        for thread in (self._sender, self._upkeeper):
            if thread is not None:
                thread.join(timeout=STOP_S)
        self._hearing.end(STOP_S)
        self.store.close()

    def _client(self) -> HubClient | AbsentHub | None:
        plain = self.settings.plain_lan
        return line_to_hub(self.info, self.clock, self.store.time.hear, allow_plain=plain)

    def change_line(self) -> None:
        """Speak to the hub that the store names now, or to none."""
        self.follow_hub()
        self._line = self._make_line()
        self._engine.set_hub(self._line)
        self._hearing.set_hub(self._client(), self.info.hub_url)
        self._notify()

    def _make_line(self) -> ReportingHub | None:
        if (client := self._client()) is None:
            return None
        return ReportingHub(
            client, self.store, self.clock, vitals=self._vitals, on_bulletin=self._on_bulletin
        )

    def _vitals(self) -> Vitals:
        free_mb = None
        if self.free_bytes is not None:
            with suppress(OSError):  # a disk that cannot be asked is no reason to fall silent
                free_mb = self.free_bytes() // 1_000_000
        return Vitals(self.camera, free_mb)

    def _on_bulletin(self) -> None:
        """Another bulletin is in force; on the sending thread."""
        self.follow_hub()
        self._notify()

    def told(self, outcome: Outcome) -> Outcome:
        """Let the sending thread and the listeners know what was recorded."""
        if isinstance(outcome.passage, Passage):
            self._engine.wake()
            self._notify()
        return outcome

    def _notify(self) -> None:
        for listener in list(self._listeners):
            listener()
