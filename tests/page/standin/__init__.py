"""Stands in for the browser: what the page and its worker see of it, and no more.

Names are those that the browser, PyScript, Pyodide and MicroPython give to things.
"""
