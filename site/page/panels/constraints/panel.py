"""The constraints: rules that the isomers of a search have to keep."""

from page.catalogue import CONSTRAINTS, smarts_refusal
from page.elements import copy_of, element, mark, parts_of, set_text
from page.form.typed_text import trimmed_text
from page.panel import Section
from page.words import detail, words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.context import Context

_FIELDS = {"required_smarts": "required-smarts", "forbidden_smarts": "forbidden-smarts"}


class Panel(Section):
    """A box to tick for each rule, and two SMARTS patterns."""

    def __init__(self, context: Context) -> None:
        """Offer the rules, all off."""
        super().__init__(context)
        self._boxes: dict[str, JsProxy] = {}
        self._too_long: list[str] = []
        """The patterns that are refused here; the worker may refuse others."""
        for constraint in CONSTRAINTS:
            self._add(constraint["name"])
        element("rules").addEventListener("input", lambda _: context.form.edited())

    def _add(self, name: str) -> None:
        item = copy_of("constraint-row")
        parts = parts_of(item)
        parts["title"].textContent = words(f"constraint-{name}")
        parts["meaning"].textContent = detail(f"constraint-{name}", "meaning")
        parts["box"].dataset.testid = f"constraint-{name}"
        self._boxes[name] = parts["box"]
        element("constraint-list").append(item)

    def mark(self, refused: str) -> None:
        """Mark the pattern that the worker refused, or none."""
        for name, field in _FIELDS.items():
            mark(field, valid=name != refused)

    def read(self) -> dict[str, Any] | None:
        """Return what the engine takes, and show how many rules are on; or refuse a pattern."""
        names = [one["name"] for one in CONSTRAINTS if self._boxes[one["name"]].checked]
        typed = {name: trimmed_text(element(field)) for name, field in _FIELDS.items()}
        lengths = {name: length for name, (_, length) in typed.items()}
        count = len(names) + len([length for length in lengths.values() if length])
        shown = words("constraints-on", count=float(count)) if count else words("constraints-none")
        set_text("rules-count", shown)
        if self._is_too_long(lengths):
            return None
        return {"constraints": names} | {name: smarts for name, (smarts, _) in typed.items()}

    def _is_too_long(self, lengths: dict[str, int]) -> bool:
        """Tell whether a pattern is too long, and say so."""
        refusals = []
        for name, field in _FIELDS.items():
            refusal = smarts_refusal(lengths[name])
            if refusal:
                refusals.append(refusal)
            if refusal or name in self._too_long:
                mark(field, valid=not refusal)
        self._too_long = [name for name in lengths if smarts_refusal(lengths[name])]
        set_text("constraints-error", refusals[0] if refusals else "")
        return bool(refusals)

    def write(self, parameters: dict[str, Any]) -> None:
        """Show the constraints."""
        for name, box in self._boxes.items():
            box.checked = name in parameters["constraints"]
        for name, field in _FIELDS.items():
            element(field).value = parameters[name]
        read = self.read()
        element("rules").open = read is None or read["constraints"] != []
