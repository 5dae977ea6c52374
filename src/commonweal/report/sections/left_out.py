"""What the sums leave out: care that is paid for here and that no table of the plan holds."""

from __future__ import annotations

from markupsafe import Markup

from commonweal.base.figures.query import Figures
from commonweal.report import words
from commonweal.report.view import View
from commonweal.report.whys import Whys

NAMED = 4
"""Kinds of care that are named, the largest first; the page about data has all."""


def left_out(run: View, figures: Figures, whys: Whys) -> Markup | None:
    """A sentence that stands beside every sum of the whole system; None where nobody has said."""
    figure = figures.find("money.not_counted", side="either")
    rows = [one for one in run.plan.get("not_counted", ()) if one["inside_what_is_counted"] == "no"]
    if figure is None or not rows:
        return None
    rows = sorted(rows, key=lambda one: -float(one["gbp"]))
    names = [str(one["name"]) for one in rows[:NAMED]]
    more = f"; and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return Markup("Not in these sums: about {} of care a year. The largest: {}{}.").format(
        whys.say(words.pounds(figure.central), figure), "; ".join(names), more
    )


def in_short(figures: Figures, whys: Whys) -> list[Markup]:
    """The same in a few words, for the first page; nothing where nobody has said."""
    figure = figures.find("money.not_counted", side="either")
    if figure is None:
        return []
    number = whys.say(words.pounds(figure.central), figure)
    return [Markup("Not in these sums: about {} of care a year.").format(number)]
