"""Takes the README's picture of the page; `python3 build.py picture` runs it."""

from tests.bench.page import RUNNING_MILLISECONDS, opened
from tests.bench.tables import served
from tests.browser.watched import EVERY_LINE_IS_DRAWN
from tools.environment import PROJECT

PICTURE = PROJECT / "docs" / "page.png"


def main() -> None:
    """Run the default search and save what the page shows at its end."""
    with served("npm") as address, opened(address) as page:
        page.page.click("#start")
        page.page.wait_for_selector("html[data-state=complete]", timeout=RUNNING_MILLISECONDS)
        page.page.wait_for_function(EVERY_LINE_IS_DRAWN)
        PICTURE.parent.mkdir(exist_ok=True)
        page.page.screenshot(path=PICTURE)
    print(f"{PICTURE.relative_to(PROJECT)} is new.")


if __name__ == "__main__":
    main()
