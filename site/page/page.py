"""The page: from the form to the engine, and from its events to the view."""

import asyncio

from jsffi import JsException, JsProxy
from page import address, form, numerals, run_list, view
from page.benchmark import Benchmark
from page.clipboard import copy_smiles
from page.display import Display
from page.elements import element, set_text
from page.engine import Engine, EngineError
from page.keeper import Keeper
from page.offline import Offline
from page.replicates import Replicates
from page.rules import Rules
from page.run import Run
from page.targets import Targets
from page.watch import watch
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_RESTING = ("idle", "complete", "error")
"""The states in which a search can be configured and started."""

_SECONDS_AFTER_TYPING = 0.3
_SECONDS_OF_LOADING = 60
_LOADING_FAILED = "The engine could not be loaded."
_LOADING_IS_SLOW = (
    "Loading takes unusually long. On a slow network wait a little more, or start the engine again."
)


class Page:
    """One search at a time: its state, and what the buttons do to it."""

    def __init__(self) -> None:
        """Make the form usable at once; `begin` loads the engine."""
        self.state = ""
        self.engine = Engine(self.receive)
        self.targets = Targets(self.edited)
        self.rules = Rules()
        self.display = Display(self.targets)
        self.replicates = Replicates(self.engine, self.read_parameters)
        self.benchmark = Benchmark(self.engine, lambda: self.is_loaded and self.state != "running")
        self.keeper = Keeper(self.open_run, self.display.chart.trace)
        self.offline = Offline(self.save_at_once)
        self.run: Run | None = None
        self.refusal: tuple[dict[str, object], EngineError] | None = None
        self.loadings = 0
        self.counted: list[str] = []
        self.is_loaded = False
        self.has_rdkit = False
        self.start_wanted = False
        self.is_settled = asyncio.Event()
        self.edits = 0
        self.turn = asyncio.Lock()
        self.enter("loading")
        form.fill_presets()
        address.fill_form()
        address.show_link()
        form.match_preset()
        self.connect()
        self.edited()
        window.performance.mark("usable")

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
        # Not window.addEventListener: PyScript's own one works on elements only.
        window.onhashchange = lambda _: self.keeper.remember()
        document.addEventListener("refusal", lambda event: self.refused(str(event.detail)))
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
                await self.ask(command)
            except EngineError as error:
                view.show_error(str(error))
                self.rules.mark(error.field)
                self.enter(self.state)
            except JsException as error:
                print("The engine failed:", error)
                if turn is self.turn:  # else a new engine is on its way already
                    self.lose_engine("The engine failed.")
            except Exception as error:
                self.fail(f"Something went wrong: {error} Reload the page to go on.")
                raise

    async def ask(self, command: Callable[[], Awaitable[None]]) -> None:
        """Carry out a command, again if the engine has forgotten the session meanwhile."""
        try:
            await command()
        except EngineError as error:
            if error.kind != "UnknownSessionError":
                raise
            await self.attach()
            await command()

    def enter(self, state: str) -> None:
        """Enter a state."""
        self.state = state
        view.show_state(state)
        # What a reload brings back is not to be edited before the engine has it.
        is_bound = state in ("running", "paused") or (state == "loading" and self.run is not None)
        form.set_enabled(enabled=not is_bound)

    def fail(self, words: str) -> None:
        """Tell of an error that ends the run."""
        view.show_error(words)
        self.enter("error")

    # Loading, and loading again

    async def begin(self) -> None:
        """Show the run of this tab from before a reload, if any, and load the engine."""
        loading = asyncio.create_task(self.load())
        asyncio.create_task(self.display.chart.load())
        asyncio.create_task(self.keep_copy())
        await self.keeper.show()
        record = await self.keeper.last()
        if record:
            self.bring_back(record)
        await loading
        await watch(
            self.engine,
            is_loaded=lambda: self.is_loaded,
            is_working=lambda: self.engine.is_configuring,
            lose=self.lose_engine,
        )

    async def keep_copy(self) -> None:
        """Have a copy of the site kept when loading is over, which it would only slow down."""
        await self.is_settled.wait()
        await self.offline.begin()

    async def load(self) -> None:
        """Load the engine, then show the run that is to go on, or a new one."""
        self.loadings += 1
        loading = self.loadings
        asyncio.create_task(self.watch_loading(loading))
        if window.siteFiles.refusal:  # a file was refused before there was a page to tell
            self.refused(str(window.siteFiles.refusal))
            return
        try:
            await self.engine.load(view.show_stage)
        except (EngineError, JsException) as error:
            self.not_loaded(error, loading)
            return
        if not self.is_refused(loading):
            await self.take_engine(loading)

    async def take_engine(self, loading: int) -> None:
        """Go to work with the engine, while RDKit is still to come."""
        view.show_error("")
        self.is_loaded = True
        self.replicates.set_enabled(enabled=True)
        self.enter("idle")
        window.performance.mark("ready")
        asyncio.create_task(self.load_rdkit(loading))
        await self.carry_out(self.prepare if self.run is None else self.attach)
        if self.start_wanted:
            self.start_wanted = False
            await self.carry_out(self.resume if self.state == "paused" else self.start)

    async def load_rdkit(self, loading: int) -> None:
        """Load RDKit, then show what the engine could not tell without it."""
        view.show_stage("rdkit")
        if self.run is not None and self.run.svg:  # a run from before, with all there is to see
            view.hide_loading()
        try:
            name = await self.engine.load_rdkit()
        except (EngineError, JsException) as error:
            self.not_loaded(error, loading)
            return
        if not self.is_refused(loading):
            self.has_rdkit = True
            view.show_loaded(name)
            await self.carry_out(self.draw)
            self.is_settled.set()

    def not_loaded(self, error: Exception, loading: int) -> None:
        """Tell that loading failed, unless the loader has told why or another is under way."""
        print("Loading the engine failed:", error)
        if loading == self.loadings and not window.siteFiles.refusal:
            self.lose_engine(_LOADING_FAILED)

    def is_refused(self, loading: int) -> bool:
        """Tell whether what was loaded is of no use, because it is not whole or comes too late."""
        if loading != self.loadings:
            return True
        refusal = str(window.siteFiles.refusal)
        if refusal:  # Pyodide goes on without a package that did not come
            self.refused(refusal)
        return bool(refusal)

    async def watch_loading(self, loading: int) -> None:
        """Offer to start again if the engine does not come."""
        await asyncio.sleep(_SECONDS_OF_LOADING)
        self.is_settled.set()
        if loading == self.loadings and not self.has_rdkit and self.state != "error":
            view.show_error(_LOADING_IS_SLOW)
            view.offer_restart()

    def lose_engine(self, words: str) -> None:
        """Tell that there is no engine any more, and offer another."""
        self.display.show()
        self.engine.stop_listening()
        self.is_loaded = self.has_rdkit = False
        self.replicates.set_enabled(enabled=False)
        self.is_settled.set()
        self.turn = asyncio.Lock()
        if self.run is not None and 0 < self.run.data.step < self.run.data.total_steps:
            step = self.run.data.step
            words += f" Start it again, then resume the run from step {step}: nothing is lost."
            self.keeper.save(self.run)
        else:
            words += " Start it again to go on."
        self.fail(words)
        view.show_no_engine()

    def refused(self, words: str) -> None:
        """Take notice that the loader refused a file: the engine cannot come then, or not whole."""
        if not self.has_rdkit:
            self.lose_engine(words)

    def restart(self, _event: JsProxy) -> None:
        """Put a new engine in the place of the one that failed."""
        self.is_loaded = self.has_rdkit = False
        self.replicates.set_enabled(enabled=False)
        self.turn = asyncio.Lock()
        self.counted.clear()  # the answer may have been lost with the engine
        window.siteFiles.refusal = ""
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

    def read_parameters(self) -> dict[str, object] | None:
        """Return the parameters of the form, or nothing if they cannot be read."""
        search = form.read(self.targets, self.rules)
        if search is None:
            form.focus_first_refusal()
            return None
        return search.parameters()

    def edited(self, _event: JsProxy | None = None) -> None:
        """Check the form, and prepare what it says as soon as the typing rests."""
        self.targets.refresh()
        search = form.read(self.targets, self.rules)
        if search is not None:
            view.show_plan(search.total_steps, search.cycles)
            if self.state == "loading" and self.run is None:
                self.display.plan(search.total_steps, search.kt0, [])
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
            elif self.state == "error" and not self.is_loaded:
                run_list.show_refusal("Start a new engine first, then open the run.")
            elif self.bring_back(record):
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
            if self.state != "error":
                view.show_error("")
                self.rules.mark("")
            return
        if self.refusal is None or parameters != self.refusal[0]:
            await self.configure(search)
        else:
            raise self.refusal[1]

    async def configure(self, search: form.Search) -> None:
        """Configure a new search; remember a refusal, which may have taken long."""
        parameters = search.parameters()
        if self.rules.are_on:
            view.show_outcome("Looking for a first structure that keeps the constraints …")
        try:
            answer = await self.engine.configure(parameters, "", element("pace").value)
        except EngineError as error:
            self.refusal = parameters, error
            view.show_outcome("")
            raise
        self.rules.mark("")
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
        self.run.take_up(answer.first)
        self.display.go_on()
        self.display.show()
        self.enter(str(answer.status))
        asyncio.create_task(self.count_isomers())
        if answer.status == "complete":
            await self.engine.listen()  # and the stream tells the outcome at once
        elif answer.status == "paused":
            view.show_outcome(f"This run stopped at step {self.run.data.step}. Resume goes on.")
        else:
            self.show_first()

    async def draw(self) -> None:
        """Show what RDKit makes of a run that was prepared, or even begun, without it."""
        if self.run is None:
            return
        answer = await self.engine.drawing()
        self.run.has_one_isomer = bool(answer.has_one_isomer)
        if answer.best_energy == self.run.data.best_energy:  # else its event brings the drawing
            self.run.draw(answer)
        if self.state == "complete":
            self.display.end(self.run)
        elif self.state == "idle":
            self.display.show()
            self.display.tell_beginning(self.run)
        else:
            self.display.show()

    def bring_back(self, record: JsProxy) -> bool:
        """Show a run that was kept, before the engine knows of it; tell whether it can be."""
        try:
            self.show_record(record)
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            print("A kept run cannot be shown:", error)
            run_list.show_refusal("This run was kept by another version and cannot be shown.")
            self.run = None
            return False
        return True

    def show_record(self, record: JsProxy) -> None:
        """Show a run that was kept."""
        self.run = self.keeper.opened(record)
        form.write(self.run.parameters)
        self.targets.write(self.run.parameters)
        self.rules.write(self.run.parameters)
        form.read(self.targets, self.rules)
        self.display.bring_back(self.run)
        self.enter(self.state)

    def show_first(self) -> None:
        """Show a search before its first step."""
        if self.run is not None:
            self.display.begin(self.run)
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
        asyncio.create_task(self.count_isomers())
        await self.engine.start()
        # A short run is complete before the engine's answer arrives.
        if self.state in ("idle", "paused"):
            self.enter("running")

    async def count_isomers(self) -> None:
        """Learn how many isomers there are, to compare with those visited."""
        if self.run is None or self.run.reason:
            return
        formula = str(self.run.parameters["formula"])
        if formula not in self.counted:
            self.counted.append(formula)
            self.display.note_isomers(formula, await self.engine.count_isomers(formula))

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
            self.save()
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
            self.display.show()
            self.fail(message.data.error)
            self.save()
        elif message.data.session_state == "paused" and self.state == "running":
            self.display.show()
            self.enter("paused")
            self.save()

    def progress(self, message: JsProxy) -> None:
        """Take how far the search has come; it is shown with the next look at it."""
        if self.run is None:
            return
        self.run.take(message)
        self.display.go_on()
        if self.state == "paused":
            self.enter("running")
        if self.state == "running":
            self.keeper.save_now_and_then(self.run)

    def complete(self, data: JsProxy) -> None:
        """Show the end of a search."""
        if self.run is None:
            return
        self.run.draw(data)
        self.display.end(self.run)
        self.enter("complete")
        self.save()

    def save(self) -> None:
        """Keep the run in this browser."""
        if self.run is not None and self.run.data.step > 0:
            self.keeper.save(self.run)

    async def save_at_once(self) -> None:
        """Keep the run in this browser, and return when that is done."""
        self.save()
        await self.keeper.saved()
