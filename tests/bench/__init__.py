"""The benchmark: how fast the engines, the page and its start are; `python3 build.py bench`.

It depends on nothing of a page but its addresses, the ids of its elements, the state of its
document and what its worker exports, so that other commits can be measured with it too.
"""
