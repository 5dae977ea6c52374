"""Rates: how much of each service a resident uses in a year, by age and sex."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from .ages import OLDEST, Array
from .judgements import entry, number, numbers
from .people import ENGLAND, Residents
from .reorganised import taken_in_by
from .services import PUBLISHED, nights
from .sources import Sources, mean, total

RATES = (
    "NHS Strategy Unit, hospital activity by single year of age and sex (from national "
    "patient-level data); counts over the mid-2023 population"
)


NOT_FOR_THEM = "By definition: the service is not for people of these ages or this sex"


def with_zeros(rates: pl.DataFrame) -> pl.DataFrame:
    """The rates, with a row of 0 for the people whom a service is not for.

    A table of rates holds everybody, because what is missing could not be told from nobody.
    """
    sexes = pl.DataFrame({"sex": ["female", "male"]})
    ages = pl.DataFrame({"age": range(OLDEST + 1)}, schema={"age": pl.Int32})
    keys = ["place", "service", "sex", "age"]
    everybody = (
        rates.select("place")
        .unique(maintain_order=True)
        .join(rates.select("service").unique(maintain_order=True), how="cross")
        .join(sexes, how="cross")
        .join(ages, how="cross")
    )
    both = pl.when(pl.col("sex") == "all").then(pl.lit(["female", "male"]))
    held = (
        rates.with_columns(
            both.otherwise(pl.concat_list("sex")).alias("sex"),
            age=pl.int_ranges("age_from", pl.col("age_to") + 1, dtype=pl.Int32),
        )
        .explode("sex")
        .explode("age")
        .select(keys)
    )
    nobody = everybody.join(held, on=keys, how="anti", maintain_order="left")
    run = pl.col("age") - pl.int_range(pl.len(), dtype=pl.Int32).over("place", "service", "sex")
    runs = (
        nobody.group_by("place", "service", "sex", run.alias("run"), maintain_order=True)
        .agg(age_from=pl.col("age").min(), age_to=pl.col("age").max())
        .with_columns(
            rate=pl.lit(0.0),
            smooth_rate=pl.lit(None, dtype=pl.Float64),
            status=pl.lit("derived"),
            source=pl.lit(NOT_FOR_THEM),
        )
    )
    return pl.concat([rates, runs.select(rates.columns)])


def _ages(band: str) -> tuple[int, int]:
    """First and last age of a band such as 65-74."""
    first, last = band.split("-")
    return int(first), int(last)


def ages_of(service: str) -> tuple[int, int]:
    """First and last age of the people that a flat rate is for.

    >>> ages_of("children_ae"), ages_of("ae_minor"), ages_of("gp_appointments")
    ((0, 17), (18, 90), (0, 90))
    """
    return 18 if service == "ae_minor" else 0, 17 if service.startswith("children") else OLDEST


@dataclass(frozen=True)
class Rates:
    """The rates of a system's districts, published where there are any."""

    sources: Sources
    residents: dict[str, Residents]
    base: int
    remarks: list[str] = field(default_factory=list)

    def england_in(self, year: int) -> Array:
        """England's estimate of a year, by sex and single year to 90+."""
        frame = self.sources.population_icb.filter(
            (pl.col("area_code") == ENGLAND)
            & (pl.col("variant") == "v0")
            & (pl.col("year") == year)
        ).sort("age")
        both = np.stack([frame[s].to_numpy().astype(float) for s in ("female", "male")])
        return np.concatenate([both[:, :OLDEST], both[:, OLDEST:].sum(1, keepdims=True)], axis=1)

    @cached_property
    def _england(self) -> Array:
        """England's estimate of mid-2023, the people that the published counts were divided by."""
        return self.england_in(2023)

    @cached_property
    def england_activity(self) -> dict[str, float]:
        """England's activity by service, from its published rates and its people."""
        return {s: float((self._published(ENGLAND, s)[0] * self._england).sum()) for s in PUBLISHED}

    @cached_property
    def england_counts(self) -> dict[str, float]:
        """England's count of each service in the base year, before any report is put in."""
        people = self.england_in(self.base)
        counts = {s: float((self._published(ENGLAND, s)[0] * people).sum()) for s in PUBLISHED}
        for service, (rate, _, _) in self.crude.items():
            first, last = ages_of(service)
            counts[service] = rate * float(people[:, first : last + 1].sum())
        counts["deliveries"] = self._births(ENGLAND)
        counts["social_care_weeks"] = sum(
            rate * float(people[:, first : last + 1].sum())
            for (first, last), rate in (
                (_ages(band), rate) for band, rate in numbers("rates.social_care_weeks").items()
            )
        )
        return counts

    def national(self, department: str) -> float:
        """England's activity in one department of the National Cost Collection 2024-25."""
        rows = self.sources.unit_costs.filter(pl.col("department_code") == department)
        return float(rows["activity"].sum())

    @cached_property
    def _child_attendances(self) -> float:
        """A&E attendances for each child: two children's hospitals and their home cities."""
        attendances, children = 0.0, 0.0
        for trust, home in (("RCU", "E08000019"), ("RBS", "E08000012")):
            seen = total(
                self.sources.emergency_departments.filter(
                    (pl.col("trust") == trust) & (pl.col("fy") == self.base)
                )["total_attendances"]
            )
            share = total(
                self.sources.shares_of_trusts.filter(
                    (pl.col("trust") == trust) & (pl.col("district") == home)
                )["share"]
            )
            people = self.sources.population_selected_years.filter(
                (pl.col("area_code") == home) & (pl.col("year") == self.base) & (pl.col("age") < 18)
            )
            attendances += seen * share
            children += total(people["female"]) + total(people["male"])
        return attendances / children

    @cached_property
    def crude(self) -> dict[str, tuple[float, str, str]]:
        """Flat rates a head: rate, status, source."""
        people = float(self._england.sum())
        children = float(self._england[:, :18].sum())
        ncc = "National Cost Collection 2024-25 (NHS England), activity in England over people"
        minor = (
            self.sources.attendances(self.base)
            - self.england_activity["ae_walk_in"]
            - self.england_activity["ae_ambulance"]
            - self._child_attendances * children
        )
        beds = self.sources.beds.filter(pl.col("fy") == self.base)
        occupied = "paediatric_general_acute_beds_occupied"
        child_beds = mean(beds.group_by("date").agg(pl.col(occupied).sum())[occupied])
        talking = self.national("NHS Talking Therapy Care Contact")
        return {
            "ae_minor": (
                max(0.0, minor) / float(self._england[:, 18:].sum()),
                "derived",
                (
                    "NHS England monthly A&E attendances at all providers, less main A&E (adults) "
                    "and children, over adults in England"
                ),
            ),
            "children_ae": (
                self._child_attendances,
                "derived",
                (
                    "A&E attendances at Sheffield Children's and Alder Hey, times the share of "
                    "their admissions from Sheffield and Liverpool, over children there"
                ),
            ),
            "children_bed_days": (
                child_beds * nights(self.base) / children,
                "derived",
                (
                    "NHS England monthly beds: children's general and acute beds occupied, "
                    "England, over children aged 0 to 17"
                ),
            ),
            "gp_appointments": (
                number("rates.gp_appointments_a_head"),
                "illustrative",
                "illustrative: about 5.5 appointments a registered patient a year",
            ),
            "community_contacts": (
                self.national("Community Health Service") / people,
                "derived",
                ncc,
            ),
            "mental_health_contacts": (
                (self.national("Mental Health Care Contact") + talking) / people,
                "derived",
                ncc,
            ),
            "mental_health_bed_days": (
                self.national("Mental Health Provider Spell") / people,
                "derived",
                ncc,
            ),
        }

    def _births(self, district: str) -> float:
        """Projected births in the base year (ONS 2018-based)."""
        rows = self.sources.projected_totals.filter(
            pl.col("code").is_in(list(taken_in_by(district)))
            & (pl.col("component") == "Births")
            & (pl.col("sex") == "person")
            & (pl.col("year") == self.base)
        )
        return float(rows["value"].sum())

    def _published(self, area: str, service: str) -> tuple[Array, Array, Array]:
        """Raw and smoothed rates by sex and age 0 to 90 (zero below 18); where raw was blank."""
        pod, group = PUBLISHED[service]
        rows = self.sources.rates.filter(
            (pl.col("area_code") == area) & (pl.col("pod") == pod) & (pl.col("group") == group)
        ).sort("age")
        raw, smooth = np.zeros((2, OLDEST + 1)), np.zeros((2, OLDEST + 1))
        blank = np.zeros((2, OLDEST + 1), dtype=bool)
        ages = rows["age"].to_numpy()
        for k, sex in enumerate(("female", "male")):
            counted = rows[f"rate_{sex}"].cast(pl.Float64).to_numpy()
            curve = rows[f"rate_{sex}_smoothed"].cast(pl.Float64).fill_null(0.0).to_numpy()
            gone = np.isnan(counted.astype(float))
            # A smooth curve through few people can dip below zero; nobody uses less than none.
            curve = np.maximum(curve, 0.0)
            raw[k, ages] = np.where(gone, curve, counted)
            smooth[k, ages] = curve
            blank[k, ages] = gone
        return raw, smooth, blank

    @cached_property
    def table(self) -> pl.DataFrame:
        """The `rates` table."""
        parts = []
        filled = 0
        for place in self.residents:
            for service in PUBLISHED:
                raw, smooth, blank = self._published(place, service)
                filled += int(blank.sum())
                for k, sex in enumerate(("female", "male")):
                    ages = np.arange(18, OLDEST + 1, dtype=np.int32)
                    parts.append(
                        pl.DataFrame(
                            {
                                "place": place,
                                "service": service,
                                "sex": sex,
                                "age_from": ages,
                                "age_to": ages,
                                "rate": raw[k, 18:].round(5),
                                "smooth_rate": smooth[k, 18:].round(5),
                                "status": np.where(blank[k, 18:], "derived", "measured"),
                                "source": np.where(
                                    blank[k, 18:], RATES + "; blank, its smooth curve put in", RATES
                                ),
                            }
                        )
                    )
            parts.append(self._flat_rates(place))
        if filled:
            self.remarks.append(
                f"{filled} published rates are blank (too few people to show); the published "
                "smooth curve is put in their place and labelled derived."
            )
        return with_zeros(pl.concat(parts))

    def _flat_rates(self, place: str) -> pl.DataFrame:
        rows: list[tuple[str, str, int, int, float, str, str]] = []
        for service, (rate, status, source) in self.crude.items():
            rows.append((service, "all", *ages_of(service), rate, status, source))
        women = float(self.residents[place].estimate[0, 15:45].sum())
        rows.append(
            (
                "deliveries",
                "female",
                15,
                44,
                self._births(place) / women if women else 0.0,
                "derived",
                "ONS 2018-based projection, births of the base year, over women aged 15 to 44",
            )
        )
        why = entry("rates.social_care_weeks")["source"]
        rows += [
            ("social_care_weeks", "all", *_ages(ages), rate, "illustrative", why)
            for ages, rate in numbers("rates.social_care_weeks").items()
        ]
        frame = pl.DataFrame(
            rows,
            schema=["service", "sex", "age_from", "age_to", "rate", "status", "source"],
            orient="row",
        )
        return frame.select(
            pl.lit(place).alias("place"),
            "service",
            "sex",
            pl.col("age_from", "age_to").cast(pl.Int32),
            pl.col("rate").round(5),
            pl.lit(None, dtype=pl.Float64).alias("smooth_rate"),
            "status",
            "source",
        )

    @cached_property
    def by_place(self) -> dict[tuple[str, str], float]:
        """Residents' activity in the base year, by place and service."""
        out: dict[tuple[str, str], float] = {}
        keys = ["place", "service", "sex", "age_from", "age_to", "rate"]
        for place, service, sex, first, last, rate in self.table.select(keys).iter_rows():
            people = self.residents[place].estimate[:, first : last + 1]
            who = {"female": people[0], "male": people[1], "all": people}[sex]
            out[place, service] = out.get((place, service), 0.0) + rate * float(who.sum())
        return out
