"""The form: what is to be searched, checked while it is typed."""

from isoanneal.formula import FormulaError, parse
from page.elements import element, set_text
from page.numerals import subscripted
from page.presets import PRESETS
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from page.rules import Rules
    from page.targets import Targets

MAX_TOTAL_STEPS = 10_000_000

_WORDS = {
    "kt0": "The initial temperature must be a number above 0 and at most 1e12",
    "k": "The cooling rate must be a number from 0 to 1e12",
    "steps": "Steps a cycle must be a whole number from 1 to 100,000",
    "cycles": "Cycles must be a whole number from 1 to 1,000",
    "seed": "The seed must be a whole number from 0 to 4,294,967,295",
}
_FIELDS = {
    "kt0": "kt0",
    "k": "k",
    "steps_per_cycle": "steps",
    "cycles": "cycles",
    "seed": "seed",
}
_WHOLE = ("steps", "cycles", "seed")


class Search:
    """The parameters of a search, as the form gives them."""

    def __init__(self, formula: str, numbers: dict[str, float], others: dict[str, object]) -> None:
        """Take the formula, the numbers by the ids of their fields, target and constraints."""
        self.formula = formula
        self.kt0 = numbers["kt0"]
        self.k = numbers["k"]
        self.steps_per_cycle = int(numbers["steps"])
        self.cycles = int(numbers["cycles"])
        self.seed = int(numbers["seed"])
        self._others = others

    @property
    def total_steps(self) -> int:
        """Number of steps in all cycles."""
        return self.steps_per_cycle * self.cycles

    def parameters(self) -> dict[str, object]:
        """Return what the engine takes."""
        return self._others | {
            "formula": self.formula,
            "kt0": self.kt0,
            "k": self.k,
            "steps_per_cycle": self.steps_per_cycle,
            "cycles": self.cycles,
            # A float, because MicroPython hands integers of 31 bits only to JavaScript.
            "seed": float(self.seed),
        }


def fill_presets() -> None:
    """Offer the examples."""
    for formula, words in PRESETS:
        option = document.createElement("option")
        option.value = formula
        option.textContent = f"{subscripted(formula)}: {words}"
        element("preset").append(option)


def take_preset() -> None:
    """Put the chosen example into the formula field."""
    if element("preset").value:
        element("formula").value = element("preset").value


def match_preset() -> None:
    """Show which example the formula is, if it is one."""
    formulas = [formula for formula, _ in PRESETS]
    typed = element("formula").value
    element("preset").value = typed if typed in formulas else ""


def new_seed() -> None:
    """Draw a seed at random."""
    element("seed").value = str(int(window.Math.random() * 2**32))


def read(targets: Targets, rules: Rules) -> Search | None:
    """Check everything, say what is wrong, and return the search if nothing is."""
    formula = _read_formula()
    numbers = _read_numbers()
    target = targets.read()
    constraints = rules.read()
    if formula is None or numbers is None or target is None:
        return None
    return Search(formula, numbers, target | constraints)


def write(parameters: dict[str, Any]) -> None:
    """Show the formula and the numbers of parameters that a search had."""
    element("formula").value = parameters["formula"]
    for name, field in _FIELDS.items():
        element(field).value = _written(parameters[name])
    match_preset()


def _written(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _read_formula() -> str | None:
    try:
        formula = parse(element("formula").value)
    except FormulaError as error:
        _mark("formula", valid=False)
        set_text("formula-error", str(error))
        set_text("formula-note", "")
        return None
    _mark("formula", valid=True)
    set_text("formula-error", "")
    set_text("formula-note", _described(str(formula), formula.degree_of_unsaturation))
    return str(formula)


def _described(formula: str, degree_of_unsaturation: int) -> str:
    written = subscripted(formula)
    if degree_of_unsaturation == 0:
        return f"{written}: no rings, single bonds only"
    return f"{written}: degree of unsaturation {degree_of_unsaturation} (rings and multiple bonds)"


def _read_numbers() -> dict[str, float] | None:
    numbers = {name: _number(name) for name in _WORDS}
    wrong = [name for name in _WORDS if numbers[name] is None]
    for name in _WORDS:
        _mark(name, valid=name not in wrong)
    total = (numbers["steps"] or 0) * (numbers["cycles"] or 0)
    if wrong:
        set_text("parameters-error", f"{_WORDS[wrong[0]]}.")
        return None
    if total > MAX_TOTAL_STEPS:
        _mark("cycles", valid=False)
        set_text(
            "parameters-error",
            f"That makes {int(total):,} steps. At most {MAX_TOTAL_STEPS:,} are possible: "
            "give fewer cycles or fewer steps in each.",
        )
        return None
    set_text("parameters-error", "")
    return {name: number for name, number in numbers.items() if number is not None}


def _number(name: str) -> float | None:
    field = element(name)
    try:
        number = float(field.value)
    except ValueError:
        return None
    within = float(field.min) <= number <= float(field.max)
    if name == "kt0" and number <= 0:
        within = False
    if name in _WHOLE and number != int(number):
        within = False
    return number if within else None


def _mark(name: str, *, valid: bool) -> None:
    element(name).setAttribute("aria-invalid", "false" if valid else "true")


def set_enabled(*, enabled: bool) -> None:
    """Let the parameters be changed, or not, while a run goes on."""
    element("parameters").disabled = not enabled
    for name in ("formula", "preset"):
        element(name).disabled = not enabled


def focus_first_refusal() -> None:
    """Take the keyboard to the field that is wrong."""
    wrong = document.querySelector("[aria-invalid=true]")
    if wrong:
        wrong.focus()
