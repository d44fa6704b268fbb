"""Where the page begins; MicroPython has the rest as bytecode, and reads this text."""

from page.page import open_page

# At once: a task would begin only when the browser has done what else it has to do.
await open_page()  # type: ignore[top-level-await]  # noqa: F704, PLE1142
