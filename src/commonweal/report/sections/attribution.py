"""Who did what: each proposal's share, what it does alone, what is lost, and overlaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from commonweal.base.figures.query import Figure, Figures
from commonweal.base.figures.store import READINGS
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.links import proposal_link
from commonweal.report.view import View
from commonweal.report.whys import Whys

SMALLEST_BEDS = 0.05
"""Beds below which a proposal does nothing to beds that anybody would see."""

SMALLEST_CARE = 1.5
"""Care a year below which an overlap is not worth a name."""

MOST_PAIRS = 5
"""Pairs told at once; the rest is folded."""

Row = tuple[str | Markup, ...]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoDidWhat:
    """The part of the page about each proposal's doing.

    Attributes:
        money: proposal, share, alone, lost; the last row is all of them together.
        beds: the same of beds left free; empty where no proposal touches a bed.
        nights: the same of nights in hospital, those that save most first.
        sampled: how far off a share may be; empty where every order was tried.
        overlaps: pairs that count the same care, the largest sum of money first.
    """

    money: list[Row]
    beds: list[Row]
    nights: list[Row]
    sampled: str
    overlaps: list[Markup]

    @property
    def largest(self) -> list[Markup]:
        """The overlaps told at once."""
        return self.overlaps[:MOST_PAIRS]

    @property
    def others(self) -> list[Markup]:
        """The overlaps that are folded."""
        return self.overlaps[MOST_PAIRS:]


def who_did_what(run: View, figures: Figures, whys: Whys) -> WhoDidWhat:
    """Each proposal's doing in the last year, for the whole system."""
    return WhoDidWhat(
        money=_rows(run, figures, whys, "money.by_proposal", "money.balance", words.pounds),
        beds=_rows(
            run, figures, whys, "care.beds_spare_by_proposal", "care.beds_spare", words.amount
        ),
        nights=_rows(
            run,
            figures,
            whys,
            "care.bed_days_by_proposal",
            "care.bed_days",
            words.amount,
            fewer_is_better=True,
        ),
        sampled=_sampled(run, figures),
        overlaps=_overlaps(run, figures, whys),
    )


def beds_freed(code: str, run: View, figures: Figures, whys: Whys) -> Markup | None:
    """What a proposal does to the beds left free in the last year; None where nothing."""
    share = _of(figures, "care.beds_spare_by_proposal", "share", run, code)
    if share is None or max(abs(end) for end in (share.central, *share.ends)) < SMALLEST_BEDS:
        return None
    fewer = share.central < 0
    beds = words.unit_words("bed", round(abs(share.central), 1))
    return Markup("It leaves {} {} {} free{}.").format(
        whys.say(words.amount(abs(share.central)), share),
        "fewer" if fewer else "more",
        beds,
        _beds_range(*share.ends, fewer=fewer),
    )


def _beds_range(low: float, high: float, *, fewer: bool) -> str:
    """The range of beds left free, in brackets: an end may be fewer where the other is more.

    >>> _beds_range(2.0, 6.0, fewer=False), _beds_range(-6.0, -2.0, fewer=True)
    (' (2 to 6)', ' (2 to 6)')
    >>> _beds_range(-1.0, 6.0, fewer=False), _beds_range(3.0, 3.0, fewer=False)
    (' (from 1 fewer to 6 more)', '')
    """
    if low < 0 < high:
        return f" (from {words.amount(-low)} fewer to {words.amount(high)} more)"
    ends = [words.amount(abs(end)) for end in ((high, low) if fewer else (low, high))]
    return "" if ends[0] == ends[1] else f" ({ends[0]} to {ends[1]})"


def _rows(
    run: View,
    figures: Figures,
    whys: Whys,
    measure: str,
    whole: str,
    told: Callable[[float], str],
    *,
    fewer_is_better: bool = False,
) -> list[Row]:
    rows: list[tuple[float, Row]] = []
    for proposal in run.proposals:
        share, alone, lost = (
            _of(figures, measure, reading, run, proposal.code) for reading in READINGS
        )
        if share is None or not _says_something(share, alone, lost, told):
            continue
        others = (whys.say(told(one.central), one) if one else "" for one in (alone, lost))
        link = proposal_link(proposal.code, proposal.title)
        order = share.central if fewer_is_better else -share.central
        rows.append((order, (link, whys.with_range(share, told), *others)))
    rows.sort(key=lambda row: row[0])
    total = figures.find(whole, side="change", year=run.last_year)
    if rows and total is not None:
        rows.append((0.0, ("All together", whys.with_range(total, told), "", "")))
    return [row for _, row in rows]


def _of(figures: Figures, measure: str, reading: str, run: View, proposal: str) -> Figure | None:
    """What a proposal does to the whole system in the last year, if the run says."""
    year = run.last_year
    return figures.find(
        measure, "proposal", side="change", reading=reading, year=year, proposal=proposal
    )


def _says_something(
    share: Figure, alone: Figure | None, lost: Figure | None, told: Callable[[float], str]
) -> bool:
    """Whether any of its numbers is told as more than nothing."""
    numbers = [*share.ends, *(one.central for one in (share, alone, lost) if one)]
    return any(told(number) != told(0.0) for number in numbers)


def _sampled(run: View, figures: Figures) -> str:
    measure, year = "money.sampling_error_by_proposal", run.last_year
    errors = figures.each(measure, "proposal", side="change", reading="share", year=year)
    found = [one.central for one in errors]
    if not found or max(found) < 1:
        return ""
    return (
        "There are too many orders of the proposals to try them all, so some shares were worked "
        f"out from a sample. A share may be off by {words.pounds(max(found))} or so."
    )


def _overlaps(run: View, figures: Figures, whys: Whys) -> list[Markup]:
    year = run.last_year
    care: dict[Pair, list[Figure]] = {}
    for one in figures.each("care.overlap", "service+proposal+other", side="change", year=year):
        if one.central >= SMALLEST_CARE:
            care.setdefault((one.keys["proposal"], one.keys["other"]), []).append(one)
    pairs = figures.each("money.overlap", "proposal+other", side="change", year=year)
    money = {(one.keys["proposal"], one.keys["other"]): one for one in pairs}

    def size(pair: Pair) -> tuple[float, float]:
        gbp = money.get(pair)
        return (-gbp.central if gbp else 0.0, -max(one.central for one in care[pair]))

    return [_pair(care[pair], money.get(pair), run, whys) for pair in sorted(care, key=size)]


def _pair(care: list[Figure], money: Figure | None, run: View, whys: Whys) -> Markup:
    first, second = (
        proposal_link(care[0].keys[key], care[0].names[key]) for key in ("proposal", "other")
    )
    care = sorted(care, key=lambda one: -one.central)
    both = [
        Markup("{} {}").format(whys.say(words.amount(one.central), one), _of_care(one))
        for one in care
    ]
    *most, last = both
    listed = Markup("{} and {}").format(Markup(", ").join(most), last) if most else last
    told = Markup("{} and {} would both avoid the same {} in {}.").format(
        first, second, listed, Year(run.last_year)
    )
    if money is None or money.central < 1:
        return told
    return told + Markup(" Believed twice, that would be {} too much.").format(
        whys.say(words.pounds(money.central), money)
    )


def _of_care(figure: Figure) -> str:
    """The care that an amount is of, to be read after it.

    A name with a comma in it would break the sentence, so the unit stands before it.
    """
    name = words.lower_first(figure.names["service"])
    return f"{words.unit_words(figure.unit)} ({name})" if "," in name else name
