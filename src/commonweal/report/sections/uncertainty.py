"""How sure: what it depends on, what must be true, when it goes wrong and who brings risk."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from commonweal.base.figures.query import Figures
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.view import Record, View
from commonweal.report.whys import Whys
from commonweal.uncertainty import FEWEST_DRAWS, OF_A_CHANCE, OF_A_RANGE

MEANS = {
    "both": "the money balances and every hospital has enough beds",
    "balance": "the money balances",
    "beds": "every hospital has enough beds",
}
"""What it is for the plan to work."""

SMALLEST = 0.01
"""The least chance of going wrong for which it is told when that would begin."""

WITHOUT = "What is there without any proposal"
"""What the part of a risk is called that no proposal brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A few conditions, what follows when they all hold, and how much of it they cover."""

    conditions: tuple[str, ...]
    follows: str
    covers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowSure:
    """The part of the page about how sure the plan is.

    Attributes:
        about: what it is for the plan to work, and why that.
        works, fails: the two stories; None where no simple one was found.
        first_rows: organisation, chance that it ever goes wrong, the year it most likely
            starts, and the same of beds.
        contingency: how much would cover it, in a sentence; `contingency_rows` by year.
        risk: what the balance swings by; `risk_rows` who brings how much.
        enough: whether the draws were enough.
        counting: how much of what is uncertain is counting luck; None where it is not known.
        rough: what to know about the charts of drivers.
    """

    about: str
    works: Story | None
    fails: Story | None
    first_rows: list[tuple[str, str, str, str, str]]
    contingency: Markup
    contingency_rows: list[tuple[str, Markup]]
    risk: str
    risk_rows: list[tuple[str, Markup, Markup]]
    enough: str
    counting: Markup | None
    rough: str


def fewest_draws() -> int:
    """Draws below which nothing of it is worked out."""
    return FEWEST_DRAWS


def how_sure(run: View, figures: Figures, whys: Whys) -> HowSure | None:
    """The part of the page; None where too few draws were taken."""
    if run.uncertainty is None:
        return None
    found = run.uncertainty
    needed = figures.one("plan.contingency", year=run.last_year)
    return HowSure(
        about=_about(found["must_be_true"], run),
        works=_story(found["must_be_true"], "works"),
        fails=_story(found["must_be_true"], "fails"),
        first_rows=_first_years(found["going_wrong"], run),
        contingency=_contingency(run, needed.central, whys.say(_sum(needed.central), needed)),
        contingency_rows=[
            (str(Year(one.year)), whys.say(_sum(one.central), one))
            for one in figures.each("plan.contingency")
            if one.year is not None
        ],
        risk=_risk(found["risk"], run),
        risk_rows=_risk_rows(run, figures, whys),
        enough=_enough(found["enough_draws"]),
        counting=_counting(run, figures, whys),
        rough=_rough(found["drivers"]),
    )


def _hundred(share: float) -> str:
    """A share as so many in a hundred; never none or all where it is not.

    >>> _hundred(0.204), _hundred(0.003), _hundred(0.998), _hundred(0.0)
    ('20', 'fewer than 1', 'more than 99', 'none')
    """
    return words.of_100(share).removesuffix(" of 100")


def _ends(interval: tuple[float, float]) -> str:
    """The ends of a share's interval, in brackets.

    >>> _ends((0.361, 0.484))
    '(36 to 48)'
    """
    return f"({_hundred(interval[0])} to {_hundred(interval[1])})"


def _about(found: Record, run: View) -> str:
    year, means, of_each = Year(run.last_year), found["success_means"], found["chances"]
    if means is None:
        chances = "; ".join(f"{MEANS[k]}: {_hundred(c)}" for k, c in of_each.items())
        return (
            f"In {year} it nearly always goes one way, so there is nothing to tell apart. "
            f"Of 100 tries, {chances}."
        )
    told = (
        f"Here we say that the plan works if {MEANS[means]} in {year}. "
        f"That is so in {words.of_100(of_each[means])} tries."
    )
    if means != "both":
        others = ["both"] if means == "balance" else ["both", "balance"]
        why = words.spoken_list(f"{MEANS[k]} in {words.of_100(of_each[k])}" for k in others)
        told += f" We ask no more of it, for that nearly always goes one way: {why} tries."
    return told


def _story(found: Record, verb: str) -> Story | None:
    """What follows from some conditions. `verb` is what the plan then does."""
    rule, means = found[verb], found["success_means"]
    if rule is None or means is None:
        return None
    works = found["chances"][means]
    base = works if verb == "works" else 1.0 - works
    return Story(
        conditions=tuple(map(_condition, rule["conditions"])),
        follows=(
            f"Then the plan {verb} in {words.of_100(rule['density'])} tries "
            f"{_ends(rule['density_interval'])}. Over all tries it {verb} in {words.of_100(base)}."
        ),
        covers=(
            f"This covers {words.of_100(rule['coverage'])} {_ends(rule['coverage_interval'])} "
            f"tries in which it {verb}. It holds in {words.of_100(rule['support'])} tries."
        ),
    )


def _condition(one: Record) -> str:
    says, unit = one["says"], one["unit"]
    low, high = (
        None if one[end] is None else _value(one[end], unit) for end in ("at_least", "at_most")
    )
    if low is not None and high is not None:
        return f"{says}: from {low} to {high}"
    return f"{says}: at least {low}" if low is not None else f"{says}: at most {high}"


def _value(number: float, unit: str) -> str:
    """A bound as people say it.

    >>> _value(0.0278, "share a year"), _value(-12.0, "bed"), _value(2.5e6, "GBP")
    ('2.78%', '−12 beds', '£2.5 million')
    >>> _value(0.65, "ratio")
    '0.65'
    """
    if unit.startswith("share"):
        return f"{100 * number:.4g}%".replace("-", words.MINUS)
    if unit == "GBP":
        return words.pounds(number)
    if unit in ("bed", "person"):
        return f"{words.amount(number)} {words.unit_words(unit, number)}"
    told = f"{number:,.6g}".replace("-", words.MINUS)
    return told if unit == "ratio" else f"{told} {unit.replace('_', ' ')}"


def _first_years(found: Record, run: View) -> list[tuple[str, str, str, str, str]]:
    names, years = run.names("organisation"), found["years"]
    rows = []
    for code, money in found["first_out_of_balance"].items():
        beds = found["first_out_of_beds"].get(code)
        rows.append(
            (
                names.get(code, "The whole system"),
                *_first(money, years),
                *(_first(beds, years) if beds else ("no beds", "")),
            )
        )
    return rows


def _first(found: Record, years: list[int]) -> tuple[str, str]:
    """How often it ever goes wrong, and the year in which that most often begins."""
    ever, most = 1.0 - found["never"], max(found["chance"])
    if ever < SMALLEST:
        return f"{_hundred(ever)} in 100", ""
    year = Year(years[found["chance"].index(most)])
    return f"{_hundred(ever)} in 100", f"{year}, {_hundred(most)} in 100"


def _sum(gbp: float) -> str:
    return words.pounds(gbp) if gbp > 0 else f"none: {words.pounds(-gbp)} to spare"


def _contingency(run: View, gbp: float, linked: Markup) -> Markup:
    year = Year(run.last_year)
    if gbp <= 0:
        return Markup(
            "In {} the chance that the money is enough is 80 in 100 or more, with none set "
            "aside ({})."
        ).format(year, linked)
    return Markup(
        "For a chance of 80 in 100 of enough money in {}, the system would need {} more that year, "
        "from outside or from savings that are not in this plan."
    ).format(year, linked)


def _risk(found: Record, run: View) -> str:
    swing, worst = found["swing_gbp"], found["worst_tenth_gbp"]
    return (
        f"In {Year(run.last_year)} the balance with the plan usually swings by about "
        f"{words.pounds(swing)} either way. In the worst tenth of tries it is "
        f"{words.pounds(worst)} below its average. The lines below add up to these two sums. "
        "A line below zero makes the balance steadier."
    )


def _risk_rows(run: View, figures: Figures, whys: Whys) -> list[tuple[str, Markup, Markup]]:
    titles = {one.code: one.title for one in run.proposals}
    year, rows = run.last_year, []
    asked = [("proposal", "plan", {"proposal": code}, title) for code, title in titles.items()]
    for level, side, about, title in [*asked, ("system", "nothing", {}, WITHOUT)]:
        both = [
            figures.one(measure, level, side=side, year=year, **about)
            for measure in ("plan.risk_of_swing", "plan.risk_of_worst")
        ]
        if any(abs(one.central) >= 0.5 for one in both):
            told = [whys.say(words.pounds(one.central), one) for one in both]
            rows.append((abs(both[1].central), title, told[0], told[1]))
    rows.sort(key=lambda row: -row[0])
    return [(title, swing, worst) for _, title, swing, worst in rows]


def _enough(found: Record) -> str:
    draws, figures, left = (
        found["draws"],
        sum(found["figures_looked_at"].values()),
        len(found["not_settled"]),
    )
    asked = (
        f"We looked at {figures:,} figures. A range is steady if another {draws:,} "
        f"tries would move its ends by about {OF_A_RANGE:.0%} of its width or less. A chance is "
        f"steady if they would move it by about {100 * OF_A_CHANCE:.0f} in 100 or less. "
    )
    if not left:
        return f"{asked}All of them are steady: {draws:,} tries were enough."
    return (
        f"{asked}{figures - left:,} are steady and {left:,} {'is' if left == 1 else 'are'} not "
        f"yet. About {found['draws_that_would_do']:,} tries would do for all. The file "
        "uncertainty.json names each one."
    )


def _counting(run: View, figures: Figures, whys: Whys) -> Markup | None:
    luck = (run.uncertainty or {}).get("counting_luck")
    if luck is None:
        return None
    measure, year = "care.counting_share", run.last_year
    most = max(figures.each(measure, "service", year=year), key=lambda one: one.central)
    cell = figures.one(
        measure, "place+service", year=year, service=luck["service"], place=luck["place"]
    )
    return Markup(
        "Even if we knew every rate, a year would bring a few more or fewer people by luck. For "
        "the whole system that luck is at most {} of what is uncertain, for {}. In one place "
        "it is at most {}, for {} in {}. The rest is what we do not know. Our ranges hold the "
        "rest and leave this luck out."
    ).format(
        whys.say(_percent(most.central), most),
        words.lower_first(most.names["service"]),
        whys.say(_percent(cell.central), cell),
        words.lower_first(cell.names["service"]),
        cell.names["place"],
    )


def _percent(share: float) -> str:
    return "less than 1%" if share < 0.01 else f"{share:.0%}"


def _rough(drivers: list[Record]) -> str:
    told = (
        "Each bar is how much less we would be unsure of if we knew that one number. The darker "
        "part is what it brings by itself. The rest it brings only together with others. The thin "
        "line shows how sure the bar is. Numbers that rise and fall together share one bar."
    )
    rough = [one for one in drivers if not one["is_trusted"]]
    if rough:
        which = words.spoken_list(words.lower_first(one["says"]) for one in rough)
        told += f" Take the bars as rough for this: {which}. They explain less than 90% of it."
    return told
