"""What the hub tells its stations: notices, whom to look out for, keys, settings, a new version.

Each is for one site, all of a territory, or all. Names to look out for lie sealed in the database,
each under an id that only this hub can make of whom it is about.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from checkpoint_app import __version__
from checkpoint_app.domain.clock import Clock, day_bounds
from checkpoint_app.domain.errors import InvalidEntry, WatchListTooLong
from checkpoint_app.domain.listed import WatchEntry
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.domain.versions import newest
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.above import Above, Word
from checkpoint_app.hub.store.bulletins import BulletinStore, Stand, To
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.telling import Telling, found_items
from checkpoint_app.records.bulletins import FoundHere, NewBulletin
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.notices import NoticeKind
from checkpoint_app.security.trust import to_pem
from checkpoint_app.settings.by_hub import NAMES, typed_setting
from checkpoint_app.wire.bulletin import (
    NONE,
    BulletinAnswer,
    BulletinContent,
    FoundItem,
    NoticeItem,
    Restored,
    WatchItem,
    checksum,
)
from checkpoint_app.wire.protocol import (
    MAX_KEY,
    MAX_KEYS,
    MAX_NOTICE_TEXT,
    MAX_NOTICES,
    MAX_WATCHED,
)

MOST_WATCHED = 5_000
"""Names of one list; a site has at most those of five: its own, ward, district, city, all."""
_FORMAT = 1
_REVISION = 32  # hexadecimal digits
_LISTS_KEPT = 32
_Names = tuple[int, tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Changed:
    """What taking a list changed."""

    added: int
    changed: int
    removed: int


class Bulletins:
    """What is told, and how it stands for each site. Thread-safe.

    Attributes:
        above: what the hub above says, where there is one.
    """

    def __init__(self, database: HubDatabase, vault: Vault, hub_id: UUID, clock: Clock) -> None:
        """Args: the hub's database, open, and its key at work."""
        self._store = BulletinStore(database)
        self.above = Above(database, vault)
        self._telling = Telling(database)
        self._vault = vault
        self._hub = hub_id
        self._clock = clock
        # Opened lists by scope, each with the stamp it was read under: they are the same for many
        # sites, and most of a bulletin.
        self._opened: OrderedDict[str, _Names] = OrderedDict()
        self._lock = threading.Lock()

    # What is told

    def add_notice(
        self, to: str, text: str, kind: NoticeKind = NoticeKind.NOTICE, until: int | None = None
    ) -> UUID:
        """A notice or reminder, shown at every gate it is for until somebody acknowledges it.

        Args:
            to: a site or territory by id, code, name or path; ``all``.
            until: when it ends, ms since 1970 UTC.

        Raises:
            AddresseeUnknown, AddresseeUnclear: it is not clear for whom.
            InvalidEntry: no text, or one too long to be read at a gate.
        """
        text = tidy(text)
        if not text:
            raise InvalidEntry("notice", "missing")
        if len(text) > MAX_NOTICE_TEXT:
            raise InvalidEntry("notice", "too_long")
        addressee = self._store.addressee(to)
        return self._store.add_notice(addressee, kind.value, text, until, self._clock.now_ms())

    def tell_refused(self, site: UUID, texts: Mapping[str, str]) -> None:
        """Have a site's gates read what of theirs the hub above refuses, until it is mended.

        Args:
            texts: a notice for each, by what names it; those of before that are not among them
                are withdrawn.
        """
        told = {UUID(bytes=self._vault.digest(f"refused {name}")): text[:MAX_NOTICE_TEXT]
                for name, text in texts.items()}  # fmt: skip
        self._store.put_refused(site, told, self._clock.now_ms())

    def withdraw(self, notice: UUID) -> bool:
        """Show a notice no more; False where that was done before.

        Raises:
            NoticeUnknown: there is none of this id.
        """
        return self._store.withdraw(notice, self._clock.now_ms())

    def notices(self) -> list[dict[str, Any]]:
        """Every notice with who has acknowledged it, oldest first; times in ms since 1970 UTC."""
        return [
            {
                "id": row.id,
                "kind": row.kind,
                "to": row.site_name or row.territory_name or "all",
                "text": row.text,
                "created_at": row.created_at,
                "until": row.until,
                "withdrawn_at": row.withdrawn_at,
                "answers": [
                    {
                        "station": one.station,
                        "site": one.site_name,
                        "name": one.name,
                        "at": one.acknowledged_at,
                        "answer": one.answer,
                    }
                    for one in answers
                ],
            }
            for row, answers in self._store.notices()
        ]

    def take_watched(self, to: str, entries: Sequence[WatchEntry], *, replace: bool) -> Changed:
        """Take a list of whom to look out for.

        Args:
            to: as of `add_notice`.
            replace: in the place of what was there for the same addressee; else added to it, an
                entry about the same person in the place of the older one.

        Raises:
            AddresseeUnknown, AddresseeUnclear: it is not clear for whom.
            WatchListTooLong: more than `MOST_WATCHED` would stand there then.
        """
        addressee = self._store.addressee(to)
        coming = {self._id_of(addressee, entry): entry for entry in entries}
        sealed = self._store.watched(addressee)
        held = {item: self._vault.open(body, item.bytes) for item, body in sealed.items()}
        gone = [item for item in held if item not in coming] if replace else []
        if len(held.keys() | coming.keys()) - len(gone) > MOST_WATCHED:
            raise WatchListTooLong(most=MOST_WATCHED)
        bodies = {item: _encoded(entry) for item, entry in coming.items()}
        changed = {item: body for item, body in bodies.items() if held.get(item) != body}
        if changed or gone:
            made = self._vault.seal([(body, item.bytes) for item, body in changed.items()])
            put = {
                item: (body, _end_of(coming[item]))
                for item, body in zip(changed, made, strict=True)
            }
            self._store.change_watched(addressee, gone, put, self._clock.now_ms())
        added = sum(1 for item in changed if item not in held)
        return Changed(added, len(changed) - added, len(gone))

    def clear_watched(self, to: str) -> int:
        """Take a whole list away; how many stood on it.

        Raises:
            AddresseeUnknown, AddresseeUnclear: it is not clear whose.
        """
        return self.take_watched(to, (), replace=True).removed

    def add_key(self, name: str, content: bytes) -> None:
        """Give out a certificate, or a public key named by its key id; see `security.trust`.

        Raises:
            TrustKeyRefused: it cannot be used.
            InvalidEntry: there are too many, or it is too large.
        """
        pem = to_pem(name, content)
        if len(pem) > MAX_KEY:
            raise InvalidEntry("key", "too_long")
        held = self._store.keys()
        if name not in held and len(held) >= MAX_KEYS:
            raise InvalidEntry("key", "too_many")
        self._store.put_key(name, pem, self._clock.now_ms())

    def remove_key(self, name: str) -> None:
        """Give a key out no more.

        Raises:
            KeyUnknown: there is none of this name.
        """
        self._store.remove_key(name, self._clock.now_ms())

    def keys(self) -> list[str]:
        """The names of the keys that are given out."""
        return list(self._store.keys())

    def set_setting(self, site: UUID, name: str, text: str | None) -> object:
        """Set something at the stations of a site; None leaves it to them again.

        Returns:
            The value as it was understood.

        Raises:
            InvalidEntry: a hub may not set this, or not to this.
        """
        if name not in NAMES:
            raise InvalidEntry(name, "setting_unknown")
        value = None if text is None else msgspec.to_builtins(typed_setting(name, text))
        self._store.set_setting(site, name, value, self._clock.now_ms())
        return value

    # The bulletin

    def stand(self, site: UUID) -> tuple[int, str, Restored | None]:
        """Serial and revision of a site's bulletin, and whether the hub was put back."""
        stand = self._store.stand(site)
        text = stand.restored
        restored = None if text is None else msgspec.json.decode(text, type=Restored)
        return stand.serial, self._revision(site, stand), restored

    def note_restored(self, held_until: int) -> Restored:
        """The hub was put back to an earlier moment: stations are to tell what it lost.

        Args:
            held_until: until when what it holds is whole, ms since 1970 UTC by its own clock.
        """
        made = Restored(id=new_id(), held_until=held_until)
        self._store.note_restored(msgspec.json.encode(made).decode(), self._clock.now_ms())
        return made

    def answer(self, site: UUID, held: str) -> BulletinAnswer:
        """The bulletin of a site, or the word that it is still the one of the revision `held`."""
        stand = self._store.stand(site)
        revision, content = self._revision(site, stand), NONE
        if revision != held:
            kept = self._kept()
            known = {scope: stamp for scope, (stamp, _) in kept.items()}
            stand, told, sealed, keys = self._store.content(
                site, known, self._clock.now_ms(), MAX_NOTICES
            )
            revision = self._revision(site, stand)
            found_at, found = self._found(site, stand)
            made = BulletinContent(
                settings=_settings(stand),
                watch=[msgspec.Raw(body) for body in self._names(stand, sealed, kept)],
                notices=[msgspec.Raw(msgspec.json.encode(_notice(row))) for row in told],
                keys=keys,
                version=__version__,
                found=[msgspec.Raw(msgspec.json.encode(one)) for one in found],
                found_at=found_at,
            )
            # Read after the revision: what changed since only makes the next one differ.
            content = msgspec.Raw(msgspec.json.encode(_with(made, self.above.told(site))))
        now = self._clock.now_ms()
        return BulletinAnswer(
            now=now,
            hub=self._hub,
            site_name=stand.name,
            serial=stand.serial,
            revision=revision,
            content=content,
            sum=checksum(self._hub, now, stand.serial, revision, bytes(content)),
        )

    def take_from_above(self, new: NewBulletin) -> bool:
        """Tell the gates what the hub above says; False where something later is told."""
        return self._store.take_from_above(self.above, new, self._clock.now_ms())

    def _revision(self, site: UUID, stand: Stand) -> str:
        """A name for what a site is told; it changes when, and only when, that may have changed."""
        told: tuple[Any, ...] = (
            _FORMAT,
            __version__,
            self._hub,
            site,
            stand.capacity,
            sorted(stand.settings.items()),
            [(to.scope, stand.stamps.get(to.scope, 0)) for to in stand.scopes],
        )
        at, found = self._found(site, stand)
        if found:  # of nearly all sites nothing, and a report is none of their business
            told += (at, found)
        return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:_REVISION]

    def _found(self, site: UUID, stand: Stand) -> tuple[int | None, list[FoundItem]]:
        at, items = self._telling.of(site, stand.reported)
        return at, [] if at is None else found_items(items, at)

    def _names(
        self,
        stand: Stand,
        sealed: Mapping[str, Mapping[UUID, bytes]],
        kept: Mapping[str, _Names],
    ) -> Iterable[bytes]:
        """The watched names that concern a site, each as JSON; those kept need no opening."""
        for to in stand.scopes:
            stamp = stand.stamps.get(to.scope, 0)
            if to.scope in sealed:
                bodies = tuple(
                    self._vault.open(body, item.bytes) for item, body in sealed[to.scope].items()
                )
                self._keep(to.scope, (stamp, bodies))
            else:
                bodies = kept[to.scope][1]
            yield from bodies

    def _kept(self) -> dict[str, _Names]:
        with self._lock:
            return dict(self._opened)

    def _keep(self, scope: str, names: _Names) -> None:
        with self._lock:
            self._opened[scope] = names
            self._opened.move_to_end(scope)
            while len(self._opened) > _LISTS_KEPT:
                self._opened.popitem(last=False)

    def _id_of(self, to: To, entry: WatchEntry) -> UUID:
        """The same person on the same list has the same id, which tells nothing of them."""
        who = (fold(entry.name or ""), entry.id_number, entry.phone, entry.plate)
        said = msgspec.json.encode((to.scope, who)).decode()
        return UUID(bytes=self._vault.digest(f"watched {said}"))


def _encoded(entry: WatchEntry) -> bytes:
    return msgspec.json.encode(
        WatchItem(
            instruction=entry.instruction,
            name=entry.name,
            id_number=entry.id_number,
            phone=entry.phone,
            plate=entry.plate,
            until=entry.until.isoformat() if entry.until else None,
        )
    )


def _end_of(entry: WatchEntry) -> int | None:
    """When the last day of an entry is over, ms since 1970 UTC."""
    if entry.until is None:
        return None
    return day_bounds(entry.until.isoformat())[1]


def _settings(stand: Stand) -> dict[str, msgspec.Raw]:
    told = dict(stand.settings)
    if stand.capacity is not None:
        told["capacity"] = stand.capacity
    return _raw(told)


def _raw(settings: Mapping[str, Any]) -> dict[str, msgspec.Raw]:
    return {name: msgspec.Raw(msgspec.json.encode(value)) for name, value in settings.items()}


def _with(own: BulletinContent, above: Word | None) -> BulletinContent:
    """A content with what the hub above says, which goes before the own."""
    if above is None:
        return own
    found = above.found
    return msgspec.structs.replace(
        own,
        settings=own.settings | _raw(above.settings),
        watch=[*own.watch, *(msgspec.Raw(_encoded(entry)) for entry in above.watch)][:MAX_WATCHED],
        keys=dict(list((above.keys | own.keys | above.keys).items())[:MAX_KEYS]),
        version=newest(own.version, above.version),
        # A site's own hub knows no kin: where the one above has looked, that is what counts.
        found=own.found if found.at is None else _raw_found(found),
        found_at=own.found_at if found.at is None else found.at,
    )


def _raw_found(found: FoundHere) -> list[msgspec.Raw]:
    return [msgspec.Raw(msgspec.json.encode(one)) for one in found.items]


def _notice(row: Any) -> NoticeItem:
    return NoticeItem(
        id=row.id, kind=row.kind, text=row.text, created_at=row.created_at, until=row.until
    )
