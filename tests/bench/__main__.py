"""Runs the benchmark: of this state, or of this one and another in turn."""

import argparse
import os
import sys
from collections.abc import Sequence

from tests.bench import tables, turns
from tests.bench.checkout import UnknownCommitError
from tests.bench.searches import asked
from tools.rdkit import NPM_BUILD

WHEEL_VARIABLE = "ISOANNEAL_RDKIT_WHEEL"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for and print it; return the exit status."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--against", metavar="COMMIT", default="")
    parser.add_argument("--only", metavar="NAMES", default="")
    parser.add_argument("--rounds", type=_rounds, default=5)
    options = parser.parse_args(arguments)
    try:
        names = asked(options.only)
        if options.against:
            rdkit = os.environ.get(WHEEL_VARIABLE) or NPM_BUILD
            print(turns.compare(options.against, names, options.rounds, rdkit))
        else:
            tables.print_all(names)
    except (ValueError, UnknownCommitError) as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # once all is put away; build.py says so
        return 130
    return 0


def _rounds(text: str) -> int:
    rounds = int(text)
    if rounds < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not {rounds}")
    return rounds


if __name__ == "__main__":
    sys.exit(main())
