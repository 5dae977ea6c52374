"""Capital in sight: an operational envelope, a fund and a bid, all illustrative."""

from __future__ import annotations

import polars as pl

from .judgements import numbers

ILLUSTRATIVE = "illustrative"
BID_OF_2016 = (
    "illustrative; the area's 2016 plan asked for 200 million pounds (The Star, Sheffield, 2016)"
)
SOUTH_YORKSHIRE = "E54000009"
Fund = tuple[str, str, int, float, str, str, str]


def capital_table(acute_cost: float, stps: tuple[str, ...]) -> pl.DataFrame:
    """The `capital` table of a system whose acute trusts cost so much a year."""
    share, years = numbers("money.capital"), numbers("money.capital_years")
    first = int(years["first"])
    safety, bid = first + int(years["estates_safety"]), first + int(years["national_bid"])
    rows: list[Fund] = [
        *_allowance(acute_cost * share["operational"], first, int(years["operational"])),
        (
            "estates_safety",
            "National fund for safe buildings",
            safety,
            round(acute_cost * share["estates_safety"], -5),
            "secured",
            ILLUSTRATIVE,
            ILLUSTRATIVE,
        ),
        (
            "national_bid",
            "Bid to a national fund for new hospitals",
            bid,
            round(acute_cost * share["national_bid"], -6),
            "bid",
            ILLUSTRATIVE,
            BID_OF_2016 if SOUTH_YORKSHIRE in stps else ILLUSTRATIVE,
        ),
    ]
    return pl.DataFrame(
        rows,
        schema=["fund", "name", "year", "gbp", "certainty", "status", "source"],
        orient="row",
    )


def _allowance(gbp: float, first: int, years: int) -> list[Fund]:
    """The yearly allowance, the same each year."""
    share = numbers("money.capital")["operational"]
    said = f"illustrative: {share:.1%} of acute trusts' cost, as the part open to new proposals"
    name = "The system's yearly allowance for buildings and equipment"
    return [
        ("operational", name, year, round(gbp, -5), "agreed", ILLUSTRATIVE, said)
        for year in range(first, first + years)
    ]
