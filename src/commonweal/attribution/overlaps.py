"""Overlaps: which proposals count the same care as theirs, how much of it, and for how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.attribution.levels import ChangeSites
from commonweal.attribution.measures import money_overlap
from commonweal.attribution.rows import Label, Rows, adding_up
from commonweal.base.numbers.chance import Array
from commonweal.care import CareInputs
from commonweal.money import MoneyInputs


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Pairs of proposals that act on the same care.

    Attributes:
        pairs: the codes of each pair, in order.
        at: what each overlap is of: a place-and-service that changes.
        care, money: rows by pair and service, and by pair.
    """

    pairs: tuple[Label, ...]
    at: tuple[int, ...]
    care: Rows
    money: Rows


def overlaps(care: CareInputs, where: ChangeSites, codes: Sequence[str]) -> Overlaps:
    """Find the pairs of proposals that act on the same care."""
    found = [
        (tuple(sorted((codes[one], codes[other]))), at)
        for one, other, at in care.acting.changes.both
    ]
    pairs = sorted({pair for pair, _ in found})
    of_each = np.array([pairs.index(pair) for pair, _ in found], dtype=np.intp)
    services = care.labels.services
    return Overlaps(
        pairs=tuple(pairs),
        at=tuple(at for _, at in found),
        care=adding_up(
            ("service",), of_each, [(services[int(where.service[at])],) for _, at in found]
        ),
        money=adding_up((), of_each, [()] * len(found)),
    )


def pounds_twice(found: Overlaps, money: MoneyInputs, values: Array, now: Array) -> Array:
    """GBP that would be counted twice, by pair, shape (pair, draw).

    Args:
        values: activity that both count, shape (overlap, draw).
        now: prices with efficiency, shape (account, draw).
    """
    gbp = np.empty_like(values)
    price = {at: money.gbp_changed[at] @ now for at in set(found.at)}
    one = np.array(1.0)
    for n, at in enumerate(found.at):
        gbp[n] = money_overlap(values[n], price[at], one, one)
    return found.money.of(gbp)
