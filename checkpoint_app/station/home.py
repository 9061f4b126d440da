"""The data folder of one station: setting it up, and opening it with a PIN."""

import logging
import shutil
from contextlib import closing
from pathlib import Path

from checkpoint_app.domain.clock import Clock, SystemClock
from checkpoint_app.domain.errors import (
    AlreadySetUp,
    CheckpointError,
    KeysDamaged,
    NotSetUp,
    NotYet,
    StoreDamaged,
    TrustKeyRefused,
)
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.paths import flush_folder, private_folder
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Role, Staff, StationInfo
from checkpoint_app.security import keyring_secret
from checkpoint_app.security.keyfile import Cost, KeyFile
from checkpoint_app.security.lockout import Lockout
from checkpoint_app.security.minting import kid_of
from checkpoint_app.security.secret_words import check_secret
from checkpoint_app.security.trust import Trust, load_trust
from checkpoint_app.settings import Settings, load_settings, save_settings
from checkpoint_app.station import swap
from checkpoint_app.station.backups import Backups
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.instance import only_one, refuse_in_use
from checkpoint_app.station.staff import Rekeys, StaffRegister

_log = logging.getLogger(__name__)


class Home:
    """One station's folder: the store, its key file, the settings, the log."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        """Look at a folder; nothing is made yet."""
        self.path = path
        self.clock = clock or SystemClock()

    @property
    def store_path(self) -> Path:
        """The encrypted database."""
        return self.path / "station.db"

    @property
    def key_path(self) -> Path:
        """The wraps of its key."""
        return self.path / "keys.json"

    @property
    def log_folder(self) -> Path:
        """Where the log goes."""
        return self.path / "log"

    def is_set_up(self) -> bool:
        """True where a station was set up here."""
        return self.store_path.exists()

    def has_keyring(self) -> bool:
        """True where the PIN alone does not open this store."""
        return KeyFile.load(self.key_path).has_keyring

    def trust(self) -> tuple[Trust, tuple[TrustKeyRefused, ...]]:
        """The keys that signed codes are checked with, and why others are not used."""
        return load_trust(self.path / "trust")

    def settings(self) -> Settings:
        """The settings in force."""
        return load_settings(self.path / "settings.json")

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings."""
        save_settings(self.path / "settings.json", settings)

    def set_up(
        self,
        *,
        site: str,
        gate: str,
        kind: SiteKind,
        pin: str,
        supervisor: str = "",
        capacity: int | None = None,
        keyring: bool | None = None,
        cost: Cost | None = None,
        recovery: str | None = None,
    ) -> StationInfo:
        """Make a new station here, opened by the PIN of its first supervisor.

        Args:
            keyring: keep a second secret in the computer's keyring; None for "where there is one".
            cost: what a try of a PIN costs, for slow machines.
            recovery: a recovery code that was written down already; None for none yet.

        Raises:
            AlreadySetUp: there is a station here; nothing is touched.
            WeakPin: neither a good PIN nor a good passphrase.
            KeyringMissing: a keyring is asked for and does not answer.
        """
        if self.is_set_up():
            raise AlreadySetUp
        check_secret(pin)
        private_folder(self.path)
        info = StationInfo(new_id(), site, gate, "1", kind, capacity)
        member = Staff(new_id(), supervisor, Role.SUPERVISOR)
        use_keyring = keyring_secret.available() if keyring is None else keyring
        keys, key = KeyFile.create(self.key_path, pin, member.id, keyring=use_keyring, cost=cost)
        if recovery is not None:
            keys.make_recovery(key, recovery)
        # The station is set up from the moment its database has its name: a crash before leaves
        # nothing that counts, and setting up can be done again.
        draft = self.path / "station.db.new"
        draft.unlink(missing_ok=True)
        with closing(Store.create(draft, key, info, self.clock)) as store:
            store.add_staff(member.name, member.role, member.id)
        draft.replace(self.store_path)
        flush_folder(self.path)
        return info

    def unlock(self, pin: str) -> Desk:
        """Open the station. Takes some 0.3 s on purpose: not for the window's own thread.

        Raises:
            NotSetUp: there is no station here.
            WrongPin, LockedOut: not with this PIN, or not yet.
            KeyringMissing: the second secret is not to be had.
            StoreDamaged, StoreNewer: the database cannot be used.
        """
        self._finish_swap()
        key_file, lockout = self._locks()
        with lockout.counting():
            key, staff_id = key_file.unlock(pin)
        store = self._open(key_file, key)
        trust, refused = self.trust()
        for refusal in refused:
            _log.error("key not used: %s (%s)", refusal.details["file"], refusal.details["reason"])
        own = store.signing_key().public_key()
        trust = trust.including(kid_of(own), own)  # its own sheets
        settings = self.settings()
        folder = Path(settings.backup_folder) if settings.backup_folder else None
        return Desk(
            store=store,
            key=key,
            key_file=key_file,
            lockout=lockout,
            settings=settings,
            clock=self.clock,
            staff_id=staff_id,
            trust=trust,
            backups=Backups(self.path, key, store.info().id, self.clock, folder),
            free_bytes=self.free_bytes,
        )

    def _finish_swap(self) -> None:
        """Finish putting a restored store in place, where a crash cut that off.

        Raises:
            StationOpen: another program is doing it, or has the store open.
        """
        if swap.is_pending(self.path):
            with only_one(self.path):
                refuse_in_use(self.store_path)
                swap.finish(self.path)

    def recover(self, code: str, pin: str, name: str | None = None) -> tuple[Staff, int]:
        """Open the station with the recovery code, and give a member of the staff a new PIN.

        Args:
            name: whose PIN, by name or id; None for the first supervisor's.

        Returns:
            Whose PIN it is now, and how many others need one because the keyring is another one.

        Raises:
            NotSetUp: there is no station here.
            WeakPin, PinTaken: another PIN is needed.
            RecoveryMistyped, WrongRecovery, NoRecovery, LockedOut: not by this code, or not yet.
            KeyringLocked: the keyring is to be unlocked first.
            StaffUnknown: it is not clear whose PIN.
        """
        key_file, lockout = self._locks()
        check_secret(pin)
        with lockout.counting():
            key = key_file.unlock_recovery(code)
        with closing(self._open(key_file, key)) as store:
            register = StaffRegister(store, key, key_file, lockout)
            member = register.find(name) if name else register.first_supervisor()
        key_file.renew(key, pin, member.id)
        _log.warning("PIN of staff %s set by recovery code", member.id)
        return member, key_file.stranded()

    def rotate(self, pin: str) -> None:
        """Give the store a new key. Nothing else may have the station open.

        Raises:
            NotSetUp, WrongPin, LockedOut, KeyringMissing, StoreDamaged, StoreNewer: as for unlock.
            NotAllowed: not with this role.
            RotationBlocked: somebody would not get the new key.
            StoreBusy: the station is open; the old key stays.
        """
        key_file, lockout = self._locks()
        with lockout.counting():
            key, staff_id = key_file.unlock(pin)
        with closing(self._open(key_file, key)) as store:
            register = StaffRegister(store, key, key_file, lockout)
            if not isinstance(store, Rekeys):
                raise NotYet(command="rotate")
            register.rotate(register.member(staff_id), store.rekey)

    def _locks(self) -> tuple[KeyFile, Lockout]:
        if not self.is_set_up():
            raise NotSetUp
        try:
            key_file = KeyFile.load(self.key_path)
        except FileNotFoundError as error:
            raise KeysDamaged from error
        return key_file, Lockout(self.path / "lockout.json", self.clock)

    def _open(self, key_file: KeyFile, key: bytes) -> Store:
        """Open the store, also where a rotation was cut off between the key file and the store."""
        try:
            store = Store.open(self.store_path, key, self.clock)
        except StoreDamaged:
            _, *before = key_file.keys(key)
            if not before:
                raise
            return Store.open(self.store_path, before[0], self.clock)
        if key_file.is_rotating:
            try:
                key_file.settle(key)
            except CheckpointError as error:  # a full disk must not keep anyone out
                _log.warning("key file not settled: %s", error.code)
        return store

    def free_bytes(self) -> int:
        """Room left on the disk that holds the folder, or will hold it."""
        place = self.path.absolute()
        while not place.exists():
            place = place.parent
        return shutil.disk_usage(place).free
