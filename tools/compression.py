"""Compressed copies beside the files, for web servers that send those instead.

Run by the interpreter of the site's environment: `python -m tools.compression FOLDER`.
"""

import argparse
import gzip
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tools import fingerprint

PACKED_ALREADY = {".whl", ".zip", ".png"}
"""Kinds of files that are compressed themselves."""

BEST = 11
"""Brotli's highest quality, for files that are packed once and sent often.

It takes nine tenths of a minute for the whole site on one core, where quality 9 takes 3 s and
gives 13 % more bytes.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the copies of the files in a folder, as the command line says."""
    parser = argparse.ArgumentParser(prog="tools.compression", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--quality",
        type=int,
        choices=range(BEST + 1),
        default=BEST,
        help=f"Brotli's, from 0, the fastest, to {BEST}, the smallest, which is the default",
    )
    options = parser.parse_args(arguments)
    write(options.folder, options.quality)


def write(folder: Path, quality: int = BEST) -> None:
    """Write `.br` and `.gz` beside every file that becomes smaller by it, on all cores."""
    paths = [path for path in fingerprint.files(folder) if path.suffix not in PACKED_ALREADY]
    # The longest first, so that no core is left with it at the end.
    paths.sort(key=lambda path: path.stat().st_size, reverse=True)
    with ThreadPoolExecutor() as threads:  # both libraries work outside Python's lock
        for _ in threads.map(partial(_write_copies, quality=quality), paths):
            pass


def _write_copies(path: Path, quality: int) -> None:
    import brotli  # noqa: PLC0415  (in the site's environment only)

    content = path.read_bytes()
    for kind, packed in (
        (".br", brotli.compress(content, quality=quality)),
        (".gz", gzip.compress(content, 9, mtime=0)),
    ):
        if len(packed) < len(content):
            path.with_name(path.name + kind).write_bytes(packed)


if __name__ == "__main__":
    main()
