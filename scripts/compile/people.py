"""Residents: estimates and projections by single year of age, and the tables made from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from .ages import OLDEST, Array, in_bands, own_past, pooled, raked, split_bands
from .areas import Place, district_table
from .judgements import number, numbers
from .reorganised import taken_in_by
from .sources import Sources, total

ENGLAND = "E92000001"
FIRST_PROJECTED = 2024
LAST_PROJECTED = 2043
SINGLE_YEAR_ESTIMATES = (2022, 2023)
"""Base years for which every district has an estimate by single year of age."""

PRINCIPAL = "principal"
AS_PUBLISHED = "as_published"
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
"""Code: (code in the data, name). What each assumes was found by comparing its births,
oldest people and working ages with the principal's."""

ONS_2018 = "ONS 2018-based subnational population projections (March 2020)"


@dataclass(frozen=True)
class Residents:
    """One district: its estimate in the base year and every variant, by year, sex and age."""

    estimate: Array
    """Base year estimate, shape (2, 91); female first."""
    projected: dict[str, Array]
    """Variant to people from the base year on, shape (year, 2, 91), as the plan uses them."""
    published: Array
    """Principal projection as published: estimates, then the projection, same shape."""
    own_base: Array
    """What the principal projection itself held in the base year, shape (2, 91)."""
    split: bool
    """Whether the single years had to be split from five-year bands."""


def _cube(frame: pl.DataFrame, first: int, last: int) -> Array:
    """People by year, sex and age from rows of year, age, female, male."""
    rows = frame.filter(pl.col("year").is_between(first, last)).sort("year", "age")
    years = last - first + 1
    ages = rows.height // years
    if rows.height != years * ages or not ages:
        raise LookupError(f"years {first} to {last} are not all there")
    return np.stack(
        [rows[sex].to_numpy().reshape(years, ages).astype(float) for sex in ("female", "male")],
        axis=1,
    )


def _variant(frame: pl.DataFrame, area: str, variant: str) -> pl.DataFrame:
    return frame.filter((pl.col("area_code") == area) & (pl.col("variant") == variant))


def _bands(frame: pl.DataFrame, area: str, last: int = LAST_PROJECTED) -> Array:
    """Principal projection by band, 90 to 94 and 95+ pooled: shape (year, 2, 19)."""
    rows = _variant(frame, area, "v1").with_columns(
        pl.col("age_band").str.extract(r"^(\d+)").cast(pl.Int64).alias("age")
    )
    bands = _cube(rows, FIRST_PROJECTED, last)
    return np.concatenate([bands[..., :18], bands[..., 18:].sum(-1, keepdims=True)], axis=-1)


@dataclass(frozen=True)
class Projections:
    """Makes the residents of districts from the published tables."""

    sources: Sources
    base: int
    horizon: int

    _widers: dict[str, tuple[Array, Array, Array]] = field(default_factory=dict)

    def wider(self, area: str) -> tuple[Array, Array, Array]:
        """An ICB or England: projection, its own base year, and the estimate, pooled at 90."""
        if area not in self._widers:
            self._widers[area] = self._wider(area)
        return self._widers[area]

    def _wider(self, area: str) -> tuple[Array, Array, Array]:
        frame = self.sources.population_icb
        long = _cube(_variant(frame, area, "v1"), FIRST_PROJECTED, LAST_PROJECTED)
        past = own_past(long, FIRST_PROJECTED - self.base)
        estimate = _cube(_variant(frame, area, "v0"), self.base, self.base)[0]
        return pooled(long), pooled(past), pooled(estimate)

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

        districts = {
            code: _bands(self.sources.population_bands, code, FIRST_PROJECTED)[0]
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

    def residents(self, place: Place, *, split: bool | None = None) -> Residents:
        """One district's people. `split=True` splits bands even where single years are known."""
        known = place.code in set(self.sources.population_all_variants["area_code"].unique())
        split = (not known) if split is None else split
        estimate = self._estimate(place.code, self.base)
        principal = self._principal(place, self.wider(place.icb)[0], split=split)
        own_base = self._own_base(place, principal)
        plain_base = self._past(place, principal)
        # What the bands and totals teach about the principal's past holds for its variants' too.
        learnt = own_base / np.maximum(plain_base, 1e-9)
        projections = {PRINCIPAL: principal} | self._others(place, principal, split=split)
        grown = {}
        for variant, people in projections.items():
            past = own_base if variant == PRINCIPAL else self._past(place, people) * learnt
            between = self._between(people, FIRST_PROJECTED - self.base, past)
            whole = np.concatenate([between, people])[: self.horizon - self.base + 1]
            grown[variant] = regrown(estimate, whole)
        published = np.stack(
            [
                self._estimate(place.code, year)
                if year < FIRST_PROJECTED
                else principal[year - FIRST_PROJECTED]
                for year in range(self.base, self.horizon + 1)
            ]
        )
        return Residents(estimate, grown, published, own_base, split)

    def _past(self, place: Place, people: Array) -> Array:
        """A projection followed back to the base year, before any total is brought in."""
        back = FIRST_PROJECTED - self.base
        _, wide_past, wide_estimate = self.wider(place.icb)
        bend = self._estimate(place.code, self.base) / np.maximum(wide_estimate, 1e-9)
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
                people = self._principal(there, self.wider(there.icb)[0], split=True)
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

    def _estimate(self, area: str, year: int) -> Array:
        frame = self.sources.population_selected_years
        return pooled(_cube(_variant(frame, area, "v0"), year, year)[0])

    def _principal(self, place: Place, wide: Array, *, split: bool) -> Array:
        if not split:
            frame = _variant(self.sources.population_all_variants, place.code, "v1")
            return pooled(_cube(frame, FIRST_PROJECTED, LAST_PROJECTED))
        latest = SINGLE_YEAR_ESTIMATES[-1]
        wide_latest = pooled(
            _cube(_variant(self.sources.population_icb, place.icb, "v0"), latest, latest)[0]
        )
        profile = self._estimate(place.code, latest) / np.maximum(wide_latest, 1e-9)
        return split_bands(_bands(self.sources.population_bands, place.code), wide, profile)

    def _others(self, place: Place, principal: Array, *, split: bool) -> dict[str, Array]:
        """The other variants: as published, or the principal times England's own ratio."""
        frame = self.sources.population_all_variants
        england = pooled(_cube(_variant(frame, ENGLAND, "v1"), FIRST_PROJECTED, LAST_PROJECTED))
        out = {}
        for variant, (code, _) in VARIANTS.items():
            if variant == PRINCIPAL:
                continue
            area = ENGLAND if split else place.code
            people = pooled(_cube(_variant(frame, area, code), FIRST_PROJECTED, LAST_PROJECTED))
            out[variant] = principal * (people / england) if split else people
        return out


def regrown(estimate: Array, projection: Array) -> Array:
    """The estimate carried forward by the projection's own growth at each age and sex.

    A projection that starts too high or too low in its first years would show a jump where it
    meets the estimates; growth measured across that jump is not growth. So each later year is the
    base year's estimate times (projection that year / the same projection in the base year).
    Where the projection had nobody, its later number is taken as it is.

    >>> regrown(np.array([90.0]), np.array([[100.0], [110.0]])).tolist()
    [[90.0], [99.0]]
    """
    start = projection[0]
    factor = np.where(start > 0, estimate / np.where(start > 0, start, 1.0), 1.0)
    out = projection * factor[None]
    out[0] = estimate
    return out


def population_table(districts: dict[str, Residents], base: int) -> pl.DataFrame:
    """The `population` table: every variant, and the principal exactly as published."""
    parts = []
    for place, residents in districts.items():
        series = residents.projected | {AS_PUBLISHED: residents.published}
        for variant, people in series.items():
            years, _, ages = people.shape
            grid = np.indices(people.shape).reshape(3, -1)
            parts.append(
                pl.DataFrame(
                    {
                        "place": pl.repeat(place, years * 2 * ages, eager=True),
                        "variant": pl.repeat(variant, years * 2 * ages, eager=True),
                        "year": (grid[0] + base).astype(np.int32),
                        "sex": np.array(["female", "male"])[grid[1]],
                        "age": grid[2].astype(np.int32),
                        "people": people.reshape(-1).round(2),
                    }
                )
            )
    return pl.concat(parts)


def variants_table(*, split: bool) -> pl.DataFrame:
    """The `variants` table."""
    how = (
        f"{ONS_2018}; the estimate of the base year grown by the projection's own growth at each "
        "age and sex (derived)"
    )
    other = (
        f"{ONS_2018}, variant made by its publisher from the national projection"
        if not split
        else f"{ONS_2018}, principal, times England's ratio of this variant to the principal at "
        "each age and sex (derived)"
    )
    weights = numbers("people.variant_weight")
    rows: list[dict[str, Any]] = [
        {
            "variant": code,
            "name": name,
            "weight": weights[code],
            "source": how if code == PRINCIPAL else other + "; grown the same way (derived)",
        }
        for code, (_, name) in VARIANTS.items()
    ]
    rows.append(
        {
            "variant": AS_PUBLISHED,
            "name": "Estimates, then the principal projection exactly as published (to compare)",
            "weight": 0.0,
            "source": f"ONS mid-year estimates to 2023, then {ONS_2018}; no change made, so it "
            "jumps where the two meet",
        }
    )
    return pl.DataFrame(rows)


def life_expectancy_table(sources: Sources, base: int, horizon: int) -> pl.DataFrame:
    """The `life_expectancy` table: ages 55 to 90."""
    return (
        sources.life_expectancy.filter(pl.col("year").is_between(base, horizon))
        .select(
            "year",
            pl.when(pl.col("sex") == 2)
            .then(pl.lit("female"))
            .otherwise(pl.lit("male"))
            .alias("sex"),
            "age",
            years_left="ex",
        )
        .sort("year", "sex", "age")
    )


def registered_table(sources: Sources, places: tuple[Place, ...]) -> pl.DataFrame:
    """The `registered` table: list by place of the practice and place of home."""
    inside = [p.code for p in places]
    home = sources.lookup.select("lsoa11_code", lives_in="district")
    practice = sources.practices.select("practice", place="district")

    def or_outside(column: str) -> pl.Expr:
        return (
            pl.when(pl.col(column).is_in(inside))
            .then(pl.col(column))
            .otherwise(pl.lit("outside"))
            .alias(column)
        )

    return (
        sources.registrations.join(home, on="lsoa11_code", how="left")
        .join(practice, on="practice", how="left")
        .with_columns(or_outside("place"), or_outside("lives_in"))
        .filter((pl.col("place") != "outside") | (pl.col("lives_in") != "outside"))
        .group_by("place", "lives_in")
        .agg(pl.col("patients").sum())
        .with_columns(
            pl.lit("measured").alias("status"),
            pl.lit("NHS Digital, patients registered at a GP practice by LSOA, 2022").alias(
                "source"
            ),
        )
        .sort("place", "lives_in")
    )
