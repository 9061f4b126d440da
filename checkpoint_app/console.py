"""What the command line prints: JSON Lines for machines, sentences for people."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.text import tidy
from checkpoint_app.i18n import Lang, sentence, text

MAX_LINE = 1_000_000


class Output:
    """Standard output for answers, standard error for sentences."""

    def __init__(self, lang: Lang, *, machine: bool) -> None:
        """Speak a language; `machine` for JSON Lines only."""
        self.lang = lang
        self.machine = machine

    def line(self, **fields: object) -> None:
        """One JSON object on its own line, flushed, so that a reader can rely on it at once."""
        sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def answer(self, code: str, /, **fields: object) -> None:
        """The result: a sentence for a person at a terminal, one JSON line otherwise."""
        if self.machine:
            self.line(**fields)
        else:
            sys.stdout.write(text(code, self.lang, **fields) + "\n")

    def raw(self, content: bytes) -> None:
        """A file's content on standard output."""
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()

    def say(self, code: str, /, **values: object) -> None:
        """A sentence for people, on standard error."""
        self.tell(text(code, self.lang, **values))

    def tell(self, words: str) -> None:
        """Words for people, on standard error, without marks that could disturb a terminal."""
        sys.stderr.write(tidy(words) + "\n")
        sys.stderr.flush()

    def explain(self, error: CheckpointError) -> None:
        """What went wrong, and what to do."""
        self.tell(sentence(error, self.lang))


def use_utf8() -> None:
    """Speak UTF-8 whatever the console's code page; a mark it cannot show is replaced."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def close_quietly() -> None:
    """Leave nothing for the interpreter to flush into a pipe whose reader has gone."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())


def lines_of_stdin() -> Iterator[bytes]:
    """The lines of standard input, as they come, without their ends; an over-long one comes cut."""
    read = sys.stdin.buffer.readline
    while line := read(MAX_LINE):
        rest = line
        while len(rest) == MAX_LINE and not rest.endswith(b"\n"):
            rest = read(MAX_LINE)
        yield line.removesuffix(b"\n")


def write_file(path: Path, content: bytes) -> None:
    """Write a result where the caller wants it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
