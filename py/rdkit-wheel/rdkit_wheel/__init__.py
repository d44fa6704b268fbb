"""Builds RDKit as a wheel for Pyodide, and checks such a wheel."""
