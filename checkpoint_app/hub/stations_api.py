"""What stations ask of the hub: to join, to give in passages, to hear the bulletin."""

import asyncio
from time import perf_counter
from typing import Annotated

import msgspec
from starlette.concurrency import run_in_threadpool

from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.deliveries import Deliveries
from checkpoint_app.hub.endpoints import Answer, Call, Endpoint
from checkpoint_app.hub.metrics import Metrics
from checkpoint_app.hub.service import Hub
from checkpoint_app.wire.bulletin import BulletinAnswer, Heartbeat, HeartbeatAnswer
from checkpoint_app.wire.messages import (
    Batch,
    BatchAnswer,
    Bulletin,
    EnrolAnswer,
    EnrolRequest,
    HubIdentity,
    Short,
)
from checkpoint_app.wire.protocol import (
    BULLETIN_PATH,
    ENROL_PATH,
    HEARTBEAT_PATH,
    IDENTITY_PATH,
    MAX_BYTES,
    MAX_ENROL_BYTES,
    MAX_HEARTBEAT_BYTES,
    PASSAGES_PATH,
    ProblemCode,
)
from checkpoint_app.wire.site_feed import FEED_PATH, MAX_CURSOR, SiteFeed
from checkpoint_app.wire.site_lists import (
    LIST_ROWS_PATH,
    LISTS_PATH,
    MAX_LIST_BYTES,
    ListChange,
    ListPage,
    ListRowsQuery,
    ListTaken,
    SiteListStates,
)


class BulletinQuery(msgspec.Struct, frozen=True):
    """The revision that the station holds, empty for none; a station of before does not say."""

    held: Short | None = None


class FeedQuery(msgspec.Struct, frozen=True):
    """Where the last page ended, empty for the beginning."""

    after: Annotated[str, msgspec.Meta(max_length=MAX_CURSOR)] = ""


SMALL = 16_000
"""Bytes; judging so few passages takes less time than handing them to another thread."""


class StationsApi:
    """The stations' side of a hub."""

    def __init__(self, hub: Hub, metrics: Metrics) -> None:
        self._hub = hub
        self._metrics = metrics
        self._deliveries = Deliveries()

    def endpoints(self) -> list[Endpoint]:
        """Its places."""
        return [
            Endpoint(
                method="POST",
                path=PASSAGES_PATH,
                name="send_passages",
                about="Give in a batch of passages; each of them is answered by itself, after its "
                "commit. A passage that is refused spoils no other.",
                handle=self.take,
                needs=Permission.SEND,
                body=Batch,
                limit=MAX_BYTES,
                answer=BatchAnswer,
                problems=(
                    ProblemCode.OTHER_STATION,
                    ProblemCode.VERSION_UNKNOWN,
                    ProblemCode.TOO_MANY,
                ),
            ),
            Endpoint(
                method="POST",
                path=ENROL_PATH,
                name="enrol_station",
                about="Join with a one-time code; the answer holds the station's token.",
                handle=self.enrol,
                needs=None,
                body=EnrolRequest,
                limit=MAX_ENROL_BYTES,
                answer=EnrolAnswer,
                problems=(
                    ProblemCode.CODE_UNKNOWN,
                    ProblemCode.OTHER_SITE,
                    ProblemCode.TOO_MANY_TRIES,
                ),
            ),
            Endpoint(
                method="GET",
                path=BULLETIN_PATH,
                name="read_bulletin",
                about="Hear what the hub tells this station; asking is a sign of life.",
                handle=self.bulletin,
                needs=Permission.SEND,
                query=BulletinQuery,
                answer=Bulletin,
                other_answer=BulletinAnswer,
            ),
            Endpoint(
                method="POST",
                path=HEARTBEAT_PATH,
                name="give_sign_of_life",
                about="Tell how a station is, and what its staff has read.",
                handle=self.beat,
                needs=Permission.SEND,
                body=Heartbeat,
                limit=MAX_HEARTBEAT_BYTES,
                answer=HeartbeatAnswer,
                problems=(ProblemCode.OTHER_STATION,),
            ),
            Endpoint(
                method="GET",
                path=IDENTITY_PATH,
                name="read_identity",
                about="Who this hub is: the certificate that a code's pin is about.",
                handle=self.identity,
                needs=None,
                answer=HubIdentity,
            ),
            Endpoint(
                method="GET",
                path=FEED_PATH,
                name="read_site_feed",
                about="Hear what the other gates of the station's site crossed.",
                handle=self.site_feed,
                needs=Permission.SEND,
                query=FeedQuery,
                answer=SiteFeed,
            ),
            Endpoint(
                method="POST",
                path=LISTS_PATH,
                name="change_site_list",
                about="Change a list of the station's site: people, market cards, names to look "
                "out for, cards handed in. It is taken whole or not at all, and once.",
                handle=self.change_list,
                needs=Permission.SEND,
                body=ListChange,
                limit=MAX_LIST_BYTES,
                answer=ListTaken,
                problems=(ProblemCode.OTHER_STATION, ProblemCode.TOO_MANY),
            ),
            Endpoint(
                method="GET",
                path=LISTS_PATH,
                name="read_site_lists",
                about="Hear which lists the gates of the station's site share, and their revision.",
                handle=self.list_states,
                needs=Permission.SEND,
                answer=SiteListStates,
            ),
            Endpoint(
                method="GET",
                path=LIST_ROWS_PATH,
                name="read_site_list",
                about="Read what is new in one of these lists since the revision held.",
                handle=self.list_page,
                needs=Permission.SEND,
                query=ListRowsQuery,
                answer=ListPage,
            ),
        ]

    async def take(self, call: Call) -> Answer:
        """A batch of passages."""
        begun = perf_counter()
        if len(call.body) <= SMALL:
            pending = self._hub.receive(call.sender, call.body)
        else:
            run = asyncio.get_running_loop().run_in_executor
            pending = await run(self._hub.judging, self._hub.receive, call.sender, call.body)
        self._metrics.waiting(self._hub.waiting)
        try:
            outcome = await self._deliveries.of(pending.outcome)
        finally:
            self._metrics.waiting(self._hub.waiting)
        answer = self._hub.answer(pending, outcome)
        self._metrics.batch(
            len(answer.accepted),
            len(answer.duplicate),
            len(answer.rejected),
            perf_counter() - begun,
        )
        return answer

    async def enrol(self, call: Call) -> Answer:
        """A station joins."""
        return await run_in_threadpool(self._hub.join, call.message(EnrolRequest), call.address)

    async def bulletin(self, call: Call) -> Answer:
        """What a station is told."""
        query: BulletinQuery = call.query
        if query.held is not None:
            return await run_in_threadpool(self._hub.site_bulletin, call.sender, query.held)
        return await run_in_threadpool(self._hub.bulletin, call.sender)

    async def beat(self, call: Call) -> Answer:
        """A sign of life."""
        return await run_in_threadpool(self._hub.beat, call.sender, call.message(Heartbeat))

    async def site_feed(self, call: Call) -> Answer:
        """A page of what other gates crossed."""
        query: FeedQuery = call.query
        return await run_in_threadpool(self._hub.site_feed, call.sender, query.after)

    async def change_list(self, call: Call) -> Answer:
        """A change to a list."""
        change = call.message(ListChange)
        return await run_in_threadpool(self._hub.sharing.change_list, call.sender, change)

    async def list_states(self, call: Call) -> Answer:
        """How the lists stand."""
        return await run_in_threadpool(self._hub.sharing.list_states, call.sender)

    async def list_page(self, call: Call) -> Answer:
        """A page of a list."""
        query: ListRowsQuery = call.query
        return await run_in_threadpool(self._hub.sharing.list_page, call.sender, query)

    async def identity(self, _call: Call) -> Answer:
        """Who this hub is."""
        hub = self._hub
        return HubIdentity(hub=hub.id, certificate=hub.identity.certificate)
