"""A generator of numbers that are not random."""

from isoanneal.mulberry32 import Mulberry32


class Script(Mulberry32):
    """A generator that draws what it is told and notes how likely that was."""

    def __init__(self, draws: list[int]) -> None:
        super().__init__(0)
        self.draws = draws
        self.limits: list[int] = []

    def below(self, limit: int) -> int:
        self.limits.append(limit)
        if len(self.limits) > len(self.draws):
            self.draws.append(0)
        return self.draws[len(self.limits) - 1]


class Fixed(Mulberry32):
    """A generator whose next number is known."""

    def __init__(self, number: int) -> None:
        super().__init__(0)
        self.number = number

    def next_uint32(self) -> int:
        return self.number
