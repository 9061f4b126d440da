"""Why sending does not go on: each cause stops all, once, until the next try."""

from enum import StrEnum


class SyncCause(StrEnum):
    """What stands between the outbox and the hub."""

    NOT_ENROLLED = "not_enrolled"
    NO_NETWORK = "no_network"  # no connection: network down, name unknown, hub not running
    NO_ANSWER = "no_answer"  # connected, but the answer stalls or breaks off
    TLS = "tls"  # no trusted certificate: often a wrong clock, or a login page in between
    CAPTIVE_PORTAL = "captive_portal"  # the network wants a login
    NOT_THE_HUB = "not_the_hub"  # somebody else answers at this address
    ANSWER_DAMAGED = "answer_damaged"  # the hub's answer did not arrive whole
    UNAUTHORISED = "unauthorised"  # the hub does not know this station any more
    HUB_OTHER_VERSION = "hub_other_version"  # the hub speaks another version of the protocol
    HUB_BUSY = "hub_busy"  # the hub asks for patience
    HUB_ERROR = "hub_error"  # the hub has a fault
    STORE_FAILED = "store_failed"  # this station's own store cannot be read or written
    PROGRAM_ERROR = "program_error"


class SyncFailure(Exception):
    """A try that brought no word on any passage.

    Attributes:
        cause: why; retry_after_s: how long the hub asks to wait, where it does.
    """

    def __init__(self, cause: SyncCause, retry_after_s: int | None = None) -> None:
        super().__init__(cause.value)
        self.cause = cause
        self.retry_after_s = retry_after_s


class BatchRefused(Exception):
    """The hub refuses a batch as a whole: one of its passages may be to blame.

    Attributes:
        code: the hub's reason, one of `checkpoint_app.wire.protocol.ProblemCode`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
