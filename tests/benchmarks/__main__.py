"""``python -m tests.benchmarks [reading|recording|lists|program …]``: print the figures."""

import sys

from tests.benchmarks import lists, program, reading, recording

PARTS = {
    "reading": reading.run,
    "recording": recording.run,
    "lists": lists.run,
    "program": program.run,
}


def main() -> None:
    """Run the named parts, all where none is named."""
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
