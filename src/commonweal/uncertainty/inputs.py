"""Inputs: every uncertain number of a plan, by name, with the luck behind each draw.

Each is drawn from a stream of its own name (`commonweal.plan.luck`), so its luck can
be had again. Numbers that are certain are left out: nothing hangs on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array, Chance
from commonweal.base.numbers.year import Year
from commonweal.care.effects import Effect, OpenBeds
from commonweal.engine.prepare import Prepared
from commonweal.money.parts import RunningCost
from commonweal.people.health import STREAM
from commonweal.people.residents import residents
from commonweal.plan.luck import ranks
from commonweal.plan.proposals import Proposal, all_effects
from commonweal.statistics.correlation import ties
from commonweal.statistics.sensitivity.polynomials import Law

VARIANT = "people.variant"

DOES = {
    "reduce": "how much care it avoids",
    "move": "how much care it moves",
    "shorten": "how much it shortens stays",
    "move_site": "how much it moves between sites",
    "beds": "how many beds it opens or closes",
}
"""What the size of each kind of effect is, in plain words."""


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
    draws, luck = len(prepared.draws) - 1, Chance(seed)
    each = []
    for code, says, unit, values in (*_people(prepared), *_assumed(prepared), *_proposed(prepared)):
        drawn = values[1:].astype(float)
        if code == VARIANT:
            met, law = prepared.draws.variant[1:].astype(float), Law.AS_DRAWN
        else:
            met, law = luck.normals(code, draws), Law.NORMAL
        if np.ptp(met) > 0:
            each.append(Input(code, says, unit, met, law, drawn))
    codes = {one.code for one in each}
    tied = [tie.names for tie in ties(ranks(prepared.plan.correlations)) if codes & {*tie.names}]
    unseen = {name: luck.normals(name, draws) for names in tied for name in names}
    unseen = {name: normals for name, normals in unseen.items() if name not in codes}
    return Inputs(tuple(each), unseen, tuple(tied), draws)


Told = tuple[str, str, str, Array]
"""Code, plain words, unit, and values with the central run first."""


def _people(prepared: Prepared) -> Iterator[Told]:
    last = Year(prepared.plan.last_year)
    everyone = residents(prepared.people.residents.people)[:, :, -1].sum(axis=-1)
    if len(everyone) > 1:
        yield VARIANT, f"People who live here in {last}", "person", everyone[prepared.draws.variant]
    if not all(share.is_certain for share in prepared.people.health.share):
        says = f"Share of the added years of life spent in good health, {last}"
        yield STREAM, says, "share", prepared.draws.health_share[:, -1]


def _assumed(prepared: Prepared) -> Iterator[Told]:
    for code, one in prepared.plan.assumptions.items():
        if not one.interval.is_certain:
            yield code, one.says, one.unit, prepared.draws.assumptions[code]


def _proposed(prepared: Prepared) -> Iterator[Told]:
    proposals, drawn = prepared.plan.proposals, 0
    for e, (n, effect) in enumerate(all_effects(proposals)):
        named = f"{proposals[n].title}: {_does(effect, proposals[n])}"
        if not effect.size.is_certain:
            unit = "bed" if isinstance(effect, OpenBeds) else "share"
            yield effect.code, named, unit, prepared.draws.size[:, e]
        if effect.ratio is not None and not effect.ratio.is_certain:
            says = f"{proposals[n].title}: care given instead, for each one avoided or moved"
            yield f"{effect.code}.ratio", says, "ratio", prepared.draws.ratio[:, e]
    bodies = prepared.plan.names("organisations")
    for proposal in proposals:
        for cost in proposal.of(RunningCost):
            if not cost.gbp.is_certain:
                says = f"{proposal.title}: what it costs {bodies[cost.organisation]} to run"
                yield cost.code, says, "GBP", prepared.draws.running_cost[:, drawn]
            drawn += 1


def _does(effect: Effect, proposal: Proposal) -> str:
    """What an effect's size is; numbered where the proposal has others of its kind."""
    alike = Counter(one.kind for one in proposal.effects)[effect.kind]
    number = f" (effect {effect.code.rsplit('.', 1)[1]})" if alike > 1 else ""
    return DOES[effect.kind] + number
