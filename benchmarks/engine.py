"""The engine on South Yorkshire: how long, how many times the plain way, how near the limit.

Prints what it found as JSON. It keeps itself to one core; `run.py` calls it with no other
work to do.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reference"))

import numpy as np
from cell_by_cell import CellByCell, differences

import commonweal
from by_arrays import ByArrays
from commonweal.base.numbers import threads
from commonweal.engine.path import Carried
from commonweal.engine.prepared import Prepared, prepare
from commonweal.engine.run import carry_all
from machine import best_seconds, bytes_a_second, sums_a_second


@dataclass(frozen=True)
class EngineTimes:
    """Seconds for all draws of both scenarios in all years, on one core.

    Attributes:
        prepare, evaluate: of the engine's two parts.
        by_cells: of one draw, cell by cell; `draws` of them would take `draws` times that.
        by_arrays: of the care of one draw, the plain NumPy way; see `by_arrays.py`.
        limit: the least that moving the results and the products must take.
        gigabytes, gigasums: results and draws; multiplications and additions.
        differences: where engine and cell-by-cell differ, which must be nowhere.
    """

    draws: int
    prepare: float
    evaluate: float
    by_cells: float
    by_arrays: float
    limit: float
    gigabytes: float
    gigasums: float
    differences: list[str]

    @property
    def engine(self) -> float:
        """Both parts."""
        return self.prepare + self.evaluate

    @property
    def times_faster(self) -> float:
        """How many times the engine is as fast as the cell-by-cell evaluation."""
        return self.by_cells * self.draws / self.engine

    @property
    def times_numpy(self) -> float:
        """How many times it is as fast as plain NumPy over all cells, which leaves money out."""
        return self.by_arrays * self.draws / self.engine


class WithoutShares(CellByCell):
    """Cell by cell, what the engine does and no more: steps are shared out after it."""

    def _shares(self, *_: object) -> None:
        """Nothing."""


def engine_times(folder: Path, draws: int) -> EngineTimes:
    """Time the engine and the cell-by-cell evaluation on a system, in one run, on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    threads.THREADS = 1
    plan = commonweal.read(folder)
    prepared, outcomes, seconds = [], [], []
    for _ in range(3):
        start = time.perf_counter()
        prepared = prepare(plan, draws=draws, seed=1)
        middle = time.perf_counter()
        out = carry_all(prepared)
        seconds.append((time.perf_counter() - start, middle - start))
        prepared, outcomes = [prepared], [out]
    whole, first = min(seconds)
    prepared, out = prepared[0], outcomes[0]
    slow = WithoutShares(plan)
    by_cells = best_seconds(lambda: slow.draw(prepared.draws, 1), 3)
    plain = ByArrays(plan)
    reference = slow.draw(prepared.draws, 1)
    for name, values in plain.draw(prepared.draws, 1).items():
        np.testing.assert_allclose(values, reference[name], rtol=1e-9, atol=1e-6)
    by_arrays = best_seconds(lambda: plain.draw(prepared.draws, 1), 3)
    size, sums = touched(prepared, out), products(prepared)
    return EngineTimes(
        draws=draws,
        prepare=first,
        evaluate=whole - first,
        by_cells=by_cells,
        by_arrays=by_arrays,
        limit=size / bytes_a_second() + sums / sums_a_second(),
        gigabytes=size / 1e9,
        gigasums=sums / 1e9,
        differences=differences(prepared, out, (0, 1, draws)),
    )


def touched(prepared: Prepared, out: Carried) -> int:
    """Bytes that must be moved at the least: each result written once, each draw read once."""
    results = out.share.nbytes + sum(values.nbytes for _, values in out.arrays())
    return results + sum(values.nbytes for values in prepared.draws.values())


def products(prepared: Prepared) -> int:
    """Multiplications and additions in the engine's products of matrices, all draws and years."""
    accounts, moves, pieces = (
        prepared.money.costs,
        prepared.care.acting.moves,
        prepared.care.acting.changes,
    )
    changed, moving = len(prepared.care.acting.changed), len(prepared.care.givers.changed_pairs)
    bodies, of_all = len(prepared.labels.organisations), len(accounts.pay_share)
    stepped = accounts.step_gbp.shape[0]
    a_row = [
        prepared.care.givers.pairs_all.size,
        prepared.care.givers.beds_all.size
        + prepared.care.givers.beds_residents.size
        + moves.to_beds.size,
        moves.from_all.size + changed * moves.from_residents.shape[1],
        (changed + len(moves.effect)) * moving,
        len(pieces.removed) + 2 * len(pieces.arrived) + len(pieces.own),
        2 * (accounts.variable.size + accounts.step_gbp.size + of_all * bodies),
        2 * (moving + stepped + bodies) * of_all,
    ]
    return 2 * sum(a_row) * prepared.draws.rows * len(prepared.plan.years)


if __name__ == "__main__":
    print(json.dumps(asdict(engine_times(Path(sys.argv[1]), int(sys.argv[2])))))
