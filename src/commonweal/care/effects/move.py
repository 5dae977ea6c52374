"""Care that another service gives instead."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.declare.parts import Names, Tables
from commonweal.care.effects.effect import Wrong
from commonweal.care.effects.kinds import effect_kind
from commonweal.care.effects.on_residents import OnResidents
from commonweal.care.effects.words import hundred, instead, whose


@effect_kind
class Move(OnResidents):
    """Another service does it instead."""

    __slots__ = ()
    kind = "move"
    means = "another service does it instead"
    does = "how much care it moves"

    def own_problems(self, tables: Tables) -> Iterator[Wrong]:
        """What is wrong with it; care is moved to somewhere."""
        yield from OnResidents.own_problems(self, tables)
        if self.to_service is None:
            fix = "name the service that gives it instead"
            yield "to_service", "care is moved to nowhere", fix

    def says(self, names: Names) -> str:
        """How much of which care it moves, and to which service."""
        return f"Moves {hundred(self.size)}: {whose(self, names)}.{instead(self, names)}"
