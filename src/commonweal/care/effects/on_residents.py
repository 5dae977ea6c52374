"""Effects on what residents use."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.declare.parts import Tables
from commonweal.care.effects.checks import beyond_a_whole, no_services, not_somewhere_else
from commonweal.care.effects.effect import Effect, Wrong


class OnResidents(Effect):
    """An effect on the care of residents, by age and sex."""

    __slots__ = ()

    def acts_on(self, service: str, parent: str | None) -> float | None:
        """As of `Effect`: whole on its services, and on the nights of stays among them."""
        if service in self.services:
            return 1.0
        return self.stay_ratio if parent in self.services else None

    def own_problems(self, tables: Tables) -> Iterator[Wrong]:
        """What is wrong with any effect on residents."""
        yield from no_services(self)
        yield from beyond_a_whole(self)
        yield from not_somewhere_else(self, tables)
        if self.age_from > self.age_to:
            says = f"the ages run from {self.age_from} to {self.age_to}"
            yield "age_to", says, "write the younger age first"
