"""What a page consists of, for the panels, which are made when all of it is there."""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.form.form import Form
    from page.host.host import Host
    from page.places import Places
    from page.runs.keeper import Keeper
    from page.search.commands import Commands
    from page.search.handover import Handover
    from page.search.opener import Opener
    from page.search.search import Search


class Context:
    """One of each: the worker's host, the form, the search and its commands, runs, places."""

    def __init__(  # noqa: PLR0913  (all that there is)
        self,
        *,
        host: Host,
        form: Form,
        search: Search,
        commands: Commands,
        handover: Handover,
        opener: Opener,
        keeper: Keeper,
        places: Places,
    ) -> None:
        """Take them."""
        self.host = host
        self.form = form
        self.search = search
        self.commands = commands
        self.handover = handover
        self.opener = opener
        self.keeper = keeper
        self.places = places
