"""The challenge: a person has the temperature in hand, against the schedule and against no heat.

What these two come to with the same seed is found out when the person has played, so that nobody
waits for it, and nobody sees it before.
"""

import asyncio

from jsffi import JsException
from page.aims import is_as_good, matching, meaning, question
from page.border import to_js
from page.elements import element, set_text
from page.host.calls import WorkerLostError
from page.panel import Panel as Plain
from page.panels.challenge.score import Score
from page.refusal import RefusedError
from page.runs.run_name import annealing_of
from page.search.states import COMPLETE
from page.words import sentences, words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.aims import Aim
    from page.context import Context
    from page.runs.run import Run
    from page.search.search import Search

_YOU, _SCHEDULE, _COLD = "you", "schedule", "cold"
_RIVALS = (_SCHEDULE, _COLD)
_PLAYERS = (_YOU, _SCHEDULE, _COLD)
_NOTHING = "–"


class Panel(Plain):
    """The scoreboard of the run in sight, for as long as the form says the same."""

    def __init__(self, context: Context) -> None:
        """Begin with nothing to play."""
        super().__init__(context)
        self._run: Run | None = None
        self._aim: Aim | None = None
        self._asked: dict[str, Any] | None = None
        """What the form asks for."""
        self._is_played = False
        """Whether the run in sight is that."""
        self._scores: dict[str, Score] = {}
        self._is_compared = False
        """Whether the rivals of the run have been asked for."""
        self._race = 0
        """The number of the race that counts; what comes of another is of no use any more."""
        element("challenge-again").addEventListener("click", self._again_wanted)
        element("challenge-compare").addEventListener("click", lambda _: self._compare())
        element("challenge-stop").addEventListener("click", lambda _: self._stop())

    # What the form and the run say

    def form_edited(self, parameters: dict[str, Any]) -> None:
        """Show the challenge that the form describes, with scores if they are of just that."""
        self._asked = parameters
        aim = matching(parameters)
        self._aim = aim if aim is not None and aim["kt"] else None
        element("challenge").hidden = self._aim is None
        if self._aim is not None:
            set_text("challenge-of", words("scores-of", **annealing_of(parameters)))
        self._follow()

    def form_unreadable(self, _nothing: None) -> None:
        """Show nothing of what the form does not say any more."""
        self._asked = self._aim = None
        element("challenge").hidden = True
        self._follow()

    def run_begun(self, run: Run) -> None:
        """Play another run."""
        self._run = run
        self._clear()
        self._follow()

    def _follow(self) -> None:
        """Take notice of whether the run in sight is what the form asks for."""
        run = self._run
        self._is_played = (
            self._aim is not None and run is not None and run.parameters == self._asked
        )
        if run is None or not self._is_played:
            self._clear()
        else:
            self.run_seen(run)
            self.state_changed(self.context.search)

    def run_seen(self, run: Run) -> None:
        """Show how good the person is so far."""
        aim = self._aim
        if aim is None or run is not self._run or not self._is_played:
            return
        if self._is_compared and not run.is_complete:  # it went back
            self._clear()
        if run.data.step > 0:
            self._scores[_YOU] = Score(aim, *run.course.best(lambda a, b: is_as_good(aim, a, b)))
        self._show()

    def state_changed(self, search: Search) -> None:
        """Compare when the person has played."""
        is_over = search.machine.state == COMPLETE and search.run is self._run
        if is_over and search.has_engine and _YOU in self._scores and not self._is_compared:
            self._compare()
        self._show()

    # The rivals

    def _compare(self) -> None:
        """Find out what the schedule and no heat come to."""
        if self._run is not None and self._aim is not None:
            self._is_compared = True
            self._race += 1
            set_text("challenge-refusal", "")
            begin = {_SCHEDULE: [], _COLD: [(0, self._aim["kt"])]}
            asyncio.create_task(self._race_all(self._race, self._run.parameters, begin, self._aim))

    async def _race_all(
        self, race: int, parameters: dict[str, Any], begin: dict[str, Any], aim: Aim
    ) -> None:
        """Race one after the other; show what is refused, not lose it."""
        refused = ""
        self._show_busy(is_busy=True)
        try:
            for name in _RIVALS:
                asked = to_js(parameters | {"thermostat": begin[name]})
                answer = await self.context.host.call_at_length("race", asked)
                if race != self._race or getattr(answer, "stopped", False):
                    break
                energy, step = float(answer.best_energy), float(answer.best_step)
                self._scores[name] = Score(aim, energy, step)
                self._show()
        except RefusedError as refusal:
            refused = refusal.words
        except WorkerLostError:
            refused = words("scores-lost")
        except JsException as error:
            print("The race failed:", error)
            refused = words("scores-failed")
        if race == self._race:
            set_text("challenge-refusal", refused)
            self._show_busy(is_busy=False)
            self._tell()

    def _stop(self) -> None:
        """Compare no more."""
        asyncio.create_task(self._stop_races())

    async def _stop_races(self) -> None:
        try:
            await self.context.host.call("stop_races")
        except (RefusedError, WorkerLostError, JsException) as error:
            print("The race was not stopped:", error)

    def _clear(self) -> None:
        """Forget all scores, and those that are still to come."""
        if not element("challenge-stop").hidden:
            self._stop()
        self._race += 1
        self._scores = {}
        self._is_compared = False
        self._show_busy(is_busy=False)
        set_text("challenge-refusal", "")
        set_text("challenge-told", "")
        self._show()

    def _again_wanted(self, _event: JsProxy) -> None:
        """Take the temperature in hand from the beginning on, with the same seed."""
        if self._aim is not None:
            seed = self.context.form.value_of("seed")
            own = self._aim["parameters"]
            self.context.form.write(own if seed is None else own | {"seed": seed})
            self.context.form.edited()
            element("start").focus()

    # What is shown

    def _show_busy(self, *, is_busy: bool) -> None:
        element("challenge-stop").hidden = not is_busy
        is_missing = self._is_compared and any(one not in self._scores for one in _RIVALS)
        element("challenge-compare").hidden = is_busy or not is_missing

    def _show(self) -> None:
        for name in _PLAYERS:
            score = self._scores.get(name)
            set_text(f"score-{name}", _NOTHING if score is None else score.told())
        if self._aim is None:
            return
        set_text("challenge-asked", question(self._aim))
        verdict = self._verdict()
        set_text("challenge-meaning", verdict or meaning(self._aim))
        has_begun = self._asked is not None and self._asked["thermostat"] != [(0, self._aim["kt"])]
        can_begin = has_begun or _YOU in self._scores
        element("challenge-again").hidden = self.context.search.is_bound or not can_begin

    def _verdict(self) -> str:
        """Say who has won, when all have come to their ends."""
        if len(self._scores) < len(_PLAYERS):
            return ""
        you, schedule = self._scores[_YOU], self._scores[_SCHEDULE]
        if you.beats(schedule):
            return words("scores-won")
        if schedule.beats(you):
            return words("scores-lost-to-schedule")
        return words("scores-drawn")

    def _tell(self) -> None:
        """Read the scores out, once."""
        verdict = self._verdict()
        if verdict:
            told = [words(f"scores-told-{one}", score=self._scores[one].told()) for one in _PLAYERS]
            set_text("challenge-told", sentences([verdict] + told))
