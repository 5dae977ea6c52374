"""The charts of a run, for whoever works in Python."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from commonweal.archive import Published, published_from
from commonweal.execute import Run
from commonweal.report.charts import charts_of
from commonweal.report.view import View


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a notebook shows it.

    Attributes:
        title: what is seen.
        alt: the same for who does not see it.
        svg: the picture, which needs no file beside it.
        data: the numbers that are drawn.
    """

    title: str
    alt: str = field(repr=False)
    svg: str = field(repr=False)
    data: pl.DataFrame = field(repr=False)

    def _repr_svg_(self) -> str:
        return self.svg


def pictures(run: Run | Published) -> dict[str, Picture]:
    """The charts of a run by name, as its report has them."""
    published = run if isinstance(run, Published) else published_from(run)
    return {
        one.name: Picture(one.title, one.alt, one.alone, one.data)
        for one in charts_of(View(published))
    }
