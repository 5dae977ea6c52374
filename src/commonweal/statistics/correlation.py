"""Correlated: uncertain numbers that rise and fall together.

What is written is the rank correlation (Spearman's) of two numbers. It is
carried by a Gaussian copula: the named normals behind the numbers are mixed, and
each number keeps its own spread. Numbers that no correlation names keep their
draws to the last digit; of those tied together, the first by name does too.

Source: for normals, Pearson's correlation is 2 sin(pi / 6 x Spearman's); Pearson, On
further methods of determining correlation, 1907.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array

Pair = tuple[str, str]

LEAST_EIGENVALUE = 1e-8
"""Below this, correlations are taken to contradict one another: one number would be
fixed by the others, and beyond that it could not be at all."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A pair whose correlation cannot be what it is while the others stand.

    Attributes:
        pair: the two names, in alphabetical order.
        is_given: whether its correlation was written; if not, it counts as 0.
        asked: the rank correlation it has.
        allowed: between which two the others leave room; None where they contradict one
            another too.
    """

    pair: Pair
    is_given: bool
    asked: float
    allowed: tuple[float, float] | None

    @property
    def says(self) -> str:
        """The contradiction in words."""
        a, b = self.pair
        has = f"is {self.asked:g}" if self.is_given else "is not given and so counts as 0"
        if self.allowed is None:
            return f"the correlation of {a} and {b} {has}, and contradicts the others"
        low, high = self.allowed
        return (
            f"the correlation of {a} and {b} {has}; with the others as they are it can only be "
            f"between {low:.2f} and {high:.2f}"
        )


class CorrelationsContradict(ValueError):
    """Rank correlations that no numbers can have, with the pairs that most stand out.

    Attributes:
        contradictions: the pair whose change would fix it, the least change there is
            (several, if as little of each would); or, where no single pair would, those
            without which the rest agree, the worst first.
    """

    def __init__(self, contradictions: tuple[Contradiction, ...]) -> None:
        either = all(one.allowed for one in contradictions)
        super().__init__(("; or " if either else "; ").join(one.says for one in contradictions))
        self.contradictions = contradictions


@dataclass(frozen=True, slots=True)
class Tie:
    """Numbers that correlations tie together, directly or through others.

    Attributes:
        names: in alphabetical order.
        root: what mixes their normals, the lower Cholesky factor, shape (name, name).
    """

    names: tuple[str, ...]
    root: Array


def ties(correlations: Mapping[Pair, float]) -> tuple[Tie, ...]:
    """What rank correlations tie together.

    Args:
        correlations: of pairs of names, above -1 and below 1; pairs left out count as 0.

    Raises:
        ValueError: for a pair given twice, of one name, or out of bounds.
        CorrelationsContradict: where no numbers can have these correlations.
    """
    given = _checked(correlations)
    out = []
    for names in _tied(given):
        inside = {pair: rho for pair, rho in given.items() if pair[0] in names}
        normal = _matrix(names, inside)
        if np.linalg.eigvalsh(normal)[0] < LEAST_EIGENVALUE:
            raise CorrelationsContradict(_contradictions(names, inside))
        out.append(Tie(names, np.asarray(np.linalg.cholesky(normal), dtype=np.float64)))
    return tuple(out)


def tied_normals(normals: Mapping[str, Array], tied: Iterable[Tie]) -> dict[str, Array]:
    """Independent normals made to rise and fall together.

    Args:
        normals: of each name, standard and independent, shape (draw,).
        tied: what `ties` gives.

    Returns:
        Standard normals of each name, in the same order; those of names not tied, and
        the first of each tie, are the very same.
    """
    out = dict(normals)
    for tie in tied:
        mixed = tie.root @ np.stack([normals[name] for name in tie.names])
        out.update(zip(tie.names[1:], mixed[1:], strict=True))
    return out


def pearson_of(spearman: Array | float) -> Array:
    """The correlation of two normals whose ranks have this correlation.

    >>> pearson_of([0.0, 1.0]).round(9).tolist()
    [0.0, 1.0]
    """
    return np.asarray(2.0 * np.sin(np.pi / 6.0 * np.asarray(spearman)))


def spearman_of(pearson: Array | float) -> Array:
    """The rank correlation of two normals with this correlation.

    >>> float(spearman_of(pearson_of(0.3)).round(9))
    0.3
    """
    return np.asarray(6.0 / np.pi * np.arcsin(np.asarray(pearson) / 2.0))


def _checked(correlations: Mapping[Pair, float]) -> dict[Pair, float]:
    """The correlations by pairs in alphabetical order; those of 0 tie nothing."""
    out: dict[Pair, float] = {}
    for (a, b), rho in correlations.items():
        pair = (min(a, b), max(a, b))
        if a == b:
            raise ValueError(f"{a} is correlated with itself")
        if pair in out:
            raise ValueError(f"the correlation of {pair[0]} and {pair[1]} is given twice")
        if not -1.0 < rho < 1.0:
            raise ValueError(f"the correlation of {a} and {b} is {rho:g}; it lies inside -1 and 1")
        out[pair] = rho
    return {pair: rho for pair, rho in out.items() if rho != 0.0}


def _tied(given: Mapping[Pair, float]) -> list[tuple[str, ...]]:
    """The sets of names that hang together, in alphabetical order."""
    sets: list[set[str]] = []
    for pair in given:
        together = set(pair).union(*(s for s in sets if s & set(pair)))
        sets = [s for s in sets if not s & set(pair)] + [together]
    return sorted(tuple(sorted(names)) for names in sets)


def _matrix(names: tuple[str, ...], given: Mapping[Pair, float]) -> Array:
    """The normals' correlations, shape (name, name)."""
    out = np.eye(len(names))
    for (a, b), rho in given.items():
        i, j = names.index(a), names.index(b)
        out[i, j] = out[j, i] = pearson_of(rho)
    return out


def _contradictions(
    names: tuple[str, ...], given: Mapping[Pair, float]
) -> tuple[Contradiction, ...]:
    """The pairs that need least change to fix it; else those to drop until it holds."""
    normal = _matrix(names, given)
    lone = []
    for i, a in enumerate(names):
        for j in range(i + 1, len(names)):
            room = _room(normal, i, j)
            if room is not None:
                pair = (a, names[j])
                low, high = (float(spearman_of(end)) for end in room)
                asked = given.get(pair, 0.0)
                one = Contradiction(pair, pair in given, asked, (low, high))
                lone.append((max(low - asked, asked - high), one))
    if not lone:
        return _dropped(names, dict(given))
    repairs = [found for found in lone if found[1].is_given] or lone
    least = min(change for change, _ in repairs)
    return tuple(pair for change, pair in repairs if change <= least + 1e-9)


def _room(normal: Array, i: int, j: int) -> tuple[float, float] | None:
    """Between which two a correlation can lie with all others as they are."""
    rest = [n for n in range(len(normal)) if n not in (i, j)]
    among = normal[np.ix_(rest, rest)]
    if rest and np.linalg.eigvalsh(among)[0] < LEAST_EIGENVALUE:
        return None
    a, b = normal[i, rest], normal[j, rest]
    of_a, of_b = np.linalg.solve(among, a), np.linalg.solve(among, b)
    left_a, left_b = 1.0 - a @ of_a, 1.0 - b @ of_b
    if min(left_a, left_b) < LEAST_EIGENVALUE:
        return None
    middle, half = float(a @ of_b), float(np.sqrt(left_a * left_b))
    return middle - half, middle + half


def _dropped(names: tuple[str, ...], given: dict[Pair, float]) -> tuple[Contradiction, ...]:
    """Pairs taken out, the one that pulls hardest first, until the rest agree.

    How hard is what the pair adds to the eigenvalue that is below 0.
    """
    out: list[Contradiction] = []
    while True:
        values, vectors = np.linalg.eigh(_matrix(names, given))
        if values[0] >= LEAST_EIGENVALUE:
            return tuple(out)
        v = dict(zip(names, vectors[:, 0], strict=True))
        worst = min(given, key=lambda pair: (v[pair[0]] * v[pair[1]] * given[pair], pair))
        out.append(Contradiction(worst, is_given=True, asked=given.pop(worst), allowed=None))
