"""What there is to say of a run before its first step, and after its last."""

from page import numerals
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.runs.run import Run


def before(run: Run) -> str:
    """Say what there is to know before a run's first step."""
    formula = numerals.subscripted(str(run.parameters["formula"]))
    if run.has_one_isomer:
        return words("search-one-isomer", formula=formula)
    return words("search-first-structure", formula=formula)


def after(run: Run) -> str:
    """Say what a run has found."""
    steps = float(run.data.total_steps)
    if run.has_one_isomer:
        return words("search-done-one-isomer", steps=steps)
    first = numerals.energy(run.initial_energy)
    best = numerals.energy(run.data.best_energy)
    component = run.only_component
    if first == best:
        if component:
            title = words(f"component-{component}")
            return words("search-done-component-stayed", steps=steps, component=title, best=best)
        return words("search-done-energy-stayed", steps=steps, best=best)
    if component:
        title = words(f"component-{component}")
        return words("search-done-component", steps=steps, component=title, first=first, best=best)
    return words("search-done-energy", steps=steps, first=first, best=best)
