"""The border to JavaScript, which has no whole numbers: what crosses it stays what it is.

On the way here the build sees to it (`tools/adaptation.py`): a number that 32 bits do not hold
arrives as a float.  On the way there MicroPython would cut whole numbers to 32 bits.
"""

from pyscript import ffi

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy

_BEYOND = 2**31


def to_js(value: Any) -> JsProxy:  # noqa: ANN401  (whatever there is)
    """Return a value with all that is in it as JavaScript's, each number as it is."""
    return ffi.to_js(_uncut(value))


def _uncut(value: Any) -> Any:  # noqa: ANN401  (whatever there is)
    if isinstance(value, dict):
        return {name: _uncut(value[name]) for name in value}
    if isinstance(value, (list, tuple)):
        return [_uncut(one) for one in value]
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if is_whole and not -_BEYOND <= value < _BEYOND else value
