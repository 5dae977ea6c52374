"""What bodies' own accounts say: their income and their balance, to hold the model against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from .judgements import entry, number, numbers
from .places import Care
from .sources import Sources

SHARES = {"trust": pl.String, "share": pl.Float64}
ACCOUNTS = "trusts' accounts, operating income and surplus or deficit"


@dataclass(frozen=True)
class Account:
    """One body's accounts, for the part of it that is in the system.

    Attributes:
        income_gbp: yearly income, at the base year's prices.
        balance: surplus over operating cost; below zero for a deficit.
        years: the financial years that the balance is of.
    """

    income_gbp: float
    balance: float
    years: tuple[int, ...]


@dataclass(frozen=True)
class Accounts:
    """The newest open accounts of the system's trusts."""

    sources: Sources
    care: Care
    base: int

    @cached_property
    def of(self) -> dict[str, Account]:
        """Accounts by organisation, where there are any.

        A trust that joined another is in the other's. A trust of which only a part is in the
        system counts for its share of people. A body that stands in for several has none.
        """
        shares = self.care.shares_of_mental_health_trusts | dict.fromkeys(self.care.acute, 1.0)
        yearly = (
            pl.DataFrame(list(shares.items()), schema=SHARES, orient="row")
            .join(self._recent, on="trust")
            .with_columns(pl.col("income", "cost", "surplus") * pl.col("share"))
            .sort("trust", "year")
        )
        return {
            str(trust): self._account(rows)
            for (trust,), rows in yearly.group_by("trust", maintain_order=True)
        }

    def _account(self, rows: pl.DataFrame) -> Account:
        newest = rows.filter(pl.col("year") == pl.col("year").max())
        return Account(
            income_gbp=newest["income"].item() * self.prices_since(newest["year"].item()),
            balance=float(rows["surplus"].sum()) / float(rows["cost"].sum()),
            years=tuple(rows["year"]),
        )

    @cached_property
    def _recent(self) -> pl.DataFrame:
        """The newest years of accounts by trust as it is now, in GBP."""
        years = int(number("accounts.years"))
        return self.sources.accounts.filter(pl.col("year") > pl.col("year").max() - years)

    def _source(self, account: Account) -> str:
        index = entry("accounts.cost_inflation")["source"]
        return (
            f"{ACCOUNTS}: income of {span(account.years[-1:])} at prices of {span((self.base,))} "
            f"by {index}; balance of {span(account.years)}"
        )

    def prices_since(self, year: int) -> float:
        """How much dearer NHS care has become from a year to the base year."""
        risen = numbers("accounts.cost_inflation")
        factor = 1.0
        for later in range(year + 1, self.base + 1):
            factor *= 1 + risen[str(later)]
        return factor

    def table(self) -> pl.DataFrame:
        """The `accounts` table."""
        return pl.DataFrame(
            [
                (
                    organisation,
                    round(account.income_gbp, 0),
                    round(account.balance, 4),
                    "derived",
                    self._source(account),
                )
                for organisation, account in sorted(self.of.items())
            ],
            schema=["organisation", "income_gbp", "balance_share", "status", "source"],
            orient="row",
        )


def span(years: tuple[int, ...]) -> str:
    """Financial years in words, from the years they start in.

    >>> span((2018,)), span((2016, 2017, 2018))
    ('2018-19', '2016-17 to 2018-19')
    """
    first, last = (f"{year}-{(year + 1) % 100:02d}" for year in (years[0], years[-1]))
    return first if first == last else f"{first} to {last}"


def has_too_little(modelled: float, account: Account) -> bool:
    """Whether the model has less of a body's income than is worth calling the body."""
    return modelled < number("accounts.covered") * account.income_gbp
