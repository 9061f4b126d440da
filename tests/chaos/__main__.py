"""``python -m tests.chaos [--kills 200] [--hub-kills 40]``: ends with 1 where a number is wrong."""

import argparse
import sys

from tests.chaos.chaos import chaos
from tests.chaos.crowd import crowd


def main() -> int:
    """Run both, print a line each."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--hub-kills", type=int, default=40)
    parser.add_argument("--stations", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    together = crowd(args.hub_kills, args.stations, args.seed)
    print(together.summary(), flush=True)
    alone = chaos(args.kills, args.seed)
    print(alone.summary())
    return 1 if together.violations or alone.violations else 0


if __name__ == "__main__":
    sys.exit(main())
