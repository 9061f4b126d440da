"""What the gates of one site tell each other through their hub: who crossed elsewhere.

Nothing of a declaration is in it, and of a person only what tells one from another.
"""

from uuid import UUID

import msgspec

from checkpoint_app.domain.passage import Direction, Kind, Person, key_of
from checkpoint_app.wire.messages import MAX_REV, MAX_TIME

FEED_PATH = "/v1/site/feed"
MAX_FEED_ITEMS = 500
MAX_FEED_BYTES = 900_000
"""Largest page: in items, and in bytes of their JSON."""
MAX_CURSOR = 100


class FeedPerson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who crossed: what the gate calls them, and what tells them from others."""

    name: str | None = None
    id_number: str | None = None
    insurance_number: str | None = None
    qid: str | None = None
    phone: str | None = None
    birth_date: str | None = None


class FeedItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The newest revision of a crossing at another gate; `occurred_at` in ms since 1970 UTC.

    The fields are those of `checkpoint_app.wire.messages.PassageItem`, which it is read from.
    """

    id: UUID
    rev: int
    direction: Direction
    kind: Kind
    occurred_at: int
    gate: str = ""
    person: FeedPerson | None = None
    plate: str | None = None
    pass_number: str | None = None
    voided: bool = False

    @property
    def person_key(self) -> str | None:
        """What pairs it with others of the same person or vehicle."""
        told = {} if self.person is None else msgspec.structs.asdict(self.person)
        return key_of(Person(**told), self.plate, self.pass_number)

    @property
    def is_possible(self) -> bool:
        """Whether its numbers are such as a gate could have written."""
        return 1 <= self.rev <= MAX_REV and 0 <= self.occurred_at < MAX_TIME


class SiteFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the feed.

    Attributes:
        hub: whose it is; site: which site's.
        cursor: where to read on; more: whether there is more to read at once.
        wait_s: after how many seconds to ask again at the earliest; long where a site has one gate.
        lists: the revisions of the lists that the gates share, in sum: whoever holds another sum
            has something to read. None where there is nobody to share with.
    """

    hub: UUID
    site: UUID
    items: list[FeedItem]
    cursor: str
    more: bool
    wait_s: int
    lists: int | None = None
