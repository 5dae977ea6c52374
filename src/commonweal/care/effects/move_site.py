"""Care that moves from one site to another."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.declare.parts import Names, Tables
from commonweal.care.effects.checks import beyond_a_whole, no_services, not_somewhere_else
from commonweal.care.effects.effect import Effect, Wrong
from commonweal.care.effects.kinds import effect_kind
from commonweal.care.effects.words import hundred, whose


@effect_kind
class MoveSite(Effect):
    """The same care is given at another site."""

    __slots__ = ()
    kind = "move_site"
    means = "the same care at another site"
    does = "how much it moves between sites"

    def moves(self, service: str, parent: str | None) -> float | None:
        """As of `Effect`: whole of its services, and of the nights of stays among them."""
        if service in self.services:
            return 1.0
        return self.stay_ratio if parent in self.services else None

    def own_problems(self, tables: Tables) -> Iterator[Wrong]:
        """What is wrong with it: it needs two sites, and cannot tell patients apart."""
        yield from no_services(self)
        yield from beyond_a_whole(self)
        yield from not_somewhere_else(self, tables)
        for key, site in (("from_site", self.from_site), ("to_site", self.to_site)):
            if site is None:
                yield key, f"care is moved between sites, but {key} is not said", "name the site"
        if self.from_site is not None and self.from_site == self.to_site:
            yield "to_site", "care is moved to the site it leaves", "name another site"
        if (self.age_from, self.age_to, self.sex) != (0, 90, "all"):
            yield (
                "age_from",
                "a move between sites acts on patients of every age and sex",
                "leave out age_from, age_to and sex",
            )

    def says(self, names: Names) -> str:
        """How much of which care moves, from which site and to which."""
        here, there = (names("sites")[str(site)] for site in (self.from_site, self.to_site))
        return f"Moves {hundred(self.size)} from {here} to {there}: {whose(self, names)}."
