"""Why sending does not go on: each cause stops all, once, until the next try."""

from enum import StrEnum

from checkpoint_app.domain.errors import CheckpointError, DiskFull, StoreBusy


class SyncCause(StrEnum):
    """What stands between the outbox and the hub."""

    NOT_ENROLLED = "not_enrolled"
    NO_NETWORK = "no_network"  # no connection: network down, name unknown, hub not running
    NO_ANSWER = "no_answer"  # connected, but the answer stalls or breaks off
    TLS = "tls"  # no trusted certificate: another hub, or somebody in between
    CLOCK = "clock"  # the certificate is not good at the time that this computer shows
    CAPTIVE_PORTAL = "captive_portal"  # the network wants a login
    NOT_THE_HUB = "not_the_hub"  # somebody else answers at this address
    ANSWER_DAMAGED = "answer_damaged"  # the hub's answer did not arrive whole
    UNAUTHORISED = "unauthorised"  # the hub does not know this station any more
    REVOKED = "revoked"  # the hub has shut this station out
    CREDENTIAL_MISSING = "credential_missing"  # enrolled, and not from this computer
    PLAIN_REFUSED = "plain_refused"  # the line is not encrypted, and nobody allows that
    HUB_OTHER_VERSION = "hub_other_version"  # the hub speaks another version of the protocol
    HUB_BUSY = "hub_busy"  # the hub asks for patience
    HUB_ERROR = "hub_error"  # the hub has a fault
    DISK_FULL = "disk_full"  # no room on this station's own disk to note what the hub says
    STORE_BUSY = "store_busy"  # another program holds this station's store
    STORE_FAILED = "store_failed"  # this station's own store cannot be read or written
    PROGRAM_ERROR = "program_error"

    @property
    def needs_someone(self) -> bool:
        """Time alone does not mend it: the rows are shown as paused."""
        return self in _NEEDS_SOMEONE

    @property
    def of_the_network(self) -> bool:
        """Another network may mend it."""
        return self in _OF_THE_NETWORK

    @property
    def may_be_poison(self) -> bool:
        """One of the passages that were sent may have brought it about."""
        return self in _MAY_BE_POISON


_NEEDS_SOMEONE = frozenset(
    {
        SyncCause.NOT_ENROLLED,
        SyncCause.TLS,
        SyncCause.CLOCK,
        SyncCause.CAPTIVE_PORTAL,
        SyncCause.UNAUTHORISED,
        SyncCause.REVOKED,
        SyncCause.CREDENTIAL_MISSING,
        SyncCause.PLAIN_REFUSED,
        SyncCause.DISK_FULL,
    }
)
_OF_THE_NETWORK = frozenset(
    {
        SyncCause.NO_NETWORK,
        SyncCause.NO_ANSWER,
        SyncCause.TLS,
        SyncCause.CAPTIVE_PORTAL,
        SyncCause.NOT_THE_HUB,
        SyncCause.ANSWER_DAMAGED,
    }
)
_MAY_BE_POISON = frozenset(
    {
        SyncCause.NO_ANSWER,
        SyncCause.NOT_THE_HUB,
        SyncCause.ANSWER_DAMAGED,
        SyncCause.HUB_ERROR,
        SyncCause.PROGRAM_ERROR,
    }
)


def cause_of_store(error: CheckpointError) -> SyncCause:
    """What a failure of this station's own store is called here."""
    if isinstance(error, DiskFull):
        return SyncCause.DISK_FULL
    return SyncCause.STORE_BUSY if isinstance(error, StoreBusy) else SyncCause.STORE_FAILED


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
