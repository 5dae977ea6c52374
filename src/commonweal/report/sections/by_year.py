"""Money by year: the bridge, and each organisation's income, cost and balance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.bridge import NET, NET_NAME, STEPS
from commonweal.report.view import View
from commonweal.report.whys import Whys

FIRST_YEARS = 6
"""Years of the plan that are shown one by one, before the last."""

SYSTEM = "The whole system"
SIGNS = {1: "Plus", -1: "Less"}
ENDS = ("1 chance in 10 that it is less than", "1 chance in 10 that it is more than")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a page.

    Attributes:
        caption: what it is.
        heads: of its columns.
        rows: of its cells.
        numbers: which columns hold numbers.
    """

    caption: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str | Markup, ...]]
    numbers: Sequence[int] = range(1, 99)


def years_shown(run: View) -> list[Year]:
    """The first years of the plan, and the last."""
    years = [year for year in run.years if year.starts_in >= run.first_year]
    return [*years[:FIRST_YEARS], *years[FIRST_YEARS:][-1:]]


def bridge(run: View, figures: Figures, whys: Whys) -> Grid | None:
    """From gross saving to net in each year; None of an older run, which lacks the figures."""
    lines = (
        ("Gross saving on care", "money.saving_gross"),
        *((_label(code, sign, name), code) for code, sign, name in STEPS),
        (Markup("<strong>{}</strong>").format(NET_NAME), NET),
    )
    if not all(figures.has(code, "system") for _, code in lines):
        return None
    rows = [
        (label, *(whys.say(words.pounds_short(one.central), one) for one in _changes(run, code)))
        for label, code in lines
    ]
    for n, label in enumerate(ENDS):
        ends = (one.ends[n] for one in _changes(run, NET))
        rows.append((label, *map(words.pounds_short, ends)))
    return Grid("From gross saving to net", ("Step", *map(str, years_shown(run))), rows)


def bridge_of_bodies(run: View, figures: Figures, whys: Whys) -> Grid | None:
    """Each organisation from gross saving to net in the last year; None of an older run."""
    if not all(figures.has(code, "organisation") for code, _, _ in STEPS):
        return None
    codes = [*(code for code, _, _ in STEPS), NET]
    by_body: dict[str, list[Markup]] = {}
    for level in ("organisation", "system"):
        for code in codes:
            for one in figures.each(code, level, side="change", year=run.last_year):
                cells = by_body.setdefault(one.names.get("organisation", SYSTEM), [])
                cells.append(whys.say(words.pounds_short(one.central), one))
    heads = (
        "Organisation",
        *(f"{SIGNS[sign]} {words.lower_first(name)}" for _, sign, name in STEPS),
    )
    rows = [(name, *cells) for name, cells in by_body.items()]
    return Grid(f"From gross saving to net, {Year(run.last_year)}", (*heads, NET_NAME), rows)


def _label(code: str, sign: int, name: str) -> str:
    if code.startswith("money.saving"):
        return f"of it {words.lower_first(name.removeprefix('Saved on care: '))}"
    return f"{SIGNS[sign]} {words.lower_first(name)}"


def _changes(run: View, code: str) -> list[Figure]:
    years = years_shown(run)
    return [run.figures.one(code, side="change", year=year.starts_in) for year in years]


ACCOUNT = (
    ("Income", "money.income", "plan"),
    ("Cost", "money.cost", "plan"),
    ("Balance: income less cost", "money.balance", "plan"),
    ("of it comes or goes once", "money.one_off", "plan"),
    ("of it comes every year", "money.recurrent_balance", "plan"),
    ("Balance, if nothing changes", "money.balance", "nothing"),
    ("Short, if nothing had been done more efficiently", "money.gap_without_efficiency", "plan"),
)
"""Each line of the system's account: its name, its measure and its side."""


def account(run: View, figures: Figures, whys: Whys) -> Grid:
    """The system's income, cost and balance in each year, with the plan."""
    years = years_shown(run)
    rows = []
    for name, measure, side in ACCOUNT:
        found = (figures.one(measure, side=side, year=year.starts_in) for year in years)
        rows.append((name, *(whys.say(words.pounds_short(one.central), one) for one in found)))
    return Grid("The whole system, with the plan", ("What", *map(str, years)), rows)


def bodies(
    run: View, figures: Figures, whys: Whys, measure: str, caption: str, *, side: str = "plan"
) -> Grid:
    """A measure of every organisation, and of the system, in each year."""
    rows = [
        (name, *(whys.say(words.pounds_short(one.central), one) for one in row))
        for name, row in _rows(run, figures, measure, side)
    ]
    return Grid(caption, ("Organisation", *map(str, years_shown(run))), rows)


def _rows(
    run: View, figures: Figures, measure: str, side: str
) -> Iterator[tuple[str, list[Figure]]]:
    shown = {year.starts_in for year in years_shown(run)}
    by_body: dict[str, list[Figure]] = {}
    for level in ("organisation", "system"):
        for one in figures.each(measure, level, side=side):
            if one.year in shown:
                by_body.setdefault(one.names.get("organisation", SYSTEM), []).append(one)
    yield from by_body.items()


def growth(run: View, figures: Figures) -> Grid:
    """How fast income and cost grow, of every organisation and of the system."""
    income, nothing, plan = (
        _growth(run, figures, measure, side)
        for measure, side in (
            ("money.income", "nothing"),
            ("money.cost", "nothing"),
            ("money.cost", "plan"),
        )
    )
    rows = [
        (name, grown, nothing.get(name, ""), plan.get(name, "")) for name, grown in income.items()
    ]
    return Grid(
        f"Growth a year, {Year(run.base_year)} to {Year(run.last_year)}",
        ("Organisation", "Income", "Cost, if nothing changes", "Cost, with the plan"),
        rows,
    )


def _growth(run: View, figures: Figures, measure: str, side: str) -> dict[str, str]:
    """Growth a year by name; blank where there was nothing to grow from."""
    grown, years = {}, run.last_year - run.base_year
    for level in ("organisation", "system"):
        for one in figures.each(measure, level, side=side, year=run.last_year):
            base = figures.one(measure, level, side=side, year=run.base_year, **one.keys).central
            name = one.names.get("organisation", SYSTEM)
            grown[name] = ""
            if base > 0 and one.central > 0 and years:
                grown[name] = words.growth((one.central / base) ** (1 / years) - 1)
    return grown
