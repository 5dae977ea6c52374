"""Care that is no longer needed."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.declare.parts import Names, Tables
from commonweal.care.effects.effect import Wrong
from commonweal.care.effects.kinds import effect_kind
from commonweal.care.effects.on_residents import OnResidents
from commonweal.care.effects.words import hundred, instead, whose


@effect_kind
class Reduce(OnResidents):
    """Less of some care is needed."""

    __slots__ = ()
    kind = "reduce"
    means = "less of it is needed"
    does = "how much care it avoids"

    def own_problems(self, tables: Tables) -> Iterator[Wrong]:
        """What is wrong with it; care that is avoided needs a word on what takes its place."""
        yield from OnResidents.own_problems(self, tables)
        if self.to_service is None and not self.nothing_instead:
            yield (
                "to_service",
                "care is avoided, and nothing is said to take its place",
                "name the service in to_service, or in nothing_instead why none is needed",
            )

    def says(self, names: Names) -> str:
        """How much of which care it avoids, and what takes its place."""
        return f"Avoids {hundred(self.size)}: {whose(self, names)}.{instead(self, names)}"
