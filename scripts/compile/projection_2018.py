"""The 2018-based projection: each district's people from it, joined to newer estimates.

It starts from mid-2018 and did not know the census of 2021, and newer ones are published since
June 2025. Its tables from 2024 on are open for every district; its own earlier years are worked
back, so that the estimate of the base year can be grown by the projection's own growth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from .ages import OLDEST, Array, in_bands, own_past, pooled, raked, split_variant
from .areas import Place, district_table
from .judgements import number, numbers
from .people import AS_PUBLISHED, ENGLAND, PRINCIPAL, Residents, cube, estimate_of, regrown
from .reorganised import taken_in_by
from .sources import Sources, total

FIRST_PROJECTED = 2024
LAST_PROJECTED = 2043

VARIANTS: dict[str, tuple[str, str]] = {
    PRINCIPAL: ("v1", "Principal projection"),
    "high_births": ("v2", "More births than the principal projection"),
    "low_births": ("v3", "Fewer births than the principal projection"),
    "long_lives": ("v4", "Longer lives than the principal projection"),
    "short_lives": ("v5", "Shorter lives than the principal projection"),
    "high_migration": ("v6", "More people moving in than the principal projection"),
    "low_migration": ("v7", "Fewer people moving in than the principal projection"),
    "high_population": ("v8", "More births, longer lives and more people moving in"),
    "low_population": ("v9", "Fewer births, shorter lives and fewer people moving in"),
    "young": ("v10", "More births, shorter lives and more people moving in"),
    "old": ("v11", "Fewer births, longer lives and fewer people moving in"),
}
"""Code: (code in the data, name). What each assumes was found by comparing its births, oldest
people and working ages with the principal's."""

LABEL = (
    "ONS 2018-based subnational population projections (March 2020; old: ONS published 2022-based "
    "ones in June 2025)"
)
GROWN = (
    "the estimate of the base year grown by the projection's own growth at each age and sex "
    "(derived)"
)
OWN_YEARS = "the district's own variant, made by its publisher from the national projection"
OWN_BANDS = (
    f"{OWN_YEARS}, in five-year bands; within a band people lie as in the principal, times "
    "England's ratio of this variant to the principal (derived)"
)
ABOUT = """\
ONS estimates run to 2023 and were corrected to the 2021 census. The projection is the 2018-based
one, which is old: ONS published 2022-based projections in June 2025, and
docs/how-to/use-the-newest-projections.md compiles with them. It starts from mid-2018, and its
tables here run from {first}. End to end the two jump, and growth measured across the jump is not
growth. So the variants that carry weight take the estimate of {base} and grow it, at each age and
sex, by the projection's own growth since its own {base} (its totals by sex are published; its ages
then were worked back from its cohorts). Nothing is hidden: the variant `as_published` (weight 0)
keeps the published figures end to end, and `--people as-published` compiles with it."""


def _of(frame: pl.DataFrame, area: str, variant: str | None = None) -> pl.DataFrame:
    rows = frame.filter(pl.col("area_code") == area)
    return rows if variant is None else rows.filter(pl.col("variant") == variant)


@dataclass(frozen=True)
class ProjectionOf2018:
    """Makes the residents of districts from the 2018-based tables."""

    sources: Sources
    places: tuple[Place, ...]
    base: int
    horizon: int

    _wider: dict[str, tuple[Array, Array]] = field(default_factory=dict)

    def wider(self, area: str) -> tuple[Array, Array]:
        """An ICB or England: the projection's own base year, and the estimate, pooled at 90."""
        if area not in self._wider:
            frame = self.sources.population_icb
            long = cube(_of(frame, area, "v1"), FIRST_PROJECTED, LAST_PROJECTED)
            past = own_past(long, FIRST_PROJECTED - self.base)
            estimate = cube(_of(frame, area, "v0"), self.base, self.base)[0]
            self._wider[area] = (pooled(past), pooled(estimate))
        return self._wider[area]

    @cached_property
    def _group_bands(self) -> dict[str, tuple[tuple[str, ...], Array]]:
        """District to the districts it shares a CCG with and that CCG's bands in the base year.

        The projection was published by CCG from 2018 on. A CCG that is exactly one district, or
        exactly several, is known by its bands in the first year we have for both.
        """
        published = self.sources.projected_bands
        ages = pl.col("age_group").str.extract(r"^(\d+)").cast(pl.Int64).alias("age")
        wide = (
            published.filter(pl.col("year").is_in([self.base, FIRST_PROJECTED]))
            .with_columns(ages)
            .pivot("sex", index=["code", "year", "age"], values="population")
            .sort("code", "year", "age")
        )

        def of(code: str, year: int) -> Array:
            rows = wide.filter((pl.col("code") == code) & (pl.col("year") == year))
            return np.stack([rows[sex].to_numpy() for sex in ("female", "male")])

        first = self.sources.projected_single_years.filter(pl.col("year") == FIRST_PROJECTED)
        districts = {
            code: in_bands(cube(_of(first, code), FIRST_PROJECTED, FIRST_PROJECTED)[0])
            for code in self.sources.areas.filter(pl.col("area_type") == "lad")["area_code"]
        }
        ccgs = {code: of(code, FIRST_PROJECTED) for code in wide["code"].unique().sort()}
        lookup = self.sources.lookup.select("ccg21_code", "district").unique()
        shared = {
            code: tuple(sorted(lookup.filter(pl.col("ccg21_code") == code)["district"]))
            for code in lookup["ccg21_code"].unique()
        }
        same = number("people.same_bands")
        out: dict[str, tuple[tuple[str, ...], Array]] = {}
        for ccg, bands in ccgs.items():
            alone = [
                (d,) for d, b in districts.items() if np.abs(b - bands).sum() < same * bands.sum()
            ]
            for group in (*alone, shared.get(ccg, ())):
                if group and all(d in districts and d not in out for d in group):
                    together = sum(districts[d] for d in group)
                    if np.abs(together - bands).sum() < same * bands.sum():
                        out |= dict.fromkeys(group, (group, of(ccg, self.base)))
        return out

    def projected_total(self, district: str) -> Array:
        """The projection's own total in the base year over its first year here, by sex."""
        rows = self.sources.projected_totals.filter(
            pl.col("code").is_in(list(taken_in_by(district)))
            & (pl.col("component") == "Population")
            & pl.col("year").is_in([self.base, FIRST_PROJECTED])
        )
        totals = []
        for sex in ("female", "male"):
            by_year = [
                total(rows.filter((pl.col("sex") == sex) & (pl.col("year") == year))["value"])
                for year in (self.base, FIRST_PROJECTED)
            ]
            totals.append(by_year[0] / by_year[1] if by_year[1] else np.nan)
        return np.array(totals)

    def residents(self, place: Place) -> Residents:
        """One district's people."""
        split = place.code not in self._with_single_years
        estimate = estimate_of(self.sources, place.code, self.base)
        principal = self._principal(place.code)
        own_base = self._own_base(place, principal)
        plain_base = self._past(place, principal)
        # What the bands and totals teach about the principal's past holds for its variants' too.
        some = plain_base > 0
        learnt = np.where(some, own_base / np.where(some, plain_base, 1.0), 1.0)
        projections = {PRINCIPAL: principal} | self.others(place.code, principal, split=split)
        grown = {}
        for variant, people in projections.items():
            past = own_base if variant == PRINCIPAL else self._past(place, people) * learnt
            between = self._between(people, FIRST_PROJECTED - self.base, past)
            whole = np.concatenate([between, people])[: self.horizon - self.base + 1]
            grown[variant] = regrown(estimate, whole)
        published = np.stack(
            [
                estimate_of(self.sources, place.code, year)
                if year < FIRST_PROJECTED
                else principal[year - FIRST_PROJECTED]
                for year in range(self.base, self.horizon + 1)
            ]
        )
        return Residents(estimate, grown, published, own_base, split)

    def _past(self, place: Place, people: Array) -> Array:
        """A projection followed back to the base year, before any total is brought in."""
        back = FIRST_PROJECTED - self.base
        wide_past, wide_estimate = self.wider(place.icb)
        bend = estimate_of(self.sources, place.code, self.base) / np.maximum(wide_estimate, 1e-9)
        return own_past(people, back, (wide_past * bend)[:, OLDEST - back :])

    def _own_base(self, place: Place, principal: Array) -> Array:
        """The principal's own base year: its cohorts followed back, raked to what was published.

        Published are the total by sex for every district, and the bands where a CCG was exactly
        this district or exactly several.
        """
        past = self._to_total(place.code, principal, self._past(place, principal))
        group, bands = self._group_bands.get(place.code, ((), None))
        if bands is None:
            return past
        together = in_bands(past)
        for other in group:
            if other != place.code:
                there = Place(other, other, self._icb_of[other])
                people = self._principal(other)
                together = together + in_bands(
                    self._to_total(other, people, self._past(there, people))
                )
        return raked(past, in_bands(past) * bands / np.maximum(together, 1e-9))

    def _to_total(self, district: str, people: Array, past: Array) -> Array:
        known = people[0].sum(1) * self.projected_total(district)
        scale = np.where(np.isfinite(known), known / past.sum(1), 1.0)
        return past * scale[:, None]

    @cached_property
    def _icb_of(self) -> dict[str, str]:
        return dict(district_table(self.sources).select("district", "icb22_code").iter_rows())

    def _between(self, people: Array, back: int, past: Array) -> Array:
        """The projection's own years from the base to the last before those we have."""
        years = [past]
        for step in range(back - 1, 0, -1):
            near = own_past(people, step)
            cohort_total = past.sum(1) + (people[0].sum(1) - past.sum(1)) * (back - step) / back
            years.append(near * (cohort_total / near.sum(1))[:, None])
        return np.stack(years)

    def _principal(self, district: str) -> Array:
        frame = self.sources.projected_single_years
        return cube(_of(frame, district), FIRST_PROJECTED, LAST_PROJECTED)

    @cached_property
    def _with_single_years(self) -> set[str]:
        """Areas whose variants are open by single year of age."""
        return set(self.sources.population_all_variants["area_code"].unique())

    @cached_property
    def _england_over_principal(self) -> dict[str, Array]:
        """England's variants over its principal, by single year of age."""
        frame = self.sources.population_all_variants
        of = {
            variant: pooled(cube(_of(frame, ENGLAND, code), FIRST_PROJECTED, LAST_PROJECTED))
            for variant, (code, _) in VARIANTS.items()
        }
        return {variant: people / of[PRINCIPAL] for variant, people in of.items()}

    def others(self, district: str, principal: Array, *, split: bool) -> dict[str, Array]:
        """The variants other than the principal: single years as published, or split from bands.

        Args:
            split: whether to split the district's own five-year bands, even where its single
                years are published.
        """
        single = self.sources.population_all_variants
        bands = self.sources.variant_bands
        out = {}
        for variant, (code, _) in VARIANTS.items():
            if variant == PRINCIPAL:
                continue
            if split:
                own = cube(_of(bands, district, code), FIRST_PROJECTED, LAST_PROJECTED)
                out[variant] = split_variant(principal, self._england_over_principal[variant], own)
            else:
                rows = _of(single, district, code)
                out[variant] = pooled(cube(rows, FIRST_PROJECTED, LAST_PROJECTED))
        return out

    def variants_table(self) -> pl.DataFrame:
        """The `variants` table."""
        split = any(place.code not in self._with_single_years for place in self.places)
        made = OWN_BANDS if split else OWN_YEARS
        weights = numbers("people.variant_weight")
        rows = [
            {
                "variant": code,
                "name": name,
                "weight": weights[code],
                "source": f"{LABEL}; " + (GROWN if code == PRINCIPAL else f"{made}; {GROWN}"),
            }
            for code, (_, name) in VARIANTS.items()
        ]
        rows.append(
            {
                "variant": AS_PUBLISHED,
                "name": "Estimates, then the principal projection exactly as published",
                "weight": 0.0,
                "source": f"ONS mid-year estimates to 2023, then {LABEL}; no change made, so it "
                "jumps where the two meet",
            }
        )
        return pl.DataFrame(rows)

    def about(self) -> list[str]:
        """What NOTES.md says of it."""
        return ABOUT.format(base=self.base, first=FIRST_PROJECTED).splitlines()
