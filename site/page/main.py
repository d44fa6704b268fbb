"""The page: from the form to the engine, and from its events to the view."""

import asyncio

from jsffi import JsException, JsProxy
from page import form, numerals, view
from page.chart import Chart
from page.elements import element, set_text
from page.engine import Engine, EngineError
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_RESTING = ("idle", "complete", "error")
"""The states in which a search can be configured and started."""

_SECONDS_AFTER_TYPING = 0.3
_LOADING_FAILED = (
    "The engine could not be loaded: a file of this site did not arrive or cannot be used. "
    "Check the connection and reload the page."
)


class Page:
    """One search at a time: its state, and what the buttons do to it."""

    def __init__(self) -> None:
        """Make the form usable at once and start loading the engine."""
        self.state = ""
        self.engine = Engine(self.receive)
        self.chart = Chart()
        self.prepared: dict[str, object] | None = None
        self.formula = ""
        self.first_energy = 0.0
        self.has_one_isomer = False
        self.is_loaded = False
        self.start_wanted = False
        self.edits = 0
        self.turn = asyncio.Lock()
        self.enter("loading")
        form.fill_presets()
        form.match_preset()
        self.connect()
        self.edited()

    def connect(self) -> None:
        """Connect the controls."""
        element("formula").addEventListener("input", self.formula_typed)
        element("preset").addEventListener("change", self.preset_chosen)
        element("parameters").addEventListener("input", self.edited)
        element("new-seed").addEventListener("click", self.seed_wanted)
        element("run-form").addEventListener("submit", self.submitted)
        element("copy").addEventListener("click", self.copy)
        for name, command in (
            ("pause", self.pause),
            ("resume", self.resume),
            ("reset", self.reset),
        ):
            element(name).addEventListener("click", self.button(command))

    def button(self, command: Callable[[], Awaitable[None]]) -> Callable[[JsProxy], object]:
        """Return a listener that carries out a command, one at a time."""
        return lambda _event: asyncio.create_task(self.carry_out(command))

    async def carry_out(self, command: Callable[[], Awaitable[None]]) -> None:
        """Carry out a command after those before it; what it refuses is shown, not lost."""
        async with self.turn:
            try:
                await command()
            except EngineError as error:
                view.show_error(str(error))
                self.enter(self.state)
            except Exception as error:
                self.fail(f"Something went wrong: {error} Reload the page to go on.")
                raise

    def enter(self, state: str) -> None:
        """Enter a state."""
        self.state = state
        view.show_state(state)
        form.set_enabled(enabled=state not in ("running", "paused"))

    def fail(self, words: str) -> None:
        """Tell of an error that ends the run."""
        view.show_error(words)
        self.enter("error")

    async def load(self) -> None:
        """Load the engine, then draw the first structure."""
        try:
            view.show_loaded(await self.engine.load(view.show_stage))
        except (EngineError, JsException) as error:
            print("Loading the engine failed:", error)
            view.show_no_engine()
            self.fail(_LOADING_FAILED)
            return
        self.is_loaded = True
        self.enter("idle")
        await self.carry_out(self.prepare)
        if self.start_wanted:
            await self.carry_out(self.start)

    # What the person does

    def formula_typed(self, _event: JsProxy) -> None:
        """Check the formula while it is typed."""
        form.match_preset()
        self.edited()

    def preset_chosen(self, _event: JsProxy) -> None:
        """Take an example."""
        form.take_preset()
        self.edited()

    def seed_wanted(self, _event: JsProxy) -> None:
        """Take another seed."""
        form.new_seed()
        self.edited()

    def edited(self, _event: JsProxy | None = None) -> None:
        """Check the form, and prepare what it says as soon as the typing rests."""
        search = form.read()
        if search is not None:
            view.show_plan(search.total_steps, search.cycles)
            if self.state == "loading":
                self.chart.clear(total_steps=search.total_steps, kt0=search.kt0)
        self.edits += 1
        asyncio.create_task(self.prepare_after_typing(self.edits))

    async def prepare_after_typing(self, edits: int) -> None:
        """Prepare the run unless something else has been typed meanwhile."""
        await asyncio.sleep(_SECONDS_AFTER_TYPING)
        if edits == self.edits and self.state in _RESTING:
            await self.carry_out(self.prepare)

    def submitted(self, event: JsProxy) -> None:
        """Start, or remember to start when the engine is there."""
        event.preventDefault()
        if form.read() is None:
            form.focus_first_refusal()
        elif self.state == "loading":
            self.start_wanted = True
            set_text("outcome", "The search starts as soon as the engine is ready.")
        elif self.is_loaded and self.state in _RESTING:
            asyncio.create_task(self.carry_out(self.start))

    def copy(self, _event: JsProxy) -> None:
        """Copy the SMILES."""
        asyncio.create_task(self.copy_smiles())

    async def copy_smiles(self) -> None:
        """Copy the SMILES, or mark it where the browser does not allow copying."""
        clipboard = getattr(window.navigator, "clipboard", None)  # missing over plain HTTP
        words = "Marked"
        if clipboard is not None:
            try:
                await clipboard.writeText(element("best-smiles").textContent)
                words = "Copied"
            except JsException as refusal:
                print("Copying was refused:", refusal)
        if words == "Marked":
            window.getSelection().selectAllChildren(element("best-smiles"))
        element("copy").textContent = words
        window.setTimeout(self.copied, 1500)

    def copied(self) -> None:
        """Offer to copy again."""
        element("copy").textContent = "Copy"

    # What the engine is told

    async def prepare(self) -> None:
        """Configure what the form says, if it is new, and show its first structure."""
        search = form.read()
        if not self.is_loaded or self.state not in _RESTING or search is None:
            return
        if search.parameters() == self.prepared:
            return
        answer = await self.engine.configure(search.parameters())
        self.prepared = search.parameters()
        self.formula = numerals.subscripted(search.formula)
        self.has_one_isomer = answer.has_one_isomer
        self.show_first(answer.first)

    def show_first(self, first: JsProxy) -> None:
        """Show a search before its first step."""
        view.show_error("")
        self.first_energy = first.current_energy
        self.chart.clear(total_steps=first.total_steps, kt0=first.temperature)
        self.receive(first)
        view.show_outcome(
            f"{self.formula} has one isomer only: there is nothing to find."
            if self.has_one_isomer
            else f"This is the first structure of {self.formula}. Start the search to improve it."
        )
        self.enter("idle")

    async def start(self) -> None:
        """Start the search that the form describes, from its beginning."""
        if not self.is_loaded or self.state not in _RESTING:
            return
        form.set_enabled(enabled=False)
        if self.state != "idle":
            self.prepared = None
        await self.prepare()
        search = form.read()
        if search is None or search.parameters() != self.prepared:
            self.enter(self.state)
            view.show_outcome("")
            return
        await self.go()

    async def go(self) -> None:
        """Start or go on."""
        view.show_error("")
        view.show_outcome("")
        await self.engine.start()
        # A short run is complete before the engine's answer arrives.
        if self.state in ("idle", "paused"):
            self.enter("running")

    async def resume(self) -> None:
        """Go on after a pause."""
        if self.state == "paused":
            await self.go()

    async def pause(self) -> None:
        """Pause; the state changes when the engine says that it has stopped."""
        if self.state == "running":
            await self.engine.pause()

    async def reset(self) -> None:
        """Go back to the first structure."""
        self.show_first((await self.engine.reset()).first)

    # What the engine tells

    def receive(self, event: JsProxy) -> None:
        """Show an event of the search."""
        if event.event == "progress":
            self.chart.extend(event.points)
            view.show_progress(event)
            if self.state == "paused":
                self.enter("running")
        elif event.event == "complete":
            self.complete(event)
        elif event.event == "error":
            self.fail(event.error)
        elif event.session_state == "paused" and self.state == "running":
            self.enter("paused")

    def complete(self, event: JsProxy) -> None:
        """Show the end of a search."""
        view.show_structure(event.best_smiles, event.best_svg)
        rate = event.total_steps / max(event.seconds, 0.001)
        first, best = numerals.energy(self.first_energy), numerals.energy(event.best_energy)
        words = f"Done: {event.total_steps:,} steps at {int(round(rate, -2)):,} a second. "
        if self.has_one_isomer:
            words += "There is one isomer only, so there was nothing to find."
        else:
            words += f"The Wiener index went from {first} to {best}."
        view.show_outcome(words)
        self.enter("complete")


asyncio.create_task(Page().load())
