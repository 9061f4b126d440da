"""The causes about what leaves the window: a printer, a file."""

from checkpoint_app.domain.errors import CheckpointError


class PrinterMissing(CheckpointError):
    """This computer has no printer."""

    code = "printer_missing"


class PrintingFailed(CheckpointError):
    """The printer takes nothing."""

    code = "printing_failed"


class FolderNotWritable(CheckpointError):
    """A file cannot be written there. Details: folder."""

    code = "folder_not_writable"
