"""The constraints: rules that the isomers of a search have to keep."""

from page.catalogue import CONSTRAINTS
from page.elements import element, parts_of, set_text

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

_FIELDS = {"required_smarts": "required-smarts", "forbidden_smarts": "forbidden-smarts"}


class Rules:
    """A box to tick for each rule, and two SMARTS patterns."""

    def __init__(self) -> None:
        """Offer the rules, all off."""
        self._boxes = {}
        for constraint in CONSTRAINTS:
            item = element("constraint-row").content.firstElementChild.cloneNode(True)  # noqa: FBT003
            parts = parts_of(item)
            parts["title"].textContent = constraint["title"]
            parts["meaning"].textContent = constraint["meaning"]
            parts["box"].dataset.testid = f"constraint-{constraint['name']}"
            self._boxes[constraint["name"]] = parts["box"]
            element("constraint-list").append(item)

    @property
    def are_on(self) -> bool:
        """Whether any constraint is on."""
        return any(self.read().values())

    def mark(self, refused: str) -> None:
        """Mark the pattern that the engine refused, by the name of the parameter, or none."""
        for name, field in _FIELDS.items():
            element(field).setAttribute("aria-invalid", "true" if name == refused else "false")

    def read(self) -> dict[str, object]:
        """Return what the engine takes, and show how many rules are on."""
        names = [one["name"] for one in CONSTRAINTS if self._boxes[one["name"]].checked]
        smarts = {name: element(field).value.strip() for name, field in _FIELDS.items()}
        count = len(names) + len([pattern for pattern in smarts.values() if pattern])
        set_text("rules-count", f"{count} on" if count else "none")
        return {"constraints": names} | smarts

    def write(self, parameters: dict[str, Any]) -> None:
        """Show the constraints of parameters that `read` gave."""
        for name, box in self._boxes.items():
            box.checked = name in parameters["constraints"]
        for name, field in _FIELDS.items():
            element(field).value = parameters[name]
        element("rules").open = self.read()["constraints"] != []
