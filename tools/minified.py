"""A script without comments and needless blanks.

Run by the interpreter of the site's environment: `python -m tools.minified SCRIPT TARGET`.
"""

import sys
from pathlib import Path


def main(script: Path, target: Path) -> None:
    """Write a script that does the same as another and is smaller."""
    from rjsmin import jsmin  # noqa: PLC0415  (in the site's environment only)

    text = jsmin(script.read_text(encoding="utf-8"))
    target.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
