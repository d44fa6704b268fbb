"""The target: the components that a search scores by, and how they are weighed."""

from page.catalogue import ORDER, quantity
from page.elements import element, mark, set_text
from page.panel import Section
from page.panels.target.row import GOAL, Row
from page.words import words
from pyscript import document

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.context import Context
    from page.runs.run import Run


class Panel(Section):
    """The components chosen, in the order of the registry."""

    def __init__(self, context: Context) -> None:
        """Begin with no component; what the address asks for is written next."""
        super().__init__(context)
        self._rows: dict[str, Row] = {}
        self._choices = {name: _option(name, words(f"component-{name}")) for name in ORDER}
        element("add-component").addEventListener("change", self._add_chosen)
        # Not at each row: what JavaScript and Python hold of each other, neither of them frees.
        element("components").addEventListener("input", self._row_edited)
        element("components").addEventListener("click", self._row_pressed)
        element("normalize").addEventListener("input", self._edited)

    def _row_edited(self, event: JsProxy) -> None:
        if str(event.target.dataset.part) == "weight":
            self._rows[_name_of(event.target)].weight_moved()
        self._edited()

    def _row_pressed(self, event: JsProxy) -> None:
        if str(event.target.dataset.part) == "remove":
            self._remove(_name_of(event.target))

    def _edited(self, _event: JsProxy | None = None) -> None:
        self._refresh()
        self.context.form.edited()

    @property
    def _names(self) -> list[str]:
        return [name for name in ORDER if name in self._rows]

    @property
    def _active(self) -> list[str]:
        """The components that count."""
        return [name for name in self._names if self._rows[name].weight > 0]

    def _refresh(self) -> None:
        """Show what goes with the choices made."""
        for row in self._rows.values():
            row.refresh()

    def _arrange(self) -> None:
        """Show what goes with the components that there are."""
        for row in self._rows.values():
            row.arrange(alone=len(self._rows) == 1)

    def read(self) -> dict[str, Any] | None:
        """Return what the engine takes, or say what is wrong and return nothing."""
        refusals = [self._rows[name].refusal() for name in self._names]
        mark("add-component", valid=bool(self._names))
        for row in self._rows.values():
            row.mark_weight(valid=bool(self._active))
        if not self._active:
            refusals.append(words("target-no-weight"))
        wrong = [refusal for refusal in refusals if refusal]
        set_text("target-error", wrong[0] if wrong else "")
        return None if wrong else self._parameters()

    def _parameters(self) -> dict[str, Any]:
        rows = [self._rows[name] for name in self._names]
        directions = [self._rows[name].direction for name in self._active]
        mode = "maximize" if set(directions) == {"maximize"} else "minimize"
        return {
            "mode": mode,
            "weights": {row.name: row.weight for row in rows},
            "directions": {
                row.name: row.direction for row in rows if row.direction not in (mode, GOAL)
            },
            "goals": {row.name: row.goal for row in rows if row.direction == GOAL},
            "smarts": "".join([row.smarts for row in rows]),
            "normalize": bool(element("normalize").checked),
        }

    def write(self, parameters: dict[str, Any]) -> None:
        """Show the target."""
        self._rows = {}
        element("normalize").checked = parameters["normalize"]
        self._show(list(parameters["weights"]))
        goals = parameters["goals"]
        for name, row in self._rows.items():
            direction = parameters["directions"].get(name, parameters["mode"])
            row.write(
                GOAL if name in goals else direction,
                goals.get(name),
                parameters["smarts"],
                parameters["weights"][name],
            )
        self._arrange()

    def run_begun(self, run: Run) -> None:
        """Show the values of a run's first structure."""
        self.run_seen(run)

    def run_seen(self, run: Run) -> None:
        """Show the value of each component for the current structure."""
        for name, row in self._rows.items():
            shown = quantity(name, run.values[name]) if name in run.values else ""
            row.parts["value"].textContent = shown

    def _add_chosen(self, _event: JsProxy) -> None:
        name = str(element("add-component").value)
        if name:
            self._show(self._names + [name])
            self._rows[name].parts["direction"].focus()
            self._edited()

    def _remove(self, name: str) -> None:
        del self._rows[name]
        self._show(self._names)
        element("add-component").focus()
        self._edited()

    def _show(self, names: list[str]) -> None:
        kept = self._rows
        self._rows = {name: kept.get(name) or Row(name) for name in names}
        element("components").replaceChildren(*[self._rows[name].item for name in self._names])
        element("normalize-row").hidden = len(names) == 1 and not element("normalize").checked
        self._offer_others()
        self._arrange()

    def _offer_others(self) -> None:
        others = [self._choices[name] for name in ORDER if name not in self._rows]
        element("add-component").replaceChildren(_option("", words("target-choose")), *others)
        element("add-component").value = ""


def _name_of(part: JsProxy) -> str:
    """Return the component whose row an element belongs to."""
    return str(part.closest("li").dataset.name)


def _option(value: str, text: str) -> JsProxy:
    option: JsProxy = document.createElement("option")
    option.value = value
    option.textContent = text
    return option
