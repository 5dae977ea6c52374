"""Care given in the base year: non-residents, reports, beds and reconciling factors."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from .judgements import number
from .places import COLLECTIVE, PRACTICES, Care
from .rates import Rates
from .services import nights
from .sources import Sources, mean


@dataclass(frozen=True)
class Activity:
    """The care tables of a system in its base year that follow from rates and flows."""

    sources: Sources
    care: Care
    rates: Rates
    base: int
    remarks: list[str] = field(default_factory=list)

    def incoming_table(self, flows: pl.DataFrame) -> pl.DataFrame:
        """The `incoming` table: care at the system's sites for people who live outside it."""
        organisation = dict(self.care.sites_table().select("site", "organisation").iter_rows())
        given: dict[tuple[str, str], float] = {}
        for place, service, site, share in flows.select(
            "place", "service", "site", "share"
        ).iter_rows():
            given[site, service] = (
                given.get((site, service), 0.0) + share * self.rates.by_place[place, service]
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
                    (
                        f"residents' activity there times {factor:.3f} (non-residents to residents "
                        "in the trust's admissions): OHID trust catchments, 2022 release"
                    ),
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
                round(patients * number("rates.gp_appointments_a_head"), 1),
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
                occupied = mean(beds[f"{kind}_general_acute_beds_occupied"])
                if beds.height == 12 and occupied > 0:
                    rows.append(
                        (
                            trust,
                            services,
                            round(occupied * nights(self.base), 1),
                            "measured",
                            (
                                f"NHS England monthly beds: mean {kind} general and acute beds "
                                "occupied, times the nights of the year"
                            ),
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
                        (
                            "KH03 2021-22, mental illness beds occupied overnight, times the share "
                            "of the people its trust serves who live here, times 365"
                        ),
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
                served = [d for d in entry["districts"] if d in self.care.codes]
                here = sum(people[d] for d in served)
                elsewhere = {*entry["also_serves"], *entry["districts"]}.difference(served)
                there = sum(people[d] for d in elsewhere)
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
                        whole = share > number("places.whole_site")
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
                        (
                            "KH03 2021-22, mental illness beds available, times the share of the "
                            "people its trust serves who live here"
                        ),
                    )
                )
        return pl.DataFrame(
            rows, schema=["site", "year", "beds_open", "status", "source"], orient="row"
        )

    def national_bed_factor(self) -> float:
        """England's reported adult bed-days over those of the published rates."""
        beds = self.sources.beds.filter(pl.col("fy") == self.base)
        adults = "adult_general_acute_beds_occupied"
        occupied = mean(beds.group_by("date").agg(pl.col(adults).sum())[adults])
        england = self.rates.england_activity
        modelled = england["emergency_bed_days"] + england["elective_bed_days"]
        return occupied * nights(self.base) / modelled

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
            modelled[key] = modelled.get(key, 0.0) + share * self.rates.by_place[place, service]
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
