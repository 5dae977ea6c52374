"""Costs of the base year: published unit costs, split into fixed, stepped and variable parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from .care import Activity
from .collection import Collection, UnitCost
from .judgements import number, numbers
from .places import OUTSIDE

SHARES = numbers("money.cost_shares")
FIXED, STEPPED, VARIABLE = SHARES["fixed"], SHARES["stepped"], SHARES["variable"]
SPLIT = f"{FIXED:.0%} fixed, {STEPPED:.0%} stepped, {VARIABLE:.0%} variable (illustrative)"
EVERY_OTHER = "every_other"
PRICE_YEAR = int(number("money.price_year"))
COSTS = {
    "organisation": pl.String,
    "service": pl.String,
    "given_by": pl.String,
    "fixed_gbp": pl.Float64,
    "step_units": pl.Float64,
    "step_gbp": pl.Float64,
    "variable_gbp": pl.Float64,
    "pay_share": pl.Float64,
    "status": pl.String,
    "source": pl.String,
}
Cost = tuple[str, str, str, float, float | None, float | None, float, float, str, str]


@dataclass(frozen=True)
class Money:
    """The `costs` table, and what each body costs by the engine's own arithmetic."""

    activity: Activity
    base_activity: dict[tuple[str, str], float]
    incoming: pl.DataFrame
    factors: dict[tuple[str, str], float]
    central: dict[str, float]

    @cached_property
    def collection(self) -> Collection:
        """The published costs, set against England's counts."""
        return Collection(self.activity.sources, self.activity.rates, self.activity.base)

    @cached_property
    def unit_cost(self) -> dict[str, UnitCost]:
        """GBP for one of each service at the prices of the price year."""
        return self.collection.unit_costs

    @cached_property
    def costs_table(self) -> pl.DataFrame:
        """The `costs` table."""
        rows = [
            self._bought(service) if organisation == OUTSIDE else self._given(organisation, service)
            for (organisation, service), activity in sorted(self.base_activity.items())
            if organisation != OUTSIDE or activity >= 1
        ]
        return pl.DataFrame(rows, schema=COSTS, orient="row")

    def _bought(self, service: str) -> Cost:
        """Care that the commissioner buys outside the system, at the average cost."""
        lead, priced = self.activity.care.chosen.lead_code, self.unit_cost[service]
        unit, source = round(priced.gbp, 2), f"{priced.source}; bought from outside at the average"
        pay = pay_share(service)
        return lead, service, OUTSIDE, 0.0, None, None, unit, pay, priced.status, source

    def _given(self, organisation: str, service: str) -> Cost:
        """Care that an organisation gives itself, in three parts."""
        activity, priced = self.base_activity[organisation, service], self.unit_cost[service]
        units = step_units(service)
        # Steps come whole. The step's price is set so that the whole steps of the base year
        # cost exactly their share.
        steps = max(1, -(-activity // units))
        return (
            organisation,
            service,
            organisation,
            round(FIXED * priced.gbp * activity, 0),
            round(units, 1),
            round(STEPPED * priced.gbp * activity / steps, 0),
            round(VARIABLE * priced.gbp, 2),
            pay_share(service),
            "illustrative",
            f"unit cost £{priced.gbp:,.2f}: {priced.source}; {SPLIT}",
        )

    @cached_property
    def base_cost(self) -> dict[str, float]:
        """Each organisation's cost in the base year, in cash, with central assumptions."""
        years = self.activity.base - PRICE_YEAR
        pay_growth, price_growth = (self.central[f"money.{of}_growth"] for of in ("pay", "price"))
        costs: dict[str, float] = {}
        for row in self.costs_table.iter_rows(named=True):
            activity = self.base_activity[row["given_by"], row["service"]]
            steps = -(-activity // row["step_units"]) if row["step_units"] else 0
            now = row["fixed_gbp"] + steps * (row["step_gbp"] or 0) + activity * row["variable_gbp"]
            growth = row["pay_share"] * pay_growth + (1 - row["pay_share"]) * price_growth
            cash = now * (1 + growth) ** years
            costs[row["organisation"]] = costs.get(row["organisation"], 0.0) + cash
        return costs

    def share_for_outsiders(self, organisation: str) -> float:
        """Share of an organisation's base-year cost that is for people who live outside."""
        sites = dict(self.activity.care.sites_table().select("site", "organisation").iter_rows())
        factor = {
            (who, s): f for (who, services), f in self.factors.items() for s in services.split()
        }
        whole = sum(
            activity * self.unit_cost[service].gbp
            for (who, service), activity in self.base_activity.items()
            if who == organisation
        )
        cost = sum(
            activity * factor.get((organisation, service), 1.0) * self.unit_cost[service].gbp
            for site, service, activity in self.incoming.select(
                "site", "service", "activity"
            ).iter_rows()
            if sites[site] == organisation
        )
        return cost / whole if whole else 0.0


def pay_share(service: str) -> float:
    """Share of a service's cost that is pay."""
    shares = numbers("money.pay_share")
    return shares.get(service, shares[EVERY_OTHER])


def step_units(service: str) -> float:
    """Activity that one step of a service's cost carries.

    >>> round(step_units("emergency_bed_days"), 1), step_units("deliveries")
    (9402.4, 300.0)
    """
    if service.endswith("bed_days"):
        ward = numbers("money.ward")
        return ward["beds"] * 365 * ward["full"]
    steps = numbers("money.step_units")
    return steps.get(service, steps[EVERY_OTHER])
