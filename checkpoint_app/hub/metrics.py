"""The hub in numbers for Prometheus. Nobody's name or number is in them, nor any site's.

Where several processes are one hub, each writes its own to a folder that the environment names, and
whichever is asked adds them up.
"""

import hmac
import ipaddress
import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from checkpoint_app.wire.protocol import ProblemCode

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""prometheus_client's own; it is read when that is loaded."""
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)


class Metrics:
    """The numbers of one hub. Thread-safe."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._passages = Counter(
            "checkpoint_passages",
            "Passages that stations sent, by what became of them.",
            ["outcome"],
            registry=self._registry,
        )
        self._sizes = Histogram(
            "checkpoint_batch_passages",
            "Passages in a batch.",
            buckets=_SIZES,
            registry=self._registry,
        )
        self._durable = Histogram(
            "checkpoint_durable_seconds",
            "From a batch that was read to its commit.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._requests = Counter(
            "checkpoint_requests",
            "Requests, by place and status.",
            ["endpoint", "status"],
            registry=self._registry,
        )
        self._refused = Counter(
            "checkpoint_refused",
            "Requests that were refused, by reason; login_wrong are wrong passwords.",
            ["code"],
            registry=self._registry,
        )
        self._waiting = Gauge(
            "checkpoint_waiting_passages",
            "Passages received and not durable yet.",
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        self._seen = Gauge(
            "checkpoint_stations_seen",
            "Stations heard of within the last quarter of an hour.",
            registry=self._registry,
            multiprocess_mode="mostrecent",
        )
        self._stations = Gauge(
            "checkpoint_stations",
            "Stations that ever joined.",
            registry=self._registry,
            multiprocess_mode="mostrecent",
        )
        for code in (ProblemCode.LOGIN_WRONG, ProblemCode.UNAUTHORISED, ProblemCode.BUSY):
            self._refused.labels(code.value)
        self._by_outcome = [
            self._passages.labels(outcome) for outcome in ("accepted", "duplicate", "rejected")
        ]

    def batch(self, accepted: int, duplicate: int, rejected: int, seconds: float) -> None:
        """A batch is durable."""
        for counter, count in zip(self._by_outcome, (accepted, duplicate, rejected), strict=True):
            counter.inc(count)
        self._sizes.observe(accepted + duplicate + rejected)
        self._durable.observe(seconds)

    def waiting(self, passages: int) -> None:
        """So many passages of this process wait for their commit."""
        self._waiting.set(passages)

    def request(self, endpoint: str, status: int, refused: ProblemCode | None) -> None:
        """A request is answered."""
        self._requests.labels(endpoint, str(status)).inc()
        if refused is not None:
            self._refused.labels(refused.value).inc()

    def text(self, waiting: int, seen: int, stations: int) -> bytes:
        """All numbers in Prometheus's text format, those of all processes of this hub.

        Args:
            waiting: passages that wait for their commit here; seen: stations heard of lately.
        """
        self._waiting.set(waiting)
        self._seen.set(seen)
        self._stations.set(stations)
        registry = self._registry
        if METRICS_FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it has no types
        return generate_latest(registry)


def forget(folder: Path, process: int) -> None:
    """Count what a process that has ended was about no more; what it had done still counts."""
    mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call]  # it has no types


def may_read(address: str, token: str, wanted: str) -> bool:
    """Whether somebody may see the numbers: from this computer, or with the token that was set.

    Args:
        wanted: the token, "" where none was set: then nobody comes from elsewhere.
    """
    if wanted and hmac.compare_digest(token.encode(), wanted.encode()):
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
