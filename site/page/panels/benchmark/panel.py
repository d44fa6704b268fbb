"""The benchmark of this device, on a page of its own: tables that fill line by line."""

import asyncio

from jsffi import JsException
from page import numerals
from page.elements import element, set_text
from page.host.calls import WorkerLostError
from page.numerals import subscripted
from page.panel import Panel as Plain
from page.refusal import RefusedError
from page.search.states import LOADING, RUNNING
from page.words import words
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy
    from page.context import Context

_SECONDS = 1.0
_WIENER = "wiener_index"
_SPEEDS = (
    ("C6H14", _WIENER),
    ("C10H16", _WIENER),
    ("C20H42", _WIENER),
    ("C30H62", _WIENER),
    ("C10H16", "balaban_j"),
    ("C10H16", "logp"),
)
_SIZES = (10, 20, 40, 60, 80, 100)
_TABLES = ("start-up", "speeds", "growth")
_MARKS = ("usable", "ready")


class _Measuring:
    """One measurement, until it is over or stopped."""

    def __init__(self) -> None:
        """Begin."""
        self.is_stopped = False


class _StoppedError(Exception):
    """The measurement was stopped: what is still measured is of no use."""


class Panel(Plain):
    """Measures when it is asked to, one speed after the other, until it is stopped."""

    def __init__(self, context: Context) -> None:
        """Wait for the button."""
        super().__init__(context)
        self._measuring: _Measuring | None = None
        # What was stopped may still keep the worker for a second, which would count.
        self._turn = asyncio.Lock()
        element("measure").addEventListener("click", self._pressed)

    def _pressed(self, _event: JsProxy) -> None:
        if self._measuring is not None:
            self._measuring.is_stopped = True
            self._end(words("benchmark-stopped"))
        elif not self.context.host.has_engine or self.context.search.state in (LOADING, RUNNING):
            set_text("benchmark-words", words("benchmark-wait"))
        else:
            self._measuring = measuring = _Measuring()
            set_text("measure", words("benchmark-stop"))
            set_text("benchmark-words", words("benchmark-begins"))
            asyncio.create_task(self._measure(measuring))

    async def _measure(self, measuring: _Measuring) -> None:
        """Measure all, and say how that has ended, unless it was stopped."""
        async with self._turn:
            told = await self._told(measuring)
        if not measuring.is_stopped:
            self._end(told)

    def _end(self, told: str) -> None:
        self._measuring = None
        set_text("measure", words("benchmark-measure"))
        set_text("benchmark-words", told)

    async def _told(self, measuring: _Measuring) -> str:
        """Fill the tables; return what is to be said then."""
        try:
            if not measuring.is_stopped:
                for name in _TABLES:
                    element(f"benchmark-{name}").hidden = True  # what it shows was before
                self._show_start()
                await self._show_speeds(measuring)
                await self._show_growth(measuring)
            return _conditions()
        except _StoppedError:
            return words("benchmark-stopped")
        except RefusedError as refusal:
            return refusal.words
        except (WorkerLostError, JsException) as error:
            print("The benchmark ended:", error)
            return words("benchmark-lost")

    def _show_start(self) -> None:
        begin = _table("start-up")
        for name in _MARKS:
            marks = window.performance.getEntriesByName(name)
            if marks.length:
                seconds = numerals.seconds(marks[0].startTime / 1000)
                begin([words(f"benchmark-mark-{name}"), seconds])

    async def _show_speeds(self, measuring: _Measuring) -> None:
        add = _table("speeds")
        for formula, component in _SPEEDS:
            search = words(
                "benchmark-search-of",
                formula=subscripted(formula),
                component=words(f"component-{component}"),
            )
            set_text("benchmark-words", words("benchmark-measuring", what=search))
            fast = await self._rate(measuring, formula, component)
            slow = await self._rate(measuring, formula, component, "Python")
            ratio = numerals.tenths(fast / slow)
            add([search, numerals.rate(fast), numerals.rate(slow), ratio])

    async def _show_growth(self, measuring: _Measuring) -> None:
        add = _table("growth")
        first = 0.0
        for atoms in _SIZES:
            formula = f"C{atoms}H{2 * atoms + 2}"
            told = words("benchmark-measuring", what=subscripted(formula))
            set_text("benchmark-words", told)
            nanoseconds = 1e9 / await self._rate(measuring, formula, _WIENER)
            first = first or nanoseconds
            power = _power(nanoseconds / first, atoms / _SIZES[0])
            time = words("benchmark-nanoseconds", nanoseconds=numerals.count(nanoseconds))
            add([subscripted(formula), time, power])

    async def _rate(
        self, measuring: _Measuring, formula: str, component: str, engine: str = ""
    ) -> float:
        """Return the steps per second; raise `_StoppedError` if they are wanted no more."""
        call = self.context.host.call_at_length
        answer = await call("measure", formula, component, engine, _SECONDS)
        if measuring.is_stopped:
            raise _StoppedError
        return float(answer.rate)


def _table(name: str) -> Callable[[list[str]], None]:
    """Empty a table; return a function that adds a line to it."""
    body = document.querySelector(f"#benchmark-{name} tbody")
    body.replaceChildren()
    element(f"benchmark-{name}").hidden = False

    def add(cells: list[str]) -> None:
        row = document.createElement("tr")
        for number, text in enumerate(cells):
            cell = document.createElement("td" if number else "th")
            cell.textContent = text
            row.append(cell)
        body.append(row)

    return add


def _power(of_time: float, of_atoms: float) -> str:
    """Return by which power of the number of atoms the time has grown."""
    if of_atoms == 1:
        return "–"
    return numerals.decimal(window.Math.log(of_time) / window.Math.log(of_atoms))


def _conditions() -> str:
    """Say in which browser, and on how many cores, this was measured."""
    navigator = window.navigator
    cores = float(navigator.hardwareConcurrency)
    return words("benchmark-measured", browser=str(navigator.userAgent), cores=cores)
