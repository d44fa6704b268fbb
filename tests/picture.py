"""Takes the README's picture of the page; `python3 build.py picture` runs it."""

import json

from PIL import Image, PngImagePlugin
from playwright.sync_api import Page

from tests.bench.page import RUNNING_MILLISECONDS, opened
from tests.bench.tables import served
from tests.browser.watched import EVERY_LINE_IS_DRAWN
from tools.environment import PROJECT

PICTURE = PROJECT / "docs" / "page.png"
SHOWN = """() => [...document.querySelectorAll('[data-l10n-id]')]
    .filter(element => element.checkVisibility()).map(element => element.dataset.l10nId)"""
_NOTE = "Words"


def words_of(page: Page) -> list[str]:
    """Return the keys of the words that a page shows, in their order."""
    found: list[str] = page.evaluate(SHOWN)
    return found


def words_in_the_picture() -> list[str]:
    """Return the keys of the words that the page showed when its picture was taken."""
    with Image.open(PICTURE) as picture:
        noted: list[str] = json.loads(picture.info[_NOTE])
    return noted


def _note(words: list[str]) -> None:
    """Note the words in the picture itself."""
    note = PngImagePlugin.PngInfo()
    note.add_text(_NOTE, json.dumps(words), zip=True)
    with Image.open(PICTURE) as picture:
        picture.save(PICTURE, pnginfo=note, optimize=True)


def main() -> None:
    """Run the default search and save what the page shows at its end."""
    with served("npm") as address, opened(address) as page:
        page.page.click("#start")
        page.page.wait_for_selector("html[data-state=complete]", timeout=RUNNING_MILLISECONDS)
        page.page.wait_for_function(EVERY_LINE_IS_DRAWN)
        PICTURE.parent.mkdir(exist_ok=True)
        page.page.screenshot(path=PICTURE)
        _note(words_of(page.page))
    print(f"{PICTURE.relative_to(PROJECT)} is new.")


if __name__ == "__main__":
    main()
