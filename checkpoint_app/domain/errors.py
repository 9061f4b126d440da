"""One class per cause. The sentence for the guard is in `checkpoint_app.i18n`, by `code`."""


class CheckpointError(Exception):
    """A cause that a person can act upon.

    Attributes:
        code: names the sentence that says what happened and what to do.
        details: values for the sentence; never personal data.
        exit_code: what the command line ends with.
    """

    code = "failed"
    exit_code = 1

    def __init__(self, **details: object) -> None:
        super().__init__(self.code, details)
        self.details = details


class NotSetUp(CheckpointError):
    """The data folder holds no station yet."""

    code = "not_set_up"


class AlreadySetUp(CheckpointError):
    """The data folder holds a station already."""

    code = "already_set_up"


class Locked(CheckpointError):
    """The store needs a PIN and none was given."""

    code = "locked"
    exit_code = 3


class WrongPin(CheckpointError):
    """The PIN opens nothing."""

    code = "wrong_pin"
    exit_code = 3


class LockedOut(CheckpointError):
    """Too many wrong PINs: wait. Details: seconds."""

    code = "locked_out"
    exit_code = 3


class WeakPin(CheckpointError):
    """The PIN is too short or not made of digits."""

    code = "weak_pin"


class PinTaken(CheckpointError):
    """Another member of the staff has this PIN."""

    code = "pin_taken"


class KeyringMissing(CheckpointError):
    """The store's key needs this computer's keyring, which does not answer."""

    code = "keyring_missing"
    exit_code = 3


class StoreDamaged(CheckpointError):
    """The database file is no readable database, or not opened by this key."""

    code = "store_damaged"


class StoreNewer(CheckpointError):
    """The database was written by a newer version of the program."""

    code = "store_newer"


class StoreBusy(CheckpointError):
    """Another program holds the database too long."""

    code = "store_busy"


class DiskFull(CheckpointError):
    """There is no room to write."""

    code = "disk_full"


class StoreReadOnly(CheckpointError):
    """The disk or the file lets nothing be written."""

    code = "store_read_only"


class InvalidEntry(CheckpointError):
    """A typed or imported entry cannot be understood. Details: field, reason."""

    code = "invalid_entry"

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field=field, reason=reason)
        self.field = field
        self.reason = reason


class PassageUnknown(CheckpointError):
    """No passage has this id."""

    code = "passage_unknown"


class SourceMissing(CheckpointError):
    """There is no such camera, file or address. Details: source."""

    code = "source_missing"


class SourceUnreadable(CheckpointError):
    """The picture or video cannot be read. Details: source."""

    code = "source_unreadable"


class SourceLost(CheckpointError):
    """The camera stopped giving pictures. Details: source."""

    code = "source_lost"


class SourceFrozen(CheckpointError):
    """The camera gives the very same picture all the time. Details: source."""

    code = "source_frozen"


class ScannerMissing(CheckpointError):
    """There is no such scanner. Details: scanner."""

    code = "scanner_missing"


class ScannerBusy(CheckpointError):
    """Another program holds the scanner. Details: scanner."""

    code = "scanner_busy"


class ScannerForbidden(CheckpointError):
    """This user may not open the scanner's port. Details: scanner."""

    code = "scanner_forbidden"


class ScannerLost(CheckpointError):
    """The scanner was unplugged or does not answer. Details: scanner."""

    code = "scanner_lost"


class NotEnrolled(CheckpointError):
    """The station has no hub yet."""

    code = "not_enrolled"


class EnrolmentRefused(CheckpointError):
    """The hub does not know this enrolment code, or it was used before."""

    code = "enrolment_refused"


class HubUnreachable(CheckpointError):
    """The hub did not answer. Details: reason (one of the sync causes)."""

    code = "hub_unreachable"


class HubUrlRefused(CheckpointError):
    """The hub's address is not https and not on this computer."""

    code = "hub_url_refused"


class SiteUnknown(CheckpointError):
    """The hub has no such site. Details: site."""

    code = "site_unknown"


class SiteTaken(CheckpointError):
    """The hub has another site of this name. Details: site."""

    code = "site_taken"


class HubDamaged(CheckpointError):
    """The hub's database cannot be read."""

    code = "hub_damaged"


class PortTaken(CheckpointError):
    """The address is in use or not allowed. Details: host, port."""

    code = "port_taken"


class FolderTaken(CheckpointError):
    """The folder for the trial holds something else. Details: folder."""

    code = "folder_taken"


class DisplayMissing(CheckpointError):
    """There is no screen to open the window on."""

    code = "display_missing"


class TrustKeyRefused(CheckpointError):
    """An installed key cannot be used. Details: file, reason."""

    code = "trust_key_refused"


class NotYet(CheckpointError):
    """This command is planned and not there yet. Details: command."""

    code = "not_yet"
