"""What there is to say of a run before its first step, and after its last."""

from page import numerals
from page.aims import answer
from page.words import sentences, words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.runs.run import Run


def before(run: Run) -> str:
    """Say what there is to know before a run's first step."""
    formula = numerals.subscripted(str(run.parameters["formula"]))
    if run.has_one_isomer:
        return words("search-one-isomer", formula=formula)
    return words("search-first-structure", formula=formula)


def while_paused(run: Run) -> str:
    """Say what a paused run has found, and how it goes on."""
    told = [answer(run), words("search-paused")]
    return sentences([one for one in told if one])


def after(run: Run) -> str:
    """Say what a run has found: whether that answers its aim, if it has one."""
    return answer(run) or _found(run)


def _found(run: Run) -> str:
    steps = float(run.data.total_steps)
    if run.has_one_isomer:
        return words("search-done-one-isomer", steps=steps)
    first = numerals.energy(run.initial_energy)
    best = numerals.energy(run.data.best_energy)
    component = run.only_component
    if run.only_goal:
        return _of_goal(run, steps, best)
    if first == best:
        if component:
            title = words(f"component-{component}")
            return words("search-done-component-stayed", steps=steps, component=title, best=best)
        return words("search-done-energy-stayed", steps=steps, best=best)
    if component:
        title = words(f"component-{component}")
        return words("search-done-component", steps=steps, component=title, first=first, best=best)
    return words("search-done-energy", steps=steps, first=first, best=best)


def _of_goal(run: Run, steps: float, best: str) -> str:
    """Say how close a run has come to the value that its one component should reach."""
    title = words(f"component-{run.only_goal}")
    goal = numerals.energy(run.parameters["goals"][run.only_goal])
    if run.data.best_energy == 0:
        return words("search-done-goal", steps=steps, component=title, goal=goal)
    return words("search-done-goal-missed", steps=steps, component=title, goal=goal, best=best)
