"""Tracing: who met whom, with a reason, before two people where the hub asks for that.

What is asked for is looked up as digests; the numbers themselves are nowhere in the hub's columns,
nor in its log. Who somebody is comes out of the sealed message in which they were seen last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from checkpoint_app.domain import fields
from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.hub_errors import ReasonMissing, SecondMissing
from checkpoint_app.domain.text import tidy
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.access import AccessLog, Action
from checkpoint_app.hub.store.contacts import Contacts, Met
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.settings import Settings
from checkpoint_app.wire.messages import PassageItem
from checkpoint_app.wire.validation import check_item

LONGEST_MS = 60 * 86_400_000
MOST, USUAL = 5_000, 50
"""Contacts in one answer, at most and where nobody says how many."""
_FOUR_EYES = "trace_four_eyes"
_MINUTE_MS = 60_000
_KINDS = ("id", "qid", "bhyt", "card")


@dataclass(frozen=True, slots=True)
class Wish:
    """A trace that somebody asks for.

    Attributes:
        words: an ID, insurance or phone number, a plate or card, whole; or the key of a contact of
            an earlier trace, for the second hop.
        since, until: the window, ms since 1970 UTC.
        account, second: who asks, and who agrees; None for the hub's command line.
    """

    words: str
    since: int
    until: int
    reason: str
    account: UUID | None = None
    second: UUID | None = None
    limit: int = USUAL


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who was there at the same time.

    Attributes:
        key: names them for the second hop; nobody is known by it outside this hub.
        person: as far as their last message says; None where it is gone.
        by_site: minutes together, by the site's name.
    """

    key: str
    minutes: float
    meetings: int
    first_at: int
    last_at: int
    by_site: dict[str, float]
    person: dict[str, Any] | None
    plate: str | None


@dataclass(frozen=True, slots=True)
class Traced:
    """What a trace found.

    Attributes:
        subjects: how many people fit the words.
        stays: where they were: site, name, since, until.
        total: how many contacts there are; `contacts` holds the first of them.
    """

    subjects: int
    stays: list[tuple[UUID, str, int, int]]
    total: int
    contacts: list[Contact]


class Tracing:
    """Traces at a hub. Thread-safe."""

    def __init__(
        self, database: HubDatabase, vault: Vault, clock: Clock, access: AccessLog
    ) -> None:
        """Args: the hub's database, open; its key at work; where each trace is written down."""
        self._contacts = Contacts(database)
        self._vault = vault
        self._clock = clock
        self._access = access
        self._settings = Settings(database)

    @property
    def four_eyes(self) -> bool:
        """Whether two people are needed."""
        return self._settings.get(_FOUR_EYES) == "1"

    def set_four_eyes(self, needed: bool) -> None:
        """Ask two people for each trace, or one."""
        self._settings.put(_FOUR_EYES, str(int(needed)))

    def trace(self, wish: Wish) -> Traced:
        """Everybody who was where somebody was, while they were there, longest together first.

        Raises:
            ReasonMissing: no reason is given.
            SecondMissing: two people are needed, and there are not two.
            InvalidEntry: the window is empty, or far too long.
        """
        reason = tidy(wish.reason)
        if not reason:
            raise ReasonMissing
        if self.four_eyes and (wish.second is None or wish.second == wish.account):
            raise SecondMissing
        if not 0 < wish.until - wish.since <= LONGEST_MS:
            raise InvalidEntry("until", "window")
        people = self._people(wish.words)
        # Written down first: what is told is accounted for, whatever happens meanwhile.
        self._access.note(
            Action.TRACE,
            wish.account,
            subject=",".join(person.hex()[:16] for person in people[:4]) or None,
            reason=reason,
            second=wish.second,
            items=len(people),
        )
        spans = self._contacts.spans(people, wish.since, min(wish.until, self._clock.now_ms()))
        met = self._contacts.met(people, spans)
        some = met[: min(wish.limit, MOST)]
        sites = {site for site, _, _ in spans} | {site for one in some for site in one.by_site}
        names = self._contacts.site_names(sorted(sites)) if sites else {}
        return Traced(
            len(people),
            [(site, names.get(site, ""), begin, end) for site, begin, end in spans],
            len(met),
            [
                _contact(one, names, item)
                for one, item in zip(some, self._last_words(some), strict=True)
            ],
        )

    def _people(self, words: str) -> list[bytes]:
        words = tidy(words)
        try:
            key = bytes.fromhex(words)
        except ValueError:
            key = b""
        if len(key) == 16 and (known := self._contacts.people([key])):
            return known
        bare = "".join(words.split())
        said = {f"{kind}:{one}" for kind in _KINDS for one in (words, bare)}
        phone, plate = fields.phone(words)[0], fields.plate(words)[0]
        said |= {f"tel:{phone}"} if phone else set()
        said |= {f"plate:{one}" for one in (plate, bare) if one}
        return self._contacts.people([self._vault.digest(one) for one in sorted(said)])

    def _last_words(self, some: Sequence[Met]) -> list[PassageItem | None]:
        """What their last message says of them."""
        where = [_where(one) for one in some]
        found: list[PassageItem | None] = []
        for (site, item), body in zip(where, self._contacts.messages(where), strict=True):
            read = body and check_item(self._vault.open(body, site.bytes + item.bytes), 0)
            found.append(read if isinstance(read, PassageItem) else None)
        return found


def _where(met: Met) -> tuple[UUID, UUID]:
    assert met.seen is not None
    site, item = met.seen
    return site, item if isinstance(item, UUID) else UUID(bytes=item)


def _contact(met: Met, names: dict[UUID, str], item: PassageItem | None) -> Contact:
    return Contact(
        met.person.hex(),
        round(met.overlap_ms / _MINUTE_MS, 1),
        met.meetings,
        met.first_at,
        met.last_at,
        {names.get(site, ""): round(ms / _MINUTE_MS, 1) for site, ms in met.by_site.items()},
        None if item is None or item.person is None else msgspec.to_builtins(item.person),
        None if item is None else item.plate,
    )
