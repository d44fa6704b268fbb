"""One component of the target, as a row of the form."""

from isoanneal.refusal import shortened
from page import numerals
from page.catalogue import COMPONENTS, PARAMETERS, meaning, smarts_refusal
from page.elements import copy_of, parts_of
from page.form.number_field import NumberField
from page.form.typed_text import trimmed_text
from page.words import translate, words

_WEIGHTS = (0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
"""What the stops of a slider stand for."""
_MIDDLE = _WEIGHTS.index(1)
_PLAIN = 1.0
"""The weight with which the energy of a component alone is its value."""

_GOALS = next(one for one in PARAMETERS if one["name"] == "goals")
_OF_A_GOAL = {key: _GOALS[key] for key in ("name", "minimum", "maximum")} | {"kind": "number"}

GOAL = "goal"
"""The direction of a component that is to come near a value."""


class Row:
    """The direction, goal, pattern and weight of one component."""

    def __init__(self, name: str) -> None:
        """Make the row's elements; they are not on the page yet."""
        self.name = name
        self.title = words(f"component-{name}")
        self.item = copy_of("component-row")
        self.item.dataset.name = name
        translate(self.item)
        self.parts = parts_of(self.item)
        self.parts["title"].textContent = self.title
        self.parts["meaning"].textContent = meaning(name)
        self.parts["smarts"].hidden = not self.needs_smarts
        for part in ("direction", "goal", "weight", "smarts", "remove"):
            label = words(f"target-label-{part}", component=self.title)
            self.parts[part].setAttribute("aria-label", label)
        for part in ("direction", "goal", "weight", "value", "remove"):
            self.parts[part].dataset.testid = f"{part}-{name}"
        if name == "wiener_index":
            self.parts["direction"].dataset.testid = "mode"
        self._goal = NumberField(self.parts["goal"], _OF_A_GOAL, self.title, self._goal_refused)
        self.parts["weight"].value = str(_MIDDLE)
        self._given: float | None = None
        """The weight that was asked for, until the slider is moved, which has few stops."""

    def weight_moved(self) -> None:
        """Take the weight from the slider, which was moved."""
        self._given = None

    def arrange(self, *, alone: bool) -> None:
        """Take notice of whether there are others, beside which a weight matters.

        Alone it matters too where it is another than 1, and stays to be seen and changed.
        """
        self.parts["weighing"].hidden = alone and self.weight == _PLAIN
        self.parts["remove"].hidden = alone
        self.refresh()

    def refresh(self) -> None:
        """Show what goes with the choices made."""
        self.parts["goal"].hidden = self.direction != GOAL
        shown = numerals.exact(self.weight)
        self.parts["weight-shown"].textContent = shown
        self.parts["weight"].setAttribute("aria-valuetext", shown)

    @property
    def needs_smarts(self) -> bool:
        """Whether the component counts matches of a pattern."""
        return bool(COMPONENTS[self.name]["needs_smarts"])

    @property
    def direction(self) -> str:
        """One of minimize, maximize and `GOAL`."""
        return str(self.parts["direction"].value)

    @property
    def weight(self) -> float:
        """The weight, at least 0."""
        if self._given is not None:
            return self._given
        return float(_WEIGHTS[int(self.parts["weight"].value)])

    @property
    def smarts(self) -> str:
        """The pattern, or nothing."""
        return trimmed_text(self.parts["smarts"])[0] if self.needs_smarts else ""

    @property
    def goal(self) -> float | None:
        """The value to come near, if it can be read."""
        return self._goal.read()[0]

    def _goal_refused(self, typed: str) -> str:
        if not typed.strip():
            return words("target-no-goal", component=self.title)
        return words(
            "target-goal-refused",
            component=self.title,
            least=_OF_A_GOAL["minimum"],
            most=_OF_A_GOAL["maximum"],
            typed=shortened(typed),
        )

    def write(self, direction: str, goal: float | None, smarts: str, weight: float) -> None:
        """Show what `direction`, `goal`, `smarts` and `weight` give."""
        self.parts["direction"].value = direction
        self.parts["goal"].value = ""
        if goal is not None:
            self._goal.write(goal)
        self.parts["smarts"].value = smarts
        self._given = float(weight)
        nearest = min(range(len(_WEIGHTS)), key=lambda stop: abs(_WEIGHTS[stop] - weight))
        self.parts["weight"].value = str(nearest)

    def mark_weight(self, *, valid: bool) -> None:
        """Mark the weight as one that can be had, or not."""
        self.parts["weight"].setAttribute("aria-invalid", "false" if valid else "true")

    def refusal(self) -> str:
        """Say what is wrong with the row and mark it, or return nothing."""
        goal_refused = self._goal.read()[1] if self.direction == GOAL else ""
        smarts_refused = self._smarts_refusal()
        self.parts["goal"].setAttribute("aria-invalid", "true" if goal_refused else "false")
        self.parts["smarts"].setAttribute("aria-invalid", "true" if smarts_refused else "false")
        return goal_refused or smarts_refused

    def _smarts_refusal(self) -> str:
        if not self.needs_smarts:
            return ""
        _, length = trimmed_text(self.parts["smarts"])
        if not length:
            return words("target-no-smarts", component=self.title)
        return smarts_refusal(length)
