"""The choice of what to look for: aims, challenges, and formulas to begin with."""

from page import aims
from page.catalogue import PARAMETERS
from page.elements import element, set_text
from page.form.typed_text import typed_text
from page.numerals import subscripted
from page.panels.setup.presets import PRESETS
from page.words import words
from pyscript import document

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from jsffi import JsProxy
    from page.aims import Aim
    from page.form.form import Form

_DEFAULTS = {one["name"]: one["default"] for one in PARAMETERS}


class Choice:
    """Fills the form with what is chosen, and shows which of all this the form says.

    `on_pace` is called with the pace that a challenge wants, or with nothing after it.
    """

    def __init__(self, form: Form, on_pace: Callable[[str], object]) -> None:
        """Offer all."""
        self._form = form
        self._on_pace = on_pace
        self._aim: Aim | None = None
        _offer(words("setup-questions"), [(one["key"], aims.title(one)) for one in aims.QUESTIONS])
        _offer(words("setup-challenges"), [(one["key"], aims.title(one)) for one in aims.BY_HAND])
        _offer(words("setup-formulas"), [(one, _described(one)) for one in PRESETS])
        element("preset").addEventListener("change", self._chosen)

    def _chosen(self, _event: JsProxy) -> None:
        key = str(element("preset").value)
        before, aim = self._aim, aims.chosen(key)
        if aim is not None:
            self._fill(aim["parameters"])
        elif key and before is not None:  # whose target makes no sense for another formula
            self._fill(_DEFAULTS | {"formula": key})
        elif key:
            element("formula").value = key
        if aim is not None and aim["pace"]:
            self._on_pace(aim["pace"])
        elif key and before is not None and before["pace"]:
            self._on_pace("")
        self._form.edited()

    def _fill(self, parameters: dict[str, Any]) -> None:
        """Write parameters into the form, but for the seed, which stays."""
        seed = self._form.value_of("seed")
        self._form.write(parameters | {"seed": _DEFAULTS["seed"] if seed is None else seed})

    def show(self, parameters: dict[str, Any] | None) -> None:
        """Show which aim the form has, if it can be read, or else which of the formulas."""
        self._aim = aim = None if parameters is None else aims.matching(parameters)
        typed, _ = typed_text(element("formula"))
        if aim is None:
            element("preset").value = typed if typed in PRESETS else ""
        else:
            element("preset").value = aim["key"]
        if aim is None or aim["kt"]:  # a challenge has a panel of its own
            set_text("question-asked", "")
            set_text("question-meaning", "")
        else:
            set_text("question-asked", aims.question(aim))
            set_text("question-meaning", aims.meaning(aim))


def _offer(title: str, options: list[tuple[str, str]]) -> None:
    """Offer some options under a title."""
    group = document.createElement("optgroup")
    group.setAttribute("label", title)
    for value, text in options:
        option = document.createElement("option")
        option.value = value
        option.textContent = text
        group.append(option)
    element("preset").append(group)


def _described(formula: str) -> str:
    what = words(f"preset-{formula}")
    return words("setup-preset", formula=subscripted(formula), what=what)
