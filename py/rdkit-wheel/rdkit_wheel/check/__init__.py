"""Checks a wheel of RDKit for Pyodide against RDKit as it is on this machine."""
