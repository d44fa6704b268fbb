"""The move: one step of the search at a time, told in words, shown, and explained."""

from page import numerals
from page.address import is_embedded
from page.aims import matching
from page.catalogue import meaning
from page.elements import element, set_text
from page.panel import Panel as Plain
from page.panels.move.pictures import Pictures
from page.refusal import said
from page.search.states import RUNNING
from page.words import sentences, words
from pyscript import document

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.context import Context
    from page.runs.run import Run
    from page.search.search import Search

    Ended = tuple[float, str, float]
    """A step: its number, its outcome, and the energy after it."""

_COMMANDS = {"ArrowLeft": "step back", "ArrowRight": "step once", "End": "to the end"}
_ORDERS = ("11", "12", "21", "22")
_SIGNS = {"accepted": "✓", "rejected": "✗", "invalid": "∅", "disconnected": "÷"}
_DECIMALS = 4


class Panel(Plain):
    """Tells the last move, at all paces at which single ones can be seen."""

    def __init__(self, context: Context) -> None:
        """Connect the buttons and the keys."""
        super().__init__(context)
        self._shown: list[Ended] = []
        self._pictures = Pictures(context.commands.draw_move)
        for name, command in (("step-back", "step back"), ("step-once", "step once")):
            self._connect(name, command)
        document.addEventListener("keydown", self._key_pressed)
        element("why").addEventListener("toggle", lambda _event: self._follow())

    def _connect(self, name: str, command: str) -> None:
        element(name).addEventListener("click", lambda _event: self.context.commands.do(command))

    def _key_pressed(self, event: JsProxy) -> None:
        """Take the keys where they do nothing else: not in fields, tabs and what can scroll."""
        command = _COMMANDS.get(str(event.key), "")
        modifiers = ("altKey", "ctrlKey", "metaKey", "shiftKey")
        if not command or any(getattr(event, name, False) for name in modifiers):
            return
        is_taken = event.target.closest("input, select, textarea, code, ol, [role=tab]")
        if not is_taken and _is_shown() and self.context.commands.allows(command):
            event.preventDefault()
            # Steps of a key that is held down must not go on when it is let go.
            is_late = getattr(event, "repeat", False) and self.context.commands.are_due
            if not is_late:
                self.context.commands.do(command)

    def state_changed(self, search: Search) -> None:
        """Let single steps be made where the search stands still."""
        element("step-once").disabled = not search.allows("step once")
        run = search.run
        is_at_beginning = run is None or run.data.step == 0
        element("step-back").disabled = is_at_beginning or not search.allows("step back")
        if search.state == RUNNING:
            element("move-note").hidden = True

    def run_begun(self, run: Run) -> None:
        """Show the last move of a run, or that there is none yet."""
        self._clear()
        self.run_seen(run)

    def run_seen(self, run: Run) -> None:
        """Tell the last move of a run, if single ones can be seen."""
        self._show_recent(run.recent)
        self._show_note(run)
        element("why").classList.toggle("no-move", not run.has_move)
        if not run.has_move:
            self._clear()
            set_text("move-sentence", sentences(self._untold(run)))
            return
        move = run.data.move
        began = words(f"move-step-{move.outcome}", step=float(move.step))
        set_text("move-sentence", sentences([began, said(run.told)]))
        _show_odds(move)
        _show_orders(move)
        self._follow()

    def _untold(self, run: Run) -> list[str]:
        """Say why no move is told; at the beginning, what steps are."""
        if self.context.search.state == RUNNING:
            return [words("move-untold-running")]
        return [words("move-untold-standing")] if run.data.step else _beginning(run)

    def _follow(self) -> None:
        """Have the move drawn that is told, where it is looked at."""
        run = self.context.search.run
        if run is not None and run.has_move and element("why").open and _is_shown():
            self._pictures.follow(float(run.data.move.step))

    def run_stepped(self, _run: Run) -> None:
        """Open the explanation: who makes a step by hand wants to know."""
        element("why").open = True

    def move_drawn(self, drawn: JsProxy) -> None:
        """Show the move, before and after it."""
        self._pictures.show(drawn)

    def _clear(self) -> None:
        self._pictures.clear()
        for place in _ORDERS:
            set_text(f"a{place}", "")
            set_text(f"b{place}", "")
        set_text("orders-caption", "")
        for name in ("move-delta", "move-temperature", "move-probability", "move-random"):
            set_text(name, "–")
        element("odds-bar").hidden = element("odds-ends").hidden = True

    def _show_recent(self, recent: list[Ended]) -> None:
        """Show how the last steps ended, the newest first; what stands there already stays."""
        known = _how_many_known(self._shown, recent)
        chips = element("recent-steps")
        if known == 0:
            chips.replaceChildren()
        for one in recent[known:]:
            chips.prepend(_chip(*one))
        while chips.childElementCount > len(recent):
            chips.lastElementChild.remove()
        self._shown = recent[:]

    def _show_note(self, run: Run) -> None:
        """Say what a change would drop, where the run has gone back."""
        later = run.furthest - run.data.step
        element("move-note").hidden = later <= 0 or self.context.search.state == RUNNING
        if later > 0:
            set_text("move-note", words("move-later", count=float(later)))


def _is_shown() -> bool:
    return document.documentElement.dataset.place == "watch" and not is_embedded()


def _beginning(run: Run) -> list[str]:
    """Say what steps are, and what the energy is where that is one component and no aim says it."""
    told = [words("move-untold-beginning")]
    name = run.only_component
    if name and matching(run.parameters) is None:
        title = words(f"component-{name}")
        told.append(words("move-energy", component=title, meaning=meaning(name)))
    return told


def _how_many_known(shown: list[Ended], recent: list[Ended]) -> int:
    """Return how many of the recent steps are shown already, as the last of those shown."""
    for known in range(min(len(shown), len(recent)), 0, -1):
        if shown[-known:] == recent[:known]:
            return known
    return 0


def _chip(step: float, outcome: str, energy: float) -> JsProxy:
    """Return the element that says how a step ended."""
    chip: JsProxy = document.createElement("li")
    chip.className = outcome
    sign = document.createElement("b")
    sign.textContent = _SIGNS.get(outcome, "")
    sign.setAttribute("aria-hidden", "true")
    shown = {"step": float(step), "energy": numerals.energy(energy)}
    text = document.createElement("span")
    text.textContent = words("move-chip", **shown)
    spoken = document.createElement("span")
    spoken.className = "visually-hidden"
    spoken.textContent = words(f"move-outcome-{outcome}")
    chip.append(sign, " ", text, " ", spoken)
    return chip


def _show_odds(move: JsProxy) -> None:
    """Show what decided, as far as it came to that."""
    has_score = str(move.reason) in ("lower", "equal", "thrown")
    is_thrown = str(move.reason) == "thrown"
    change = float(move.candidate_energy) - float(move.energy) if has_score else 0.0
    set_text("move-delta", _signed(change) if has_score else "–")
    set_text("move-temperature", numerals.temperature(float(move.temperature)))
    chance = float(move.probability) if is_thrown else 1.0
    shown = numerals.end(chance) if has_score else "–"
    set_text("move-probability", shown)
    thrown = float(move.random_number) if is_thrown else 0.0
    set_text("move-random", numerals.end(thrown) if is_thrown else "–")
    element("odds-bar").hidden = element("odds-ends").hidden = not is_thrown
    if is_thrown:
        element("odds-filled").style.width = f"{100 * chance:.2f}%"
        element("odds-throw").style.left = f"{100 * thrown:.2f}%"
        label = words("move-odds", probability=shown, random=numerals.end(thrown))
        element("odds-bar").setAttribute("aria-label", label)


def _signed(change: float) -> str:
    return ("+" if change > 0 else "") + numerals.energy(round(change, _DECIMALS))


def _show_orders(move: JsProxy) -> None:
    """Show the four orders before and after the move, and the range of the first."""
    has_before = str(move.reason) not in ("no bonds", "shared atom")
    has_after = has_before and str(move.reason) not in ("no other order", "another way")
    for number, place in enumerate(_ORDERS):
        before = int(move.orders_before[number]) if has_before else 0
        after = int(move.orders_after[number]) if has_after else before
        set_text(f"a{place}", str(before) if has_before else "–")
        set_text(f"b{place}", str(after) if has_after else "–")
        element(f"b{place}").className = (
            "" if after == before else "more" if after > before else "fewer"
        )
    set_text("orders-caption", _allowed(move) if has_before else "")


def _allowed(move: JsProxy) -> str:
    """Say which orders the first bond can have."""
    least, most = int(move.allowed[0]), int(move.allowed[1])
    if least == most:
        return words("move-allowed-one")
    return words("move-allowed", least=least, most=most)
