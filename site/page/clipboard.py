"""Copying the SMILES of the best structure."""

from jsffi import JsException
from page.elements import element
from pyscript import window

_MILLISECONDS_SHOWN = 1500


async def copy_smiles() -> None:
    """Copy the SMILES, or mark it where the browser does not allow copying."""
    clipboard = getattr(window.navigator, "clipboard", None)  # missing over plain HTTP
    words = "Marked"
    if clipboard is not None:
        try:
            await clipboard.writeText(element("best-smiles").textContent)
            words = "Copied"
        except JsException as refusal:
            print("Copying was refused:", refusal)
    if words == "Marked":
        window.getSelection().selectAllChildren(element("best-smiles"))
    element("copy").textContent = words
    window.setTimeout(_offer_again, _MILLISECONDS_SHOWN)


def _offer_again() -> None:
    element("copy").textContent = "Copy"
