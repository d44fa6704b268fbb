"""The clipboard, which not every browser opens."""

from jsffi import JsException
from pyscript import window


async def copy(text: str) -> bool:
    """Copy a text; tell whether the browser allowed it."""
    clipboard = getattr(window.navigator, "clipboard", None)  # missing over plain HTTP
    if clipboard is None:
        return False
    try:
        await clipboard.writeText(text)
    except JsException as refusal:
        print("Copying was refused:", refusal)
        return False
    return True
