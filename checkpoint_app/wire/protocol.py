"""The names and limits of the protocol, version 1."""

from enum import StrEnum

VERSION = 1
CONTENT_TYPE = "application/vnd.checkpoint.v1+json"
MARKER = "Checkpoint-Hub"
MARKER_VALUE = "1"
"""Only an answer with this type and this marker is the hub's word; all else is somebody else's."""

PASSAGES_PATH = "/v1/passages"
ENROL_PATH = "/v1/enrol"
HEARTBEAT_PATH = "/v1/heartbeat"
BULLETIN_PATH = "/v1/bulletin"
HELD = "held"
"""The part of a question for the bulletin that names the revision which the station holds."""
HEALTH_PATH = "/v1/health"
IDENTITY_PATH = "/v1/identity"
READY_PATH = "/v1/ready"
OPENAPI_PATH = "/v1/openapi.json"
METRICS_PATH = "/metrics"

MAX_ITEMS = 1_000
MAX_BYTES = 4_000_000
"""Largest batch, in passages and in bytes once unpacked."""
MAX_ENROL_BYTES = 4_000
MAX_ANSWER_BYTES = 1_000_000
"""A thousand answered items take some 60 kB; whatever is larger is not the hub."""
MAX_HEARTBEAT_BYTES = 64_000
MAX_ACKNOWLEDGED = 100
MAX_ANSWER_TEXT = 200
MAX_BENEATH = 50
MAX_BULLETIN_BYTES = 16_000_000
MAX_WATCHED = 30_000
MAX_NOTICES = 200
MAX_NOTICE_TEXT = 300
MAX_KEYS = 64
MAX_FOUND = 50
MAX_FOUND_TEXT = 500
MAX_KEY = 16_384
"""Of a bulletin; a hub keeps well below, see `checkpoint_app.hub.bulletins`."""

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Enrolment codes are read out and typed: no 0 and O, no 1 and I."""
CODE_LENGTH = 8
PIN_LENGTH = 16
"""Letters after the code that say which hub it is for, see `checkpoint_app.wire.invitation`."""


class RefusalCode(StrEnum):
    """Why the hub refuses one passage; the station keeps it as needs-fix."""

    MALFORMED = "malformed"  # no JSON object, or a field of the wrong type
    FIELD_MISSING = "field_missing"
    TIME_MISSING = "time_missing"  # a time that is there may say anything
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    VALUE_UNKNOWN = "value_unknown"  # a word that this version of the hub does not know
    TEXT_TOO_LONG = "text_too_long"
    TEXT_UNPRINTABLE = "text_unprintable"  # control characters


class ProblemCode(StrEnum):
    """Why the hub refuses a whole request."""

    UNREADABLE = "unreadable"  # 400: not the compressed JSON that was announced
    ENVELOPE = "envelope"  # 400: JSON, but no batch
    TOO_MANY = "too_many"  # 413: more passages than MAX_ITEMS
    TOO_LARGE = "too_large"  # 413: more bytes than MAX_BYTES
    TOO_SLOW = "too_slow"  # 408: the body did not arrive in time
    VERSION_UNKNOWN = "version_unknown"  # 409: a version of the protocol from another time
    UNAUTHORISED = "unauthorised"  # 401: no such token
    REVOKED = "revoked"  # 401: the token was good until the hub shut this station out
    LOGIN_WRONG = "login_wrong"  # 401: no such account, another password, or it is shut
    FORBIDDEN = "forbidden"  # 403: the role does not include this
    INVALID = "invalid"  # 400: a part of the address that cannot be
    OTHER_STATION = "other_station"  # 403: the token belongs to another station
    CODE_UNKNOWN = "code_unknown"  # 403: no such enrolment code, or it was used or is too old
    OTHER_SITE = "other_site"  # 403: the station reports for another site already
    TOO_MANY_TRIES = "too_many_tries"  # 429: too many wrong codes or passwords
    TOO_MANY_REQUESTS = "too_many_requests"  # 429: of one token, or from one address
    BUSY = "busy"  # 503
    FAILED = "failed"  # 500
    NOT_FOUND = "not_found"  # 404, 405


STATUS: dict[ProblemCode, int] = {
    ProblemCode.UNREADABLE: 400,
    ProblemCode.ENVELOPE: 400,
    ProblemCode.TOO_MANY: 413,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.TOO_SLOW: 408,
    ProblemCode.VERSION_UNKNOWN: 409,
    ProblemCode.UNAUTHORISED: 401,
    ProblemCode.REVOKED: 401,
    ProblemCode.LOGIN_WRONG: 401,
    ProblemCode.FORBIDDEN: 403,
    ProblemCode.INVALID: 400,
    ProblemCode.OTHER_STATION: 403,
    ProblemCode.CODE_UNKNOWN: 403,
    ProblemCode.OTHER_SITE: 403,
    ProblemCode.TOO_MANY_TRIES: 429,
    ProblemCode.TOO_MANY_REQUESTS: 429,
    ProblemCode.BUSY: 503,
    ProblemCode.FAILED: 500,
    ProblemCode.NOT_FOUND: 404,
}


class Refused(Exception):
    """A request that is refused as a whole.

    Attributes:
        code: why; retry_after_s: when to ask again, None where that would not help.
    """

    def __init__(self, code: ProblemCode, retry_after_s: int | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.retry_after_s = retry_after_s
