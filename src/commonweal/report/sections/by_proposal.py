"""Money by proposal: each one's bridge, what is at risk, and what comes once."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.links import proposal_link
from commonweal.report.sections.by_year import Grid
from commonweal.report.view import Proposed, View
from commonweal.report.whys import Whys

STEPS = (
    ("Gross saving on care", "money.saving_gross_by_proposal", "share"),
    ("of it money to spend", "money.saving_cash_releasing_by_proposal", "share"),
    ("Less care given in its place", "money.care_added_by_proposal", "share"),
    ("Less running it", "money.running_cost", None),
    ("Less old and new side by side", "money.double_running", None),
    ("Plus money that comes once", "money.one_off_income", None),
    ("Net", "money.by_proposal", "share"),
)
STRENGTHS = ("none", "weak", "moderate", "strong")
"""How well a saving is founded, the worst first."""

A_POUND = 0.5


def bridges(run: View, figures: Figures, whys: Whys) -> Grid | None:
    """Each proposal from gross saving to net in the last year; None of an older run."""
    if not figures.has("money.saving_cash_releasing_by_proposal", "proposal"):
        return None
    rows = []
    for proposed in _by_net(run, figures):
        steps = (_of(run, figures, code, reading, proposed.code) for _, code, reading in STEPS)
        rows.append(
            (
                proposal_link(proposed.code, proposed.title),
                *(whys.say(words.pounds_short(one.central), one) if one else "" for one in steps),
            )
        )
    heads = ("Proposal", *(name for name, _, _ in STEPS))
    return Grid(f"From gross saving to net, {Year(run.last_year)}", heads, rows)


def at_risk(run: View, figures: Figures, whys: Whys) -> Grid:
    """What each is thought to save, how sure that is, and how well it is founded."""
    rows = []
    for proposed in _by_net(run, figures):
        net = _of(run, figures, "money.by_proposal", "share", proposed.code)
        assert net is not None, "put in order by it"
        low, high = map(words.pounds_short, net.ends)
        rows.append(
            (
                proposal_link(proposed.code, proposed.title),
                whys.say(words.pounds_short(net.central), net),
                f"{low} to {high}" if low != high else "no range",
                founded(proposed),
                "; ".join(part.says for part in proposed.of("claim")) or "no claim",
            )
        )
    heads = ("Proposal", "Net", "8 chances in 10", "Evidence", "What its owners claim")
    return Grid(f"What is at risk, {Year(run.last_year)}", heads, rows, numbers=(1, 2))


def founded(proposed: Proposed) -> str:
    """How strong the evidence of its effects is: as strong as the weakest."""
    marks = {str(part.record.get("strength") or "none") for part in proposed.effects}
    return next((mark for mark in STRENGTHS if mark in marks), "no effect on care")


def once(run: View, figures: Figures, whys: Whys) -> Grid:
    """Money that comes or goes once, in its year; buildings and equipment apart."""
    kinds = (
        ("money.one_off_income", "comes in", "change"),
        ("money.double_running", "old and new side by side", "change"),
        ("money.capital_asked", "asked for buildings and equipment", "plan"),
    )
    rows: list[tuple[str | Markup, ...]] = [
        (proposal_link(one.keys["proposal"], one.names["proposal"]), *_once(one, what, whys))
        for code, what, side in kinds
        for one in _in_years(figures.each(code, "proposal", side=side))
    ]
    rows += [
        (one.names["organisation"], *_once(one, "comes in, less what goes out", whys))
        for one in _in_years(figures.each("money.one_off", "organisation", year=run.base_year))
    ]
    heads = ("Whose", "What it is", "Money", "Year")
    return Grid("Money that comes or goes once", heads, rows, numbers=(2,))


def _once(figure: Figure, what: str, whys: Whys) -> tuple[str, Markup, str]:
    return what, whys.say(words.pounds_short(figure.central), figure), str(Year(figure.year or 0))


def _in_years(found: list[Figure]) -> Iterator[Figure]:
    """Those of a year in which there is any."""
    return (one for one in found if one.year is not None and abs(one.central) >= A_POUND)


def _by_net(run: View, figures: Figures) -> list[Proposed]:
    """The proposals whose money is known, those that save most first."""
    net = {
        proposed.code: one.central
        for proposed in run.proposals
        if (one := _of(run, figures, "money.by_proposal", "share", proposed.code))
    }
    known = (proposed for proposed in run.proposals if proposed.code in net)
    return sorted(known, key=lambda proposed: -net[proposed.code])


def _of(
    run: View, figures: Figures, code: str, reading: str | None, proposal: str
) -> Figure | None:
    year = run.last_year
    return figures.find(
        code, "proposal", side="change", reading=reading, year=year, proposal=proposal
    )
