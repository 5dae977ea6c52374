"""Costs, income and capital of the base year: published unit costs, illustrative shares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from .care import Activity
from .judgements import entry, number, numbers
from .places import COLLECTIVE, OUTSIDE, PRACTICES
from .sources import mean

SHARES = numbers("money.cost_shares")
FIXED, STEPPED, VARIABLE = SHARES["fixed"], SHARES["stepped"], SHARES["variable"]
BED_DAY_SHARE = number("money.bed_day_share")
SHORTFALL = numbers("money.shortfall")
EVERY_OTHER = "every_other"

NCC = "National Cost Collection 2024-25 (NHS England, OGL v3)"
PRICE_YEAR = int(number("money.price_year"))


@dataclass(frozen=True)
class Money:
    """The money tables, worked out with the engine's own arithmetic for the base year."""

    activity: Activity
    base_activity: dict[tuple[str, str], float]
    incoming: pl.DataFrame
    factors: dict[tuple[str, str], float]
    central: dict[str, float]

    def _ncc(self, department: str, like: str | None = None) -> tuple[float, float]:
        """Activity and cost of a department, or of the currencies that start with `like`."""
        rows = self.activity.sources.unit_costs.filter(pl.col("department_code") == department)
        if like:
            rows = rows.filter(pl.col("currency_code").str.starts_with(like))
        return float(rows["activity"].sum()), float(rows["cost"].sum())

    @cached_property
    def unit_cost(self) -> dict[str, tuple[float, str, str]]:
        """GBP for one of each service at 2024-25 prices: value, status, source."""
        england = self.activity.rates.england_activity
        long_n, long_cost = self._ncc("Non-Elective Inpatient - Long Stay")
        short_n, short_cost = self._ncc("Non-Elective Inpatient - Short Stay")
        births_n, births_cost = (
            sum(x)
            for x in zip(
                self._ncc("Non-Elective Inpatient - Long Stay", "NZ"),
                self._ncc("Non-Elective Inpatient - Short Stay", "NZ"),
                strict=True,
            )
        )
        elective_n, elective_cost = self._ncc("Elective Inpatients")
        emergency_n = long_n + short_n - births_n
        emergency_cost = long_cost + short_cost - births_cost
        beds = self.activity.sources.beds.filter(pl.col("fy") == self.activity.base)
        occupied = "general_acute_beds_occupied"
        nights_used = 365 * mean(beds.group_by("date").agg(pl.col(occupied).sum())[occupied])
        night = BED_DAY_SHARE * (emergency_cost + elective_cost) / nights_used
        split = f"{NCC}; {BED_DAY_SHARE:.0%} of the cost of stays put on nights (illustrative)"
        emergency_nights = (
            nights_used
            * england["emergency_bed_days"]
            / (england["emergency_bed_days"] + england["elective_bed_days"])
        )
        births = float(
            self.activity.sources.projected_totals.filter(
                (pl.col("code") == "E92000001")
                & (pl.col("component") == "Births")
                & (pl.col("sex") == "person")
                & (pl.col("year") == PRICE_YEAR)
            )["value"].sum()
        )
        out: dict[str, tuple[float, str, str]] = {
            service: (value, "illustrative", entry("money.unit_cost")["source"])
            for service, value in numbers("money.unit_cost").items()
        }

        def average(department: str) -> float:
            n, cost = self._ncc(department)
            return cost / n

        for service in ("ae_walk_in", "ae_ambulance", "children_ae"):
            out[service] = (average("Emergency Care"), "derived", f"{NCC}: emergency care")
        n, cost = self._ncc("Emergency Care", "VB11Z")
        out["ae_minor"] = (cost / n, "derived", f"{NCC}: emergency care, no investigation")
        out["day_cases"] = (average("Daycase"), "derived", f"{NCC}: day cases")
        out["emergency_bed_days"] = (night, "derived", split)
        out["elective_bed_days"] = (night, "derived", split)
        out["emergency_admissions"] = (
            (emergency_cost - night * emergency_nights) / emergency_n,
            "derived",
            f"{split}; the rest over admissions, maternity left out",
        )
        out["elective_admissions"] = (
            (elective_cost - night * (nights_used - emergency_nights)) / elective_n,
            "derived",
            f"{split}; the rest over admissions",
        )
        out["children_bed_days"] = (
            (emergency_cost + elective_cost) / nights_used,
            "derived",
            (
                f"{NCC}: the whole cost of stays over nights, since children's admissions are not "
                "counted apart"
            ),
        )
        for service in ("op_procedure_surgical", "op_procedure_other"):
            out[service] = (average("Outpatient Procedures"), "derived", f"{NCC}: procedures")
        out["deliveries"] = (
            births_cost / births,
            "derived",
            f"{NCC}: all admitted maternity care (NZ) over births in England",
        )
        out["community_contacts"] = (
            average("Community Health Service"),
            "derived",
            f"{NCC}: community health services",
        )
        contacts = [
            self._ncc(d) for d in ("Mental Health Care Contact", "NHS Talking Therapy Care Contact")
        ]
        out["mental_health_contacts"] = (
            sum(c for _, c in contacts) / sum(n for n, _ in contacts),
            "derived",
            f"{NCC}: mental health contacts and talking therapies",
        )
        out["mental_health_bed_days"] = (
            average("Mental Health Provider Spell"),
            "derived",
            f"{NCC}: mental health provider spells, a bed-day",
        )
        return out

    def _step(self, service: str) -> float:
        if service.endswith("bed_days"):
            ward = numbers("money.ward")
            return ward["beds"] * 365 * ward["full"]
        steps = numbers("money.step_units")
        return steps.get(service, steps[EVERY_OTHER])

    @cached_property
    def costs_table(self) -> pl.DataFrame:
        """The `costs` table."""
        lead = self.activity.care.chosen.lead_code
        pay_shares = numbers("money.pay_share")
        rows: list[tuple[str, str, str, float, float | None, float | None, float, float, str, str]]
        rows = []
        for (organisation, service), activity in sorted(self.base_activity.items()):
            unit, status, source = self.unit_cost[service]
            pay = pay_shares.get(service, pay_shares[EVERY_OTHER])
            if organisation == OUTSIDE:
                if activity >= 1:
                    rows.append(
                        (
                            lead,
                            service,
                            OUTSIDE,
                            0.0,
                            None,
                            None,
                            round(unit, 2),
                            pay,
                            status,
                            source + "; bought from outside at the average cost",
                        )
                    )
                continue
            steps = self._step(service)
            # Steps come whole. The step's price is set so that the whole steps of the base year
            # cost exactly their share.
            whole = max(1, -(-activity // steps))
            share = f"; {FIXED:.0%} fixed, {STEPPED:.0%} stepped, {VARIABLE:.0%} variable"
            rows.append(
                (
                    organisation,
                    service,
                    organisation,
                    round(FIXED * unit * activity, 0),
                    round(steps, 1),
                    round(STEPPED * unit * activity / whole, 0),
                    round(VARIABLE * unit, 2),
                    pay,
                    "illustrative",
                    f"unit cost £{unit:,.2f}: {source}{share} (illustrative)",
                )
            )
        return pl.DataFrame(
            rows,
            schema={
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
            },
            orient="row",
        )

    @cached_property
    def base_cost(self) -> dict[str, float]:
        """Each organisation's cost in the base year, in cash, with central assumptions."""
        years = self.activity.base - PRICE_YEAR
        out: dict[str, float] = {}
        for row in self.costs_table.iter_rows(named=True):
            activity = self.base_activity[row["given_by"], row["service"]]
            steps = -(-activity // row["step_units"]) if row["step_units"] else 0
            now = row["fixed_gbp"] + steps * (row["step_gbp"] or 0) + activity * row["variable_gbp"]
            growth = (
                row["pay_share"] * self.central["money.pay_growth"]
                + (1 - row["pay_share"]) * self.central["money.price_growth"]
            )
            cash = now * (1 + growth) ** years
            out[row["organisation"]] = out.get(row["organisation"], 0.0) + cash
        return out

    @cached_property
    def income_table(self) -> pl.DataFrame:
        """The `income` table: set so that base-year balances are plausible, and says so."""
        lead = self.activity.care.chosen.lead_code
        kinds = dict(
            self.activity.care.organisations_table().select("organisation", "kind").iter_rows()
        )
        nhs, council = "money.income_growth.nhs", "money.income_growth.council"
        years = PRICE_YEAR - self.activity.base
        rows: list[tuple[str, str, str | None, float, str, str]] = []
        paid_on = 0.0
        for organisation, cost in sorted(self.base_cost.items()):
            kind = kinds[organisation]
            if kind == "commissioner":
                continue
            wanted = cost * (1 - SHORTFALL[kind])
            note = (
                f"illustrative: set so that the base-year balance is -{SHORTFALL[kind]:.1%} of cost"
            )
            if kind == "council":
                gbp = wanted * (1 + self.central[council]) ** years
                rows.append((organisation, "council_budget", None, gbp, council, note))
                continue
            outside = self._outside_share(organisation)
            contract = wanted * (1 - outside) * (1 + self.central[nhs]) ** years
            paid_on += round(contract, 0)
            rows.append((organisation, "contract", lead, contract, nhs, note))
            if outside > 0:
                other = wanted * outside * (1 + self.central[nhs]) ** years
                rows.append(
                    (
                        organisation,
                        "other",
                        None,
                        other,
                        nhs,
                        note + "; from other systems for their residents",
                    )
                )
        bought = self.base_cost.get(lead, 0.0) * (1 + self.central[nhs]) ** years
        rows.append(
            (
                lead,
                "allocation",
                None,
                paid_on + bought,
                nhs,
                (
                    "illustrative: what it pays its own providers and outside in the base year; "
                    "only the services counted here"
                ),
            )
        )
        return pl.DataFrame(
            [
                (o, kind, payer, round(gbp, 0), growth, "yes", "illustrative", note)
                for o, kind, payer, gbp, growth, note in rows
            ],
            schema={
                "organisation": pl.String,
                "source_of_income": pl.String,
                "paid_by": pl.String,
                "gbp": pl.Float64,
                "grows_with": pl.String,
                "recurrent": pl.String,
                "status": pl.String,
                "source": pl.String,
            },
            orient="row",
        )

    def _outside_share(self, organisation: str) -> float:
        """Share of an organisation's base-year cost that is for people who live outside."""
        sites = dict(self.activity.care.sites_table().select("site", "organisation").iter_rows())
        factor = {
            (who, s): f for (who, services), f in self.factors.items() for s in services.split()
        }
        cost, whole = 0.0, 0.0
        for (who, service), activity in self.base_activity.items():
            if who == organisation:
                whole += activity * self.unit_cost[service][0]
        for site, service, activity in self.incoming.select(
            "site", "service", "activity"
        ).iter_rows():
            if sites[site] == organisation:
                scaled = activity * factor.get((organisation, service), 1.0)
                cost += scaled * self.unit_cost[service][0]
        return cost / whole if whole else 0.0

    def capital_table(self) -> pl.DataFrame:
        """The `capital` table: an operational envelope in sight, and a bid."""
        acute = sum(v for k, v in self.base_cost.items() if k in self.activity.care.acute)
        share, years = numbers("money.capital"), numbers("money.capital_years")
        rows = []
        first = int(years["first"])
        allowance = (
            f"illustrative: {share['operational']:.1%} of acute trusts' cost, as the part open to "
            "new proposals"
        )
        for year in range(first, first + int(years["operational"])):
            rows.append(
                (
                    "operational",
                    "The system's yearly allowance for buildings and equipment",
                    year,
                    round(acute * share["operational"], -5),
                    "agreed",
                    "illustrative",
                    allowance,
                )
            )
        rows += [
            (
                "estates_safety",
                "National fund for safe buildings",
                first + int(years["estates_safety"]),
                round(acute * share["estates_safety"], -5),
                "secured",
                "illustrative",
                "illustrative",
            ),
            (
                "national_bid",
                "Bid to a national fund for new hospitals",
                first + int(years["national_bid"]),
                round(acute * share["national_bid"], -6),
                "bid",
                "illustrative",
                "illustrative; the area's 2016 plan asked for 200 million pounds "
                "(The Star, Sheffield, 2016)"
                if "E54000009" in self.activity.care.chosen.stps
                else "illustrative",
            ),
        ]
        return pl.DataFrame(
            rows,
            schema=["fund", "name", "year", "gbp", "certainty", "status", "source"],
            orient="row",
        )


__all__ = ["COLLECTIVE", "PRACTICES", "Money"]
