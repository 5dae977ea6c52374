"""What may be wrong with effects of several kinds."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.declare.parts import Tables
from commonweal.care.effects.effect import Effect, Wrong


def no_services(effect: Effect) -> Iterator[Wrong]:
    """It acts on no service."""
    if not effect.services:
        yield "services", f"a '{effect.kind}' that acts on no service", "name its services"


def beyond_a_whole(effect: Effect) -> Iterator[Wrong]:
    """Its size is no share."""
    low, high = effect.size.low, effect.size.high
    if low < -1 or high > 1:
        says = f"the effect goes from {low:g} to {high:g}, beyond a whole"
        yield "high", says, "write a share: 0.15 for 15%"


def not_somewhere_else(effect: Effect, tables: Tables) -> Iterator[Wrong]:
    """It sends care to the service it leaves, or to one whose nights would be lost."""
    if effect.to_service in effect.services:
        yield "to_service", "care is moved to the service it leaves", "name another service"
    if effect.to_service in set(tables["services"]["stays_of"].drop_nulls()):
        yield (
            "to_service",
            f"'{effect.to_service}' has nights in hospital of its own, which would be lost",
            "name a service without them, or its bed-days with the nights as the ratio",
        )
