"""Beds that open or close."""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl

from commonweal.base.declare.parts import Names, Tables
from commonweal.base.numbers.spoken import amount
from commonweal.care.effects.effect import Effect, Wrong
from commonweal.care.effects.kinds import effect_kind


@effect_kind
class OpenBeds(Effect):
    """Beds open at a site, or close where the size is below 0."""

    __slots__ = ()
    kind = "beds"
    means = "open or close beds"
    does = "how many beds it opens or closes"
    unit = "bed"
    bounds = (-math.inf, math.inf)

    @property
    def beds_at(self) -> str | None:
        """The site where its size is a number of beds."""
        return self.from_site

    def own_problems(self, tables: Tables) -> Iterator[Wrong]:
        """What is wrong with it: beds open and close at a site of the system that has some."""
        if self.from_site is None:
            yield "from_site", "beds are opened or closed nowhere", "name the site in from_site"
        elif self.from_site not in tables["beds"]["site"].to_list():
            yield "from_site", f"'{self.from_site}' has no row in beds.csv", "name a site with beds"
        elif self.from_site in _sites_outside(tables):
            yield (
                "from_site",
                f"'{self.from_site}' is outside the system; the plan counts no beds there",
                "name a site of an organisation of the system",
            )

    def says(self, names: Names) -> str:
        """How many beds open or close, and where."""
        size, site = self.size, names("sites")[str(self.from_site)]
        verb = "Opens" if size.central >= 0 else "Closes"
        sentence = f"{verb} {amount(abs(size.central))} beds at {site}"
        if size.is_certain:
            return f"{sentence}."
        low, high = sorted((abs(size.low), abs(size.high)))
        return f"{sentence} ({amount(low)} to {amount(high)})."


def _sites_outside(tables: Tables) -> set[str]:
    """Sites of organisations that the plan keeps no account of."""
    outside = tables["organisations"].filter(pl.col("kind") == "outside")["organisation"]
    return set(tables["sites"].filter(pl.col("organisation").is_in(outside.implode()))["site"])
