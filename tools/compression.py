"""Compressed copies beside the files, for web servers that send those instead.

Run by the interpreter of the site's environment: `python -m tools.compression FOLDER`.
"""

import gzip
import sys
from pathlib import Path

from tools import fingerprint

PACKED_ALREADY = {".whl", ".zip", ".png"}
"""Kinds of files that are compressed themselves."""


def main(folder: Path) -> None:
    """Write `.br` and `.gz` beside every file that becomes smaller by it."""
    import brotli  # noqa: PLC0415  (in the site's environment only)

    for path in fingerprint.files(folder):
        if path.suffix in PACKED_ALREADY:
            continue
        content = path.read_bytes()
        for kind, packed in (
            (".br", brotli.compress(content)),
            (".gz", gzip.compress(content, 9, mtime=0)),
        ):
            if len(packed) < len(content):
                path.with_name(path.name + kind).write_bytes(packed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
