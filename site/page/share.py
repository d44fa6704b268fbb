"""The link to the search that the form describes, to be handed on."""

import asyncio

from page.address import link
from page.clipboard import copy
from page.elements import element
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.form.form import Form

_MILLISECONDS_SHOWN = 2000


def share(form: Form) -> None:
    """Let the button copy the link; where copying is closed, the page's address becomes it."""

    def pressed(_event: JsProxy) -> None:
        if form.is_readable():
            asyncio.create_task(_share(link(form.read() or {}, form.pace)))

    element("share").addEventListener("click", pressed)


async def _share(address: str) -> None:
    is_copied = await copy(address)
    if not is_copied:
        window.history.replaceState(window.history.state, "", address)
    told = words("share-copied") if is_copied else words("share-in-address")
    element("share").textContent = told
    window.setTimeout(_offer_again, _MILLISECONDS_SHOWN)


def _offer_again(*_: JsProxy) -> None:
    element("share").textContent = words("share-copy")
