"""The target: the components that a search scores by, and how they are weighed."""

from page import numerals
from page.catalogue import COMPONENTS, ORDER, quantity
from page.elements import element, parts_of, set_text
from pyscript import document

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from jsffi import JsProxy

_WEIGHTS = (0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
"""What the stops of a slider stand for."""
_MIDDLE = _WEIGHTS.index(1)
_GOAL = "goal"


class _Row:
    """One component in the form."""

    def __init__(self, name: str, remove: Callable[[str], None]) -> None:
        """Make the row's elements; they are not on the page yet."""
        self.name = name
        component = COMPONENTS[name]
        self.item = element("component-row").content.firstElementChild.cloneNode(True)  # noqa: FBT003
        self.parts = parts_of(self.item)
        self.parts["title"].textContent = component["title"]
        unit = f", in {component['unit']}" if component["unit"] else ""
        self.parts["meaning"].textContent = component["meaning"] + unit
        self.parts["smarts"].hidden = not component["needs_smarts"]
        for part, words in (
            ("direction", "direction"),
            ("goal", "value to reach"),
            ("weight", "weight"),
            ("smarts", "SMARTS pattern"),
        ):
            self.parts[part].setAttribute("aria-label", f"{component['title']}: {words}")
        self.parts["remove"].setAttribute("aria-label", f"Remove {component['title']}")
        for part in ("direction", "goal", "weight", "value", "remove"):
            self.parts[part].dataset.testid = f"{part}-{name}"
        if name == "wiener_index":
            self.parts["direction"].dataset.testid = "mode"
        self.parts["weight"].value = str(_MIDDLE)
        self.parts["remove"].addEventListener("click", lambda _event: remove(name))

    def refresh(self, *, alone: bool) -> None:
        """Show what goes with the choices made; the weight matters beside others only."""
        self.parts["goal"].hidden = self.direction != _GOAL
        self.parts["weighing"].hidden = alone
        self.parts["remove"].hidden = alone
        self.parts["weight-shown"].textContent = numerals.energy(self.weight)
        self.parts["weight"].setAttribute("aria-valuetext", numerals.energy(self.weight))

    @property
    def direction(self) -> str:
        return str(self.parts["direction"].value)

    @property
    def weight(self) -> float:
        if self.parts["weighing"].hidden:
            return 1.0
        return float(_WEIGHTS[int(self.parts["weight"].value)])

    @property
    def smarts(self) -> str:
        needs_smarts = COMPONENTS[self.name]["needs_smarts"]
        return str(self.parts["smarts"].value).strip() if needs_smarts else ""

    @property
    def goal(self) -> float | None:
        try:
            return float(self.parts["goal"].value)
        except ValueError:
            return None

    @property
    def summary(self) -> str:
        title = COMPONENTS[self.name]["title"]
        if self.direction == _GOAL:
            return f"{title} near {numerals.energy(self.goal or 0.0)}"
        return f"{title} {self.direction}d"

    def set_weight(self, weight: float) -> None:
        nearest = min(range(len(_WEIGHTS)), key=lambda stop: abs(_WEIGHTS[stop] - weight))
        self.parts["weight"].value = str(nearest)

    def refusal(self) -> str:
        """Say what is wrong with the row and mark it, or return nothing."""
        title = COMPONENTS[self.name]["title"]
        no_goal = self.direction == _GOAL and self.goal is None
        no_smarts = COMPONENTS[self.name]["needs_smarts"] and not self.smarts
        self.parts["goal"].setAttribute("aria-invalid", "true" if no_goal else "false")
        self.parts["smarts"].setAttribute("aria-invalid", "true" if no_smarts else "false")
        if no_goal:
            return f"Give the value that {title} is to reach."
        if no_smarts:
            return f"Give a SMARTS pattern for {title}, for example [OX2H]."
        return ""


class Targets:
    """The components chosen, in the order of the registry."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        """Begin with the Wiener index; `on_change` is told of rows that come and go."""
        self._on_change = on_change
        self._rows: dict[str, _Row] = {}
        element("add-component").addEventListener("change", self._add_chosen)
        self._show(["wiener_index"])

    @property
    def names(self) -> list[str]:
        """The components chosen."""
        return [name for name in ORDER if name in self._rows]

    @property
    def active(self) -> list[str]:
        """The components that count."""
        return [name for name in self.names if self._rows[name].weight > 0]

    @property
    def is_plain(self) -> bool:
        """Whether the energy is nothing but the value of one component."""
        return (
            len(self.names) == 1
            and self._rows[self.names[0]].direction != _GOAL
            and not element("normalize").checked
        )

    @property
    def words(self) -> str:
        """What the energy is called."""
        return f"The {COMPONENTS[self.names[0]]['title']}" if self.is_plain else "The energy"

    @property
    def summary(self) -> str:
        """What is made of which component, in a few words."""
        return ", ".join([self._rows[name].summary for name in self.active])

    def refresh(self) -> None:
        """Show what goes with the choices made."""
        for row in self._rows.values():
            row.refresh(alone=len(self._rows) == 1)

    def read(self) -> dict[str, object] | None:
        """Return what the engine takes, or say what is wrong and return nothing."""
        refusals = [self._rows[name].refusal() for name in self.names]
        if not self.active:
            refusals.append("Give at least one component a weight above 0.")
        words = [refusal for refusal in refusals if refusal]
        set_text("target-error", words[0] if words else "")
        return None if words else self._parameters()

    def _parameters(self) -> dict[str, object]:
        rows = [self._rows[name] for name in self.names]
        directions = [self._rows[name].direction for name in self.active]
        mode = "maximize" if set(directions) == {"maximize"} else "minimize"
        return {
            "mode": mode,
            "weights": {row.name: row.weight for row in rows},
            "directions": {
                row.name: row.direction for row in rows if row.direction not in (mode, _GOAL)
            },
            "goals": {row.name: row.goal for row in rows if row.direction == _GOAL},
            "smarts": "".join([row.smarts for row in rows]),
            "normalize": bool(element("normalize").checked),
        }

    def write(self, parameters: dict[str, Any]) -> None:
        """Show the target of parameters that `read` gave."""
        self._rows = {}
        element("normalize").checked = parameters["normalize"]
        self._show(list(parameters["weights"]))
        for name, row in self._rows.items():
            direction = parameters["directions"].get(name, parameters["mode"])
            row.parts["direction"].value = _GOAL if name in parameters["goals"] else direction
            row.parts["goal"].value = str(parameters["goals"].get(name, ""))
            row.parts["smarts"].value = parameters["smarts"]
            row.set_weight(float(str(parameters["weights"][name])))
        self.refresh()

    def show_values(self, values: dict[str, float]) -> None:
        """Show the value of each component for the current structure."""
        for name, row in self._rows.items():
            words = quantity(name, values[name]) if name in values else ""
            row.parts["value"].textContent = words

    def _add_chosen(self, _event: JsProxy) -> None:
        name = element("add-component").value
        if name:
            self._show(self.names + [name])
            self._rows[name].parts["direction"].focus()
            self._on_change()

    def _remove(self, name: str) -> None:
        del self._rows[name]
        self._show(self.names)
        element("add-component").focus()
        self._on_change()

    def _show(self, names: list[str]) -> None:
        kept = self._rows
        self._rows = {name: kept.get(name) or _Row(name, self._remove) for name in names}
        element("components").replaceChildren(*[self._rows[name].item for name in self.names])
        element("normalize-row").hidden = len(names) == 1 and not element("normalize").checked
        self._offer_others()
        self.refresh()

    def _offer_others(self) -> None:
        choices = [_option("", "Add a component …")]
        choices += [
            _option(name, COMPONENTS[name]["title"]) for name in ORDER if name not in self._rows
        ]
        element("add-component").replaceChildren(*choices)


def _option(value: str, words: str) -> JsProxy:
    option: JsProxy = document.createElement("option")
    option.value = value
    option.textContent = words
    return option
