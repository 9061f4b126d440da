"""Why the hub cannot do what those who run it ask; as in `errors`, one class per cause."""

from checkpoint_app.domain.errors import CheckpointError


class SiteUnclear(CheckpointError):
    """The hub has several sites of this name. Details: site, count."""

    code = "site_unclear"


class TerritoryUnknown(CheckpointError):
    """The hub has no such territory. Details: territory."""

    code = "territory_unknown"


class OwnerUnknown(CheckpointError):
    """The hub has no such owner. Details: owner."""

    code = "owner_unknown"


class AccountTaken(CheckpointError):
    """The hub has an account of this login. Details: login."""

    code = "account_taken"


class AccountUnknown(CheckpointError):
    """The hub has no account of this login. Details: login."""

    code = "account_unknown"


class WeakPassword(CheckpointError):
    """The password is too short, too long, or the login itself. Details: least, in characters."""

    code = "weak_password"


class ScopeWrong(CheckpointError):
    """The role does not go with this scope. Details: role."""

    code = "scope_wrong"


class BackupElsewhere(CheckpointError):
    """The hub's database is on a server, which is backed up by its own means."""

    code = "backup_elsewhere"


class WorkersRefused(CheckpointError):
    """Several processes are one hub on PostgreSQL only, and not on Windows."""

    code = "workers_refused"


class BackupKeyMissing(CheckpointError):
    """Neither the hub's key here nor the passphrase given opens the backup."""

    code = "backup_key_missing"
    exit_code = 3


class HubNotEmpty(CheckpointError):
    """An invented city is put into an empty hub only."""

    code = "hub_not_empty"


class ReportMoment(CheckpointError):
    """No report can be of this moment. Details: first, last."""

    code = "report_moment"


class FindingGone(CheckpointError):
    """The last report has no such finding about this site. Details: finding."""

    code = "finding_gone"


class ReasonMissing(CheckpointError):
    """Nobody is traced without a reason."""

    code = "reason_missing"


class SecondMissing(CheckpointError):
    """This hub asks two people for a trace, and the second is not there, or may not."""

    code = "second_missing"
    exit_code = 3


class ExportSealed(CheckpointError):
    """The passphrase does not open this export, or it is none."""

    code = "export_sealed"
    exit_code = 3


class PassphraseMissing(CheckpointError):
    """An export about people is written under a passphrase only. Details: variable."""

    code = "passphrase_missing"
    exit_code = 3
