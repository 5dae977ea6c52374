"""A subject of the site, its pages, and what they are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from commonweal.base.figures.query import Figures
from commonweal.report.names import Names
from commonweal.report.view import View
from commonweal.report.whys import Whys

START = "report"
"""The page that stands beside the others' folder, and leads to them."""


@dataclass(frozen=True, slots=True)
class Site:
    """What pages are made from.

    Attributes:
        run: the run.
        charts: its charts in words and pictures, in order.
        whys: the numbers that the pages have said so far.
    """

    run: View
    charts: tuple[Mapping[str, Any], ...]
    whys: Whys = field(default_factory=Whys)

    @property
    def figures(self) -> Figures:
        """The run's figures."""
        return self.run.figures

    def charts_about(self, subject: str) -> list[Mapping[str, Any]]:
        """Its charts about a subject."""
        return [chart for chart in self.charts if chart["subject"] == subject]

    @property
    def names(self) -> Names:
        """The run's names."""
        return Names(self.run.published.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page.

    Attributes:
        slug: its file's name without the ending.
        title: its heading.
        template: what it is written with.
        said: what the template is given.
    """

    slug: str
    title: str
    template: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one file of `pages` declares: a subject, and its page or pages.

    Attributes:
        slug: the name of its first page.
        title: what the contents call it.
        says: what a reader finds there, in a few words.
        order: where it stands in the contents. Pages are made in this order too.
        pages: makes its pages, the first of them the one the contents lead to.
    """

    slug: str
    title: str
    says: str
    order: int
    pages: Callable[[Site], Iterable[Page]]
