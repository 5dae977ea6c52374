"""Proposals: what each is, and what it adds in the plan's last year."""

from __future__ import annotations

from commonweal.base.books.writing import Value
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.view import Proposed, View
from commonweal.report.workbook.tabs import Head, Row, Tab, tab

READINGS = {
    "share": ("its share of what the plan changes", "Its share of what the whole plan changes."),
    "alone": ("were it the only one", "What it would do were it the only one."),
    "lost": ("lost were it to fail", "What the plan would lose were it to fail."),
}

PROPOSAL = (
    Head(text="Proposal", says="What people call it.", width=40),
    Head(text="Code", says="Its code: the name of its file.", width=22),
)

BALANCE = "money.by_proposal"


@tab("Proposals", 3)
def proposals(run: View) -> Tab:
    """A row for each proposal."""
    year = Year(run.last_year)
    return Tab(
        says=f"What each proposal is, and what it adds to the balance in {year}.",
        heads=(
            *PROPOSAL,
            Head(text="Led by", says="The body that leads it.", width=28),
            Head(text="Starts", says="The first year in which it acts.", width=9),
            Head(text="In full from", says="The first year of its full effect.", width=11),
            Head(text="Kind of number", says="What its own numbers are.", width=13),
            Head(text="In a few words", says="What it would change.", width=60),
            Head(text="Who it touches", says="Who would notice.", width=40),
            Head(text="Claimed, £ a year", says="What its owner claims, in full.", unit="GBP"),
            *(head for reading in READINGS for head in _heads(reading, year)),
        ),
        rows=[_row(run, one) for one in run.proposals],
    )


def _heads(reading: str, year: Year) -> list[Head]:
    called, says = READINGS[reading]
    return [
        Head(
            text=f"Balance {year}, {called}, £: {point}",
            says=f"{says} In {year}, of the yearly balance; the {point} figure.",
            unit="GBP",
            width=16,
            measure=BALANCE,
        )
        for point in ("low", "central", "high")
    ]


def _row(run: View, one: Proposed) -> Row:
    head = one.head
    claims = [part.record["gbp"] for part in one.of("claim") if part.record["recurrent"]]
    return (
        head.title,
        head.code,
        run.names("organisation").get(head.lead, head.lead),
        str(Year(head.start)),
        str(Year(head.full_effect_from)),
        head.status,
        head.summary,
        head.affected,
        sum(claims) if claims else None,
        *(value for reading in READINGS for value in _balance(run, head.code, reading)),
    )


def _balance(run: View, code: str, reading: str) -> tuple[Value, ...]:
    found = run.figures.find(
        BALANCE, "proposal", side="change", reading=reading, year=run.last_year, proposal=code
    )
    return (None, None, None) if found is None else (found.low, found.central, found.high)


@tab("What proposals do", 5)
def parts(run: View) -> Tab:
    """A row for each part of a proposal."""
    return Tab(
        says="What each proposal does, costs, needs and asks for, one part a row.",
        heads=(
            *PROPOSAL,
            Head(text="Part", says="Of which kind the part is.", width=16),
            Head(text="What it is", says="The part in a sentence.", width=100),
        ),
        rows=[
            (one.title, one.code, words.upper_first(part.heading.replace("_", " ")), part.says)
            for one in run.proposals
            for part in one.parts
        ],
    )
