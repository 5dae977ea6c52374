"""Unit costs that add up to the National Cost Collection, and what of it is not counted.

A unit cost is a department's cost divided by what it will be multiplied by: England's own count of
the services that stand for that department, in the base year and as reported. So unit costs times
England's counts are the department's total, and `check` says so for every system that is compiled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from .judgements import entry, number, numbers
from .rates import Rates
from .services import nights
from .sources import MENTAL_HEALTH_YEAR, Sources, mean, total

NCC = "National Cost Collection 2024-25 (NHS England, OGL v3)"
STAYS = (
    "Non-Elective Inpatient - Long Stay",
    "Non-Elective Inpatient - Short Stay",
)
ELECTIVE = "Elective Inpatients"
EMERGENCY = "Emergency Care"
MATERNITY = "NZ"
"""The currencies of admitted maternity care start with this."""
MENTAL_CONTACTS = ("Mental Health Care Contact", "NHS Talking Therapy Care Contact")
MAIN_ATTENDANCES = ("ae_walk_in", "ae_ambulance", "children_ae")
ATTENDANCES = (*MAIN_ATTENDANCES, "ae_minor")
ADULT_NIGHTS = ("emergency_bed_days", "elective_bed_days")
PER_ENGLAND = "over England's count of the base year"


@dataclass(frozen=True)
class UnitCost:
    """What one of a service costs, in GBP of the price year."""

    gbp: float
    status: str
    source: str


@dataclass(frozen=True)
class Department:
    """A part of the collection and the services that stand for it.

    Attributes:
        name: in plain words.
        codes: the collection's departments.
        services: the services whose unit costs share out its cost.
        maternity: whether it is the maternity currencies of those departments, or all but them;
            None for the whole of them.
    """

    name: str
    codes: tuple[str, ...]
    services: tuple[str, ...]
    maternity: bool | None = None


EMERGENCY_STAYS = Department("Emergency stays", STAYS, (), maternity=False)
COUNTED: tuple[Department, ...] = (
    Department("Emergency departments", (EMERGENCY,), ATTENDANCES),
    Department(
        "Stays in hospital, emergency and planned",
        (*STAYS, ELECTIVE),
        (*ADULT_NIGHTS, "emergency_admissions", "elective_admissions", "children_bed_days"),
        maternity=False,
    ),
    Department("Maternity, admitted", STAYS, ("deliveries",), maternity=True),
    Department("Day cases", ("Daycase",), ("day_cases",)),
    Department(
        "Procedures in clinic",
        ("Outpatient Procedures",),
        ("op_procedure_surgical", "op_procedure_other"),
    ),
    Department("Community health", ("Community Health Service",), ("community_contacts",)),
    Department("Mental health contacts", MENTAL_CONTACTS, ("mental_health_contacts",)),
    Department(
        "Mental health wards", ("Mental Health Provider Spell",), ("mental_health_bed_days",)
    ),
)


@dataclass(frozen=True)
class Collection:
    """The collection set against England's own counts in a base year."""

    sources: Sources
    rates: Rates
    base: int

    # --- what the collection has ------------------------------------------------------------------

    def _rows(self, department: Department) -> pl.DataFrame:
        rows = self.sources.unit_costs.filter(
            pl.col("department_code").is_in(list(department.codes))
        )
        if department.maternity is None:
            return rows
        births = pl.col("currency_code").str.starts_with(MATERNITY)
        # Births are among the emergency stays only; planned stays keep what they have of them.
        births &= pl.col("department_code").is_in(list(STAYS))
        return rows.filter(births if department.maternity else ~births)

    def cost(self, department: Department) -> float:
        """What a department cost, in GBP."""
        return float(self._rows(department)["cost"].sum())

    def own_count(self, department: Department) -> float:
        """The collection's own count of a department: episodes, attendances or contacts."""
        return float(self._rows(department)["activity"].sum())

    # --- what England counts ----------------------------------------------------------------------

    @cached_property
    def counts(self) -> dict[str, float]:
        """England's count of each service in the base year, with what is reported put in.

        Nights and attendances are reconciled to what trusts report in every system, so a unit
        cost will be multiplied by the reported ones.
        """
        modelled = self.rates.england_counts
        return (
            modelled
            | self._scaled(ADULT_NIGHTS, self._nights("adult"))
            | self._scaled(("children_bed_days",), self._nights("paediatric"))
            | self._scaled(ATTENDANCES, self.sources.attendances(self.base))
            | {"mental_health_bed_days": self._mental_health_nights()}
        )

    def _mental_health_nights(self) -> float:
        """Nights in mental illness beds that trusts report for the newest year."""
        occupied = self.sources.mental_illness_beds("occupied_total").values()
        return sum(occupied) * nights(MENTAL_HEALTH_YEAR)

    def _scaled(self, services: Sequence[str], reported: float) -> dict[str, float]:
        modelled = {service: self.rates.england_counts[service] for service in services}
        return {s: count * reported / sum(modelled.values()) for s, count in modelled.items()}

    def _nights(self, kind: str) -> float:
        """Nights in general and acute beds that trusts report for the base year."""
        occupied = f"{kind}_general_acute_beds_occupied"
        beds = self.sources.beds.filter(pl.col("fy") == self.base)
        a_month = beds.group_by("date").agg(pl.col(occupied).sum())[occupied]
        return mean(a_month) * nights(self.base)

    # --- unit costs -------------------------------------------------------------------------------

    @cached_property
    def unit_costs(self) -> dict[str, UnitCost]:
        """What one of each service costs."""
        chosen = entry("money.unit_cost")["source"]
        return (
            {
                s: UnitCost(gbp, "illustrative", chosen)
                for s, gbp in numbers("money.unit_cost").items()
            }
            | self._averages()
            | self._attendances()
            | self._stays()
        )

    def _averages(self) -> dict[str, UnitCost]:
        """Departments of one kind of unit: the cost over England's count."""
        found = {}
        for department in COUNTED:
            if set(department.services).isdisjoint((*ATTENDANCES, *ADULT_NIGHTS)):
                count = sum(self.counts[service] for service in department.services)
                said = f"{NCC}: {department.name.lower()}, {PER_ENGLAND}"
                for service in department.services:
                    found[service] = UnitCost(self.cost(department) / count, "derived", said)
        return found

    def _attendances(self) -> dict[str, UnitCost]:
        """Emergency departments: the cheapest treatments to minor units, the rest to main ones.

        The collection has no type of department. Minor units are taken to give the cheapest
        treatments that make up their number of attendances.
        """
        whole = sum(self.counts[service] for service in ATTENDANCES)
        minor = self.counts["ae_minor"]
        cheapest = self._cheapest(minor / whole)
        cost = self.cost(COUNTED[0])
        main = (cost - cheapest) / (whole - minor)
        said = f"{NCC}: emergency care, {PER_ENGLAND}"
        rest = UnitCost(
            main, "derived", f"{said}; less the cheapest treatments, put on minor units"
        )
        return dict.fromkeys(MAIN_ATTENDANCES, rest) | {
            "ae_minor": UnitCost(
                cheapest / minor,
                "derived",
                f"{said}; the cheapest treatments that make up its number of attendances",
            )
        }

    def _cheapest(self, share: float) -> float:
        """Cost of the cheapest share of emergency attendances."""
        rows = self._rows(COUNTED[0]).sort("unit_cost")
        left = share * float(rows["activity"].sum())
        cost = 0.0
        for count, gbp in rows.select("activity", "cost").iter_rows():
            taken = min(left, count)
            cost += gbp * taken / count
            left -= taken
        return cost

    def _stays(self) -> dict[str, UnitCost]:
        """Stays: children's nights bear all of their cost; adults' is split with admissions."""
        adults, children = self._nights("adult"), self._nights("paediatric")
        emergency, elective = self._adult_cost(EMERGENCY_STAYS), self._adult_cost_elective
        share = number("money.bed_day_share")
        night = share * (emergency + elective) / adults
        split = f"{NCC}; {share:.0%} of the cost of stays put on nights (illustrative)"
        a_night = UnitCost(night, "derived", f"{split}, {PER_ENGLAND}")
        rest = f"{split}; the rest {PER_ENGLAND} of admissions"
        whole = (emergency + elective) / (1 - self._share_of_children)
        return {
            "emergency_bed_days": a_night,
            "elective_bed_days": a_night,
            "emergency_admissions": UnitCost(
                (emergency - night * self.counts["emergency_bed_days"])
                / self.counts["emergency_admissions"],
                "derived",
                f"{rest}, maternity left out",
            ),
            "elective_admissions": UnitCost(
                (elective - night * self.counts["elective_bed_days"])
                / self.counts["elective_admissions"],
                "derived",
                rest,
            ),
            "children_bed_days": UnitCost(
                whole / (adults + children),
                "derived",
                f"{NCC}: the whole cost of stays over nights, since children's admissions are not "
                "counted apart",
            ),
        }

    @cached_property
    def _share_of_children(self) -> float:
        adults, children = self._nights("adult"), self._nights("paediatric")
        return children / (adults + children)

    def _adult_cost(self, department: Department) -> float:
        return self.cost(department) * (1 - self._share_of_children)

    @property
    def _adult_cost_elective(self) -> float:
        return self._adult_cost(Department("Planned stays", (ELECTIVE,), ()))

    # --- the check --------------------------------------------------------------------------------

    def check(self) -> pl.DataFrame:
        """Each department: the collection's total, and unit costs times England's counts.

        Raises:
            ValueError: when one is further off than the collection's rounding allows.
        """
        rows = []
        for department in COUNTED:
            counted = sum(
                round(self.unit_costs[s].gbp, 2) * self.counts[s] for s in department.services
            )
            cost = self.cost(department)
            if abs(counted / cost - 1) > number("money.adds_up"):
                raise ValueError(
                    f"{department.name}: unit costs times England's counts are £{counted:,.0f}, "
                    f"the collection has £{cost:,.0f}. Divide by what is multiplied."
                )
            rows.append((department.name, cost, self.own_count(department), counted))
        return pl.DataFrame(
            rows, schema=["department", "collection_gbp", "own_count", "counted_gbp"], orient="row"
        )

    def not_counted(self) -> pl.DataFrame:
        """The collection's departments that no service stands for, dearest first."""
        counted = {code for department in COUNTED for code in department.codes}
        return (
            self.sources.unit_costs.filter(~pl.col("department_code").is_in(sorted(counted)))
            .group_by(name="department_code")
            .agg(pl.col("cost").sum().alias("gbp"))
            .sort("gbp", descending=True)
        )

    @property
    def share_not_counted(self) -> float:
        """The part of the collection's cost that no service stands for."""
        return total(self.not_counted()["gbp"]) / total(self.sources.unit_costs["cost"])
