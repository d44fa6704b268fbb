"""Where the page begins; MicroPython has the rest as bytecode, and reads this text."""

import asyncio

from page.page import open_page

asyncio.create_task(open_page())
