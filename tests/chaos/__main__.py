"""``python -m tests.chaos --kills 200 [--seed N]``: ends with 1 where a number is wrong."""

import argparse
import sys

from tests.chaos.chaos import chaos


def main() -> int:
    """Run, print one line."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    result = chaos(args.kills, args.seed)
    print(result.summary())
    return 1 if result.violations else 0


if __name__ == "__main__":
    sys.exit(main())
