"""What the hub does, apart from HTTP."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher

from checkpoint_app import __version__
from checkpoint_app.domain.clock import Clock, SystemClock, iso
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import MAX_NAME, SiteEntry, Territory, check_site
from checkpoint_app.domain.text import tidy
from checkpoint_app.hub.accounts import People
from checkpoint_app.hub.bulletins import Bulletins
from checkpoint_app.hub.enrolment import (
    CODE_DAYS,
    GuessBrake,
    hash_code,
    hash_token,
    make_code,
    make_token,
)
from checkpoint_app.hub.identity import Identity, open_identity
from checkpoint_app.hub.judging import judge
from checkpoint_app.hub.keeping import Keeping
from checkpoint_app.hub.key import load_key
from checkpoint_app.hub.limits import Limits
from checkpoint_app.hub.oversight import Oversight
from checkpoint_app.hub.pairing import Pairing
from checkpoint_app.hub.papers import Papers
from checkpoint_app.hub.place import is_server, path_of
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.senders import Senders
from checkpoint_app.hub.sharing import Sharing
from checkpoint_app.hub.showing import shown
from checkpoint_app.hub.signs import Judged, state_of
from checkpoint_app.hub.store import partitions, retention
from checkpoint_app.hub.store.access import AccessLog
from checkpoint_app.hub.store.accounts import Accounts
from checkpoint_app.hub.store.beats import Beats, StationRow
from checkpoint_app.hub.store.database import HubDatabase, open_postgres, open_sqlite
from checkpoint_app.hub.store.earlier import take_in
from checkpoint_app.hub.store.forward import Forward
from checkpoint_app.hub.store.group import Intake, Outcome
from checkpoint_app.hub.store.overview import Overview
from checkpoint_app.hub.store.passages import Passages
from checkpoint_app.hub.store.registry import Registry, Sender
from checkpoint_app.hub.store.sites import Sites
from checkpoint_app.hub.store.station_states import StationStates
from checkpoint_app.hub.store.stations import Enrolled, Stations
from checkpoint_app.hub.store.stays import Stays
from checkpoint_app.hub.writer import GroupWriter
from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.bulletin import BulletinAnswer, Heartbeat, HeartbeatAnswer
from checkpoint_app.wire.messages import (
    BatchAnswer,
    Bulletin,
    EnrolAnswer,
    EnrolRequest,
    Rejection,
)
from checkpoint_app.wire.packing import read_batch
from checkpoint_app.wire.protocol import ProblemCode, Refused
from checkpoint_app.wire.site_feed import SiteFeed

WRITERS = 2
"""Threads that write to PostgreSQL: one makes a group ready while the other waits for the disk."""
_DAY_MS = 86_400_000
_LATELY_MS = 15 * 60_000
MAX_SKEW_MS = 36_500 * _DAY_MS
_LONGEST_WAY_MS = 60_000
"""How long a request may have been under way."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pending:
    """A batch on its way to the disk."""

    batch: UUID
    rejected: list[Rejection]
    outcome: Future[Outcome]


class Hub:
    """The receiving side: sites, their stations, and every passage once. Thread-safe.

    Attributes:
        id: this hub's own; identity: its keys; clock: what it goes by.
        bulletins: what stations are told.
        sites, people, access, overview: the sites, who may sign in, who looked, how it all stands.
        keeping: its own housekeeping.
        limits: how often one may ask; senders: whose a token is.
        metrics_token: who may read the numbers from elsewhere.
        forward: what goes on to the hub above; sharing: what a site's gates tell each other.
        oversight: the report, and all that those who answer for many sites do with it.
        station_counts: how many stations are how; papers: writes what the console gives away.
    """

    def __init__(
        self,
        database: HubDatabase,
        vault: Vault,
        hub_id: UUID,
        clock: Clock,
        *,
        identity: Identity,
        writers: int = 1,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """Args: an open database, its key at work, this hub's id and keys, threads to write."""
        self.id = hub_id
        self.identity = identity
        self._database = database
        self._vault = vault
        self.clock = clock
        self._registry = Registry(database)
        self._stations = Stations(database)
        self._passages = Passages(database, vault)
        self._beats = Beats(database)
        self.keeping = Keeping(database, clock)
        self.limits = Limits()
        self.metrics_token = ""
        self.sites = Sites(database)
        self.overview = Overview(database)
        self.station_counts = StationStates(database)
        self.papers: Papers | None = None
        self.access = AccessLog(database, clock)
        self.people = People(Accounts(database), clock, hasher)
        self.bulletins = Bulletins(database, vault, hub_id, clock)
        self._stays = Stays(database)
        self.senders = Senders(self._registry.senders, clock)
        # One thread: several would share the interpreter and all be late, instead of one early.
        self.judging = ThreadPoolExecutor(1, "hub-judging")
        self._writer = GroupWriter(self._passages.take, writers)
        self._pairing = Pairing(self._stays, self._writer, self._make_ahead, clock)
        self._brake = GuessBrake(clock)
        self.forward = Forward(database, vault, clock)
        self.oversight = Oversight(database, vault, clock, self.bulletins, self.access)
        self._on_taken: Callable[[], None] = lambda: None
        self.sharing = Sharing(database, vault, hub_id, clock)

    @classmethod
    def open(
        cls,
        home: Path,
        db_url: str | None = None,
        clock: Clock | None = None,
        hasher: PasswordHasher | None = None,
    ) -> "Hub":
        """The hub of a data folder, made where there is none. Close it after use.

        Args:
            home: the folder of the default database and of the key; made, for its owner alone,
                where missing.
            db_url: ``sqlite:///FILE`` for a file elsewhere, its key beside it;
                ``postgresql://…`` for a server, in libpq's words.
            hasher: of passwords, see `People`.

        Raises:
            HubDamaged: the database or its key cannot be read.
            StoreNewer: a newer version of the program wrote it.
            KeyringMissing: its key is in a keyring that does not answer.
            NotYet: a kind of database that this version does not know.
            DatabaseRefused, HubKeyOther: the server cannot be used, or not with this key.
            StoreBusy, DiskFull, StoreReadOnly: the disk or another program stands in the way.
        """
        clock = clock or SystemClock()
        server = is_server(db_url)
        path = path_of(home, None if server else db_url)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        key, now = load_key(path), clock.now_ms()
        vault = Vault(key)
        if server and db_url is not None:
            database, hub_id = open_postgres(db_url, vault, now)
        else:
            database, hub_id = open_sqlite(path, key, vault, now)
        try:
            identity = open_identity(path.with_suffix(".identity"), key, now)
        except BaseException:
            database.close()
            raise
        writers = WRITERS if server else 1
        hub = cls(database, vault, hub_id, clock, identity=identity, writers=writers, hasher=hasher)
        try:
            take_in(database, hub._passages, vault)
            hub._make_ahead()
        except BaseException:
            hub.close()
            raise
        return hub

    @property
    def waiting(self) -> int:
        """Passages that wait for their commit in this process."""
        return self._writer.waiting

    def divide(self, processes: int) -> None:
        """Allow here this process's part of tries, of so many that are one hub."""
        self.limits = self.limits.divided(processes)
        self._brake.divide(processes)
        self.people.divide(processes)

    def begin(self) -> None:
        """Start what goes on beside the answering."""
        self._pairing.start()

    def close(self) -> None:
        """Write what is queued, then close the database."""
        self.judging.shutdown()
        self._writer.close()
        self._pairing.close()
        self._database.close()

    def when_taken(self, listener: Callable[[], None]) -> None:
        """Call this, on any thread, whenever something new was taken in."""
        self._on_taken = listener

    def add_site(
        self,
        name: str,
        kind: SiteKind,
        *,
        territory: Territory = (),
        owner: tuple[str, ...] = (),
        code: str | None = None,
    ) -> UUID:
        """Register a site.

        Args:
            territory, owner: their names from the top down; added where they are new.
            code: the number by which those above know it.

        Raises:
            SiteTaken: there is one of this code, or of this name in this territory.
            InvalidEntry: the name is empty or too long.
        """
        entry = SiteEntry(name, kind=kind, code=code, territory=territory, owner=owner)
        return self.sites.add(check_site(entry), self.now_ms())

    def only_site(self) -> str | None:
        """The name of the one site of this hub; None where it has another number of them."""
        names = self._registry.site_names(2)
        return names[0] if len(names) == 1 else None

    def site_named(self, text: str) -> UUID:
        """The site of this id or name.

        Raises:
            SiteUnknown: there is none.
        """
        return self.sites.named(tidy(text))

    def enrol(self, site: str) -> str:
        """A one-time code with which one station joins a site; it works for seven days.

        Args:
            site: the site's id, code, or name where no other has it.

        Raises:
            SiteUnknown, SiteUnclear: no site is meant, or more than one.
        """
        site_id, code, now = self.sites.named(tidy(site)), make_code(), self.now_ms()
        self._registry.add_code(hash_code(code), site_id, now, now + CODE_DAYS * _DAY_MS)
        return code

    def now_ms(self) -> int:
        """The hub's clock, ms since 1970 UTC."""
        return self.clock.now_ms()

    def join(self, request: EnrolRequest, address: str) -> EnrolAnswer:
        """Take a station in.

        Args:
            address: where the request came from; wrong codes are counted by it.

        Raises:
            Refused: wrong code, too many wrong codes, or the station reports for another site.
        """
        wait = self._brake.wait_s(address)
        if wait:
            raise Refused(ProblemCode.TOO_MANY_TRIES, wait)
        token = make_token()
        try:
            sender = self._registry.join(
                hash_code(request.code),
                request.station,
                tidy(request.name)[:MAX_NAME],
                hash_token(token),
                self.now_ms(),
                public_key=request.public_key,
            )
        except Refused as refused:
            if refused.code is ProblemCode.CODE_UNKNOWN:
                self._brake.wrong(address)
            raise
        self.senders.forget()
        return EnrolAnswer(
            token=token,
            site=sender.site,
            site_name=sender.site_name,
            hub=self.id,
            seal_key=self.identity.seal_key,
            verify_key=self.identity.verify_key,
        )

    def stations(self) -> list[Enrolled]:
        """Every station that ever joined."""
        return self._stations.all()

    def revoke(self, station: str) -> Enrolled:
        """Shut a station out; see `Stations.revoke`."""
        gone = self._stations.revoke(tidy(station), self.now_ms())
        self.senders.forget()
        return gone

    def sender(self, token: str) -> Sender:
        """Whose token this is.

        Raises:
            Refused: nobody's, or a station's that was shut out.
        """
        return self.senders.of(hash_token(token))

    def beat(self, sender: Sender, beat: Heartbeat) -> HeartbeatAnswer:
        """Keep a station's sign of life, and give the hub's.

        Raises:
            Refused: it speaks for another station.
        """
        if beat.station != sender.station:
            raise Refused(ProblemCode.OTHER_STATION)
        now = self.now_ms()
        self._beats.take(sender.site, beat, now, _skew(beat, now))
        serial, revision, restored = self.bulletins.stand(sender.site)
        return HeartbeatAnswer(
            now=self.now_ms(),
            hub=self.id,
            site_name=sender.site_name,
            serial=serial,
            revision=revision,
            version=__version__,
            # Also of notices that are no more: there is nothing left to hold them by.
            confirmed=[one.notice for one in beat.acknowledged],
            restored=restored,
        )

    def site_bulletin(self, sender: Sender, held: str) -> BulletinAnswer:
        """What a station is told, or the word that it holds it already."""
        return self.bulletins.answer(sender.site, held)

    def station_states(self) -> list[tuple[StationRow, Judged]]:
        """Every station with how it is, by site and name."""
        now = self.now_ms()
        return [(row, state_of(row.signs, now)) for row in self._beats.stations()]

    def set_setting(self, site: str, name: str, text: str | None) -> object:
        """Set something at the stations of a site; see `enrol` and `Bulletins`.

        Raises:
            SiteUnknown, SiteUnclear: no site is meant, or more than one.
            InvalidEntry: a hub may not set this, or not to this.
        """
        return self.bulletins.set_setting(self.sites.named(tidy(site)), name, text)

    def bulletin(self, sender: Sender) -> Bulletin:
        """What a station of an earlier version is told; its question is a sign of life."""
        now = self.now_ms()
        self._registry.seen(sender.station, now)
        return Bulletin(now=now, hub=self.id, site_name=sender.site_name)

    def site_feed(self, sender: Sender, cursor: str) -> SiteFeed:
        """What the other gates of a station's site crossed since a cursor; "" for all there is."""
        return self.sharing.page(sender, cursor)

    def vital_numbers(self) -> tuple[int, int, int]:
        """Passages that wait for their commit; stations heard of lately; all stations."""
        return (self.waiting, *self.overview.vital_numbers(self.now_ms() - _LATELY_MS))

    def receive(self, sender: Sender, body: bytes) -> Pending:
        """Judge a batch item by item and queue what is good.

        Args:
            body: the unpacked JSON.

        Raises:
            Refused: no batch of this station, or too much is waiting.
        """
        batch, now = read_batch(body), self.now_ms()
        if batch.station != sender.station:
            raise Refused(ProblemCode.OTHER_STATION)
        skew = max(-MAX_SKEW_MS, min(batch.sent - now, MAX_SKEW_MS))
        good, rejected = judge(batch.passages, sender.site, now, skew, self._vault, body=body)
        intake = Intake(sender.site, sender.station, now, skew, good, len(rejected))
        return Pending(batch.batch, rejected, self._writer.submit(self._passages.prepared(intake)))

    def answer(self, pending: Pending, outcome: Outcome) -> BatchAnswer:
        """The answer to a batch whose outcome is durable."""
        if outcome.accepted:
            self._on_taken()
        return make_answer(
            pending.batch, self.now_ms(), outcome.accepted, outcome.duplicate, pending.rejected
        )

    def settle(self) -> None:
        """Pair what waits to be paired, now."""
        while self._stays.pair_some():
            pass

    def drop_before(self, day: str, counts_before: str) -> retention.Dropped:
        """Let go of what was received before a day; see `retention.drop_before`."""
        return retention.drop_before(self._database, day, counts_before, self.now_ms())

    def held(self) -> int:
        """How many passages are held, each counted once."""
        count: int = self._passages.counts()["passages"]
        return count

    def passages(self, reveal: bool = False) -> Iterator[dict[str, object]]:
        """Every passage held, at its highest revision, ordered by site and id.

        Args:
            reveal: add who and what it was; without it there is no personal data.
        """
        for page in self._passages.pages():
            for row in page:
                yield shown(row, reveal)

    def status(self) -> dict[str, object]:
        """The hub in numbers. `passages` counts each once, voided ones among them."""
        sites, stations = self._registry.counts()
        counts: dict[str, Any] = self._passages.counts()
        last = counts["last_received_at"]
        return {
            "hub": str(self.id),
            "sites": sites,
            "stations": stations,
            **counts,
            "last_received_at": None if last is None else iso(last),
        }

    def _make_ahead(self) -> None:
        try:
            partitions.make_ahead(self._database, self.now_ms())
        except CheckpointError as error:
            logger.warning("the days ahead are not made yet: %s", error.code)


def _skew(beat: Heartbeat, now: int) -> int:
    """How far a station's clock runs ahead: as it measured both ways, where that can be."""
    skew = beat.sent - now
    if beat.offset is not None and abs(skew + beat.offset) <= _LONGEST_WAY_MS:
        return -beat.offset
    return skew
