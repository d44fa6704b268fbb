"""What the page shows of a search: its state, its numbers, its best structure."""

from jsffi import JsProxy
from page import numerals
from page.catalogue import COMPONENTS, quantity
from page.chart import component_colour
from page.elements import element, set_fraction, set_text
from pyscript import document

_STAGES = ("python", "engine", "rdkit")
_STAGE_WORDS = {
    "python": "Getting Python ready …",
    "rdkit": "Getting RDKit ready …",
    "engine": "Getting the engine ready …",
}
_SHOWN_BUTTON = {"running": "pause", "paused": "resume"}
_drawn = {"svg": ""}
_legend: dict[str, JsProxy] = {}
_COUNTERS = ("accepted", "rejected", "invalid", "disconnected")


def show_state(state: str) -> None:
    """Show the state, and the buttons that make sense in it."""
    set_text("state", state)
    document.documentElement.dataset.state = state
    shown = _SHOWN_BUTTON.get(state, "start")
    focused = document.activeElement.id
    for name in ("start", "pause", "resume"):
        element(name).hidden = name != shown
    # What is hidden or disabled loses the keyboard; the button that takes its place gets it.
    if focused in ("start", "pause", "resume") or (state == "running" and focused == "formula"):
        element(shown).focus()
    element("reset").disabled = state in ("loading", "idle", "error")


def show_stage(stage: str) -> None:
    """Show which part of the engine is being loaded."""
    done = _STAGES.index(stage)
    set_text("loading-words", _STAGE_WORDS[stage])
    for number, name in enumerate(_STAGES):
        kind = "done" if number < done else "current" if number == done else ""
        element(f"stage-{name}").className = kind
    set_fraction("loading-bar", (done + 0.9) / len(_STAGES), value=str(done))


def show_loaded(rdkit: str) -> None:
    """Take the loading bar away and name the RDKit that is in use."""
    hide_loading()
    element("restart").hidden = True
    set_text("rdkit", rdkit)


def show_no_engine() -> None:
    """Show that there is nothing to start before the engine is started again."""
    hide_loading()
    for name in ("start", "reset", "pause", "resume"):
        element(name).disabled = True
    offer_restart()
    element("restart").focus()


def offer_restart() -> None:
    """Offer to put a new engine in the place of this one."""
    element("restart").hidden = False


def show_loading() -> None:
    """Show the loading bar again."""
    element("restart").hidden = True
    for name in ("start", "pause", "resume"):
        element(name).disabled = False
    element("loading").hidden = False


def hide_loading() -> None:
    """Take the loading bar away."""
    element("loading").hidden = True


def show_plan(total_steps: int, cycles: int) -> None:
    """Show what the parameters amount to."""
    set_text("total-steps", str(total_steps))
    set_text("cycles-shown", str(cycles))
    # Room for the last number from the start, so that nothing beside it moves.
    element("step").style.minWidth = f"{len(str(total_steps))}ch"
    element("cycle").style.minWidth = f"{len(str(cycles))}ch"


def show_progress(progress: JsProxy, svg: str) -> None:
    """Show the numbers of an event, and a drawing of the best structure."""
    set_text("step", str(progress.step))
    set_text("total-steps", str(progress.total_steps))
    set_text("cycle", str(progress.cycle + 1))
    set_text("temperature", numerals.temperature(progress.temperature))
    set_text("current-energy", numerals.energy(progress.current_energy))
    set_text("best-energy", numerals.energy(progress.best_energy))
    for name in _COUNTERS:
        set_text(name, str(getattr(progress, f"{name}_moves")))
    set_text("acceptance-ratio", numerals.ratio(progress.accepted_moves, progress.step))
    fraction = progress.step / progress.total_steps
    set_fraction("step-bar", fraction, value=str(int(100 * fraction)))
    show_structure(progress.best_smiles, svg)


def show_engine(name: str, reason: str, rate: float) -> None:
    """Show which engine makes the steps, how fast, and why it is not the fast one."""
    set_text("engine-name", f"{name}, {numerals.rate(rate)}" if rate else name)
    element("engine-title").title = (
        f"Steps are made in Python, because {reason}." if reason else "What makes the steps."
    )


def show_visited(visited: int, isomers: int) -> None:
    """Show how many different isomers a search has stood at, of how many; 0 is not known."""
    words = "–" if not visited else f"{visited:,} of {isomers:,}" if isomers else f"{visited:,}"
    set_text("visited", words)


def show_structure(smiles: str, svg: str) -> None:
    """Show the best structure, unless it is the one that is shown."""
    set_text("best-smiles", smiles)
    element("copy").disabled = not smiles
    if _drawn["svg"] != svg:
        _drawn["svg"] = svg
        element("drawing").innerHTML = svg[svg.find("<svg") :]
        label = f"Best isomer so far: {smiles}" if smiles else "No structure yet"
        element("structure").setAttribute("aria-label", label)


def show_legend(components: list[str]) -> None:
    """Name the lines of the chart: besides those of the energy, one for each component."""
    _legend.clear()
    for number, name in enumerate(components):
        item = document.createElement("li")
        item.style.setProperty("--line", f"var(--{component_colour(number)})")
        _legend[name] = item
    element("component-legend").replaceChildren(*[_legend[name] for name in components])
    show_legend_values({})


def show_legend_values(values: dict[str, float]) -> None:
    """Show the value of each component that has a line in the chart."""
    for name, item in _legend.items():
        words = f" {quantity(name, values[name])}" if name in values else ""
        item.textContent = COMPONENTS[name]["title"] + words


def show_outcome(words: str) -> None:
    """Say how a search ended, or what there is to know before it begins."""
    set_text("outcome", words)


def show_error(words: str) -> None:
    """Say what went wrong, or nothing."""
    set_text("error", words)
