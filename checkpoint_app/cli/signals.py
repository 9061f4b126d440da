"""Ending on Ctrl+C or a polite kill."""

import signal
import threading


def stop_on_signals(stop: threading.Event) -> None:
    """Set the event when the program is asked to end; the running work then ends by itself."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
