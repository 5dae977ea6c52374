"""Stays in hospital that are shorter."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.declare.parts import Names, Tables
from commonweal.care.effects.effect import Wrong
from commonweal.care.effects.kinds import effect_kind
from commonweal.care.effects.on_residents import OnResidents
from commonweal.care.effects.words import hundred, whose


@effect_kind
class Shorten(OnResidents):
    """Stays are shorter: fewer nights for as many admissions."""

    __slots__ = ()
    kind = "shorten"
    means = "shorter stays, for bed-days"
    does = "how much it shortens stays"

    def acts_on(self, service: str, parent: str | None) -> float | None:  # noqa: ARG002 - nights it does not name stay as long
        """As of `Effect`; on the nights it names alone."""
        return 1.0 if service in self.services else None

    def own_problems(self, tables: Tables) -> Iterator[Wrong]:
        """What is wrong with it; only nights can be shortened."""
        yield from OnResidents.own_problems(self, tables)
        unit = dict(zip(tables["services"]["service"], tables["services"]["unit"], strict=True))
        if any(unit.get(service) not in (None, "bed_day") for service in self.services):
            fix = "name services that count bed_days"
            yield "services", "only bed-days can be shortened", fix

    def says(self, names: Names) -> str:
        """How much it shortens which stays."""
        return f"Shortens stays by {hundred(self.size)}: {whose(self, names)}."
