"""Numbers on the page, each with an answer to 'why this number?'."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from commonweal.base.measures import MEASURES, family_tree
from commonweal.plan.report.figures import Figure


@dataclass(frozen=True, slots=True)
class Why:
    """One number that the page can be asked about.

    Attributes:
        anchor: where its answer stands.
        text: the number as the page says it.
        figure: what it is.
        tree: the measures and leaves it comes from, each with its depth.
    """

    anchor: str
    text: str
    figure: Figure
    tree: tuple[tuple[int, str], ...]

    @property
    def says(self) -> str:
        """What the measure is, in a line."""
        return MEASURES[self.figure.measure].says


@dataclass(slots=True)
class Whys:
    """The numbers a page has said so far, in order."""

    said: list[Why] = field(default_factory=list)

    def say(self, text: str, figure: Figure) -> Markup:
        """A number as a link to its answer. The same figure is answered once."""
        for why in self.said:
            if why.figure == figure:
                return self._link(why.anchor, text)
        tree = tuple(family_tree(figure.measure))
        why = Why(f"why-{len(self.said) + 1}", text, figure, tree)
        self.said.append(why)
        return self._link(why.anchor, text)

    def _link(self, anchor: str, text: str) -> Markup:
        return Markup('<a class="number" href="#{}">{}</a>').format(anchor, text)
