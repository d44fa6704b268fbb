"""The tests of IsoAnneal."""
