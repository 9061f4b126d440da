"""What stations are told, by site, by territory or all; and when each of that last changed.

Every change leaves a stamp under the name of whom it concerns, so that a site whose stamps are as
they were is told nothing new, without a look at what the bulletin holds.
"""

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update

from checkpoint_app.domain.errors import (
    AddresseeUnclear,
    AddresseeUnknown,
    KeyUnknown,
    NoticeUnknown,
)
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.hub.store.above import Above
from checkpoint_app.hub.store.database import HubDatabase, is_postgres, upsert
from checkpoint_app.hub.store.shared_lists import read_anew
from checkpoint_app.hub.store.tables import (
    notice,
    notice_answer,
    setting,
    signing_key,
    site,
    station,
    territory,
    watched,
)
from checkpoint_app.records.bulletins import NewBulletin
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.notices import NoticeKind

ALL_WORDS = frozenset({"all", "tat ca"})
_LAST = "bulletin"
REPORTED = f"{_LAST} reported"
"""The name under which it is kept when the last report changed."""
RESTORED = "restored"
"""The name under which it is kept that the hub was put back."""
_DEEPEST = 8
REFUSED = 2
"""Of a notice: this hub made it itself, about what the hub above refuses; 1: that one gave it."""


@dataclass(frozen=True, slots=True)
class To:
    """Whom something is for: one site, all of a territory, or all where both are None."""

    site: UUID | None = None
    territory: UUID | None = None
    name: str = ""

    @property
    def scope(self) -> str:
        """The name its stamp is kept under."""
        if self.site is not None:
            return f"{_LAST} site {self.site.hex}"
        if self.territory is not None:
            return f"{_LAST} territory {self.territory.hex}"
        return f"{_LAST} all"


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides whether a site is told something new.

    Attributes:
        serial: the newest stamp of the hub; stamps: those that concern the site, by scope.
        reported: when the last report changed, 0 for never.
        scopes: whom it belongs to, itself first.
        restored: that the hub was put back, as it is kept; None for never.
    """

    serial: int
    stamps: Mapping[str, int]
    scopes: tuple[To, ...]
    name: str
    capacity: int | None
    settings: Mapping[str, Any]
    restored: str | None
    reported: int


class BulletinStore:
    """Notices, watched names, keys and settings, and who has acknowledged what."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def addressee(self, text: str) -> To:
        """Whom somebody means: all, or a site or territory by id, code, name or path.

        Raises:
            AddresseeUnknown, AddresseeUnclear: nobody, or more than one.
        """
        words = tidy(text)
        if fold(words) in ALL_WORDS:
            return To(name="all")
        with self._database.read() as connection:
            found = [
                *(
                    To(site=row.id, name=row.name)
                    for row in connection.execute(_meant(site, words))
                ),
                *(
                    To(territory=row.id, name=row.name)
                    for row in connection.execute(_meant(territory, words))
                ),
            ]
        if not found:
            raise AddresseeUnknown(addressee=words)
        if len(found) > 1:
            raise AddresseeUnclear(addressee=words, count=len(found))
        return found[0]

    def stand(self, site_id: UUID) -> Stand:
        """How the bulletin of a site stands."""
        with self._database.read() as connection:
            return _stand(connection, site_id)

    def note_restored(self, text: str, now: int) -> None:
        """Keep that the hub was put back; every bulletin counts as later than those before."""
        with self._database.write() as connection:
            touch(connection, To(name="all"), now)
            read_anew(connection, now)
            connection.execute(
                upsert(connection, setting)
                .values(name=RESTORED, value=text)
                .on_conflict_do_update(index_elements=[setting.c.name], set_={"value": text})
            )

    def take_from_above(self, above: Above, new: NewBulletin, now: int) -> bool:
        """Put the bulletin of the hub above in force; False where a later one is."""
        with self._database.write() as connection:
            site_id = above.apply(connection, new, now)
            if site_id is not None:
                touch(connection, To(site=site_id), now)
        return site_id is not None

    # Notices

    def add_notice(self, to: To, kind: str, text: str, until: int | None, now: int) -> UUID:
        """A new notice; times are ms since 1970 UTC."""
        made = new_id()
        with self._database.write() as connection:
            connection.execute(
                insert(notice).values(
                    id=made,
                    kind=kind,
                    site=to.site,
                    territory=to.territory,
                    text=text,
                    created_at=now,
                    until=until,
                )
            )
            touch(connection, to, now)
        return made

    def put_refused(self, site_id: UUID, texts: Mapping[UUID, str], now: int) -> None:
        """The notices of a site about what the hub above refuses, and no others of that kind."""
        told = (notice.c.site == site_id) & (notice.c.from_above == REFUSED)
        with self._database.write() as connection:
            held = set(connection.scalars(select(notice.c.id).where(told)))
            open_ = set(
                connection.scalars(select(notice.c.id).where(told, notice.c.withdrawn_at.is_(None)))
            )
            if open_ == texts.keys():
                return
            over = open_ - texts.keys()
            connection.execute(update(notice).where(notice.c.id.in_(over)).values(withdrawn_at=now))
            connection.execute(
                update(notice).where(notice.c.id.in_(texts.keys() & held)).values(withdrawn_at=None)
            )
            new = [
                {
                    "id": item,
                    "kind": NoticeKind.NOTICE.value,
                    "site": site_id,
                    "text": text,
                    "created_at": now,
                    "from_above": REFUSED,
                }
                for item, text in texts.items()
                if item not in held
            ]
            if new:
                connection.execute(insert(notice), new)
            touch(connection, To(site=site_id), now)

    def withdraw(self, notice_id: UUID, now: int) -> bool:
        """Show a notice no more; False where that was done before.

        Raises:
            NoticeUnknown: there is none of this id.
        """
        with self._database.write() as connection:
            row = connection.execute(select(notice).where(notice.c.id == notice_id)).one_or_none()
            if row is None:
                raise NoticeUnknown(notice=str(notice_id))
            if row.withdrawn_at is not None:
                return False
            connection.execute(
                update(notice).where(notice.c.id == notice_id).values(withdrawn_at=now)
            )
            touch(connection, To(row.site, row.territory), now)
        return True

    def notices(self) -> list[tuple[Row[Any], list[Row[Any]]]]:
        """Every notice with the names of whom it is for, oldest first, and what was said to it."""
        query = (
            select(notice, site.c.name.label("site_name"), territory.c.name.label("territory_name"))
            .outerjoin(site, site.c.id == notice.c.site)
            .outerjoin(territory, territory.c.id == notice.c.territory)
            .order_by(notice.c.created_at, notice.c.id)
        )
        said = (
            select(notice_answer, station.c.name, site.c.name.label("site_name"))
            .outerjoin(station, station.c.id == notice_answer.c.station)
            .outerjoin(site, site.c.id == station.c.site)
            .order_by(notice_answer.c.acknowledged_at, notice_answer.c.station)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            answers: dict[UUID, list[Row[Any]]] = {}
            for row in connection.execute(said):
                answers.setdefault(row.notice, []).append(row)
        return [(row, answers.get(row.id, [])) for row in rows]

    # Watched names

    def watched(self, to: To) -> dict[UUID, bytes]:
        """The sealed entries of one addressee, by id."""
        with self._database.read() as connection:
            return _watched(connection, to)

    def change_watched(
        self,
        to: To,
        gone: Sequence[UUID],
        put: Mapping[UUID, tuple[bytes, int | None]],
        now: int,
    ) -> None:
        """Take entries away and put others, sealed and with their ends, in one transaction."""
        with self._database.write() as connection:
            for item in gone:
                connection.execute(delete(watched).where(watched.c.id == item))
            rows = [
                {
                    "id": item,
                    "site": to.site,
                    "territory": to.territory,
                    "body": body,
                    "until": until,
                    "added_at": now,
                }
                for item, (body, until) in put.items()
            ]
            if rows:
                statement = upsert(connection, watched)
                new = statement.excluded
                connection.execute(
                    statement.on_conflict_do_update(
                        index_elements=[watched.c.id],
                        set_={"body": new.body, "until": new.until, "added_at": new.added_at},
                    ),
                    rows,
                )
            touch(connection, to, now)

    # Keys and settings

    def put_key(self, name: str, pem: str, now: int) -> None:
        """Give out a key, in the place of one of this name."""
        with self._database.write() as connection:
            values = {"pem": pem, "added_at": now}
            connection.execute(
                upsert(connection, signing_key)
                .values(name=name, **values)
                .on_conflict_do_update(index_elements=[signing_key.c.name], set_=values)
            )
            touch(connection, To(), now)

    def remove_key(self, name: str, now: int) -> None:
        """Give a key out no more.

        Raises:
            KeyUnknown: there is none of this name.
        """
        with self._database.write() as connection:
            if not connection.execute(
                delete(signing_key).where(signing_key.c.name == name)
            ).rowcount:
                raise KeyUnknown(name=name)
            touch(connection, To(), now)

    def keys(self) -> dict[str, str]:
        """The keys that are given out: PEM by name."""
        with self._database.read() as connection:
            return _keys(connection)

    def set_setting(self, site_id: UUID, name: str, value: object, now: int) -> None:
        """Set something at a site, or leave it to the site again where the value is None."""
        with self._database.write() as connection:
            if name == "capacity":
                changed: dict[str, object] = {"capacity": value}
            else:
                query = select(site.c.settings).where(site.c.id == site_id).with_for_update()
                held = json.loads(connection.scalar(query) or "{}")
                held.pop(name, None)
                if value is not None:
                    held[name] = value
                changed = {"settings": json.dumps(held, ensure_ascii=False, sort_keys=True)}
            connection.execute(update(site).where(site.c.id == site_id).values(**changed))
            touch(connection, To(site=site_id), now)

    # The bulletin itself

    def content(
        self, site_id: UUID, known: Mapping[str, int], now: int, most_notices: int
    ) -> tuple[Stand, list[Row[Any]], dict[str, dict[UUID, bytes]], dict[str, str]]:
        """What a site is told, as of one moment.

        Args:
            known: scopes whose watched names as of a stamp need not be read again.
            now: ms since 1970 UTC; what has ended is left out.

        Returns:
            How it stands; the notices, oldest first; the sealed watched names by scope, where not
            known; the keys.
        """
        with self._database.read() as connection:
            stand = _stand(connection, site_id)
            theirs = or_(*(_for(notice, to) for to in stand.scopes))
            newest = (
                select(notice)
                .where(
                    theirs,
                    notice.c.withdrawn_at.is_(None),
                    or_(notice.c.until.is_(None), notice.c.until > now),
                )
                .order_by(notice.c.created_at.desc(), notice.c.id.desc())
                .limit(most_notices)
            )
            told = list(reversed(connection.execute(newest).all()))
            names = {
                to.scope: _watched(connection, to)
                for to in stand.scopes
                if known.get(to.scope) != stand.stamps.get(to.scope, 0)
            }
            return stand, told, names, _keys(connection)


def _meant(table: Any, words: str) -> Select[Any]:
    """The rows of sites or territories that these words may mean."""
    ways = [table.c.name_fold == fold(words), table.c.code == words]
    with contextlib.suppress(ValueError):  # no id, so it can only be a name
        ways.append(table.c.id == UUID(words))
    if table is territory:
        parts = [fold(part) for part in words.split("/")]
        ways.append(table.c.path == "".join(f"{part}/" for part in parts if part))
    return select(table.c.id, table.c.name).where(or_(*ways)).limit(_DEEPEST)


def _for(table: Any, to: To) -> Any:
    if to.site is not None:
        return table.c.site == to.site
    if to.territory is not None:
        return table.c.territory == to.territory
    return table.c.site.is_(None) & table.c.territory.is_(None)


def _watched(connection: Connection, to: To) -> dict[UUID, bytes]:
    query = select(watched.c.id, watched.c.body).where(_for(watched, to)).order_by(watched.c.id)
    return {row.id: bytes(row.body) for row in connection.execute(query)}


def _keys(connection: Connection) -> dict[str, str]:
    query = select(signing_key.c.name, signing_key.c.pem).order_by(signing_key.c.name)
    return {row.name: row.pem for row in connection.execute(query)}


def _stand(connection: Connection, site_id: UUID) -> Stand:
    row = connection.execute(
        select(site.c.name, site.c.capacity, site.c.settings, site.c.territory).where(
            site.c.id == site_id
        )
    ).one()
    scopes = [To(site=site_id), *_territories(connection, row.territory), To()]
    query = select(setting.c.name, setting.c.value).where(
        setting.c.name.in_([_LAST, REPORTED, RESTORED, *(to.scope for to in scopes)])
    )
    texts: dict[str, str] = {row.name: row.value for row in connection.execute(query)}
    restored = texts.pop(RESTORED, None)
    stamps = {name: int(text) for name, text in texts.items()}
    return Stand(
        serial=stamps.pop(_LAST, 0),
        stamps=stamps,
        scopes=tuple(scopes),
        name=row.name,
        capacity=row.capacity,
        settings=json.loads(row.settings),
        restored=restored,
        reported=stamps.pop(REPORTED, 0),
    )


def _territories(connection: Connection, lowest: UUID | None) -> list[To]:
    """A territory and all above it."""
    if lowest is None:
        return []
    own = (
        select(territory.c.id, territory.c.parent)
        .where(territory.c.id == lowest)
        .cte("above", recursive=True)
    )
    above = own.union(
        select(territory.c.id, territory.c.parent).join(own, territory.c.id == own.c.parent)
    )
    found = connection.scalars(select(above.c.id).order_by(above.c.id)).all()
    return [To(territory=item) for item in found]


def touch(connection: Connection, to: To, now: int) -> None:
    """Leave a stamp for whom something concerns."""
    stamp(connection, to.scope, now)


def stamp(connection: Connection, scope: str, now: int) -> None:
    """Leave a stamp: a moment, and always later than any before, whatever the clock does."""
    held = select(setting.c.value).where(setting.c.name == _LAST)
    if is_postgres(connection):
        # Its row may not be there yet, and two may change something at once.
        connection.execute(
            upsert(connection, setting).values(name=_LAST, value="0").on_conflict_do_nothing()
        )
        held = held.with_for_update()
    left = str(max(now, int(connection.scalar(held) or 0) + 1))
    for name in (_LAST, scope):
        connection.execute(
            upsert(connection, setting)
            .values(name=name, value=left)
            .on_conflict_do_update(index_elements=[setting.c.name], set_={"value": left})
        )
