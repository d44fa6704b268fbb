"""How many isomers a formula has, to compare with those that a search has visited."""

from jsffi import JsException
from page.host.calls import WorkerLostError
from page.refusal import RefusedError

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.host.host import Host
    from page.search.search import Search


class IsomerCount:
    """Asks the worker for each formula until it answers, and remembers that."""

    def __init__(self, host: Host, search: Search) -> None:
        """Begin with nothing known."""
        self._host = host
        self._search = search
        self._known: dict[str, int] = {}
        self._asked: set[str] = set()

    def forget_questions(self) -> None:
        """Take notice that answers under way are lost with the worker."""
        self._asked = {formula for formula in self._asked if formula in self._known}

    def note(self) -> None:
        """Put what is known into the run."""
        run = self._search.run
        if run is not None:
            run.isomers = self._known.get(str(run.parameters["formula"]), 0)

    async def ask(self) -> None:
        """Learn the number for the run, unless only the slow engine can make its steps."""
        run = self._search.run
        if run is None or run.reason:
            return
        formula = str(run.parameters["formula"])
        if formula in self._asked:
            return
        self._asked.add(formula)
        try:
            self._known[formula] = int((await self._host.call("count_isomers", formula)).isomers)
        except (RefusedError, JsException, WorkerLostError) as error:
            print("The isomers were not counted:", error)
            self._asked.discard(formula)
            return
        self.note()
        if self._search.run is not None:
            self._search.tell("run_seen", self._search.run)
