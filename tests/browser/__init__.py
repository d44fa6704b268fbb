"""Tests of the built site in a real browser, with the real worker and the real RDKit."""
