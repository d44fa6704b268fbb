"""The page's Python in plain pytest: a stand-in for the browser, the real engine behind it."""
