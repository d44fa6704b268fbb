"""The icons as pictures, for systems that take no SVG.

Run by the interpreter of the site's environment: `python -m tools.icons ICON.svg FOLDER`.
"""

import sys
from pathlib import Path

SIZES = (180, 192, 512)
_SAFE = "0.8"
"""The part of a maskable icon that no system cuts off (W3C, Web App Manifest)."""


def main(svg: Path, folder: Path) -> None:
    """Write `icon-<size>.png` for each size, and `maskable.png` with a margin."""
    from resvg_py import svg_to_bytes  # noqa: PLC0415  (in the site's environment only)

    text = svg.read_text(encoding="utf-8")
    for size in SIZES:
        picture = svg_to_bytes(svg_string=text, width=size, height=size)
        (folder / f"icon-{size}.png").write_bytes(bytes(picture))
    picture = svg_to_bytes(svg_string=_with_margin(text), width=512, height=512)
    (folder / "maskable.png").write_bytes(bytes(picture))


def _with_margin(text: str) -> str:
    inner = text[text.index(">") + 1 : text.rindex("</svg>")]
    place = f"translate(32 32) scale({_SAFE}) translate(-32 -32)"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="#fff"/><g transform="{place}">{inner}</g></svg>'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
