"""The page: puts together what it consists of, and begins."""

import asyncio

from page import address
from page.context import Context
from page.elements import set_text
from page.form.form import Form
from page.host.host import Host
from page.offline import Offline
from page.panel import Panel, Section
from page.places import Places
from page.runs.keeper import Keeper
from page.search.commands import Commands
from page.search.events import Events
from page.search.handover import Handover
from page.search.isomer_count import IsomerCount
from page.search.opener import Opener
from page.search.search import Search
from page.search.session import Session
from page.search.turns import Turns
from page.settings import keep_as_left
from page.share import share
from page.words import speak
from pyscript import config, document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any


class Page:
    """All parts of the page, each made once."""

    def __init__(self) -> None:
        """Make the form usable at once; `begin` makes the rest, and loads the engine."""
        self._panels: list[Panel] = []
        self._told: list[tuple[str, object]] = []
        self._are_panels_due = True
        self.host = Host()
        self.keeper = Keeper()
        self.form = Form(self.tell)
        self.search = Search(self.host, self.form, self.keeper, self.tell)
        self._make_search()
        self.places = Places(self.keeper.remember)
        self._context = Context(
            host=self.host,
            form=self.form,
            search=self.search,
            commands=self.commands,
            handover=self.handover,
            opener=self.opener,
            keeper=self.keeper,
            places=self.places,
        )
        self._make_panels(config["panels"]["form"])
        self._connect()
        keep_as_left()
        self.search.show_state()
        unread = address.fill(self.form)
        self.form.edited()
        set_text("address-error", unread)
        share(self.form)
        window.performance.mark("usable")

    def _make_search(self) -> None:
        self._events = Events(self.search, self.keeper, self._paused)
        parts: dict[str, Any] = {
            "search": self.search,
            "session": Session(self.host, self._events.receive),
            "turns": Turns(self.search, self.host),
            "form": self.form,
            "isomers": IsomerCount(self.host, self.search),
        }
        self.commands = Commands(host=self.host, **parts)
        self.handover = Handover(host=self.host, commands=self.commands, **parts)
        self.opener = Opener(handover=self.handover, keeper=self.keeper, **parts)

    def _paused(self) -> None:
        """Show where the search has come to; there may not have been time to draw that."""
        self.handover.draw_soon()

    def _make_panels(self, names: list[str]) -> None:
        """Make panels, and tell them what those that were there before have been told."""
        for name in names:
            panel = _panel_class(name)(self._context)
            self._panels.append(panel)
            if isinstance(panel, Section):
                self.form.add(panel)
            for what, about in self._told:
                getattr(panel, what)(about)

    def _connect(self) -> None:
        self.form.on_edit = self.commands.form_edited
        self.form.on_rest = lambda: self.commands.do("prepare")
        self.host.on_stage = lambda stage: self.tell("stage_changed", stage)
        self.host.on_engine = self.handover.engine_came
        self.host.on_rdkit = self._rdkit_came
        self.host.on_lost = self.handover.lose_worker
        document.addEventListener("arrived", lambda _: asyncio.create_task(self.keeper.list()))

    def _rdkit_came(self, name: str) -> None:
        set_text("rdkit", name)
        self.handover.rdkit_came()

    def tell(self, what: str, about: object) -> None:
        """Tell all panels of something, by a method of theirs."""
        if self._are_panels_due:
            self._told = [told for told in self._told if told[0] != what] + [(what, about)]
        for panel in self._panels:
            getattr(panel, what)(about)

    async def begin(self) -> None:
        """Load the engine, make the other panels, and look at what was kept."""
        self.host.load()
        await asyncio.sleep(0)  # what the person does with the form comes first
        self._make_panels(config["panels"]["others"])
        self._are_panels_due, self._told = False, []
        document.dispatchEvent(window.Event.new("listening"))  # and the loader hands over
        # Each by itself: what one waits for, or fails in, holds up no other.
        for part in (self.host.watch, self._keep_copy, self._look_at_past_runs):
            asyncio.create_task(part())

    async def _look_at_past_runs(self) -> None:
        """Show those that are kept, and the one that this tab showed before a reload."""
        await self.keeper.list()
        record = await self.keeper.last()
        if record is not None:
            self.opener.begin_with(record)

    async def _keep_copy(self) -> None:
        """Have a copy of the site kept when loading is over, which it would only slow down."""
        await self.host.is_settled.wait()
        await Offline(self._save_at_once).begin()

    async def _save_at_once(self) -> None:
        """Keep the run in this browser, and return when that is done."""
        self.search.keep()
        await self.keeper.saved()


def _panel_class(name: str) -> type[Panel]:
    module = __import__(f"page.panels.{name}.panel", None, None, ("Panel",))
    found: type[Panel] = module.Panel
    return found


async def open_page() -> None:
    """Take the language, then make the page and let it begin."""
    await window.siteFiles.settled("fluent")
    if not getattr(window, "FluentBundle", None):
        print("There are no words without Fluent; the loader has said what is missing.")
        return
    await speak()
    await Page().begin()
