"""The page: puts together what it consists of, and begins."""

import asyncio

from page import address
from page.context import Context
from page.elements import set_text
from page.form.form import Form
from page.host.host import Host
from page.host.stages import SLOW
from page.offline import Offline
from page.panel import Panel, Section
from page.places import Places
from page.runs.keeper import Keeper
from page.search.commands import Commands
from page.search.events import Events
from page.search.handover import Handover
from page.search.isomer_count import IsomerCount
from page.search.search import Search
from page.search.session import Session
from page.search.turns import Turns
from page.share import share
from page.words import speak, words
from pyscript import config, document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any


class Page:
    """All parts of the page, each made once."""

    def __init__(self) -> None:
        """Make the form usable at once; `begin` loads the engine."""
        self._panels: list[Panel] = []
        self.host = Host()
        self.keeper = Keeper()
        self.form = Form(self.tell)
        self.search = Search(self.host, self.form, self.keeper, self.tell)
        self._make_search()
        self.places = Places(self.keeper.remember)
        self._make_panels()
        self._connect()
        self.search.show_state()
        unread = address.fill(self.form)
        self.form.edited()
        set_text("address-error", unread)
        share(self.form)
        window.performance.mark("usable")

    def _make_search(self) -> None:
        parts: dict[str, Any] = {
            "search": self.search,
            "session": Session(self.host, Events(self.search, self.keeper).receive),
            "turns": Turns(self.search, self.host),
            "host": self.host,
            "form": self.form,
            "isomers": IsomerCount(self.host, self.search),
        }
        self.commands = Commands(**parts)
        self.handover = Handover(commands=self.commands, keeper=self.keeper, **parts)

    def _make_panels(self) -> None:
        context = Context(
            host=self.host,
            form=self.form,
            search=self.search,
            commands=self.commands,
            handover=self.handover,
            keeper=self.keeper,
            places=self.places,
        )
        for name in config["panels"]:
            panel = _panel_class(name)(context)
            self._panels.append(panel)
            if isinstance(panel, Section):
                self.form.add(panel)

    def _connect(self) -> None:
        self.form.on_rest = lambda: self.commands.do("prepare")
        self.host.on_stage = self._stage_changed
        self.host.on_engine = self.handover.engine_came
        self.host.on_rdkit = self._rdkit_came
        self.host.on_lost = self.handover.lose_worker
        document.addEventListener("arrived", lambda _: asyncio.create_task(self.keeper.list()))

    def _stage_changed(self, stage: str) -> None:
        self.tell("stage_changed", stage)
        if stage == SLOW:
            self.tell("refusal_changed", words("host-slow"))

    def _rdkit_came(self, name: str) -> None:
        set_text("rdkit", name)
        self.handover.rdkit_came()

    def tell(self, what: str, about: object) -> None:
        """Tell all panels of something, by a method of theirs."""
        for panel in self._panels:
            getattr(panel, what)(about)

    def begin(self) -> None:
        """Show the run of this tab from before a reload, if any, and load the engine."""
        self.host.load()
        # Each by itself: what one waits for, or fails in, holds up no other.
        for part in (self.host.watch, self._keep_copy, self._look_at_past_runs):
            asyncio.create_task(part())

    async def _look_at_past_runs(self) -> None:
        await self.keeper.list()
        record = await self.keeper.last()
        if record is not None:
            self.handover.begin_with(record)

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
    Page().begin()
