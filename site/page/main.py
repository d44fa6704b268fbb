"""Where the page begins; MicroPython has the rest as bytecode, and reads this text."""

import asyncio

from page.page import Page

asyncio.create_task(Page().begin())
