"""Care given in the base year: non-residents, and the factors that reconcile to reports."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from .judgements import number
from .places import PRACTICES, Care
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
