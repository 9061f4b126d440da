"""``python -m tests.benchmarks [reading|recording|program …]``: print the figures."""

import sys

from tests.benchmarks import program, reading, recording

PARTS = {"reading": reading.run, "recording": recording.run, "program": program.run}


def main() -> None:
    """Run the named parts, all where none is named."""
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
