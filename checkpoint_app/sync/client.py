"""The hub as the engine sees it: a batch goes out, a sound answer or a cause comes back."""

import gzip
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar
from urllib.parse import urlencode
from uuid import UUID, uuid4

import msgspec

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.listed import SharedKind
from checkpoint_app.records.shared_lists import Change
from checkpoint_app.sync.causes import BatchRefused, SyncCause, SyncFailure
from checkpoint_app.sync.http import CONNECT_S, STALL_S, HubHttp, HubRefusal
from checkpoint_app.wire.answers import is_sound
from checkpoint_app.wire.bulletin import BulletinAnswer, Heartbeat, HeartbeatAnswer
from checkpoint_app.wire.messages import BatchAnswer, Bulletin
from checkpoint_app.wire.packing import pack_batch
from checkpoint_app.wire.protocol import (
    BULLETIN_PATH,
    HEARTBEAT_PATH,
    HELD,
    MAX_BULLETIN_BYTES,
    PASSAGES_PATH,
    ProblemCode,
)
from checkpoint_app.wire.site_feed import FEED_PATH, SiteFeed
from checkpoint_app.wire.site_lists import (
    LIST_ROWS_PATH,
    LISTS_PATH,
    ListChange,
    ListPage,
    ListTaken,
    SiteListStates,
    encode_row,
)

_Said = TypeVar("_Said")
_BATCH_REFUSED = {400, 413, 422}
_NO_BEAT = {400, 404, 405, 413, 422, 500}
"""What a hub answers to a sign of life that it does not know, or stumbles over."""
_CAUSES = {
    401: SyncCause.UNAUTHORISED,
    403: SyncCause.UNAUTHORISED,
    408: SyncCause.NO_ANSWER,
    409: SyncCause.HUB_OTHER_VERSION,
    429: SyncCause.HUB_BUSY,
    503: SyncCause.HUB_BUSY,
}


class HubClient:
    """One station's line to its hub. Not thread-safe: one sender at a time."""

    def __init__(
        self,
        url: str,
        token: str,
        station: UUID,
        clock: Clock,
        *,
        on_clock: Callable[[int, float], None] = lambda _now_ms, _uncertainty_ms: None,
        authority: str | None = None,
        allow_plain: bool = False,
        connect_s: float = CONNECT_S,
        stall_s: float = STALL_S,
    ) -> None:
        """Prepare; nothing is sent yet. Arguments and errors as of `HubHttp`.

        Args:
            on_clock: told what the hub's clock shows, ms since 1970 UTC, with each sound answer,
                and how far off that may be, in ms.

        Raises:
            HubUrlRefused: the address is neither https nor this computer.
        """
        self._station = station
        self._clock = clock
        self._on_clock = on_clock
        self._http = HubHttp(
            url,
            clock,
            token=token,
            authority=authority,
            allow_plain=allow_plain,
            connect_s=connect_s,
            stall_s=stall_s,
        )

    def close(self) -> None:
        """Drop the connections."""
        self._http.close()

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        """Send encoded passages and return the hub's word on them.

        Raises:
            BatchRefused: the hub refuses the batch as a whole.
            SyncFailure: there is no word on any of them.
        """
        batch = uuid4()
        body = pack_batch(self._station, batch, self._clock.now_ms(), items)
        asked = self._clock.monotonic()
        try:
            answer = self._http.post(PASSAGES_PATH, body, BatchAnswer, gzipped=True)
        except HubRefusal as refusal:
            if refusal.status in _BATCH_REFUSED:
                raise BatchRefused(refusal.code) from refusal
            _fail(refusal)
        if not is_sound(answer, batch):
            raise SyncFailure(SyncCause.ANSWER_DAMAGED)
        self._hear(answer.now, asked)
        return answer

    def beat(self, beat: Heartbeat) -> HeartbeatAnswer | None:
        """Give a sign of life and hear the hub's; None from a hub that cannot take it.

        Raises:
            SyncFailure: no answer, or not the hub's.
        """
        asked = self._clock.monotonic()
        body = msgspec.json.encode(beat)
        try:
            said = self._http.post(HEARTBEAT_PATH, body, HeartbeatAnswer, gzipped=False)
        except HubRefusal as refusal:
            if refusal.status in _NO_BEAT:
                return None
            _fail(refusal)
        self._hear(said.now, asked)
        return said

    def fetch(self, held: str) -> BulletinAnswer:
        """The bulletin, or the word that it is still the one of this revision; not checked yet.

        Raises:
            SyncFailure: no answer, or not the hub's, or not whole.
        """
        path = f"{BULLETIN_PATH}?{urlencode({HELD: held})}"
        try:
            return self._http.get(path, BulletinAnswer, most=MAX_BULLETIN_BYTES)
        except HubRefusal as refusal:
            _fail(refusal)

    def bulletin(self) -> Bulletin:
        """Ask how the hub is, in the words that every version of it knows.

        Raises:
            SyncFailure: no answer, or not the hub's.
        """
        asked = self._clock.monotonic()
        try:
            said = self._http.get(BULLETIN_PATH, Bulletin)
        except HubRefusal as refusal:
            _fail(refusal)
        self._hear(said.now, asked)
        return said

    def site_feed(self, cursor: str) -> SiteFeed:
        """Ask what the other gates of the site crossed since a cursor; "" for all there is.

        Raises:
            SyncFailure: no answer, or not the hub's.
        """
        return self._ask(f"{FEED_PATH}?{urlencode({'after': cursor})}", SiteFeed)

    def change_list(self, change: Change) -> ListTaken:
        """Tell the hub a change to a list of the site.

        Raises:
            BatchRefused: the hub never takes it as it is.
            SyncFailure: no answer, or not the hub's.
        """
        message = ListChange(
            id=change.id,
            station=self._station,
            kind=change.kind,
            way=change.way,
            rows=[msgspec.Raw(encode_row(row)) for row in change.rows],
            keys=list(change.keys),
            revision=change.revision,
        )
        body = gzip.compress(msgspec.json.encode(message), mtime=0)
        try:
            taken = self._http.post(LISTS_PATH, body, ListTaken, gzipped=True)
        except HubRefusal as refusal:
            if refusal.status in _BATCH_REFUSED:
                raise BatchRefused(refusal.code) from refusal
            _fail(refusal)
        if taken.id != change.id:
            raise SyncFailure(SyncCause.ANSWER_DAMAGED)
        return taken

    def list_states(self) -> SiteListStates:
        """Ask how the lists of the site stand.

        Raises:
            SyncFailure: no answer, or not the hub's.
        """
        return self._ask(LISTS_PATH, SiteListStates)

    def list_page(self, kind: SharedKind, held: int, after: str) -> ListPage:
        """Ask for what a list holds beyond a revision; see `ListRowsQuery`.

        Raises:
            SyncFailure: no answer, or not the hub's.
        """
        words = urlencode({"kind": kind.value, "held": held, "after": after})
        return self._ask(f"{LIST_ROWS_PATH}?{words}", ListPage)

    def _ask(self, path: str, kind: type[_Said]) -> _Said:
        try:
            return self._http.get(path, kind)
        except HubRefusal as refusal:
            _fail(refusal)

    def _hear(self, hub_now_ms: int, asked: float) -> None:
        """The hub spoke between the question and now: in the middle, give or take the half."""
        half_ms = (self._clock.monotonic() - asked) * 500
        self._on_clock(hub_now_ms + round(half_ms), half_ms)


def _fail(refusal: HubRefusal) -> NoReturn:
    cause = _CAUSES.get(refusal.status, SyncCause.HUB_ERROR)
    if refusal.code == ProblemCode.REVOKED:
        cause = SyncCause.REVOKED
    raise SyncFailure(cause, refusal.retry_after_s) from refusal
