"""Where the residents of each place go for each service: the `flows` table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from .areas import Place
from .judgements import number, numbers
from .places import EMERGENCY_DEPARTMENT, OTHERS, OUTSIDE, PRACTICES, UNKNOWN, Care

ADULT = (
    "ae_walk_in",
    "ae_ambulance",
    "ae_minor",
    "emergency_admissions",
    "emergency_bed_days",
    "day_cases",
    "elective_admissions",
    "elective_bed_days",
    "op_first_surgical",
    "op_first_other",
    "op_followup_surgical",
    "op_followup_other",
    "op_procedure_surgical",
    "op_procedure_other",
)
MINOR = "ae_minor"
CHILDREN = ("children_ae", "children_bed_days")
MENTAL_HEALTH = ("mental_health_contacts", "mental_health_bed_days")
CATCHMENTS = (
    "OHID trust catchments, share of each MSOA's admissions by trust (2018; trusts of 2021), "
    "weighted by people of mid-2020"
)
BEDS_OF_ADULTS = f"{CATCHMENTS}; times adults' share of each trust's beds"
WITH_DEPARTMENT = "; only trusts that report attendances"
BEDS_OF_CHILDREN = (
    f"{CATCHMENTS}; only trusts with children's beds, in proportion to children's share of each "
    "trust's beds (its square root for A&E)"
)
UNITS_OF_OTHERS = "; less what units of other providers see (NHS England A&E by ICB and by trust)"
ONE_PROVIDER = (
    "all with one provider; local file of the compiler: the trust that serves the district"
)
NEARLY_NONE = 1e-9
"""So that a service which nobody here gives still has somewhere to go."""

Shares = dict[str, float]
FlowsOfService = tuple[str, Shares, str, str]
"""A service, the share of a place's residents who go to each site, a status and a source."""


@dataclass(frozen=True)
class Flows:
    """Residents' shares by site.

    Attributes:
        care: who gives care in the system.
        registered: patients by place of practice and place of home.
        wanted: residents' activity in the base year, by place and service.
    """

    care: Care
    registered: pl.DataFrame
    wanted: dict[tuple[str, str], float]

    def table(self) -> pl.DataFrame:
        """The `flows` table. Shares sum to 1 for each place and service."""
        rows: list[tuple[str, str, str, float, str, str]] = []
        for place in self.care.chosen.places:
            for service, shares, status, source in self._of(place):
                whole = sum(shares.values())
                rows += [
                    (place.code, service, site, round(share / whole, 9), status, source)
                    for site, share in sorted(shares.items())
                    if share / whole > NEARLY_NONE / 2
                ]
        return pl.DataFrame(
            rows, schema=["place", "service", "site", "share", "status", "source"], orient="row"
        )

    def _of(self, place: Place) -> Iterator[FlowsOfService]:
        """Each service's shares of a place's residents by site, with their status and source."""
        by_trust = self.care.trusts_used_from(place.code)
        yield from self._of_adults(place, by_trust)
        yield from self._of_children(by_trust)
        yield (
            "deliveries",
            self._births(by_trust),
            "derived",
            (f"{CATCHMENTS}; only trusts with maternity beds (KH03 2021-22)"),
        )
        yield (
            "gp_appointments",
            self._practices(place),
            "derived",
            ("Patients registered at a GP practice by LSOA, 2022"),
        )
        for service in MENTAL_HEALTH:
            mental = self.care.mental_health.get(place.code, OUTSIDE)
            yield service, {mental: 1.0}, "illustrative", ONE_PROVIDER
        yield "community_contacts", self._community(place), "illustrative", ONE_PROVIDER
        yield (
            "social_care_weeks",
            {f"SC-{place.code}": 1.0},
            "illustrative",
            ("all bought by the district's own council"),
        )

    def _of_adults(self, place: Place, by_trust: Shares) -> Iterator[FlowsOfService]:
        adults = self.care.adults_of(by_trust)
        for service in ADULT:
            asked = self._with_department(adults) if service in EMERGENCY_DEPARTMENT else adults
            shares = self._hospitals(place, asked, service)
            others = self._others(place) if service == MINOR else 0.0
            if others:
                whole = sum(shares.values())
                shares = {site: share * (1 - others) / whole for site, share in shares.items()}
                site = OTHERS if place.code in self.care.others_inside else OUTSIDE
                shares[site] = shares.get(site, 0.0) + others
            yield service, shares, "derived", BEDS_OF_ADULTS + _asked_where(service, others)

    def _with_department(self, by_trust: Shares) -> Shares:
        """The same without trusts that have no emergency department."""
        known = {*self.care.with_emergency_department, UNKNOWN}
        return {trust: share for trust, share in by_trust.items() if trust in known}

    def _hospitals(self, place: Place, adults: Shares, service: str) -> Shares:
        """Adults over the sites of the system's trusts; the rest go outside it."""
        by_site: Shares = {OUTSIDE: 0.0}
        for trust, share in adults.items():
            if trust not in self.care.sites_of:
                by_site[OUTSIDE] += share
                continue
            for site, part in self.care.adult_sites(trust, service)[place.code].items():
                by_site[site] = by_site.get(site, 0) + share * part
        return by_site

    def _others(self, place: Place) -> float:
        """Share of a place's minor injuries that units of other providers see."""
        seen = self.care.seen_by_others.get(place.code, 0.0)
        wanted = self.wanted[place.code, MINOR]
        return min(seen / wanted, number("flows.others")) if wanted else 0.0

    def _of_children(self, by_trust: Shares) -> Iterator[FlowsOfService]:
        for service in CHILDREN:
            power = numbers("places.children_by_beds")[service]
            by_site = {OUTSIDE: NEARLY_NONE}
            asked = self._with_department(by_trust) if service == "children_ae" else by_trust
            for trust, share in asked.items():
                beds = self.care.childrens_share_of_beds.get(trust, 0.0)
                if beds > 0:
                    site = f"{trust}-C" if trust in self.care.acute else OUTSIDE
                    by_site[site] = by_site.get(site, 0) + share * beds**power
            yield service, by_site, "derived", BEDS_OF_CHILDREN

    def _births(self, by_trust: Shares) -> Shares:
        by_site = {OUTSIDE: NEARLY_NONE}
        for trust, share in self.care.adults_of(by_trust).items():
            if trust in self.care.delivering:
                site = self.care.births_at(trust)
                by_site[site] = by_site.get(site, 0) + share
        return by_site

    def _practices(self, place: Place) -> Shares:
        practices = self.registered.filter(pl.col("lives_in") == place.code)
        return {
            OUTSIDE if where == "outside" else f"{PRACTICES}-{where}": float(patients)
            for where, patients in practices.select("place", "patients").iter_rows()
        }

    def _community(self, place: Place) -> Shares:
        community = self.care.community.get(place.code, OUTSIDE)
        if community in self.care.sites_of:
            community = next(iter(self.care.sites_of[community]))
        return {community: 1.0}


def _asked_where(service: str, others: float) -> str:
    """What a row of flows to an emergency department rests on, besides the catchments."""
    if service not in EMERGENCY_DEPARTMENT:
        return ""
    return WITH_DEPARTMENT + (UNITS_OF_OTHERS if others else "")
