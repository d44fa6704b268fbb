"""The benchmark of this device, on a page of its own: tables that fill line by line."""

import asyncio

from page import numerals
from page.elements import element, set_text
from page.engine import Engine, EngineError
from page.numerals import subscripted
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy

_SECONDS = 1.0
_WIENER = "wiener_index"
_SPEEDS = (
    ("C6H14", _WIENER, "Wiener index"),
    ("C10H16", _WIENER, "Wiener index"),
    ("C20H42", _WIENER, "Wiener index"),
    ("C30H62", _WIENER, "Wiener index"),
    ("C10H16", "balaban_j", "Balaban J"),
    ("C10H16", "logp", "logP"),
)
_SIZES = (10, 20, 40, 60, 80, 100)


class Benchmark:
    """Measures when it is asked to, one speed after the other."""

    def __init__(self, engine: Engine, is_ready: Callable[[], bool]) -> None:
        """`is_ready` tells whether the engine is there and at rest."""
        self._engine = engine
        self._is_ready = is_ready
        element("measure").addEventListener("click", self._pressed)

    def _pressed(self, _event: JsProxy) -> None:
        asyncio.create_task(self._measure())

    async def _measure(self) -> None:
        if not self._is_ready():
            set_text("benchmark-words", "Wait until the engine is ready and no search runs.")
            return
        element("measure").disabled = True
        try:
            for table in (self._show_start, self._show_speeds, self._show_growth):
                await table()
            set_text("benchmark-words", f"Measured in {_browser()}")
        except EngineError as error:
            set_text("benchmark-words", str(error))
        finally:
            element("measure").disabled = False

    async def _show_start(self) -> None:
        begin = _table("start-up")
        for name, words in (("usable", "Page usable"), ("ready", "Engine ready")):
            marks = window.performance.getEntriesByName(name)
            if marks.length:
                begin([words, f"{marks[0].startTime / 1000:.1f} s"])

    async def _show_speeds(self) -> None:
        add = _table("speeds")
        for formula, component, title in _SPEEDS:
            set_text("benchmark-words", f"Measuring {subscripted(formula)}, {title} …")
            fast = await self._rate(formula, component, "")
            slow = await self._rate(formula, component, "Python")
            cells = [f"{subscripted(formula)}, {title}", numerals.rate(fast), numerals.rate(slow)]
            add(cells + [f"{fast / slow:.1f}"])

    async def _show_growth(self) -> None:
        add = _table("growth")
        first = 0.0
        for atoms in _SIZES:
            formula = f"C{atoms}H{2 * atoms + 2}"
            set_text("benchmark-words", f"Measuring {subscripted(formula)} …")
            nanoseconds = 1e9 / await self._rate(formula, _WIENER, "")
            first = first or nanoseconds
            power = _power(nanoseconds / first, atoms / _SIZES[0])
            add([subscripted(formula), f"{nanoseconds:.0f} ns", power])

    async def _rate(self, formula: str, component: str, engine: str) -> float:
        return await self._engine.measure(formula, component, engine, _SECONDS)


def _table(name: str) -> Callable[[list[str]], None]:
    """Empty a table; return a function that adds a line to it."""
    body = document.querySelector(f"#benchmark-{name} tbody")
    body.replaceChildren()
    element(f"benchmark-{name}").hidden = False

    def add(cells: list[str]) -> None:
        row = document.createElement("tr")
        for number, words in enumerate(cells):
            cell = document.createElement("td" if number else "th")
            cell.textContent = words
            row.append(cell)
        body.append(row)

    return add


def _power(of_time: float, of_atoms: float) -> str:
    """Return by which power of the number of atoms the time has grown."""
    if of_atoms == 1:
        return "–"
    return f"{float(window.Math.log(of_time) / window.Math.log(of_atoms)):.2f}"


def _browser() -> str:
    cores = window.navigator.hardwareConcurrency
    return f"{window.navigator.userAgent}, {cores} cores."
