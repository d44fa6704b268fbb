"""The picture of an isomer: drawing, name, SMILES, and what is read out in their place."""

from page import drawing
from page.elements import element, set_text
from page.refusal import said
from page.words import sentences

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy


class IsomerPicture:
    """The elements of one picture; it is drawn again only when it has changed."""

    def __init__(self, *, place: str, drawing: str, tangled: str, name: str, smiles: str) -> None:
        """Take their ids."""
        self._place, self._drawing, self._tangled = place, drawing, tangled
        self._name, self._smiles = name, smiles
        self._drawn = "", ""
        self._told: JsProxy | None = None

    def show(self, svg: str, smiles: str, name: str, label: str, told: JsProxy | None) -> None:
        """Show an isomer; `label` says which it is, and `told` what it looks like."""
        set_text(self._smiles, smiles)
        set_text(self._name, name)
        element(self._name).hidden = not name
        is_drawn = self._drawn == (svg, smiles)
        if is_drawn and told is self._told:
            return
        self._drawn, self._told = (svg, smiles), told
        if not is_drawn:
            is_seen = drawing.show(svg, element(self._drawing))
            element(self._tangled).hidden = is_seen or not svg
        read_out = [label, said(told)] if said(told) else [label]
        element(self._place).setAttribute("aria-label", sentences(read_out))
