"""Income of the base year: each body's balance as in its own accounts, where there are any."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from .accounts import Accounts, has_too_little, span
from .judgements import numbers
from .money import PRICE_YEAR, Money

SHORTFALL = numbers("money.shortfall")
NHS, COUNCIL = "money.income_growth.nhs", "money.income_growth.council"
ALLOCATION = (
    "illustrative: what it pays its own providers and outside in the base year; only the services "
    "counted here"
)
INCOME = {
    "organisation": pl.String,
    "source_of_income": pl.String,
    "paid_by": pl.String,
    "gbp": pl.Float64,
    "grows_with": pl.String,
    "recurrent": pl.String,
    "status": pl.String,
    "source": pl.String,
}
COVERED = {
    "organisation": pl.String,
    "modelled_gbp": pl.Float64,
    "accounts_gbp": pl.Float64,
    "share": pl.Float64,
}
Paid = tuple[str, str, str | None, float, str, str]


@dataclass(frozen=True)
class Income:
    """The `income` table: what gives each body its balance in the base year."""

    money: Money
    accounts: Accounts

    @cached_property
    def in_base_year(self) -> dict[str, float]:
        """Income in the base year by body, commissioners left out, in cash."""
        return {
            organisation: cost * (1 + self._balance(organisation)[0])
            for organisation, cost in sorted(self.money.base_cost.items())
            if self._kinds[organisation] != "commissioner"
        }

    @cached_property
    def _kinds(self) -> dict[str, str]:
        table = self.money.activity.care.organisations_table()
        return dict(table.select("organisation", "kind").iter_rows())

    def _balance(self, organisation: str) -> tuple[float, str]:
        """A body's surplus over its cost in the base year, and where that is from."""
        if account := self.accounts.of.get(organisation):
            years = span(account.years)
            said = f"set so that the base-year balance is {account.balance:+.1%} of cost, as in its"
            return account.balance, f"illustrative: {said} own accounts of {years}"
        short = SHORTFALL[self._kinds[organisation]]
        said = f"illustrative: set so that the base-year balance is -{short:.1%} of cost"
        return -short, said

    @cached_property
    def table(self) -> pl.DataFrame:
        """The `income` table."""
        rows = [row for organisation in self.in_base_year for row in self._of(organisation)]
        lead = self.money.activity.care.chosen.lead_code
        contracts = sum(round(row[3], 0) for row in rows if row[2] == lead)
        bought = self.money.base_cost.get(lead, 0.0) * self._growth(NHS)
        rows.append((lead, "allocation", None, contracts + bought, NHS, ALLOCATION))
        return pl.DataFrame(
            [
                (who, kind, payer, round(gbp, 0), growth, "yes", "illustrative", note)
                for who, kind, payer, gbp, growth, note in rows
            ],
            schema=INCOME,
            orient="row",
        )

    def _of(self, organisation: str) -> list[Paid]:
        """One body's income, at the prices of the price year."""
        lead = self.money.activity.care.chosen.lead_code
        gbp, note = self.in_base_year[organisation], self._balance(organisation)[1]
        if self._kinds[organisation] == "council":
            budget = gbp * self._growth(COUNCIL)
            return [(organisation, "council_budget", None, budget, COUNCIL, note)]
        gbp *= self._growth(NHS)
        outside = self.money.share_for_outsiders(organisation)
        contract: Paid = (organisation, "contract", lead, gbp * (1 - outside), NHS, note)
        if outside <= 0:
            return [contract]
        said = f"{note}; from other systems for their residents"
        return [contract, (organisation, "other", None, gbp * outside, NHS, said)]

    def _growth(self, of: str) -> float:
        """Growth of income from the base year to the price year."""
        return float((1 + self.money.central[of]) ** (PRICE_YEAR - self.money.activity.base))

    @cached_property
    def covered(self) -> pl.DataFrame:
        """For each body with accounts, how much of its own income the model has."""
        rows = [
            (organisation, gbp, account.income_gbp, gbp / account.income_gbp)
            for organisation, gbp in self.in_base_year.items()
            if (account := self.accounts.of.get(organisation))
        ]
        return pl.DataFrame(rows, schema=COVERED, orient="row")

    def remarks(self) -> list[str]:
        """A sentence for each body of which the model has too little."""
        care = self.money.activity.care
        return [
            f"{care.name_of(organisation)}: the income modelled is {share:.0%} of that in its own "
            "accounts, at the base year's prices. Its balance is of that part of it."
            for organisation, gbp, _, share in self.covered.iter_rows()
            if has_too_little(gbp, self.accounts.of[organisation])
        ]
