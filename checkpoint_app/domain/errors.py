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
    """Neither a good PIN nor a good passphrase."""

    code = "weak_pin"


class PinTaken(CheckpointError):
    """Another member of the staff has this PIN."""

    code = "pin_taken"


class KeyringMissing(CheckpointError):
    """The store's key needs this computer's keyring, which does not answer."""

    code = "keyring_missing"
    exit_code = 3


class KeyringLocked(KeyringMissing):
    """This computer's keyring is there and locked."""

    code = "keyring_locked"


class KeyringLost(KeyringMissing):
    """This computer's keyring answers and has not the secret of this store."""

    code = "keyring_lost"


class WrongRecovery(WrongPin):
    """The recovery code is well formed and opens nothing."""

    code = "wrong_recovery"


class RecoveryMistyped(CheckpointError):
    """What was typed cannot be a recovery code. Details: group, the first wrong one from 1."""

    code = "recovery_mistyped"
    exit_code = 3


class NoRecovery(CheckpointError):
    """No recovery code was made for this store."""

    code = "no_recovery"
    exit_code = 3


class NotAllowed(CheckpointError):
    """The role of whoever is signed in does not include this."""

    code = "not_allowed"
    exit_code = 3


class SecondPersonNeeded(CheckpointError):
    """This takes the PIN of a second, different member of the staff."""

    code = "second_person_needed"
    exit_code = 3


class SecretMissing(CheckpointError):
    """A PIN or code that a command needs was not given. Details: variable, option."""

    code = "secret_missing"
    exit_code = 2


class StaffUnknown(CheckpointError):
    """Nobody of the staff is meant by this name or id, or more than one."""

    code = "staff_unknown"


class LastHolder(CheckpointError):
    """Without this member no supervisor could open the store any more."""

    code = "last_holder"


class RotationBlocked(CheckpointError):
    """A new key would not reach everybody. Details: count of those who would be left out."""

    code = "rotation_blocked"


class KeysChanged(CheckpointError):
    """Another program has changed the store's key since it was opened."""

    code = "keys_changed"


class StoreDamaged(CheckpointError):
    """The database file is no readable database, or not opened by this key."""

    code = "store_damaged"


class JournalBroken(CheckpointError):
    """The journal does not fit what it speaks of: somebody changed the store behind the program."""

    code = "journal_broken"


class KeysDamaged(StoreDamaged):
    """The key file is missing, cannot be understood, or is not this store's."""

    code = "keys_damaged"


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


class BackupMissing(CheckpointError):
    """There is no such backup, or it may not be read. Details: file."""

    code = "backup_missing"


class BackupDamaged(CheckpointError):
    """The file is no backup of a station, or not whole."""

    code = "backup_damaged"


class BackupNotVerified(CheckpointError):
    """The copy that was made does not hold what the store holds; it is not kept."""

    code = "backup_not_verified"


class BackupFolderMissing(CheckpointError):
    """The folder for backups is not there. Details: folder."""

    code = "backup_folder_missing"


class BackupNoRoom(CheckpointError):
    """There is too little room for a backup. Details: needed_mb, free_mb."""

    code = "backup_no_room"


class BackupOfAnother(CheckpointError):
    """The backup is another station's than the one in this folder."""

    code = "backup_of_another"


class WouldLose(CheckpointError):
    """The store here holds passages that nobody could send then. Details: count."""

    code = "would_lose"


class StoreUnreadable(CheckpointError):
    """Whether the store here holds unsent passages cannot be told."""

    code = "store_unreadable"


class StationOpen(CheckpointError):
    """The station is open in another window or program."""

    code = "station_open"


class InvalidEntry(CheckpointError):
    """A typed or imported entry cannot be understood. Details: field, reason."""

    code = "invalid_entry"

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field=field, reason=reason)
        self.field = field
        self.reason = reason


class PersonUnknown(CheckpointError):
    """Nothing is held about whoever is asked for."""

    code = "person_unknown"
    exit_code = 4


class PersonUnclear(CheckpointError):
    """Several people are known by what is asked for. Details: count."""

    code = "person_unclear"
    exit_code = 4


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
    """The hub has another site of this name in this place, or of this code. Details: site."""

    code = "site_taken"


class NoticeUnknown(CheckpointError):
    """There is no such notice. Details: notice."""

    code = "notice_unknown"


class AddresseeUnknown(CheckpointError):
    """The hub has no site and no territory of this name. Details: addressee."""

    code = "addressee_unknown"


class AddresseeUnclear(CheckpointError):
    """Several sites or territories are meant by this name. Details: addressee, count."""

    code = "addressee_unclear"


class WatchListTooLong(CheckpointError):
    """More names than one list of the hub may hold. Details: most."""

    code = "watch_list_too_long"


class KeyUnknown(CheckpointError):
    """The hub gives out no key of this name. Details: name."""

    code = "key_unknown"


class HubDamaged(CheckpointError):
    """The hub's database cannot be read."""

    code = "hub_damaged"


class HubKeyOther(CheckpointError):
    """The hub's database was made under another key than its folder holds."""

    code = "hub_key_other"


class DatabaseRefused(CheckpointError):
    """The hub's database server cannot be used: wrong address or login, or no driver for it."""

    code = "database_refused"


class CarriedDamaged(CheckpointError):
    """A carry-over file was changed, cut off, or is not from or for whom it should be."""

    code = "carried_damaged"


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


class CardUnknown(CheckpointError):
    """No card of the site's list has this number. Details: number."""

    code = "card_unknown"


class SheetNumberUnknown(CheckpointError):
    """This station has no such sheet, or it is closed already. Details: number."""

    code = "sheet_number_unknown"


class NotYet(CheckpointError):
    """This command is planned and not there yet. Details: command."""

    code = "not_yet"
