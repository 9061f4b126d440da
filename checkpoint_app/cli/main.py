"""Running one command: its exit code, and a sentence where it fails."""

import errno
import logging
from argparse import Namespace

from checkpoint_app.cli.context import Context, Papers
from checkpoint_app.cli.parser import build_parser
from checkpoint_app.console import Output, close_quietly, use_utf8
from checkpoint_app.domain.errors import CheckpointError, DiskFull, StoreReadOnly
from checkpoint_app.i18n import Lang
from checkpoint_app.log import place_of, start_log, stop_log
from checkpoint_app.station.home import Home

DONE, FAILED, WRONG_USAGE, LOCKED, IN_PART = range(5)

_log = logging.getLogger(__name__)


def parse_args(argv: list[str]) -> Namespace:
    """The arguments, understood; wrong usage ends the program with code 2."""
    use_utf8()
    parser = build_parser()
    args, unknown = parser.parse_known_args(argv)
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return args


def main(args: Namespace, *, stdout_is_terminal: bool, papers: Papers) -> int:
    """Run the command of understood arguments.

    Args:
        papers: draws what is printed.

    Returns:
        0 done, 1 failed, 3 locked or wrong PIN, 4 done in part.
    """
    home = Home(args.home)
    lang: Lang = args.lang or home.settings().lang
    out = Output(lang, machine=args.json or not stdout_is_terminal)
    handler = start_log(home.log_folder, verbose=args.verbose) if home.path.is_dir() else None
    try:
        code: int = args.run(Context(args, out, home, papers))
    except CheckpointError as error:
        _log.info("%s ended: %s", args.command, error.code)
        out.explain(error)
        return error.exit_code
    except BrokenPipeError:
        close_quietly()
        return FAILED
    except OSError as error:
        # A file outside the store: the log tells which kind, the sentence what to do.
        _log.error("%s ended: %s", args.command, place_of(error))
        out.explain(DiskFull() if error.errno == errno.ENOSPC else StoreReadOnly())
        return FAILED
    except KeyboardInterrupt:
        return DONE
    finally:
        if handler is not None:
            stop_log(handler)
    return code
