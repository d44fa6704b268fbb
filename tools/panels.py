"""The panels of the page: each is a folder with markup, style and Python, and is found by that.

The first element of `panel.html` says in `data-place` which place it stands at (a line
`<!-- panels of PLACE -->` of the document) and in `data-order` after which others.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PLACES_OF_FORM = ("search", "settings")
"""What stands there is made first: without it nothing can be searched."""
_PLACE = re.compile(r"^( *)<!-- panels of (\w+) -->$", re.MULTILINE)
_FIELDS = re.compile(r"^( *)<!-- fields of (\w+) -->$", re.MULTILINE)
_FIELD = re.compile(r"<!-- field (\w+) -->")
_ATTRIBUTES = re.compile(r'data-place="(\w+)" data-order="(\d+)"')

Declaration = Mapping[str, object]


class UnfitPanelError(Exception):
    """A panel that cannot be put into the document; the message says why."""


@dataclass(frozen=True)
class Panel:
    """One panel: its folder, and where its markup says that it stands."""

    folder: Path
    place: str
    order: int

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def markup(self) -> str:
        """Its markup, without the attributes that only say where it stands."""
        text = (self.folder / "panel.html").read_text(encoding="utf-8")
        return _ATTRIBUTES.sub("", text, count=1).replace(" >", ">", 1).rstrip("\n")

    @property
    def style(self) -> str:
        """Its style sheet, empty where it needs none."""
        path = self.folder / "panel.css"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    @property
    def has_python(self) -> bool:
        """Whether there is more to it than words."""
        return (self.folder / "panel.py").is_file()


def found(site: Path) -> list[Panel]:
    """Return the panels of a site by place and order."""
    folders = sorted((site / "page" / "panels").glob("*/panel.html"))
    panels = [_read(path.parent) for path in folders]
    return sorted(panels, key=lambda panel: (panel.place, panel.order, panel.name))


def _read(folder: Path) -> Panel:
    attributes = _ATTRIBUTES.search((folder / "panel.html").read_text(encoding="utf-8"))
    if attributes is None:
        raise UnfitPanelError(
            f"{folder.name}/panel.html does not say where it stands. "
            'Write data-place="watch" data-order="10" into its first element.'
        )
    return Panel(folder, attributes[1], int(attributes[2]))


def document(site: Path, declarations: Sequence[Declaration]) -> str:
    """Return the document of a site with all panels in it, and their fields."""
    text = (site / "shell" / "index.html").read_text(encoding="utf-8")
    panels = found(site)
    places = {match[1] for match in _PLACE.findall(text)}
    for panel in panels:
        if panel.place not in places:
            raise UnfitPanelError(
                f"{panel.name}/panel.html stands at “{panel.place}”, which index.html does not "
                f"have. Choose among: {', '.join(sorted(places))}."
            )

    def of_place(match: re.Match[str]) -> str:
        return "\n".join(
            _indented(panel.markup, match[1]) for panel in panels if panel.place == match[2]
        )

    return _with_fields(_PLACE.sub(of_place, text), declarations)


def _indented(text: str, indent: str) -> str:
    return "\n".join(indent + line if line else line for line in text.splitlines())


def style(site: Path) -> str:
    """Return the style sheet of a site: the base, then that of each panel."""
    base = (site / "shell" / "style.css").read_text(encoding="utf-8")
    return "\n".join([base, *(panel.style for panel in found(site) if panel.style)])


def with_python(site: Path) -> dict[str, list[str]]:
    """Return the names of the panels that have a module: those of the form, and the others."""
    panels = [panel for panel in found(site) if panel.has_python]
    return {
        "form": [panel.name for panel in panels if panel.place in _PLACES_OF_FORM],
        "others": [panel.name for panel in panels if panel.place not in _PLACES_OF_FORM],
    }


def _with_fields(text: str, declarations: Sequence[Declaration]) -> str:
    """Put in a field for each parameter that is declared: those that are named, then the rest."""
    by_name = {str(one["name"]): one for one in declarations}
    named = set(_FIELD.findall(text))

    def of_group(match: re.Match[str]) -> str:
        fields = [
            _labelled(one)
            for name, one in by_name.items()
            if one["group"] == match[2] and name not in named
        ]
        return "\n".join(_indented(field, match[1]) for field in fields)

    text = _FIELDS.sub(of_group, text)
    return _FIELD.sub(lambda match: _field(by_name[match[1]]), text)


def _labelled(one: Declaration) -> str:
    return (
        '<div class="field">\n'
        f'  <label for="{one["handle"]}" data-l10n-id="parameter-{one["name"]}"></label>\n'
        f"  {_field(one)}\n"
        "</div>"
    )


def _field(one: Declaration) -> str:
    keyboard = "numeric" if one["kind"] == "whole" else "decimal"
    return (
        f'<input id="{one["handle"]}" form="run-form" data-testid="{one["handle"]}" type="text" '
        f'inputmode="{keyboard}" value="{_number(one["default"])}" '
        'aria-describedby="parameters-error">'
    )


def _number(value: object) -> str:
    return f"{value:.17g}" if isinstance(value, float) else str(value)
