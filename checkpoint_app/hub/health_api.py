"""Whether the hub lives and can write, what it can be asked, and its numbers."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from checkpoint_app.hub.endpoints import Answer, Call, Endpoint
from checkpoint_app.hub.metrics import METRICS_TYPE, Metrics, may_read
from checkpoint_app.hub.service import Hub
from checkpoint_app.wire.messages import Health
from checkpoint_app.wire.protocol import (
    HEALTH_PATH,
    METRICS_PATH,
    OPENAPI_PATH,
    READY_PATH,
    ProblemCode,
    Refused,
)


class HealthApi:
    """For machines that watch over the hub."""

    def __init__(self, hub: Hub, metrics: Metrics, document: Callable[[], bytes]) -> None:
        """Args: document: gives the OpenAPI document, JSON."""
        self._hub = hub
        self._metrics = metrics
        self._document = document

    def endpoints(self) -> list[Endpoint]:
        """Its places."""
        return [
            Endpoint(
                method="GET",
                path=HEALTH_PATH,
                name="health",
                about="The hub lives: it answers and tells its clock. Its store is not asked.",
                handle=self.health,
                needs=None,
                answer=Health,
            ),
            Endpoint(
                method="GET",
                path=READY_PATH,
                name="ready",
                about="The hub can take passages: its store was just written to.",
                handle=self.ready,
                needs=None,
                answer=Health,
            ),
            Endpoint(
                method="GET",
                path=OPENAPI_PATH,
                name="openapi",
                about="This document.",
                handle=self.openapi,
                needs=None,
                answer=None,
            ),
            Endpoint(
                method="GET",
                path=METRICS_PATH,
                name="metrics",
                about="The hub in numbers, for Prometheus: from this computer, or with the token "
                "that was set for it.",
                handle=self.metrics,
                needs=None,
                answer=None,
                problems=(ProblemCode.UNAUTHORISED,),
            ),
        ]

    async def health(self, _call: Call) -> Answer:
        """Alive."""
        return Health(now=self._hub.now_ms())

    async def ready(self, _call: Call) -> Answer:
        """Alive, and able to write."""
        return Health(now=await run_in_threadpool(self._hub.keeping.check))

    async def openapi(self, _call: Call) -> Answer:
        """The OpenAPI document."""
        return Response(self._document(), media_type="application/json")

    async def metrics(self, call: Call) -> Answer:
        """The numbers."""
        if not may_read(call.address, call.token, self._hub.metrics_token):
            raise Refused(ProblemCode.UNAUTHORISED)
        numbers = await run_in_threadpool(self._hub.vital_numbers)
        return Response(self._metrics.text(*numbers), headers={"Content-Type": METRICS_TYPE})
