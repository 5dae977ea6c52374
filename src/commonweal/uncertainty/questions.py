"""How sure: every question about a run's doubt, answered from its own draws."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.attribution import Attribution
from commonweal.base.numbers.threads import threads
from commonweal.engine import Carried, Prepared
from commonweal.uncertainty.balances import drawn_from
from commonweal.uncertainty.counting import Counting, counting
from commonweal.uncertainty.drivers import Driven, driven
from commonweal.uncertainty.going_wrong import GoingWrong, going_wrong
from commonweal.uncertainty.inputs import inputs_of
from commonweal.uncertainty.must_be_true import MustBeTrue, must_be_true
from commonweal.uncertainty.risk import Risks, risks

FEWEST_DRAWS = 200
"""Below this many draws none of it is worked carried: it would be told with no warrant."""


@dataclass(frozen=True, slots=True)
class Named:
    """An uncertain number: its plain words and its unit."""

    says: str
    unit: str


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a run is.

    Attributes:
        inputs: every uncertain number, by the name of its stream of luck.
        driven: each headline and what drives it.
        must_be_true: what has to be true for the plan to work, and how it fails.
        going_wrong: when it first goes wrong, and what would cover it.
        risks: what each proposal brings to the risk.
        counting: how much of the doubt about care is counting luck; None where no
            service counts events.
    """

    inputs: dict[str, Named]
    driven: tuple[Driven, ...]
    must_be_true: MustBeTrue
    going_wrong: GoingWrong
    risks: Risks
    counting: Counting | None

    def says(self, code: str) -> str:
        """What an uncertain number is, or several that go together, in plain words."""
        first, *others = [self.inputs[one].says for one in code.split(" + ")]
        return "; ".join([first, *(one[:1].lower() + one[1:] for one in others)])


def how_sure(
    prepared: Prepared, carried: Carried, shared: Attribution, *, ceiling: float, seed: int
) -> Sure | None:
    """How sure a run is; None with fewer draws than can tell.

    Args:
        shared: who did what.
        ceiling: share of open beds that may be full on an average night.
        seed: the run's seed.
    """
    if prepared.draws.rows - 1 < FEWEST_DRAWS:
        return None
    drawn, inputs = drawn_from(prepared, carried, shared, ceiling), inputs_of(prepared, seed)
    with threads() as pool:  # the longest first
        drives = pool.submit(driven, inputs, drawn)
        must = pool.submit(must_be_true, inputs, drawn)
        luck = pool.submit(counting, prepared, carried, drawn)
        return Sure(
            inputs={one.code: Named(one.says, one.unit) for one in inputs.each},
            driven=drives.result(),
            must_be_true=must.result(),
            going_wrong=going_wrong(drawn),
            risks=risks(drawn, [p.code for p in prepared.plan.proposals]),
            counting=luck.result(),
        )
