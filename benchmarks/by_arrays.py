"""The care of a plan the plain NumPy way: a draw and year at a time, all cells in one array.

Covers what is asked for, given and lain in beds, if nothing changes and with the plan, from every
sex, age, place and service: the cells that the engine gathers beforehand. Money, limits of beds
and who did what are left out, so that it does less than the engine it stands beside. It reads
what `cell_by_cell` has read, and is held to its answer wherever it is timed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from cell_by_cell import SEXES, CellByCell, log_of_left
from numpy.typing import NDArray

from commonweal.plan import Plan

Array = NDArray[Any]
AGES = 91


@dataclass(frozen=True)
class Acts:
    """What one effect acts on: place-and-service, its ratio there, whether directly, and whom."""

    proposal: Any
    effect: Any
    rows: Array
    ratio: Array
    direct: Array
    people: Array


class ByArrays:
    """A system as arrays over place-and-service, sex and age."""

    def __init__(self, plan: Plan) -> None:
        self.read = read = CellByCell(plan)
        self.pairs = [(p, s) for p in read.places for s in read.services]
        self.rate = np.stack([read.rate[pair] for pair in self.pairs])
        curves = np.stack([read.curve[pair] for pair in self.pairs])
        self.known = np.isfinite(curves) & (curves > 0)
        self.curve = np.where(self.known, curves, 1.0)
        self.dense = np.ones_like(curves)
        for at in np.ndindex(self.dense.shape[:2]):
            here = np.flatnonzero(self.known[at])
            if len(here):
                self.dense[at] = np.interp(np.arange(AGES), here, curves[at][here])
        shape = (len(read.places), len(read.services), len(read.sites))
        self.flow = np.array(
            [read.flow[p, s, j] for p in read.places for s in read.services for j in read.sites]
        ).reshape(shape)
        sites = [[(s, j) for j in read.sites] for s in read.services]
        self.factor = np.array([[read.factor[s, j] for s, j in row] for row in sites])
        base = np.array([read.base_total[s] for s in read.services])[:, None]
        incoming = np.array([[read.incoming[j, s] for s, j in row] for row in sites])
        self.incoming = np.divide(incoming, base, out=np.zeros_like(incoming), where=base > 0)
        self.nights = np.array([read.counts_nights[s] for s in read.services])
        self.body = np.array([[read.owner[j] == b for b in read.bodies] for j in read.sites])
        self.acts = [one for _, _, p, e in read._effects() if (one := self._acts(p, e))]
        self.moves = self._moves()

    def _acts(self, proposal: Any, effect: Any) -> Acts | None:
        if effect.kind not in ("reduce", "move", "shorten"):
            return None
        found = []
        for row, (place, service) in enumerate(self.pairs):
            if effect.places and place not in effect.places:
                continue
            if service in effect.services:
                found.append((row, 1.0, True))
            elif self.read.parent[service] in effect.services and effect.kind != "shorten":
                found.append((row, effect.stay_ratio, False))
        if not found:
            return None
        people = np.zeros((2, AGES))
        for sex in SEXES[effect.sex]:
            people[sex, effect.age_from : effect.age_to + 1] = 1.0
        rows, ratio, direct = (np.array(column) for column in zip(*found, strict=True))
        return Acts(proposal, effect, rows, ratio, direct, people)

    def _moves(self) -> dict[tuple[int, int], list[Any]]:
        """Of each service and site: the proposals and effects that move care from it, how much."""
        read, found = self.read, defaultdict(list)
        for _, _, proposal, effect in read._effects():
            if effect.kind != "move_site":
                continue
            for n, service in enumerate(read.services):
                parent = read.parent[service] in effect.services
                ratio = 1.0 if service in effect.services else parent * (effect.stay_ratio or 0.0)
                reach = ratio * read._share_of_people(effect, service, effect.from_site)
                if reach:
                    at = n, read.sites.index(effect.from_site)
                    there = read.sites.index(effect.to_site)
                    found[at].append((proposal, effect, reach, there))
        return found

    def draw(self, luck: Any, k: int) -> dict[str, Array]:
        """Care in one draw, the year first, under the names of `CellByCell.draw`."""
        years = [self._year(luck, k, t) for t in range(len(self.read.years))]
        return {name: np.stack([year[name] for year in years]) for name in years[0]}

    def _year(self, luck: Any, k: int, t: int) -> dict[str, Array]:
        cells = self._asked(luck, k, t)
        nothing = cells.sum(axis=(1, 2))
        planned = self._left_and_arrived(luck, k, t, cells, nothing)
        shape = self.flow.shape[:2]
        before, after = nothing.reshape(shape), planned.reshape(shape)
        at = (
            np.einsum("ps,psj->sj", before, self.flow) + self.incoming * before.sum(axis=0)[:, None]
        )
        at = at * self.factor
        now = at + np.einsum("ps,psj->sj", after - before, self.flow) * self.factor
        self._move(luck, k, t, now)
        return {
            "wanted_nothing": nothing,
            "wanted_plan": planned,
            "given_nothing": (at @ self.body).T,
            "given_plan": (now @ self.body).T,
            "bed_days_nothing": at[self.nights].sum(axis=0),
            "bed_days_plan": now[self.nights].sum(axis=0),
        }

    def _asked(self, luck: Any, k: int, t: int) -> Array:
        """What every cell asks for if nothing changes."""
        read, year = self.read, self.read.years[t]
        variant = read.variants[luck["people.variant"][k]]
        people = np.stack([read.people[variant, p, year] for p in read.places])
        younger = np.stack([read._younger(luck, k, year, sex) for sex in range(2)])
        age = np.clip(np.arange(AGES) - younger, 0, AGES - 1)
        below = np.minimum(age.astype(int), AGES - 2)
        way, sex = age - below, np.arange(2)[:, None]
        there = self.dense[:, sex, below] * (1 - way) + self.dense[:, sex, below + 1] * way
        use = self.rate * np.where(self.known, there / self.curve, 1.0)
        growth = [(1 + read._other_growth(luck, k, s)) ** t for s in read.services]
        of_pairs = np.tile(growth, len(read.places))[:, None, None]
        return np.repeat(people, len(read.services), axis=0) * use * of_pairs

    def _left_and_arrived(self, luck: Any, k: int, t: int, cells: Array, nothing: Array) -> Array:
        """What is asked for once the effects have acted, each by its logarithmic-mean share."""
        left, logs = np.zeros_like(cells), []
        for act in self.acts:
            size = luck[act.effect.code][k] * self.read._strength(act.proposal, t) * act.ratio
            log = log_of_left(size)[:, None, None] * act.people
            left[act.rows] += log
            logs.append(log)
        still = left == 0
        mean = cells * np.where(still, 1.0, np.expm1(left) / np.where(still, 1.0, left))
        planned = nothing.copy()
        for act, log in zip(self.acts, logs, strict=True):
            gone = -(mean[act.rows] * log).sum(axis=(1, 2))
            planned[act.rows] -= gone
            if act.effect.to_service:
                many, to = len(self.read.services), act.effect.to_service
                into = act.rows[act.direct] // many * many + self.read.services.index(to)
                arrives = np.maximum(gone[act.direct], 0.0) * luck[f"{act.effect.code}.ratio"][k]
                np.add.at(planned, into, arrives)
        return planned

    def _move(self, luck: Any, k: int, t: int, at: Array) -> None:
        """Move care between sites, in place: each move acts on what was there before all moves."""
        moved = []
        for (service, here), moves in self.moves.items():
            sizes = [
                max(luck[effect.code][k], 0.0) * self.read._strength(proposal, t) * reach
                for proposal, effect, reach, _ in moves
            ]
            logs = log_of_left(np.array(sizes))
            left = logs.sum()
            mean = np.expm1(left) / left if left else 1.0
            much = at[service, here] * -logs * mean
            moved += [(service, here, m[-1], one) for m, one in zip(moves, much, strict=True)]
        for service, here, there, much in moved:
            at[service, here] -= much
            at[service, there] += much
