"""Replicates: the card that runs the same search from many seeds."""

import asyncio

from page import numerals
from page.elements import element, set_fraction, set_text
from page.engine import Engine, EngineError
from pyscript import document

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy

MAX_REPLICATES = 1000
_REFUSAL = "Give a whole number of replicates from 1 to 1000."
_ROWS = 8
_SECONDS_WORTH_A_RATE = 0.5


class Replicates:
    """Runs replicates of what the form says, and shows how their best energies spread."""

    def __init__(self, engine: Engine, parameters: Callable[[], dict[str, object] | None]) -> None:
        """`parameters` returns those of the form, or nothing if it cannot be read."""
        self._engine = engine
        self._parameters = parameters
        self._is_running = False
        element("replicate").addEventListener("click", self._pressed)

    def set_enabled(self, *, enabled: bool) -> None:
        """Let replicates be started, or not while there is no engine."""
        element("replicate").disabled = not enabled

    def _pressed(self, _event: JsProxy) -> None:
        command = self._engine.cancel_replicates if self._is_running else self._run
        asyncio.create_task(command())

    async def _run(self) -> None:
        parameters = self._parameters()
        count = _count(element("replicate-count").value)
        set_text("replicate-refusal", "" if count else _REFUSAL)
        if parameters is None or not count:
            return
        self._show_running(is_running=True)
        total = parameters["steps_per_cycle"] * parameters["cycles"] * count  # type: ignore[operator]
        try:
            answer = await self._engine.replicate(
                parameters, count, lambda told: _show_progress(told, total, count)
            )
            _show_outcome(answer, count)
        except EngineError as refusal:
            set_text("replicate-refusal", str(refusal))
            set_text("replicate-outcome", "")
        finally:
            self._show_running(is_running=False)

    def _show_running(self, *, is_running: bool) -> None:
        self._is_running = is_running
        set_text("replicate", "Cancel" if is_running else "Run replicates")
        element("replicate-bar").hidden = not is_running
        if is_running:
            set_fraction("replicate-bar", 0, value="0")
            set_text("replicate-outcome", "Starting …")


def _count(text: str) -> int:
    """Return a number of replicates, 0 for what is none."""
    return int(text) if text.isdigit() and 1 <= int(text) <= MAX_REPLICATES else 0


def _show_progress(told: JsProxy, total: int, count: int) -> None:
    fraction = told.steps / total
    set_fraction("replicate-bar", fraction, value=str(int(100 * fraction)))
    set_text("replicate-outcome", f"{int(told.finished)} of {count} are done.")


def _show_outcome(answer: JsProxy, count: int) -> None:
    if getattr(answer, "cancelled", False):
        set_text("replicate-outcome", "Cancelled.")
        return
    steps = count * answer.total_steps
    words = (
        f"{answer.reached} of {count} reached the best energy, "
        f"{numerals.energy(answer.best_energy)}. "
        f"Mean {numerals.energy(answer.mean)}, "
        f"standard deviation {numerals.energy(answer.standard_deviation)}. "
    )
    if answer.visited_isomers:
        words += f"Together they visited {answer.visited_isomers:,} isomers. "
    workers = "1 core" if answer.workers == 1 else f"{answer.workers} cores"
    words += f"{steps:,} steps on {workers}"
    if answer.seconds > _SECONDS_WORTH_A_RATE:
        words += f", {numerals.rate(steps / answer.seconds)}"
    set_text("replicate-outcome", f"{words}.")
    _show_spread(answer, count)


def _show_spread(answer: JsProxy, count: int) -> None:
    """Show how many replicates ended at each energy, the rarest of many left out."""
    energies, counts = answer.energies, answer.counts
    shown = range(min(energies.length, _ROWS))
    rows = [_row(energies[number], int(counts[number]), count) for number in shown]
    element("replicate-rows").replaceChildren(*rows)
    element("replicate-table").hidden = False
    left = answer.energies.length - len(rows)
    set_text("replicate-more", f"and {left} other energies" if left else "")


def _row(energy: float, reached: int, count: int) -> JsProxy:
    template = document.getElementById("replicate-row").content.firstElementChild
    row: JsProxy = template.cloneNode(True)  # noqa: FBT003  (with all that is in it)
    cells = row.children
    cells[0].textContent = numerals.energy(energy)
    cells[1].textContent = str(reached)
    cells[2].firstElementChild.style.width = f"{100 * reached / count:.1f}%"
    return row
