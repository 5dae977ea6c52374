"""DAT, money that goes out and comes in: care bought outside, and where income comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView

OURS = "our method: what is missing is not zero; a true zero is written 0"
SINCE = date(2016, 4, 1)

TRUST = ("contract", "grant", "other")
SOURCES = {
    "acute_trust": TRUST,
    "mental_health_trust": TRUST,
    "community_trust": TRUST,
    "ambulance_trust": TRUST,
    "charity": TRUST,
    "general_practice": ("contract", "other"),
    "council": ("council_budget", "grant", "charges"),
    "commissioner": ("allocation",),
}
"""Where the income of each kind of body comes from, as its accounts have it."""


@rule(
    "DAT13",
    "Care that residents get outside is paid for",
    since=SINCE,
    source=OURS,
    needs=("table:organisations", "table:sites", "table:flows", "table:rates", "table:costs"),
    answer="counts",
    concerns="data",
)
def care_outside_is_paid_for(view: PlanView) -> Iterator[Finding]:
    """A patient who crosses the border takes the money along.

    Passes: one in ten stays is in a hospital elsewhere, and the board pays for them.
    Fails: one in ten stays is in a hospital elsewhere, and nobody does.
    """
    used = view.table("rates").filter(pl.col("rate") > 0).select("place", "service").unique()
    given = (
        view.table("flows")
        .filter(pl.col("share") > 0)
        .join(used, on=["place", "service"], how="semi", maintain_order="left")
        .join(view.table("sites").select("site", "organisation"), on="site", maintain_order="left")
        .join(
            view.table("organisations").filter(pl.col("kind") == "outside"),
            on="organisation",
            how="semi",
            maintain_order="left",
        )
        .select(pl.col("organisation").alias("given_by"), "service")
        .unique(maintain_order=True)
    )
    free = given.join(
        view.table("costs"), on=["given_by", "service"], how="anti", maintain_order="left"
    )
    for (body,), rows in free.group_by("given_by", maintain_order=True):
        yield Finding(
            about=str(body),
            says=f"residents get {view.services_called(rows['service'])} there, and no body of "
            "the plan pays for it",
            fix="add rows to costs.csv that say who pays this body (given_by); where it truly "
            "costs nothing, write zeros",
        )


@rule(
    "DAT14",
    "Each source of income that a body of its kind has is known",
    since=SINCE,
    source=OURS,
    needs=("table:organisations", "table:costs", "table:income"),
    answer="counts",
    concerns="data",
)
def sources_of_income_are_known(view: PlanView) -> Iterator[Finding]:
    """A row of income that was lost looks like a body that never had any.

    Passes: a trust has rows for contracts, grants and other income, one of them 0.
    Fails: a trust has a row for contracts alone.
    """
    there = set(view.table("income").select("organisation", "source_of_income").iter_rows())
    bodies = view.table("costs")["organisation"].unique().implode()
    kinds = view.table("organisations").filter(pl.col("organisation").is_in(bodies))
    lacking: dict[str, list[str]] = {}
    for body, kind in kinds.select("organisation", "kind").iter_rows():
        for source in SOURCES.get(kind, ()):
            if (body, source) not in there:
                lacking.setdefault(source, []).append(view.called("organisations", body))
    for source, names in lacking.items():
        yield Finding(
            about=f"income-{source}",
            says=f"no row says what comes in as {source.replace('_', ' ')} for " + ", ".join(names),
            fix="add the rows to income.csv; where nothing comes in, write 0",
        )
