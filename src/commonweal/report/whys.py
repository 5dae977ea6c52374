"""Numbers on the page, each with an answer to 'why this number?'."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from commonweal.base.figures.query import Figure
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.links import page_link, slug_of

SIDES = {
    "nothing": "if nothing changes",
    "plan": "with the plan",
    "change": "what the plan changes",
    "either": "with or without the plan",
}
READINGS = {
    "share": "its share of what the plan changes",
    "alone": "as the only proposal",
    "lost": "lost if it fails",
}


@dataclass(frozen=True, slots=True)
class Why:
    """One number that the page can be asked about.

    Attributes:
        anchor: where its answer stands.
        text: the number as the page says it.
        about: on which side, of what and when.
        figure: what it is.
    """

    anchor: str
    text: str
    about: str
    figure: Figure

    @property
    def value(self) -> str:
        """Its value as it was published, with its unit and range."""
        figure = self.figure
        said = words.exact(figure.central, figure.unit)
        if figure.low is not None and figure.high is not None:
            ends = (words.exact(end, figure.unit) for end in (figure.low, figure.high))
            said += ", from {} to {}".format(*ends)
        return said

    @property
    def command(self) -> str:
        """The command that says where the figure comes from."""
        asked = [f"{key}={shlex.quote(value)}" for key, value in self.figure.asked.items()]
        return " ".join(["commonweal why RUN", self.figure.measure, *asked])

    @property
    def how_sure(self) -> str:
        """What its range holds, or why it has none."""
        if self.figure.low is None:
            return f"No range: {self.figure.why_no_interval}."
        return "The chance that it is inside this range is 8 in 10."


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of number, with all of that kind that the page says.

    Attributes:
        measure: its code.
        says: what it is, in a line.
        whys: the numbers.
    """

    measure: str
    says: str
    whys: tuple[Why, ...]


@dataclass(slots=True)
class Whys:
    """The numbers a page has said so far, in order."""

    said: dict[Figure, Why] = field(default_factory=dict)

    def say(self, text: str, figure: Figure) -> Markup:
        """A number as a link to its answer. The same figure is answered once."""
        why = self.said.get(figure)
        if why is None:
            why = Why(f"n{len(self.said) + 1}", text, self._about(figure), figure)
            self.said[figure] = why
        where = page_link(slug_of("why", figure.measure), why.anchor)
        return Markup('<a class="number" href="{}">{}</a>').format(where, text)

    def with_range(self, figure: Figure, told: Callable[[float], str]) -> Markup:
        """A figure's middle as a link to its answer, and its range after it."""
        link = self.say(told(figure.central), figure)
        low, high = (told(end) for end in figure.ends)
        if low == high:
            return link
        return link + Markup(' <span class="range">{} to {}</span>').format(low, high)

    def families(self, says: Callable[[str], str]) -> Iterator[Family]:
        """The numbers said, by kind; kind by kind.

        Args:
            says: what the run says a measure is.
        """

        def kind(why: Why) -> str:
            return why.figure.measure

        for measure, alike in groupby(sorted(self.said.values(), key=kind), key=kind):
            yield Family(measure, says(measure), tuple(alike))

    def _about(self, figure: Figure) -> str:
        when = [] if figure.year is None else [str(Year(figure.year))]
        how = SIDES[figure.side] if figure.reading is None else READINGS[figure.reading]
        return ", ".join([how, *figure.names.values(), *when])
