"""`isoanneal`, and `python -m isoanneal`: the command line, from its first moment on."""

import sys

from isoanneal import signals


def main() -> int:
    """Run the command line; return its exit status."""
    signals.end_at_once()
    from isoanneal.command_line import main as run  # noqa: PLC0415  (can be interrupted already)

    return run()


if __name__ == "__main__":
    sys.exit(main())
