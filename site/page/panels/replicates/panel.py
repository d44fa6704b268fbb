"""Replicates: the same search from many seeds, and how their best energies spread."""

import asyncio

from jsffi import JsException
from page import numerals
from page.border import to_js
from page.elements import copy_of, element, set_fraction, set_text
from page.form.number_field import NumberField
from page.host.calls import WorkerLostError
from page.host.channel import Channel
from page.panel import Panel as Plain
from page.refusal import RefusedError
from page.runs.run_name import annealing_of, caption_of
from page.words import sentences, words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.context import Context
    from page.search.search import Search

_COUNT = {"name": "replicates", "kind": "whole", "minimum": 1, "maximum": 1000}
_COUNT_AT_FIRST = 20
_ROWS = 8
_SECONDS_WORTH_A_RATE = 0.5


class Panel(Plain):
    """Runs replicates of what the form says, and can cancel them."""

    def __init__(self, context: Context) -> None:
        """Wait for the button."""
        super().__init__(context)
        self._is_running = False
        self._count = _count_field()
        element("replicate").addEventListener("click", self._pressed)
        self._count.place.addEventListener("input", self._count_typed)

    def state_changed(self, search: Search) -> None:
        """Let replicates be started, or not while there is no engine."""
        element("replicate").disabled = not search.has_engine

    def _count_typed(self, _event: JsProxy) -> None:
        """Take back what was said of a number that is another now."""
        if not self._count.read()[1]:
            set_text("replicate-refusal", "")

    def _pressed(self, _event: JsProxy) -> None:
        asyncio.create_task(self._shown(self._cancel() if self._is_running else self._run()))

    async def _shown(self, command: Any) -> None:  # noqa: ANN401  (a coroutine)
        """Carry out a command; show what it refuses."""
        try:
            await command
        except RefusedError as refusal:
            _show_refusal(refusal.words)
        except WorkerLostError:
            _show_refusal(words("replicates-lost"))
        except JsException as error:
            print("Replicates failed:", error)
            _show_refusal(words("replicates-failed"))

    async def _cancel(self) -> None:
        await self.context.host.call("cancel_replicates")

    async def _run(self) -> None:
        count, refused = self._count.read()
        set_text("replicate-refusal", refused)
        if not self.context.form.is_readable() or count is None:
            return
        parameters = self.context.form.read() or {}
        self._show_running(is_running=True)
        try:
            answer = await self._replicate(parameters, int(count))
            _show_outcome(answer, int(count), parameters)
        finally:
            self._show_running(is_running=False)

    async def _replicate(self, parameters: dict[str, Any], count: int) -> JsProxy:
        """Return what the replicates come to, or that they were cancelled."""
        total = parameters["steps_per_cycle"] * parameters["cycles"] * count
        channel = Channel()

        def hear(told: JsProxy) -> None:
            self.context.host.hear()
            _show_progress(told, total, count)

        await channel.open(hear)
        try:
            call = self.context.host.call_at_length
            return await call("replicate", to_js(parameters), count, channel.name)
        finally:
            channel.close()

    def _show_running(self, *, is_running: bool) -> None:
        self._is_running = is_running
        set_text("replicate", words("replicates-cancel") if is_running else words("replicates-run"))
        element("replicate-bar").hidden = not is_running
        if is_running:
            set_fraction("replicate-bar", 0, value="0")
            set_text("replicate-outcome", words("replicates-starting"))
            # What was found for other parameters would stand beside these.
            element("replicate-table").hidden = True
            set_text("replicate-more", "")


def _count_field() -> NumberField:
    field = NumberField(
        element("replicate-count"),
        _COUNT,
        words("replicates-count"),
        lambda _typed: words("replicates-refusal"),
    )
    field.write(_COUNT_AT_FIRST)
    field.step_by_keys(lambda: None)
    return field


def _show_refusal(reason: str) -> None:
    set_text("replicate-refusal", reason)
    set_text("replicate-outcome", "")


def _show_progress(told: JsProxy, total: float, count: int) -> None:
    fraction = told.steps / total
    set_fraction("replicate-bar", fraction, value=str(int(100 * fraction)))
    done = words("replicates-done", finished=float(told.finished), count=float(count))
    set_text("replicate-outcome", done)


def _show_outcome(answer: JsProxy, wanted: int, parameters: dict[str, Any]) -> None:
    """Show what the replicates come to, which may be fewer than those wanted."""
    count = int(getattr(answer, "replicates", 0))
    told = []
    if getattr(answer, "cancelled", False):
        of = {"finished": float(count), "count": float(wanted)}
        told.append(words("replicates-cancelled-after", **of))
    if not count:
        set_text("replicate-outcome", sentences(told))
        return
    told.append(_spread(answer, count))
    if answer.visited_isomers and count > 1:
        told.append(words("replicates-visited", isomers=float(answer.visited_isomers)))
    told.append(_effort(answer, count))
    set_text("replicate-outcome", sentences(told))
    set_text("replicates-of", _origin(parameters))
    _show_table(answer, count)


def _origin(parameters: dict[str, Any]) -> str:
    """Say which search the replicates are of."""
    return words("replicates-of", run=caption_of(parameters), **annealing_of(parameters))


def _spread(answer: JsProxy, count: int) -> str:
    if count == 1:
        return words("replicates-single", best=numerals.energy(answer.best_energy))
    return words(
        "replicates-spread",
        reached=float(answer.reached),
        count=float(count),
        best=numerals.energy(answer.best_energy),
        mean=numerals.energy(answer.mean),
        deviation=numerals.energy(answer.standard_deviation),
    )


def _effort(answer: JsProxy, count: int) -> str:
    steps, cores = float(count * answer.total_steps), float(answer.workers)
    if answer.seconds > _SECONDS_WORTH_A_RATE:
        rate = numerals.rate(steps / answer.seconds)
        return words("replicates-effort-rate", steps=steps, cores=cores, rate=rate)
    return words("replicates-effort", steps=steps, cores=cores)


def _show_table(answer: JsProxy, count: int) -> None:
    """Show how many replicates ended at each energy, the rarest of many left out."""
    energies, counts = answer.energies, answer.counts
    shown = range(min(energies.length, _ROWS))
    rows = [_row(energies[number], counts[number], count) for number in shown]
    element("replicate-rows").replaceChildren(*rows)
    element("replicate-table").hidden = False
    left = float(energies.length - len(rows))
    set_text("replicate-more", words("replicates-more", count=left) if left else "")


def _row(energy: float, reached: float, count: int) -> JsProxy:
    row = copy_of("replicate-row")
    cells = row.children
    cells[0].textContent = numerals.energy(energy)
    cells[1].textContent = numerals.count(reached)
    cells[2].firstElementChild.style.width = f"{100 * reached / count:.1f}%"
    return row
