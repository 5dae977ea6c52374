"""What the sums leave out: care that is paid for here and that no table of the plan holds."""

from __future__ import annotations

from markupsafe import Markup

from commonweal.base.figures.query import Figures
from commonweal.report import words
from commonweal.report.view import View
from commonweal.report.whys import Whys

NAMED = 4
"""Kinds of care that are named, the largest first; the page about data has all."""


def in_short(figures: Figures, whys: Whys) -> list[Markup]:
    """A sentence that stands beside every sum of the whole system; none where nobody has said."""
    figure = figures.find("money.not_counted", side="either")
    if figure is None:
        return []
    number = whys.say(words.pounds(figure.central), figure)
    return [Markup("Not in these sums: about {} of care a year.").format(number)]


def left_out(run: View, figures: Figures, whys: Whys) -> Markup:
    """The same, with the largest kinds of care by name; blank where nobody has said."""
    rows = [one for one in run.plan.get("not_counted", ()) if one["inside_what_is_counted"] == "no"]
    said = in_short(figures, whys)
    if not said or not rows:
        return Markup("")
    names = [str(one["name"]) for one in sorted(rows, key=lambda one: -float(one["gbp"]))]
    more = f"; and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return said[0] + Markup(" The largest: {}{}.").format("; ".join(names[:NAMED]), more)
