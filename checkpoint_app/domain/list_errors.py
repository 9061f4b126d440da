"""Why a list cannot be taken; as in `errors`, one class per cause."""

from checkpoint_app.domain.errors import CheckpointError


class ListMissing(CheckpointError):
    """There is no such list, or it may not be read. Details: file."""

    code = "list_missing"


class ListUnreadable(CheckpointError):
    """The file is no spreadsheet, or a damaged one."""

    code = "list_unreadable"


class ListTooLarge(CheckpointError):
    """The list holds more than a gate's list can. Details: rows, columns (the most of each)."""

    code = "list_too_large"


class ListEncrypted(CheckpointError):
    """The list is protected by a password."""

    code = "list_encrypted"


class ListOldFormat(CheckpointError):
    """The list is a workbook of Excel 97 to 2003, which cannot be read safely."""

    code = "list_old_format"


class ListQuotes(CheckpointError):
    """The quotation marks of a text table do not match. Details: row."""

    code = "list_quotes"


class ListEmpty(CheckpointError):
    """The list holds no row."""

    code = "list_empty"


class ListHeadings(CheckpointError):
    """No row of headings is recognised in the list."""

    code = "list_headings"


class SheetUnknown(CheckpointError):
    """The workbook has no such sheet. Details: sheet."""

    code = "sheet_unknown"


class ListFaulty(CheckpointError):
    """Rows of the list cannot be taken as they are. Details: count."""

    code = "list_faulty"
