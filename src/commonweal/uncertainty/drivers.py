"""Drivers: which uncertain numbers move each headline, and by how much of its doubt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.statistics import Drivers, drivers
from commonweal.uncertainty.balances import Drawn
from commonweal.uncertainty.inputs import Inputs

MOST_DRAWS = 2500
"""Draws that the shares rest on. With more they take much longer and say the same: their
errors, which are told beside them, are about a fiftieth already."""


@dataclass(frozen=True, slots=True)
class Driven:
    """One headline of the last year, and what drives it.

    Attributes:
        code, says, unit: of the headline.
        shares: of its variance, by input; inputs that are tied together are one.
        draws: draws they rest on.
    """

    code: str
    says: str
    unit: str
    shares: Drivers
    draws: int


def driven(inputs: Inputs, drawn: Drawn) -> tuple[Driven, ...]:
    """What drives each headline in the last year.

    They are the system's balance with the plan, the change in it that the plan makes,
    and the beds to spare with the plan, where there are beds.
    """
    with_plan = drawn.whole_plan[:, -1]
    headlines = [
        ("balance", "What is left over, or short, with the plan", "GBP", with_plan),
        (
            "change",
            "What the plan adds to the balance",
            "GBP",
            with_plan - drawn.whole_nothing[:, -1],
        ),
    ]
    if drawn.spare.shape[-1]:
        spare = drawn.spare[:, -1].sum(axis=-1)
        headlines.append(("beds", "Beds to spare with the plan", "bed", spare))
    if not inputs.each:
        return ()
    some = slice(0, MOST_DRAWS)
    outputs = np.stack([values for *_, values in headlines], axis=-1)[some]
    shares = drivers(inputs.luck[some], outputs, inputs.streams, inputs.groups, inputs.laws)
    return tuple(
        Driven(code, says, unit, one, len(outputs))
        for (code, says, unit, _), one in zip(headlines, shares, strict=True)
    )
