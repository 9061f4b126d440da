"""Why a station and a hub do not come together; see `checkpoint_app.domain.errors`."""

from checkpoint_app.domain.errors import CheckpointError, EnrolmentRefused, HubUrlRefused


class CodeMalformed(EnrolmentRefused):
    """No enrolment code is written like this: a letter is missing, too much or impossible."""

    code = "enrol_code_malformed"


class OtherSite(EnrolmentRefused):
    """The hub has this station at another site, where its passages are counted."""

    code = "enrol_other_site"


class TooManyCodes(EnrolmentRefused):
    """The hub looks at no more codes for a while, because of too many wrong ones."""

    code = "enrol_too_many"


class HubNotTheOne(EnrolmentRefused):
    """Whoever answers at the address is not the hub that made the code."""

    code = "hub_not_the_one"


class OtherHubWaits(EnrolmentRefused):
    """Passages wait that the hub until now may hold already. Details: unsent."""

    code = "other_hub_waits"


class PlainRefused(HubUrlRefused):
    """The code is for a hub that speaks TLS, and the address says http."""

    code = "plain_refused"


class CertificateRefused(CheckpointError):
    """A certificate or its key cannot be used by the hub. Details: file."""

    code = "certificate_refused"


class HubAddressUnknown(CheckpointError):
    """An invitation needs the hub's address, and the hub has not listened yet."""

    code = "hub_address_unknown"


class StationUnknown(CheckpointError):
    """The hub has no such station. Details: station."""

    code = "station_unknown"


class StationAmbiguous(CheckpointError):
    """The hub has several stations of this name. Details: station, count."""

    code = "station_ambiguous"


class CarriedUnreadable(CheckpointError):
    """The carry-over file is not there, or the stick cannot be read. Details: file."""

    code = "carried_unreadable"
