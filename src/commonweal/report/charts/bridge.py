"""The bridge: from what the plan saves on care to what it does to the balance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.steps import Step, stepped
from commonweal.report.view import View

NAME = "bridge"
STEPS = (
    ("money.saving_cash_releasing", 1, "Saved on care: money to spend"),
    ("money.saving_cost_avoiding", 1, "Saved on care: cost that does not come"),
    ("money.care_added", -1, "Care given in its place, or on top"),
    ("money.running_cost", -1, "Running the proposals, their staff in it"),
    ("money.double_running", -1, "Old and new side by side"),
    ("money.one_off_income", 1, "Money that comes once"),
)
"""Of each step its measure, whether it adds to the balance or takes from it, and its name."""

NET, NET_NAME = "money.balance", "What the plan does to the balance"


def drawn(run: View) -> Iterator[Chart]:
    """The steps of the last year; none of an older run, which does not have their figures."""
    figures, year = run.figures, run.last_year
    if not run.proposals or not all(figures.has(code, "system") for code, _, _ in STEPS):
        return
    found = [figures.one(code, side="change", year=year) for code, _, _ in STEPS]
    amounts = [sign * one.central for (_, sign, _), one in zip(STEPS, found, strict=True)]
    net = figures.one(NET, side="change", year=year).central
    saved = found[0].central + found[1].central
    names = [name for _, _, name in STEPS]
    yield Chart(
        name=NAME,
        subject="money",
        place=20,
        title=title(saved, net, year),
        subtitle=f"From gross saving to net in {Year(year)}, £ million in cash. Blue adds to the "
        "balance, orange takes from it.",
        alt=_described(names, amounts, net, year),
        unit="GBP",
        measures=(*(code for code, _, _ in STEPS), NET),
        data=pl.DataFrame(
            {
                "step": [*(code for code, _, _ in STEPS), NET],
                "name": [*names, NET_NAME],
                "adds_gbp": [*amounts, net],
            }
        ),
        picture=partial(stepped, _steps(names, amounts, net), title="£ million in the year"),
    )


def title(saved: float, net: float, year: int) -> str:
    """How much of the gross saving is left.

    >>> title(90e6, 31e6, 2035)
    'Of £90 million saved on care in 2035-36, £31 million is left after all that it takes'
    >>> title(5e6, -2e6, 2035)
    'The plan saves £5 million on care in 2035-36, and costs £2 million more than that'
    """
    if net >= 0.5 and saved >= net:
        left = f"{words.pounds(net)} is left after all that it takes"
        return f"Of {words.pounds(saved)} saved on care in {Year(year)}, {left}"
    if net >= 0.5:
        more = f"adds {words.pounds(net)} to the balance"
        return f"The plan saves {words.pounds(saved)} on care in {Year(year)}, and {more}"
    if net <= -0.5:
        more = f"costs {words.pounds(-net)} more than that"
        return f"The plan saves {words.pounds(saved)} on care in {Year(year)}, and {more}"
    return f"The plan does nothing to the balance of {Year(year)}"


def _steps(names: list[str], amounts: list[float], net: float) -> list[Step]:
    """Each step that is one, and where they end."""
    found, at = [], 0.0
    for name, gbp in zip(names, amounts, strict=True):
        if abs(gbp) >= 0.5:
            tone = style.PLAN if gbp > 0 else style.NOTHING
            says = ("+" if gbp > 0 else "") + words.pounds(gbp)
            found.append(Step(name, at / 1e6, (at + gbp) / 1e6, says, tone))
        at += gbp
    end = net / 1e6
    return [*found, Step(NET_NAME, end, end, words.pounds(net), style.INK, total=True)]


def _described(names: list[str], amounts: list[float], net: float, year: int) -> str:
    steps = [
        f"{name.replace(':', ',')}: {words.pounds(gbp)}."
        for name, gbp in zip(names, amounts, strict=True)
        if abs(gbp) >= 0.5
    ]
    return " ".join([f"In {Year(year)}.", *steps, f"All together: {words.pounds(net)}."])
