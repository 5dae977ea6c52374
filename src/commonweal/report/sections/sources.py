"""How it was worked out: assumptions, policy, projections and reconciling factors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.base.figures.query import Figures
from commonweal.base.numbers.interval import COVERS, TWO_PIECE, Interval
from commonweal.report import words
from commonweal.report.view import View
from commonweal.rulebook import MARKS, Value, shown

SHAPES = {
    "two_piece": "each side is half of a bell, as wide as its own end is far",
    "normal": "like a bell",
    "lognormal": "like a bell that leans, with a long tail on the high side",
    "triangular": "like a triangle, with ends that nothing passes",
    "pert": "like a soft hill, with ends that nothing passes",
    "beta": "like a hill between two ends that nothing passes",
}
"""How chances are spread about the three points, as a person would draw it."""

MOST_SOURCES = 6
"""Sources told of one table; the file has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """One assumption as a row."""

    code: str
    says: str
    low: str
    central: str
    high: str
    unit: str
    source: str
    owner: str
    mark: str
    status: str
    spread: str


def assumptions(run: View) -> list[Assumed]:
    """Every assumption, with its interval, source, owner and mark."""
    return [
        Assumed(
            code=one.code,
            says=one.says,
            low=_number(one.interval.low, one.unit),
            central=_number(one.interval.central, one.unit),
            high=_number(one.interval.high, one.unit),
            unit=one.unit,
            source=one.source,
            owner=one.owner,
            mark=one.mark,
            status=one.status,
            spread=_spread(one.interval),
        )
        for one in run.assumptions
    ]


def _spread(interval: Interval) -> str:
    """How chances are spread, where it is not as the page says it is for most.

    >>> _spread(Interval(1.0, 2.0, 3.0)), _spread(Interval(1.0, 2.0, 3.0, shape="triangular"))
    ('', 'Spread: like a triangle, with ends that nothing passes.')
    >>> _spread(Interval(1.0, 2.0, 3.0, covers=0.95))
    'The chance that it lies between low and high is 95 in 100.'
    """
    if interval.is_certain or interval.is_plain:
        return ""
    told = []
    if interval.shape != TWO_PIECE:
        told.append(f"Spread: {SHAPES[interval.shape]}.")
    if interval.covers >= 1:
        told.append("All chances lie between low and high.")
    elif interval.covers != COVERS:
        told.append(
            f"The chance that it lies between low and high is {100 * interval.covers:g} in 100."
        )
    return " ".join(told)


def marks() -> dict[str, str]:
    """What each confidence mark means."""
    return dict(MARKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One number or word that somebody in authority set, as it stood on the plan's day."""

    code: str
    says: str
    value: str
    since: str
    source: str
    mark: str


def policies(run: View) -> list[Policy]:
    """Every policy number in force on the plan's day. How serious a rule is stands by the rule."""
    return [
        Policy(
            code=code,
            says=number["says"],
            value=_in_unit(number["is_"], number["unit"]),
            since=f"{date.fromisoformat(number['since']):%-d %B %Y}",
            source=number["source"],
            mark=number["mark"],
        )
        for code, number in run.plan["policy_numbers"].items()
        if not code.startswith("severity.")
    ]


def _in_unit(value: Value, unit: str) -> str:
    if isinstance(value, float) and unit.startswith("share"):
        return words.percent(value) + unit.removeprefix("share")
    told = shown(value)
    return told if isinstance(value, str | bool) or unit == "ratio" else f"{told} {_many(unit)}"


def _many(unit: str) -> str:
    return unit.replace("year of age", "years of age").replace("word", "words")


def inputs(run: View) -> list[tuple[str, str, str, str]]:
    """Table, rows, kinds of number, and sources of what went in."""
    return [
        (
            table["says"],
            f"{table['rows']:,}",
            words.spoken_list(sorted(table["kinds"])),
            _sources(table["sources"]),
        )
        for table in run.plan["tables"].values()
        if table["sources"]
    ]


def _sources(sources: list[str]) -> str:
    more = len(sources) - MOST_SOURCES
    named = "; ".join(one.rstrip(".") for one in sources[:MOST_SOURCES])
    return f"{named}; and {more} more in the file." if more > 0 else f"{named}."


def projections(run: View) -> list[tuple[str, str, str]]:
    """Name, share of the draws, and source of each population projection that is used."""
    return [(one["name"], f"{one['weight']:.0%}", one["source"]) for one in run.plan["projections"]]


def factors(run: View, figures: Figures) -> list[tuple[str, str, str, bool]]:
    """Organisation, service, factor, and whether the rulebook calls it far from one."""
    lowest, highest = (
        run.policy(f"care.reconciling_factor_{end}") for end in ("lowest", "highest")
    )
    return [
        (
            one.names["organisation"],
            one.names["service"],
            f"{one.central:.2f}",
            not lowest <= one.central <= highest,
        )
        for one in figures.each("care.reconciling_factor", "organisation+service", side="either")
    ]


def _number(value: float, unit: str) -> str:
    told = words.percent(value) if unit.startswith("share") else f"{value:g}"
    return told.replace("-", words.MINUS)
