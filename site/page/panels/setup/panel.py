"""The set-up: the formula, the pace, and the buttons of the search."""

from isoanneal.formula import MAX_LENGTH, FormulaError, note, parse
from isoanneal.refusal import shortened
from page.address import link
from page.elements import element, mark, set_text
from page.form.typed_text import typed_text
from page.host.stages import ANSWERING, BUSY, DONE, MATCHING, PYTHON, SLOW
from page.numerals import listed, subscripted
from page.panel import Section
from page.panels.setup.choice import Choice
from page.panels.setup.smiles_reader import SmilesReader
from page.refusal import sentence_of, words_of
from page.search.states import PAUSED, RUNNING, STARTING
from page.words import words
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from isoanneal.formula import Formula
    from jsffi import JsProxy
    from page.context import Context
    from page.search.search import Search

_LONG = (SLOW, BUSY, MATCHING)
_PACE = "pace"
_COMMANDS = (
    ("pause", "pause"),
    ("resume", "resume"),
    ("reset", "reset"),
    ("to-the-end", "to the end"),
)
_BUTTONS = ("start", "pause", "resume")
_SHOWN_BUTTON = {RUNNING: "pause", PAUSED: "resume"}


class Panel(Section):
    """Holds the formula; it is checked by the very code that the engine uses."""

    def __init__(self, context: Context) -> None:
        """Offer the examples, and connect the controls."""
        super().__init__(context)
        self._form = context.form
        self._reason = self._told_long = ""
        self._smiles = SmilesReader(context.host, self.read)
        self._choice = Choice(self._form, self._take_pace_of_choice)
        for name, command in _COMMANDS:
            self._connect(name, command)
        element("start").addEventListener("click", self._start_wanted)
        element("formula").addEventListener("input", self._formula_typed)
        element("pace").addEventListener("change", self._pace_chosen)
        element("pace-slider").addEventListener("input", self._pace_slid)
        element("reload").hidden = True  # the loader offers it where there is no page
        element("restart").addEventListener("click", self._restart_wanted)
        self._show_first_pace()
        self._form.on_pace = self._take_pace

    def _connect(self, name: str, command: str) -> None:
        element(name).addEventListener("click", lambda _event: self.context.commands.do(command))

    # What the person does

    def _formula_typed(self, _event: JsProxy) -> None:
        self._form.edited()

    def _show_first_pace(self) -> None:
        """Take the pace that was chosen before Python listened, or else the last time."""
        pace, usual = str(element("pace").value), str(_paces()[0].value)
        if pace == usual:
            self._show_usual_pace()
        else:
            window.preferences.write(_PACE, pace)
            self._show_pace(pace)

    def _show_usual_pace(self) -> None:
        pace = str(window.preferences.read(_PACE))
        if not self._show_pace(pace):  # none was kept, or by a page that knew others
            self._show_pace(str(_paces()[0].value))

    def _take_pace_of_choice(self, pace: str) -> None:
        """Take the pace that a challenge wants, for as long as that is chosen."""
        if not (pace and self._show_pace(pace)):
            self._show_usual_pace()
        self.context.commands.do("set pace")

    def _pace_chosen(self, _event: JsProxy) -> None:
        self._choose_pace(str(element("pace").value))

    def _pace_slid(self, _event: JsProxy) -> None:
        self._choose_pace(str(_paces()[int(element("pace-slider").value)].value))

    def _choose_pace(self, pace: str) -> None:
        """Take a pace, now and for the next time that the page is opened."""
        if self._show_pace(pace):
            window.preferences.write(_PACE, pace)
            self.context.commands.do("set pace")

    def _take_pace(self, pace: str) -> bool:
        """Show a pace that is asked for, unless there is none of that name."""
        return self._show_pace(pace)

    def _show_pace(self, pace: str) -> bool:
        options = _paces()
        known = [str(options[i].value) for i in range(options.length)]
        if pace not in known:
            return False
        self._form.pace = pace
        element("pace").value = pace
        place = known.index(pace)
        element("pace-slider").value = str(place)
        element("pace-slider").setAttribute("aria-valuetext", str(options[place].textContent))
        return True

    def _start_wanted(self, event: JsProxy) -> None:
        """Start; the enter key in a field presses the button too.

        No form is submitted, because the frame of another page may forbid that.
        """
        event.preventDefault()
        if self._form.is_readable():
            self.context.commands.want_start()
        elif self.read() is not None:  # what is wrong stands elsewhere, perhaps out of sight
            self.context.search.tell("refusal_changed", words("setup-not-started"))

    def _restart_wanted(self, _event: JsProxy) -> None:
        self.context.handover.replace_worker()

    # The form

    def read(self) -> dict[str, Any] | None:
        """Return the formula, in Hill order."""
        typed, length = typed_text(element("formula"))
        try:
            formula = _parsed(typed, length)
        except FormulaError as error:
            mark("formula", valid=False)
            set_text("formula-error", self._smiles.meaning(typed) or words_of(error))
            set_text("formula-note", "")
            return None
        mark("formula", valid=True)
        set_text("formula-error", "")
        set_text("formula-note", _note(typed, formula))
        return {"formula": str(formula)}

    def write(self, parameters: dict[str, Any]) -> None:
        """Show the formula."""
        element("formula").value = parameters["formula"]

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the formula be changed, or not."""
        for name in ("formula", "preset"):
            element(name).disabled = not enabled

    # The search

    def state_changed(self, search: Search) -> None:
        """Show the buttons that make sense in a state."""
        state = search.state
        document.documentElement.dataset.state = state
        set_text("state", words(f"state-{state}"))
        shown = _SHOWN_BUTTON.get(state, "start")
        focused = document.activeElement.id
        for name in _BUTTONS:
            element(name).hidden = name != shown
            element(name).disabled = search.is_lost
        # What is hidden or disabled loses the keyboard; the button that takes its place gets it.
        if focused in _BUTTONS or (state in (STARTING, RUNNING) and focused == "formula"):
            element(shown).focus()
        element("reset").disabled = not search.allows("reset")
        element("to-the-end").disabled = not self.context.commands.allows("to the end")
        if search.is_lost and element("restart").hidden:
            element("restart").hidden = False
            element("restart").focus()

    def stage_changed(self, stage: str) -> None:
        """Say where something takes long, and offer to start anew, until it is over."""
        if stage in _LONG:
            element("restart").hidden = False
            self._told_long = self._long_words(stage)
            self.refusal_changed(self._told_long)
        elif stage in (PYTHON, DONE, ANSWERING):
            self._smiles.ask()
            element("restart").hidden = True
            if self._reason == self._told_long:
                self.refusal_changed("")

    def _long_words(self, stage: str) -> str:
        if stage != MATCHING:
            return words(f"host-long-{stage}")
        patterns = [shortened(pattern) for pattern in self.context.host.patterns]
        return words("host-matching", patterns=listed(patterns), count=float(len(patterns)))

    def form_edited(self, parameters: dict[str, Any]) -> None:
        """Lead from the page in a frame to the whole one, with the same search."""
        set_text("address-error", "")
        self._choice.show(parameters)
        element("whole-page").href = link(parameters, self._form.pace)

    def form_unreadable(self, _nothing: None) -> None:
        """Let RDKit say whether what stands in the place of a formula is a SMILES."""
        self._choice.show(None)
        self._smiles.ask()

    def refusal_changed(self, reason: str) -> None:
        """Show what went wrong, or nothing."""
        self._reason = reason
        set_text("error", reason)


def _paces() -> JsProxy:
    """Return the options of the pace, from left to right on its slider."""
    options: JsProxy = element("pace").querySelectorAll("option")
    return options


def _parsed(typed: str, length: int) -> Formula:
    """Read a formula, of whose text nothing but the length is known where it is too long."""
    if length > MAX_LENGTH:
        raise FormulaError("formula-too-long", length=length, most=MAX_LENGTH)
    return parse(typed)


def _note(typed: str, formula: Formula) -> str:
    doubt = note(typed)
    if doubt is not None:
        return sentence_of(*doubt)
    written = subscripted(str(formula))
    if formula.degree_of_unsaturation == 0:
        return words("setup-saturated", formula=written)
    return words("setup-unsaturated", formula=written, degree=formula.degree_of_unsaturation)
