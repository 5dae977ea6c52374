"""Services, rates, reports and beds; and the base year's activity that follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from .ages import OLDEST, Array
from .people import ENGLAND, Residents
from .places import ADULT, COLLECTIVE, OUTSIDE, PRACTICES, Care
from .sources import Sources

ADULTS_ONLY = "People aged 18 and over."
RATES = (
    "NHS Strategy Unit, hospital activity by single year of age and sex (from national "
    "patient-level data); counts over the mid-2023 population"
)

PUBLISHED: dict[str, tuple[str, str]] = {
    "ae_walk_in": ("edc", "walkin"),
    "ae_ambulance": ("edc", "amb"),
    "emergency_admissions": ("apc", "emer_n"),
    "emergency_bed_days": ("apc", "emer_bds"),
    "day_cases": ("apc", "daycase_n"),
    "elective_admissions": ("apc", "ordelec_n"),
    "elective_bed_days": ("apc", "ordelec_bds"),
    "op_first_surgical": ("opc", "surg_first"),
    "op_first_other": ("opc", "non-surg_first"),
    "op_followup_surgical": ("opc", "surg_fup"),
    "op_followup_other": ("opc", "non-surg_fup"),
    "op_procedure_surgical": ("opc", "surg_proc"),
    "op_procedure_other": ("opc", "non-surg_proc"),
}
"""Service to the pod and group of the published rates."""

SERVICES: tuple[tuple[str, str, str, str, str | None, str, str], ...] = (
    (
        "ae_walk_in",
        "A&E, people who walk in",
        "emergency",
        "attendance",
        None,
        "by_age",
        ADULTS_ONLY + " Main A&E departments only.",
    ),
    (
        "ae_ambulance",
        "A&E, people who come by ambulance",
        "emergency",
        "attendance",
        None,
        "by_age",
        ADULTS_ONLY + " Main A&E departments only.",
    ),
    (
        "ae_minor",
        "Minor injury and walk-in units",
        "emergency",
        "attendance",
        None,
        "none",
        ADULTS_ONLY + " No rate by age is known: only the number of adults drives it. What is "
        "left of all reported attendances once main A&E and children are taken off.",
    ),
    (
        "children_ae",
        "A&E, children",
        "emergency",
        "attendance",
        None,
        "by_age",
        "Children aged 0 to 17, one rate for all of them.",
    ),
    (
        "emergency_admissions",
        "Emergency admissions",
        "emergency",
        "admission",
        None,
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "emergency_bed_days",
        "Nights in hospital after an emergency",
        "emergency",
        "bed_day",
        "emergency_admissions",
        "by_age",
        ADULTS_ONLY,
    ),
    ("day_cases", "Day cases", "planned_hospital", "day_case", None, "by_age", ADULTS_ONLY),
    (
        "elective_admissions",
        "Planned admissions",
        "planned_hospital",
        "admission",
        None,
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "elective_bed_days",
        "Nights in hospital for planned care",
        "planned_hospital",
        "bed_day",
        "elective_admissions",
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "op_first_surgical",
        "First clinic visits, surgical",
        "outpatient",
        "appointment",
        None,
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "op_first_other",
        "First clinic visits, not surgical",
        "outpatient",
        "appointment",
        None,
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "op_followup_surgical",
        "Follow-up clinic visits, surgical",
        "outpatient",
        "appointment",
        None,
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "op_followup_other",
        "Follow-up clinic visits, not surgical",
        "outpatient",
        "appointment",
        None,
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "op_procedure_surgical",
        "Procedures in clinic, surgical",
        "outpatient",
        "appointment",
        None,
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "op_procedure_other",
        "Procedures in clinic, not surgical",
        "outpatient",
        "appointment",
        None,
        "by_age",
        ADULTS_ONLY,
    ),
    (
        "children_bed_days",
        "Nights on a children's ward",
        "emergency",
        "bed_day",
        None,
        "by_age",
        "Children aged 0 to 17, one rate for all of them. Emergency and planned together.",
    ),
    (
        "deliveries",
        "Births",
        "maternity",
        "delivery",
        None,
        "by_age",
        "Women aged 15 to 44, one rate for all of them.",
    ),
    (
        "gp_appointments",
        "GP practice appointments",
        "primary_care",
        "appointment",
        None,
        "none",
        "No rate by age is open: only the number of people drives it.",
    ),
    (
        "community_contacts",
        "Community health visits",
        "community",
        "contact",
        None,
        "none",
        "No rate by age is open: only the number of people drives it.",
    ),
    (
        "mental_health_contacts",
        "Mental health appointments",
        "mental_health",
        "contact",
        None,
        "none",
        "Talking therapies included. No rate by age is open: only the number of people drives it.",
    ),
    (
        "mental_health_bed_days",
        "Nights on a mental health ward",
        "mental_health",
        "bed_day",
        None,
        "none",
        "No rate by age is open: only the number of people drives it.",
    ),
    (
        "social_care_weeks",
        "Weeks of adult social care",
        "social_care",
        "package_week",
        None,
        "by_age",
        "Care homes and care at home paid by councils. Rates by age are illustrative.",
    ),
)

GP_APPOINTMENTS_A_HEAD = 5.5
"""Illustrative: about 340 million appointments a year for about 62 million registered patients."""

SOCIAL_CARE_WEEKS: tuple[tuple[int, int, float], ...] = (
    (18, 64, 0.38),
    (65, 74, 0.60),
    (75, 84, 1.90),
    (85, 90, 7.00),
)
"""Illustrative weeks of council-paid care a person a year, by age from and to."""


@dataclass(frozen=True)
class Activity:
    """The care tables of a system in its base year."""

    sources: Sources
    care: Care
    residents: dict[str, Residents]
    base: int
    remarks: list[str] = field(default_factory=list)

    # --- national crude rates --------------------------------------------------------------

    @cached_property
    def _england(self) -> Array:
        """England's estimate of mid-2023, by sex and single year to 90+."""
        frame = self.sources.population_icb.filter(
            (pl.col("area_code") == ENGLAND)
            & (pl.col("variant") == "v0")
            & (pl.col("year") == 2023)
        ).sort("age")
        both = np.stack([frame[s].to_numpy().astype(float) for s in ("female", "male")])
        return np.concatenate([both[:, :OLDEST], both[:, OLDEST:].sum(1, keepdims=True)], axis=1)

    @cached_property
    def _england_activity(self) -> dict[str, float]:
        """England's activity by service, from its published rates and its people."""
        return {s: float((self._published(ENGLAND, s)[0] * self._england).sum()) for s in PUBLISHED}

    def national(self, department: str) -> float:
        """England's activity in one department of the National Cost Collection 2024-25."""
        rows = self.sources.unit_costs.filter(pl.col("department_code") == department)
        return float(rows["activity"].sum())

    @cached_property
    def _child_attendances(self) -> float:
        """A&E attendances for each child: two children's hospitals and their home cities."""
        attendances, children = 0.0, 0.0
        for trust, home in (("RCU", "E08000019"), ("RBS", "E08000012")):
            seen = self.sources.emergency_departments.filter(
                (pl.col("trust") == trust) & (pl.col("fy") == self.base)
            )["total_attendances"].sum()
            share = self.sources.shares_of_trusts.filter(
                (pl.col("trust") == trust) & (pl.col("district") == home)
            )["share"].sum()
            people = self.sources.population_selected_years.filter(
                (pl.col("area_code") == home) & (pl.col("year") == self.base) & (pl.col("age") < 18)
            )
            attendances += seen * share
            children += float(people["female"].sum() + people["male"].sum())
        return attendances / children

    @cached_property
    def crude(self) -> dict[str, tuple[float, str, str]]:
        """Flat rates a head: rate, status, source."""
        people = float(self._england.sum())
        children = float(self._england[:, :18].sum())
        ncc = "National Cost Collection 2024-25 (NHS England), activity in England over people"
        reported = float(
            self.sources.emergency_departments.filter(pl.col("fy") == self.base)[
                "total_attendances"
            ].sum()
        )
        minor = (
            reported
            - self._england_activity["ae_walk_in"]
            - self._england_activity["ae_ambulance"]
            - self._child_attendances * children
        )
        beds = self.sources.beds.filter(pl.col("fy") == self.base)
        child_beds = float(
            beds.group_by("date")
            .agg(pl.col("paediatric_general_acute_beds_occupied").sum())[
                "paediatric_general_acute_beds_occupied"
            ]
            .mean()
        )
        talking = self.national("NHS Talking Therapy Care Contact")
        return {
            "ae_minor": (
                max(0.0, minor) / float(self._england[:, 18:].sum()),
                "derived",
                "NHS England monthly A&E attendances at trusts, less main A&E (adults) and "
                "children, over adults in England",
            ),
            "children_ae": (
                self._child_attendances,
                "derived",
                "A&E attendances at Sheffield Children's and Alder Hey, times the share of their "
                "admissions from Sheffield and Liverpool, over children there",
            ),
            "children_bed_days": (
                child_beds * nights(self.base) / children,
                "derived",
                "NHS England monthly beds: children's general and acute beds occupied in England, "
                "over children aged 0 to 17",
            ),
            "gp_appointments": (
                GP_APPOINTMENTS_A_HEAD,
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
        from .reorganised import taken_in_by

        rows = self.sources.projected_totals.filter(
            pl.col("code").is_in(list(taken_in_by(district)))
            & (pl.col("component") == "Births")
            & (pl.col("sex") == "person")
            & (pl.col("year") == self.base)
        )
        return float(rows["value"].sum())

    # --- rates -----------------------------------------------------------------------------

    def _published(self, area: str, service: str) -> tuple[Array, Array, Array]:
        """Raw and smoothed rates by sex and age 0 to 90 (nought below 18); where raw was blank."""
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
            raw[k, ages] = np.where(gone, curve, counted)
            smooth[k, ages] = curve
            blank[k, ages] = gone
        return raw, smooth, blank

    @cached_property
    def rates_table(self) -> pl.DataFrame:
        """The `rates` table."""
        parts = []
        filled = 0
        for place in self.care.codes:
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
        return pl.concat(parts)

    def _flat_rates(self, place: str) -> pl.DataFrame:
        rows: list[tuple[str, str, int, int, float, str, str]] = []
        for service, (rate, status, source) in self.crude.items():
            first, last = 0, OLDEST
            if service.startswith("children"):
                last = 17
            if service == "ae_minor":
                first = 18
            rows.append((service, "all", first, last, rate, status, source))
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
        rows += [
            ("social_care_weeks", "all", a, b, rate, "illustrative", "illustrative rates by age")
            for a, b, rate in SOCIAL_CARE_WEEKS
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

    def services_table(self) -> pl.DataFrame:
        """The `services` table."""
        return pl.DataFrame(
            SERVICES,
            schema=["service", "name", "setting", "unit", "stays_of", "age_profile", "note"],
            orient="row",
        )

    # --- what follows for the base year ------------------------------------------------------

    @cached_property
    def by_place(self) -> dict[tuple[str, str], float]:
        """Residents' activity in the base year, by place and service."""
        out: dict[tuple[str, str], float] = {}
        keys = ["place", "service", "sex", "age_from", "age_to", "rate"]
        for place, service, sex, first, last, rate in self.rates_table.select(keys).iter_rows():
            people = self.residents[place].estimate[:, first : last + 1]
            who = {"female": people[0], "male": people[1], "all": people}[sex]
            out[place, service] = out.get((place, service), 0.0) + rate * float(who.sum())
        return out

    def incoming_table(self, flows: pl.DataFrame) -> pl.DataFrame:
        """The `incoming` table: care at the system's sites for people who live outside it."""
        organisation = dict(self.care.sites_table().select("site", "organisation").iter_rows())
        given: dict[tuple[str, str], float] = {}
        for place, service, site, share in flows.select(
            "place", "service", "site", "share"
        ).iter_rows():
            given[site, service] = (
                given.get((site, service), 0.0) + share * self.by_place[place, service]
            )
        rows = []
        for (site, service), activity in sorted(given.items()):
            trust = organisation[site]
            if trust not in self.care.acute or service == "community_contacts":
                continue
            factor = self.care.incoming_factor(trust)
            rows.append(
                (
                    site,
                    service,
                    round(activity * factor, 1),
                    "derived",
                    f"residents' activity there times {factor:.3f} (non-residents to residents in "
                    "the trust's admissions): OHID trust catchments, 2022 release",
                )
            )
        return pl.DataFrame(
            [*rows, *self._incoming_patients()],
            schema=["site", "service", "activity", "status", "source"],
            orient="row",
        )

    def _incoming_patients(self) -> list[tuple[str, str, float, str, str]]:
        """Appointments of patients on the system's lists who live outside it."""
        home = self.sources.lookup.select("lsoa11_code", lives_in="district")
        rows = (
            self.sources.registrations.join(self.sources.practices, on="practice")
            .filter(pl.col("district").is_in(self.care.codes))
            .join(home, on="lsoa11_code", how="left")
            .filter(~pl.col("lives_in").is_in(self.care.codes) | pl.col("lives_in").is_null())
            .group_by("district")
            .agg(pl.col("patients").sum())
        )
        return [
            (
                f"{PRACTICES}-{district}",
                "gp_appointments",
                round(patients * GP_APPOINTMENTS_A_HEAD, 1),
                "derived",
                "patients on the lists who live outside, times the illustrative rate a head",
            )
            for district, patients in rows.sort("district").iter_rows()
        ]

    def reported_table(self) -> pl.DataFrame:
        """The `reported` table."""
        rows: list[tuple[str, str, float, str, str]] = []
        departments = self.sources.emergency_departments
        for trust in self.care.acute:
            beds = self.sources.beds.filter(
                (pl.col("trust") == trust) & (pl.col("fy") == self.base)
            )
            ask = departments.filter((pl.col("trust") == trust) & (pl.col("fy") == self.base))
            for kind, services in (
                ("adult", "emergency_bed_days elective_bed_days"),
                ("paediatric", "children_bed_days"),
            ):
                occupied = beds[f"{kind}_general_acute_beds_occupied"].mean()
                if beds.height == 12 and occupied:
                    rows.append(
                        (
                            trust,
                            services,
                            round(float(occupied) * nights(self.base), 1),
                            "measured",
                            f"NHS England monthly beds: mean {kind} general and acute beds "
                            "occupied, times the nights of the year",
                        )
                    )
            attendances = float(ask["total_attendances"].sum())
            if ask.height == 12 and attendances > 0:
                adult = "ae_walk_in ae_ambulance ae_minor"
                if trust in self.care.childrens_trusts:
                    services = "children_ae"
                elif any(row == f"{trust}-C" for row in self.care.sites_table()["site"].to_list()):
                    services = f"{adult} children_ae"
                else:
                    services = adult
                rows.append(
                    (
                        trust,
                        services,
                        attendances,
                        "measured",
                        "NHS England monthly A&E attendances, all ages and types of department",
                    )
                )
            missing = [
                what
                for what, frame in (("beds", beds), ("A&E attendances", ask))
                if frame.height != 12
            ]
            for what in missing:
                self.remarks.append(
                    f"{self.care.name_of(trust)} has no full year of reported {what} for "
                    f"{self.base}: its {what} are the model's own, not reconciled."
                )
        for organisation, nights_used in self._mental_health_beds("occupied_total").items():
            if organisation != COLLECTIVE:
                rows.append(
                    (
                        organisation,
                        "mental_health_bed_days",
                        round(nights_used * 365, 1),
                        "derived",
                        "KH03 2021-22, mental illness beds occupied overnight, times the share of "
                        "the people its trust serves who live here, times 365",
                    )
                )
        return pl.DataFrame(
            rows,
            schema=["organisation", "services", "activity", "status", "source"],
            orient="row",
        )

    def _mental_health_beds(self, column: str) -> dict[str, float]:
        """Mental illness beds (KH03 2021-22) for these districts, by organisation."""
        people = dict(
            self.sources.lookup.group_by("district").agg(pl.col("people").sum()).iter_rows()
        )
        mean = (
            self.sources.overnight_beds.filter(
                (pl.col("specialty_group") == "mental_illness")
                & pl.col("quarter").str.starts_with("2021-22")
            )
            .group_by("org_code")
            .agg(pl.col(column).mean())
        )
        beds = dict(mean.iter_rows())
        if self.care.local:
            out = {}
            for entry in self.care.local["mental_health"]:
                here = sum(people[d] for d in entry["districts"])
                there = sum(people[d] for d in entry["also_serves"])
                out[entry["organisation"]] = (
                    beds.get(entry["organisation"], 0.0) * here / (here + there)
                )
            return {k: v for k, v in out.items() if v}
        stps = set(self.care.chosen.stps)
        trusts = self.sources.trusts.filter(pl.col("stp21_code").is_in(list(stps)))["trust"]
        lookup = self.sources.lookup
        whole = float(lookup.filter(pl.col("stp21_code").is_in(list(stps)))["people"].sum())
        here = float(lookup.filter(pl.col("district").is_in(self.care.codes))["people"].sum())
        total = sum(beds.get(t, 0.0) for t in trusts)
        return {COLLECTIVE: total * min(1.0, here / whole)} if total else {}

    def beds_table(self) -> pl.DataFrame:
        """The `beds` table."""
        rows: list[tuple[str, int, float, str, str]] = []
        sites = set(self.care.sites_table()["site"])
        for trust in self.care.acute:
            years = (
                self.sources.beds.filter(pl.col("trust") == trust)
                .group_by("fy")
                .agg(
                    pl.len().alias("months"),
                    pl.col("adult_general_acute_beds_available").mean().alias("adult"),
                    pl.col("paediatric_general_acute_beds_available").mean().alias("child"),
                )
                .filter((pl.col("months") == 12) & (pl.col("fy") >= self.base))
                .sort("fy")
            )
            for row in years.iter_rows(named=True):
                source = "NHS England monthly beds: mean general and acute beds available"
                for site, share in self.care.sites_of.get(trust, {}).items():
                    if row["adult"]:
                        whole = share > 0.999
                        rows.append(
                            (
                                site,
                                row["fy"],
                                round(row["adult"] * share, 1),
                                "measured" if whole else "derived",
                                f"{source}, adult"
                                + (
                                    ""
                                    if whole
                                    else f"; the trust's, times {share:.3f} (its share of occupied "
                                    "beds in ERIC, 2014-15)"
                                ),
                            )
                        )
                if row["child"] and f"{trust}-C" in sites:
                    rows.append(
                        (
                            f"{trust}-C",
                            row["fy"],
                            round(row["child"], 1),
                            "measured",
                            f"{source}, children's",
                        )
                    )
        for organisation, beds in self._mental_health_beds("available_total").items():
            if organisation in sites:
                rows.append(
                    (
                        organisation,
                        self.base,
                        round(beds, 1),
                        "derived",
                        "KH03 2021-22, mental illness beds available, times the share of the "
                        "people its trust serves who live here",
                    )
                )
        return pl.DataFrame(
            rows, schema=["site", "year", "beds_open", "status", "source"], orient="row"
        )

    def base_activity(
        self, flows: pl.DataFrame, incoming: pl.DataFrame, reported: pl.DataFrame
    ) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
        """Reconciled base-year activity by organisation and service, and the factors.

        The factor of an organisation's report is reported / modelled; services without a report
        have factor 1. Care outside the system is not reconciled.
        """
        organisation = dict(self.care.sites_table().select("site", "organisation").iter_rows())
        modelled: dict[tuple[str, str], float] = {}
        for place, service, site, share in flows.select(
            "place", "service", "site", "share"
        ).iter_rows():
            key = (organisation[site], service)
            modelled[key] = modelled.get(key, 0.0) + share * self.by_place[place, service]
        for site, service, activity in incoming.select("site", "service", "activity").iter_rows():
            key = (organisation[site], service)
            modelled[key] = modelled.get(key, 0.0) + activity
        factors: dict[tuple[str, str], float] = {}
        for who, services, activity in reported.select(
            "organisation", "services", "activity"
        ).iter_rows():
            whole = sum(modelled.get((who, s), 0.0) for s in services.split())
            factor = activity / whole if whole else 1.0
            factors[who, services] = factor
            for service in services.split():
                if (who, service) in modelled:
                    modelled[who, service] *= factor
        return modelled, factors


def nights(year: int) -> int:
    """Nights of the financial year that starts in `year`.

    >>> nights(2022), nights(2023)
    (365, 366)
    """
    after = year + 1
    return 366 if after % 4 == 0 and (after % 100 != 0 or after % 400 == 0) else 365


__all__ = ["ADULT", "OUTSIDE", "SERVICES", "Activity", "nights"]
