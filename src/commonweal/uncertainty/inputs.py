"""Inputs: every uncertain number of a plan, by name, with the luck behind each draw.

Each is drawn from a stream of its own name, so its luck can be had again. Numbers that
are certain are left out: nothing depends on them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array, Chance
from commonweal.base.numbers.uncertain import Choice
from commonweal.engine import Prepared
from commonweal.plan import ranks, uncertain
from commonweal.statistics import Law, as_one_number, ties


@dataclass(frozen=True, slots=True)
class Input:
    """One uncertain number.

    Attributes:
        code: the name of its stream of luck.
        says: what it is, in plain words.
        unit: of its values.
        luck: the stream's draws, before any tie with others, shape (draw,): standard
            normals, or which of several things each draw met.
        law: how `luck` is drawn.
        values: its values in its unit, shape (draw,).
    """

    code: str
    says: str
    unit: str
    luck: Array
    law: Law
    values: Array


@dataclass(frozen=True, slots=True)
class Inputs:
    """Every uncertain number of a run, the central run left out.

    Attributes:
        each: the numbers.
        unseen: luck of numbers that are not uncertain here but tied to some that are.
        together: numbers that correlations tie to one another, `unseen` ones too.
        draws: how many draws.
    """

    each: tuple[Input, ...]
    unseen: dict[str, Array]
    together: tuple[tuple[str, ...], ...]
    draws: int

    @property
    def luck(self) -> Array:
        """What the draws come from, each independent of the others, shape (draw, stream)."""
        return self._stacked([*(one.luck for one in self.each), *self.unseen.values()])

    @property
    def streams(self) -> list[str]:
        """The names of what `luck` holds."""
        return [*self.codes, *self.unseen]

    @property
    def laws(self) -> list[Law]:
        """How each of them is drawn."""
        return [*(one.law for one in self.each), *(Law.NORMAL for _ in self.unseen)]

    @property
    def groups(self) -> dict[str, list[str]]:
        """Streams to take together, by the codes of the numbers they move.

        A number by itself is a group of one. Where several share luck, nobody can say
        which of them brings about what, so they are told as one.
        """
        bound = {name for names in self.together for name in names}
        alone = {code: [code] for code in self.codes if code not in bound}
        shown = {
            " + ".join(code for code in self.codes if code in names): list(names)
            for names in self.together
        }
        return alone | shown

    @property
    def values(self) -> Array:
        """Values in their own units, shape (draw, input)."""
        return self._stacked([one.values for one in self.each])

    @property
    def codes(self) -> list[str]:
        """The names of the numbers."""
        return [one.code for one in self.each]

    def _stacked(self, columns: list[Array]) -> Array:
        return np.stack(columns, axis=-1) if columns else np.zeros((self.draws, 0))


def inputs_of(prepared: Prepared, seed: int) -> Inputs:
    """Every uncertain number of a plan that was drawn.

    Args:
        prepared: the plan as drawn.
        seed: the run's seed, for the luck behind the draws.
    """
    draws, chance = prepared.draws.rows - 1, Chance(seed)
    each = []
    for number in uncertain(prepared.plan):
        drawn = prepared.draws[number.code]
        if isinstance(number.spread, Choice):
            met, law = drawn[1:].astype(float), Law.AS_DRAWN
        else:
            met, law = chance.normals(number.code, draws), Law.NORMAL
        if not number.spread.is_certain and np.ptp(met) > 0:
            values = as_one_number(number.spread, drawn)[1:].astype(float)
            each.append(Input(number.code, number.says, number.unit, met, law, values))
    codes = {number.code for number in each}
    tied = [tie.names for tie in ties(ranks(prepared.plan.correlations)) if codes & {*tie.names}]
    unseen = {name: chance.normals(name, draws) for names in tied for name in names}
    unseen = {name: normals for name, normals in unseen.items() if name not in codes}
    return Inputs(tuple(each), unseen, tuple(tied), draws)
