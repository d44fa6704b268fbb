"""The span: which steps of a run the chart shows large."""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.runs.run import Run

_FOR_THE_EYE = "for the eye"
_PIXELS_PER_STEP = 8
_FEWEST, _MOST = 24, 80
"""Steps in a span that follows a run, in a narrow chart and in a wide one."""
_ROOM = 3
"""Steps to come that there is room for."""
_GROWTH = 1.25


class Span:
    """The steps from `first` to `last`, of `total`."""

    def __init__(self, first: float, last: float, total: float) -> None:
        """Take the ends, no further than the run goes."""
        self.first = max(0.0, first)
        self.last = min(total, last)
        self.total = total

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole run."""
        return self.first == 0 and self.last == self.total

    def place_of(self, step: float) -> float:
        """Return where a step is, 0 at the first and 1 at the last."""
        return (step - self.first) / max(self.last - self.first, 1.0)

    def with_step(self, step: float) -> "Span":
        """Return one as wide that has a step in it."""
        if self.first <= step <= self.last:
            return self
        width = self.last - self.first
        first = max(0.0, step - _ROOM) if step < self.first else step + _ROOM - width
        return Span(first, first + width, self.total)


def whole(total: float) -> Span:
    """Return all of a run of so many steps."""
    return Span(0.0, total, total)


def span_of(run: Run, pixels: float, pace: str, *, is_running: bool) -> Span:
    """Return what to show of a run in a chart that is so many pixels wide.

    Where steps are seen one by one these are the last ones.  At the pace for the eye their number
    grows with that of the steps, until it is the whole run.
    """
    step, total = float(run.data.step), float(run.data.total_steps)
    if not run.has_move or run.is_complete:
        return whole(total)
    count = float(min(max(int(pixels / _PIXELS_PER_STEP), _FEWEST), _MOST))
    if is_running and pace == _FOR_THE_EYE:
        return Span(0.0, max(count, _GROWTH * step), total)
    last = min(total, max(count, step + _ROOM))
    return Span(last - count, last, total)
