"""Choosing how to show the program: the station, the demo, or the demo without a screen."""

import logging
import os
import sys
import threading
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from checkpoint_app.app.surroundings import age_s, has_camera, has_display
from checkpoint_app.console import Output
from checkpoint_app.domain.errors import CheckpointError, DisplayMissing
from checkpoint_app.i18n import Lang
from checkpoint_app.log import start_log, stop_log
from checkpoint_app.paths import default_home, private_folder
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.ui.run import refuse_window, run_window

if TYPE_CHECKING:
    from checkpoint_app.app.embedded_hub import EmbeddedHub

HUB_PORT = 8019
"""Where the hub of ``run`` listens where it can, so that the station finds it again."""

_log = logging.getLogger(__name__)


def run(args: Namespace) -> int:
    """Open the window, or play the demo where there is nobody to look at one.

    Returns:
        The exit code of the process.
    """
    _name_a_locale()
    home = Home(private_folder(args.home))
    lang: Lang = args.lang or home.settings().lang
    out = Output(lang, machine=args.json)
    handler = start_log(home.log_folder, verbose=args.verbose)
    try:
        if args.command is None:
            if not (os.environ.get("QT_QPA_PLATFORM") or has_display()):
                raise DisplayMissing
            return run_window(home)
        return _run_with_hub(args, home, out)
    except CheckpointError as error:
        _log.error("ended: %s", error.code)
        out.explain(error)
        return refuse_window(home, error) if has_display() else error.exit_code
    finally:
        stop_log(handler)


def _name_a_locale() -> None:
    """Where the environment names no locale, Qt would complain and take file names for ASCII."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")
    ):
        os.environ["LC_CTYPE"] = "C.UTF-8"


def _run_with_hub(args: Namespace, home: Home, out: Output) -> int:
    """The main job on this machine, whatever it has, with a hub of its own on loopback."""
    # Until here a usual start was loaded; what follows is no part of one.
    loaded_s = age_s()
    from checkpoint_app.app.demo import Demo  # noqa: PLC0415 - a station starts without it
    from checkpoint_app.app.embedded_hub import EmbeddedHub  # noqa: PLC0415 - as above

    folder: Path = args.out or default_home().with_name("Checkpoint-demo")
    source: str | None = args.source
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
        return Demo(folder, source, out).rehearse(args.seconds, loaded_s)
    if source is None and not has_camera(home.settings().source):
        out.say("say.demo_no_camera")
        return Demo(folder, None, out).show()
    with ExitStack() as stack:
        hub = stack.enter_context(EmbeddedHub(home.path / "hub", HUB_PORT))
        return run_window(
            home, source=source, on_ready=lambda desk: _take_in(hub, desk), kiosk=args.kiosk
        )


def _take_in(hub: "EmbeddedHub", desk: Desk) -> None:
    """Enrol beside the window, which goes on meanwhile."""

    def work() -> None:
        try:
            hub.take_in(desk)
        except CheckpointError as error:
            _log.error("not enrolled with the embedded hub: %s", error.code)

    threading.Thread(target=work, name="enrol", daemon=True).start()
