"""NOTES.md: what is measured, derived or illustrative, and what the compiler found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from .areas import Chosen
from .assumptions import ATTRIBUTIONS
from .judgements import number, numbers
from .people import Residents
from .projection_2018 import FIRST_PROJECTED
from .sources import total


@dataclass(frozen=True)
class Findings:
    """Everything NOTES.md tells."""

    chosen: Chosen
    base: int
    horizon: int
    command: str
    residents: dict[str, Residents]
    about_people: list[str]
    flow_sums: dict[str, float]
    factors: dict[tuple[str, str], float]
    names: dict[str, str]
    tables: dict[str, pl.DataFrame]
    base_cost: dict[str, float]
    collection: pl.DataFrame
    covered: pl.DataFrame
    share_not_counted: float
    national_bed_factor: float
    remarks: Sequence[str]


def notes_md(found: Findings) -> str:
    """The text of NOTES.md."""
    return "\n".join(
        [
            f"# {found.chosen.name}: how this folder was compiled",
            "",
            "Written by `scripts/compile_system.py`. The plan is illustrative: it is compiled from",
            "open data and is nobody's own plan. Command:",
            "",
            f"    {found.command}",
            "",
            *_remarks(found),
            *_statuses(found),
            *_join(found),
            *_rates(),
            *_factors(found),
            *_flows(found),
            *_money(found),
            "## Attributions",
            "",
            *(f"- {a}" for a in ATTRIBUTIONS),
            "",
        ]
    )


def _remarks(found: Findings) -> list[str]:
    if not found.remarks:
        return []
    return [
        "## What does not exist for this area, and what stands in its place",
        "",
        *(f"- {r}" for r in found.remarks),
        "",
    ]


def _statuses(found: Findings) -> list[str]:
    lines = [
        "## What is measured, derived, illustrative",
        "",
        "| table | rows | measured | derived | illustrative |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, frame in found.tables.items():
        if "status" in frame.columns:
            counts = dict(frame["status"].value_counts().iter_rows())
            lines.append(
                f"| {name} | {frame.height:,} | "
                + " | ".join(
                    f"{counts.get(s, 0):,}" for s in ("measured", "derived", "illustrative")
                )
                + " |"
            )
        else:
            lines.append(f"| {name} | {frame.height:,} | | | |")
    return [*lines, ""]


def _join(found: Findings) -> list[str]:
    lines = [
        "## People: where estimates meet the projection",
        "",
        *found.about_people,
        "",
        (
            f"| place | estimate {found.base} | projection's own {found.base} | estimate 2023 | "
            f"projection {FIRST_PROJECTED} | jump | single years of variants |"
        ),
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for place in found.chosen.places:
        r = found.residents[place.code]
        at_2023 = r.published[2023 - found.base].sum() if found.base <= 2023 else np.nan
        at_2024 = r.published[FIRST_PROJECTED - found.base].sum()
        lines.append(
            f"| {place.name} | {r.estimate.sum():,.0f} | {r.own_base.sum():,.0f} | "
            f"{at_2023:,.0f} | {at_2024:,.0f} | {at_2024 / at_2023 - 1:+.1%} | "
            f"{'split from five-year bands' if r.split else 'published'} |"
        )
    return [*lines, ""]


def _rates() -> list[str]:
    return [
        "## Rates",
        "",
        "- The activity rates are labelled 2022 by their publisher. Multiplied by the mid-2023",
        "  estimates they give whole numbers of attendances and admissions, in every district we",
        "  tried; with mid-2022 they do not. So they are counts over mid-2023 people, used",
        "  here as published.",
        "- They cover ages 18 to 90 and over, and main A&E departments only: adults in England",
        "  have about 12 million attendances by these rates, and trusts report about 24 million of",
        "  all ages and departments. The rest is here as two services, children's attendances and",
        "  minor injury and walk-in units, with one flat rate each (derived).",
        "- GP, community and mental health activity has no open rate by age: only the number of",
        "  people drives it, and each such service says so. Social care rates are illustrative.",
        "",
    ]


def _factors(found: Findings) -> list[str]:
    lines = [
        "## Reconciling factors: reported over modelled",
        "",
        "| organisation | services | factor |",
        "|---|---|---:|",
    ]
    near = numbers("notes.factor_far_from_one")
    for (who, services), factor in found.factors.items():
        flag = "" if near["least"] <= factor <= near["most"] else " (far from 1: a finding)"
        lines.append(f"| {found.names.get(who, who)} | {services} | {factor:.2f}{flag} |")
    return [
        *lines,
        "",
        "For England as a whole the factor for adults' bed-days is",
        f"{found.national_bed_factor:.2f}: the published rates",
        "count nights that the monthly return does not.",
        "",
        "Why a factor may be far from 1: reported bed-days count every bed full at midnight,",
        "including people whose stay is paid by other commissioners and people waiting to leave;",
        "the shares of admissions are of 2018 and of all ages and kinds of care, so a trust that",
        "takes long or special stays from afar is under-modelled; reported A&E attendances include",
        "units the trust runs away from its hospitals; children's rates are flat national ones;",
        "and the published rates are of a later year than the base year.",
        "",
    ]


def _flows(found: Findings) -> list[str]:
    lines = [
        "## Flows",
        "",
        "Shares of admissions by trust do not sum to one: small trusts are left out of the",
        "publication. What is missing goes to care outside the system. The table of residents'",
        "shares (trusts of 2021, year 2018) and the table of where trusts' patients come from",
        "(trusts of 2022, years pooled) are of different vintages. Adults'",
        "shares are those shares times adults' share of each trust's beds, scaled up to one.",
        "",
        "| place | published shares sum to |",
        "|---|---:|",
    ]
    for place in found.chosen.places:
        lines.append(f"| {place.name} | {found.flow_sums[place.code]:.3f} |")
    return [*lines, ""]


def _money(found: Findings) -> list[str]:
    total = sum(found.base_cost.values())
    lines = [
        "## Money",
        "",
        f"The services counted cost about £{total / 1e6:,.0f} million in the base year, in its own",
        "cash, with care bought outside. The split into fixed, stepped and variable parts is",
        "illustrative; income is set so that each body's base-year balance is as in its own",
        "accounts, or, where there are none, the small share below zero that its row states.",
        "",
        "| organisation | base-year cost, £m |",
        "|---|---:|",
    ]
    for who, cost in sorted(found.base_cost.items(), key=lambda x: -x[1]):
        lines.append(f"| {found.names.get(who, who)} | {cost / 1e6:,.0f} |")
    return [*lines, "", *_adds_up(found), *_covered(found), *_not_counted(found)]


def _adds_up(found: Findings) -> list[str]:
    """Unit costs times England's counts, against the collection."""
    lines = [
        "### Unit costs add up to the collection they cite",
        "",
        "Each unit cost is a department's cost in the National Cost Collection 2024-25 over what",
        "it is multiplied by: England's count in the base year, as reported. The collection's own",
        "count is of another year, or of episodes where the plan counts admissions.",
        "",
        "| department | collection, £m | its own count | unit costs times England's counts, £m |",
        "|---|---:|---:|---:|",
    ]
    for name, cost, own, counted in found.collection.iter_rows():
        lines.append(f"| {name} | {cost / 1e6:,.1f} | {own:,.0f} | {counted / 1e6:,.1f} |")
    return [*lines, ""]


def _covered(found: Findings) -> list[str]:
    """How much of each body's own income the model has."""
    if found.covered.is_empty():
        return []
    least = number("accounts.covered")
    lines = [
        "### How much of each body is counted",
        "",
        "Income modelled, over the income in the body's own accounts of 2018-19 brought to prices",
        "of the base year. Care has grown since, so the true share is lower. A body of which",
        "little is counted has a balance of that part only; one of which more is counted than it",
        "has gives care to others too, or is priced above its own cost.",
        "",
        "| organisation | modelled, £m | own accounts, £m | share |",
        "|---|---:|---:|---:|",
    ]
    for who, modelled, accounts, share in found.covered.sort("share").iter_rows():
        flag = ""
        if share < least or share > 1 / least:
            beyond = f"under {least:.0%}" if share < 1 else f"over {1 / least:.0%}"
            flag = f" ({beyond}: a finding)"
        lines.append(
            f"| {found.names.get(who, who)} | {modelled / 1e6:,.0f} | {accounts / 1e6:,.0f} | "
            f"{share:.0%}{flag} |"
        )
    return [*lines, ""]


def _not_counted(found: Findings) -> list[str]:
    """What the plan leaves out, by name and rough size."""
    table = found.tables["not_counted"]
    apart = total(table.filter(pl.col("inside_what_is_counted") == "no")["gbp"])
    lines = [
        "### What is not counted",
        "",
        f"About £{apart / 1e6:,.0f} million a year is outside every sum here that says the whole",
        "system: mostly England's cost for this system's share of people, so a size and no more.",
        f"{found.share_not_counted:.0%} of the National Cost Collection is not counted.",
        "Children's social care, opticians and pharmacists' fees are not counted either, and have",
        "no size here. Planned care of children is in the adults' prices.",
        "",
        "| care | £m a year |",
        "|---|---:|",
    ]
    for name, gbp, inside in table.select("name", "gbp", "inside_what_is_counted").iter_rows():
        said = " (part of it is within what is counted)" if inside == "yes" else ""
        lines.append(f"| {name}{said} | {gbp / 1e6:,.{0 if gbp >= 1e7 else 2}f} |")
    return [*lines, ""]
