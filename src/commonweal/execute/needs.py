"""Needs: the memory that a run will take and the figures it will make, before it starts."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.base.numbers.memory import available, taken
from commonweal.base.numbers.spoken import amount
from commonweal.base.reading.problems import ShownPlainly
from commonweal.engine import Prepared, bytes_a_case, bytes_of_limits

A_FEW_DRAWS = 20_000
"""Draws that are prepared without asking first: their luck takes some tens of megabytes, and to
prepare a plan a second time takes longer than to draw it."""

BESIDE = 1.6
"""Memory at the peak for a unit of what draws leave behind: the rest is summing up.

Peak of South Yorkshire, read, run and written by two threads: 0.22 GB with no draws, 0.47 with
1,000, 0.83 with 4,000 and 1.71 with 10,000. Between the last two a draw takes 146 kB where it
leaves 90 kB: 1.62 times."""

IN_BLOCKS = 500
"""Draws whose memory is taken twice: what is worked out in blocks or rests on the first draws.

By the same peaks the first 1,000 draws take as much as 1,680 later ones, the first 4,000 as much as
4,130: this lies between, and is at most a twelfth from any of the four."""

BYTES_A_FIGURE = 1400
"""Of a figure in tables, files and page: South Yorkshire with no draws takes 0.15 GB before it is
carried and 0.22 GB at the peak, for 52,320 figures."""

MANY_FIGURES = 3_000_000
"""More than a page or a spreadsheet can show; they take some 4 GB."""

READINGS = 3
"""What a proposal does is its share, what it would do alone, and what is lost without it."""


class TooLarge(ShownPlainly):
    """A run wants more memory than the machine has."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a run will need.

    Attributes:
        draws: how many draws it has beside the central run.
        figures: how many it will make, about.
        before: bytes that it holds already.
        a_draw: bytes that each draw takes.
    """

    draws: int
    figures: int
    before: int
    a_draw: float

    @property
    def memory(self) -> float:
        """Bytes at the peak, about."""
        fixed = self.before + self.figures * BYTES_A_FIGURE
        return fixed + self.a_draw * (self.draws + 1 + min(self.draws, IN_BLOCKS))

    def draws_within(self, free: float) -> int | None:
        """How many draws would fit in free memory, to two figures; None if not even the first.

        >>> Needs(10**6, figures=0, before=0, a_draw=1e5).draws_within(1e9)
        9400
        """
        room = (free - self.figures * BYTES_A_FIGURE) / self.a_draw - 1
        if room < 0:
            return None
        draws = int(max(room - IN_BLOCKS, min(room / 2, IN_BLOCKS)))
        last = int(10 ** max(len(str(draws)) - 2, 0))
        return draws // last * last

    def __str__(self) -> str:
        """What to say before it starts.

        >>> print(Needs(1000, figures=52_320, before=150_000_000, a_draw=144_000))
        It will take about 0.4 GB of memory, and make about 52,300 figures.
        """
        said = f"It will take about {_gigabytes(self.memory)} of memory, and make about"
        many = ": more than anyone reads, so take fewer places, services or proposals"
        return f"{said} {amount(self.figures)} figures{many * (self.figures > MANY_FIGURES)}."


def needs_of(prepared: Prepared, draws: int, *, detail: bool) -> Needs:
    """What a run of a prepared plan will need.

    Args:
        draws: how many draws the run will have; those prepared may be fewer.
        detail: whether what each proposal does is worked out for sites and places too.
    """
    a_draw = BESIDE * (bytes_a_case(prepared) + bytes_of_limits(prepared))
    return Needs(draws, figures_of(prepared, detail=detail), taken(), a_draw)


def figures_of(prepared: Prepared, *, detail: bool) -> int:
    """How many figures a plan makes, about: so many a year for each thing they are about.

    How many of each kind there are was counted on South Yorkshire. Both sides of the plan and
    the change are figures of their own.
    """
    labels, givers, changes = prepared.labels, prepared.care.givers, prepared.care.acting.changes
    a_year = (
        5 * len(labels.places) * len(labels.services)  # care that residents use
        + 7 * len(givers.pairs)  # care that organisations and their sites give
        + 15 * len(labels.organisations)  # money
        + 27 * len(givers.bed_sites)
        + READINGS * (10 if detail else 4) * len(changes.own)  # who did what
        + 6 * len(changes.both)
    )
    return a_year * len(prepared.years)


def refuse_too_large(needs: Needs, free: int | None = None) -> None:
    """Refuse a run that would not fit.

    Args:
        free: bytes that it may still take; by default, what the machine has.

    Raises:
        TooLarge: if it would take more.
    """
    free = available() if free is None else free
    if free is None or needs.memory - needs.before <= free:
        return
    fit = needs.draws_within(free)
    said = f"{needs.draws:,} draws of this plan take about {_gigabytes(needs.memory)} of memory"
    instead = (
        "not even its central run fits; take fewer places, or a larger machine"
        if fit is None
        else f"{fit:,} would fit: --draws {fit}"
    )
    raise TooLarge(f"{said}, and {_gigabytes(free)} is free; {instead}")


def _gigabytes(size: float) -> str:
    return f"{size / 1e9:,.1f} GB"
