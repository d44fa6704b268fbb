"""Declarations: what a field of a structure says of itself, read from its type and its metadata."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from isoanneal import limits
from isoanneal.address import write_text
from isoanneal.arguments import shown

if TYPE_CHECKING:
    from isoanneal.refusal import Sentence

_KINDS: Mapping[object, str] = {
    float: "number",
    int: "whole",
    str: "text",
    bool: "flag",
    list: "names",
}


@dataclass(frozen=True)
class Declaration:
    """One parameter: its name, its type with its limits, its default, and what it is.

    `default` is nothing where it must be given.  `kind` is one of number, whole, choice, text,
    flag, names (a list), numbers and choices (one for each target component that is named), and
    settings (pairs of a step and a temperature).
    """

    name: str
    type: Any
    default: object

    @cached_property
    def _metas(self) -> list[msgspec.Meta]:
        return [one for one in get_args(self.type)[1:] if isinstance(one, msgspec.Meta)]

    @cached_property
    def _plain(self) -> Any:  # noqa: ANN401  (a type)
        return get_args(self.type)[0]

    @property
    def _said(self) -> msgspec.Meta:
        return next(one for one in self._metas if one.title)

    @property
    def title(self) -> str:
        """What a reader sees."""
        return self._said.title or ""

    @property
    def meaning(self) -> str:
        """One line about it."""
        return self._said.description or ""

    @property
    def extra(self) -> dict[str, Any]:
        """What else its field says: see `parameters`."""
        return self._said.extra or {}

    @property
    def group(self) -> str:
        """The part of the form in which it stands."""
        return str(self.extra["group"])

    @property
    def handle(self) -> str:
        """Its name in the form and in addresses, where that is a shorter one."""
        return str(self.extra.get("handle", self.name))

    @property
    def option(self) -> str:
        """Its name on the command line, with a hyphen between words."""
        return str(self.extra.get("option", self.handle)).replace("_", "-")

    @property
    def suggestions(self) -> dict[str, float]:
        """Values worth a try, by name."""
        return dict(self.extra.get("suggestions", {}))

    @property
    def kind(self) -> str:
        """What it is; see the class."""
        origin = get_origin(self._plain) or self._plain
        if origin is list and get_origin(get_args(self._plain)[0]) is tuple:
            return "settings"
        if origin is dict:
            return "choices" if get_origin(self._of_each) is Literal else "numbers"
        return "choice" if origin is Literal else _KINDS[origin]

    @property
    def of(self) -> str:
        """What its names are names of, “component” or “constraint”; nothing without names."""
        by_component = self.kind in ("numbers", "choices")
        return str(self.extra.get("of", "component" if by_component else ""))

    @property
    def _of_each(self) -> Any:  # noqa: ANN401  (a type)
        """The type of the numbers or choices, or of the temperatures of settings."""
        plain = self._plain
        return get_args(get_args(plain)[0] if get_origin(plain) is list else plain)[1]

    @property
    def choices(self) -> list[str]:
        """The values that a choice can have."""
        if self.kind == "choices":
            return list(get_args(self._of_each))
        return list(get_args(self._plain)) if self.kind == "choice" else []

    @property
    def _limits(self) -> msgspec.Meta:
        metas: Iterable[msgspec.Meta] = self._metas
        if self.kind in ("numbers", "settings"):
            metas = get_args(self._of_each)[1:]
        return next(one for one in metas if one.le is not None)

    @property
    def minimum(self) -> float | None:
        """The least number, which it must exceed if `is_above_minimum`; nothing for others."""
        if self.kind not in ("number", "whole", "numbers", "settings"):
            return None
        return self._limits.gt if self._limits.ge is None else self._limits.ge

    @property
    def maximum(self) -> float | None:
        """The largest number."""
        return None if self.minimum is None else self._limits.le

    @property
    def is_above_minimum(self) -> bool:
        """Whether the minimum itself is out of the limits."""
        return self.minimum is not None and self._limits.gt is not None

    def read(self, value: object) -> Any:  # noqa: ANN401  (of its type)
        """Return a value of its type; raise `msgspec.ValidationError` for what is none."""
        return msgspec.convert(value, self.type)

    def refusal(self, value: object) -> "Sentence":
        """Return the sentence that says why a value is none, by its code and values."""
        return limits.refusal(self.facts(), shown(value))

    def facts(self) -> dict[str, Any]:
        """Return all that a page needs to know of it, as plain data."""
        return {
            "name": self.name,
            "handle": self.handle,
            "kind": self.kind,
            "group": self.group,
            "title": self.title,
            "meaning": self.meaning,
            "default": self.default,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "is_above_minimum": self.is_above_minimum,
            "choices": self.choices,
            "suggestions": self.suggestions,
            "of": self.of,
        }


def _whole_if_it_is(number: float | None) -> float:
    """Return a limit such that it is written without a decimal point if it needs none."""
    known = number or 0
    return int(known) if known == int(known) else known


def declared_in(structure: type[msgspec.Struct]) -> dict[str, Declaration]:
    """Return the declarations of a structure's fields, by name, in their order."""
    hints = get_type_hints(structure, include_extras=True)
    return {
        field.name: Declaration(field.name, hints[field.name], _default(field))
        for field in msgspec.structs.fields(structure)
    }


def _default(field: msgspec.structs.FieldInfo) -> object:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return None if field.default is msgspec.NODEFAULT else field.default


def table(declarations: Mapping[str, Declaration]) -> str:
    """Return the declarations as a table in Markdown."""
    head = "| parameter | option | meaning | values | default |\n| --- | --- | --- | --- | --- |"
    return "\n".join([head, *map(_row, declarations.values())])


def _row(one: Declaration) -> str:
    option = f"--{one.option}" if one.default is not None else one.name.upper()
    cells = (f"`{one.name}`", f"`{option}`", one.meaning, _range(one), _shown(one))
    return f"| {' | '.join(cells)} |"


def _range(one: Declaration) -> str:
    if one.choices:
        return " or ".join(one.choices)
    if one.minimum is None:
        return {"flag": "true or false", "names": "names"}.get(one.kind, one.kind)
    least, most = _whole_if_it_is(one.minimum), _whole_if_it_is(one.maximum)
    return f"above {least:,} to {most:,}" if one.is_above_minimum else f"{least:,} to {most:,}"


def _shown(one: Declaration) -> str:
    """Return the default as it is written in an address; nothing where there is none."""
    if not one.default:
        return ""
    return f"`{write_text(one.facts(), one.default)}`"
