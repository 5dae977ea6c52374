"""The proposals' own money as rows, by the organisation that pays or receives it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.attribution.rows import Rows, adding_up
from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.money import MoneyInputs


@dataclass(frozen=True, slots=True)
class MoneyRows:
    """The proposals' own money.

    Attributes:
        rows: by proposal and organisation.
        gbp: what each line adds to its organisation's balance, shape (line, year, draw).
    """

    rows: Rows
    gbp: Array

    def in_year(self, at: int, some: slice) -> Array:
        """The rows' pounds in some draws of a year, shape (row, draw)."""
        return self.rows.of(np.ascontiguousarray(self.gbp[:, at, some]))


def money_rows(
    money: MoneyInputs, organisations: tuple[str, ...], cases: Cases, price: Array
) -> MoneyRows:
    """The proposals' own money in every draw.

    Args:
        price: prices of the proposals' costs against the price year, shape (draw, year).
    """
    lines, running_cost = money.lines, money.luck.running_cost[cases.rows]
    whose = np.array([line.proposal for line in lines], dtype=np.intp)
    bodies = [(organisations[line.organisation],) for line in lines]
    gbp = np.array([line.sign * line.gbp(running_cost, price, cases).T for line in lines])
    return MoneyRows(adding_up(("organisation",), whose, bodies), gbp.reshape(-1, *price.T.shape))
