"""The page: from the form to the engine, and from its events to the view."""

import asyncio

from jsffi import JsException, JsProxy
from page import form, numerals, run_list, view
from page.chart import Chart
from page.clipboard import copy_smiles
from page.elements import element, set_text
from page.engine import Engine, EngineError
from page.keeper import Keeper
from page.rules import Rules
from page.run import Run
from page.targets import Targets
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_RESTING = ("idle", "complete", "error")
"""The states in which a search can be configured and started."""

_SECONDS_AFTER_TYPING = 0.3
_MILLISECONDS_BETWEEN_VIEWS = 30
_SECONDS_BETWEEN_WATCHES = 2
_SECONDS_OF_SILENCE = 5
_SECONDS_OF_WORK = 60
_SECONDS_OF_LOADING = 60
_LOADING_FAILED = (
    "The engine could not be loaded: a file of this site did not arrive or cannot be used. "
    "Check the connection and start the engine again."
)
_LOADING_IS_SLOW = (
    "Loading takes unusually long. On a slow network wait a little more, or start the engine again."
)


class Page:
    """One search at a time: its state, and what the buttons do to it."""

    def __init__(self) -> None:
        """Make the form usable at once; `begin` loads the engine."""
        self.state = ""
        self.engine = Engine(self.receive)
        self.chart = Chart()
        self.targets = Targets(self.edited)
        self.rules = Rules()
        self.keeper = Keeper(self.open_run, self.chart.trace)
        self.run: Run | None = None
        self.loadings = 0
        self.is_loaded = False
        self.start_wanted = False
        self.is_view_due = False
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
        element("copy").addEventListener("click", lambda _: asyncio.create_task(copy_smiles()))
        element("pace").addEventListener("change", self.button(self.change_pace))
        element("restart").addEventListener("click", self.restart)
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
        turn = self.turn
        async with turn:
            try:
                await command()
            except EngineError as error:
                view.show_error(str(error))
                self.enter(self.state)
            except JsException as error:
                print("The engine failed:", error)
                if turn is self.turn:  # else a new engine is on its way already
                    self.lose_engine("The engine failed.")
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

    # Loading, and loading again

    async def begin(self) -> None:
        """Show the run of this tab from before a reload, if any, and load the engine."""
        loading = asyncio.create_task(self.load())
        await self.keeper.show()
        record = await self.keeper.last()
        if record:
            self.show_record(record)
        await loading
        await self.watch()

    async def load(self) -> None:
        """Load the engine, then show the run that is to go on, or a new one."""
        self.loadings += 1
        loading = self.loadings
        asyncio.create_task(self.watch_loading(loading))
        try:
            rdkit = await self.engine.load(view.show_stage)
        except (EngineError, JsException) as error:
            print("Loading the engine failed:", error)
            if loading == self.loadings:
                self.lose_engine(_LOADING_FAILED)
            return
        if loading != self.loadings:
            return
        view.show_loaded(rdkit)
        view.show_error("")
        self.is_loaded = True
        self.enter("idle")
        await self.carry_out(self.prepare if self.run is None else self.attach)
        if self.start_wanted:
            self.start_wanted = False
            await self.carry_out(self.start)

    async def watch_loading(self, loading: int) -> None:
        """Offer to start again if the engine does not come."""
        await asyncio.sleep(_SECONDS_OF_LOADING)
        if loading == self.loadings and not self.is_loaded and self.state == "loading":
            view.show_error(_LOADING_IS_SLOW)
            view.offer_restart()

    async def watch(self) -> None:
        """Notice when the engine dies."""
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_WATCHES)
            if not self.is_loaded or self.engine.silence < _SECONDS_OF_SILENCE:
                continue
            turn = self.turn
            seconds = _SECONDS_OF_WORK if turn.locked() else _SECONDS_OF_SILENCE
            if not await self.engine.is_alive(seconds) and self.is_loaded and turn is self.turn:
                self.lose_engine("The engine stopped answering.")

    def lose_engine(self, words: str) -> None:
        """Tell that there is no engine any more, and offer another."""
        self.show_latest()
        self.is_loaded = False
        self.turn = asyncio.Lock()
        if self.run is not None and 0 < self.run.data.step < self.run.data.total_steps:
            step = self.run.data.step
            words += f" Start it again, then resume the run from step {step}: nothing is lost."
            self.keeper.save(self.run)
        elif words != _LOADING_FAILED:
            words += " Start it again to go on."
        self.fail(words)
        view.show_no_engine()

    def restart(self, _event: JsProxy) -> None:
        """Put a new engine in the place of the one that failed."""
        self.is_loaded = False
        self.turn = asyncio.Lock()
        view.show_error("")
        view.show_loading()
        self.enter("loading")
        self.engine.replace()
        asyncio.create_task(self.load())

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
        self.targets.refresh()
        search = form.read(self.targets, self.rules)
        if search is not None:
            view.show_plan(search.total_steps, search.cycles)
            if self.state == "loading" and self.run is None:
                self.clear_chart(search.total_steps, search.kt0)
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
        if form.read(self.targets, self.rules) is None:
            form.focus_first_refusal()
        elif self.state == "loading":
            self.start_wanted = True
            set_text("outcome", "The search starts as soon as the engine is ready.")
        elif self.is_loaded and self.state in _RESTING:
            asyncio.create_task(self.carry_out(self.start))

    def open_run(self, key: str) -> None:
        """Open a past run."""

        async def show() -> None:
            record = await self.keeper.record(key)
            if record is None:
                run_list.show_refusal("This run was deleted in another tab.")
            elif self.state == "running":
                run_list.show_refusal("Pause the search first, then open another run.")
            else:
                self.show_record(record)
                await self.attach()

        asyncio.create_task(self.carry_out(show))

    # What the engine is told

    async def prepare(self) -> None:
        """Configure what the form says, if it is new, and show its first structure."""
        search = form.read(self.targets, self.rules)
        if not self.is_loaded or self.state not in _RESTING or search is None:
            return
        parameters = search.parameters()
        if self.run is not None and parameters == self.run.parameters:
            return
        answer = await self.engine.configure(parameters, "", element("pace").value)
        self.run = Run(parameters, self.name_of(search), answer)
        self.show_first()

    def name_of(self, search: form.Search) -> str:
        """Return the name that a new run has until the person gives it another."""
        return f"{numerals.subscripted(search.formula)}, {self.targets.summary}"

    async def attach(self) -> None:
        """Bring the engine to where the run was left."""
        if self.run is None or not self.is_loaded:
            return
        try:
            answer = await self.engine.configure(
                self.run.parameters, self.run.snapshot, element("pace").value
            )
        except EngineError:
            self.run = None
            self.enter("error")
            raise
        self.run.take(answer.first)
        self.chart.extend(self.run.trace)
        self.show_latest()
        self.enter(str(answer.status))
        if answer.status == "complete":
            await self.engine.listen()  # and the stream tells the outcome at once
        elif answer.status == "paused":
            view.show_outcome(f"This run stopped at step {self.run.data.step}. Resume goes on.")
        else:
            self.show_first()

    def show_record(self, record: JsProxy) -> None:
        """Show a run that was kept, before the engine knows of it."""
        self.run = self.keeper.opened(record)
        form.write(self.run.parameters)
        self.targets.write(self.run.parameters)
        self.rules.write(self.run.parameters)
        form.read(self.targets, self.rules)
        self.clear_chart(self.run.data.total_steps, self.run.parameters["kt0"])
        self.chart.restore(record.trace)
        view.show_error("")
        view.show_outcome("")
        view.show_plan(self.run.data.total_steps, self.run.parameters["cycles"])
        self.show_latest()

    def clear_chart(self, total_steps: int, kt0: float) -> None:
        """Make room for the lines of another run."""
        components = [] if self.targets.is_plain else self.targets.active
        self.chart.clear(total_steps=total_steps, kt0=kt0, components=components)
        view.show_legend(components)

    def show_first(self) -> None:
        """Show a search before its first step."""
        run = self.run
        if run is None:
            return
        view.show_error("")
        self.clear_chart(run.data.total_steps, run.parameters["kt0"])
        self.chart.extend(run.trace)
        self.show_latest()
        formula = numerals.subscripted(run.parameters["formula"])
        view.show_outcome(
            f"{formula} has one isomer only: there is nothing to find."
            if run.has_one_isomer
            else f"This is the first structure of {formula}. Start the search to improve it."
        )
        self.enter("idle")

    async def start(self) -> None:
        """Start the search that the form describes, from its beginning."""
        if not self.is_loaded or self.state not in _RESTING:
            return
        if self.state != "idle":
            self.run = None
        await self.prepare()
        if self.run is None:
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

    async def change_pace(self) -> None:
        """Change the pace, at once if the engine is there."""
        if self.is_loaded:
            await self.engine.set_pace(element("pace").value)

    async def reset(self) -> None:
        """Go back to the first structure, as a new run."""
        if self.run is not None:
            answer = await self.engine.reset()
            self.run = self.run.again(answer.first)
            self.show_first()

    # What the engine tells

    def receive(self, message: JsProxy) -> None:
        """Take an event of the search."""
        if message.event == "progress":
            self.progress(message)
        elif message.event == "complete":
            self.complete(message.data)
        elif message.event == "error":
            self.fail(message.data.error)
        elif message.data.session_state == "paused" and self.state == "running":
            self.show_latest()
            self.enter("paused")
            self.save()

    def progress(self, message: JsProxy) -> None:
        """Take how far the search has come; it is shown with the next look at it."""
        if self.run is None:
            return
        self.run.take(message)
        self.chart.extend(message.trace)
        if self.state == "paused":
            self.enter("running")
        if not self.is_view_due:
            self.is_view_due = True
            window.setTimeout(self.show_latest, _MILLISECONDS_BETWEEN_VIEWS)
        if self.state == "running":
            self.keeper.save_now_and_then(self.run)

    def show_latest(self) -> None:
        """Show where the search stands."""
        self.is_view_due = False
        if self.run is not None:
            view.show_progress(self.run.data, self.run.svg)
            self.targets.show_values(self.run.values)
            view.show_legend_values(self.run.values)

    def complete(self, data: JsProxy) -> None:
        """Show the end of a search."""
        if self.run is None:
            return
        self.show_latest()
        view.show_structure(data.best_smiles, data.best_svg)
        words = f"Done after {data.total_steps:,} steps. "
        if self.run.has_one_isomer:
            words += "There is one isomer only, so there was nothing to find."
        else:
            first, best = self.run.initial_energy, data.best_energy
            words += (
                f"{self.targets.words} went from {numerals.energy(first)} "
                f"to {numerals.energy(best)}."
            )
        view.show_outcome(words)
        self.enter("complete")
        self.save()

    def save(self) -> None:
        """Keep the run in this browser."""
        if self.run is not None and self.run.data.step > 0:
            self.keeper.save(self.run)


asyncio.create_task(Page().begin())
