#!/usr/bin/env python3
"""Compile a Commonweal system folder for any English system from open data.

    python scripts/compile_system.py OUT --areas E08000019 --data DIR
    python scripts/compile_system.py OUT --icb QHL --base 2022 --horizon 2035 --data DIR

See docs/how-to/compile-any-system.md for the data, and NOTES.md in OUT for what was found.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import polars as pl

from compile.accounts import Accounts
from compile.areas import Chosen, UnknownAreaError, choose
from compile.assumptions import assumptions_toml, central_values, system_toml
from compile.capital import capital_table
from compile.care import Activity
from compile.deprivation import deprivation_table
from compile.flows import Flows
from compile.health import FORMS
from compile.income import Income
from compile.money import Money
from compile.not_counted import not_counted_table
from compile.notes import Findings, notes_md
from compile.people import (
    AS_PUBLISHED,
    SINGLE_YEAR_ESTIMATES,
    Projection,
    population_table,
    registered_table,
)
from compile.places import Care
from compile.projection_2018 import LAST_PROJECTED, ProjectionOf2018
from compile.projection_2022 import ProjectionOf2022, ProjectionUnreadableError
from compile.rates import Rates
from compile.returns import Returns
from compile.services import services_table
from compile.sources import Sources

OPTIONAL = ("incoming", "reported", "accounts")
"""Tables a folder may do without; written only when they have rows."""


def arguments(words: list[str]) -> argparse.Namespace:
    """What the person typed."""
    parser = argparse.ArgumentParser(
        description="Compile a Commonweal system folder for any English system from open data."
    )
    parser.add_argument("out", type=Path, help="the folder to write")
    which = parser.add_argument_group("the system: one of")
    which.add_argument("--areas", nargs="+", default=[], help="district, county, STP or ICB codes")
    which.add_argument("--stp", help="an STP of 2021, such as E54000009 or QF7")
    which.add_argument("--icb", help="an ICB of 2022, such as E54000055 or QHL")
    parser.add_argument("--base", type=int, default=2022, help="year the base year starts in")
    parser.add_argument("--horizon", type=int, default=2035, help="year the last year starts in")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="open data")
    parser.add_argument("--name", help="the system's name")
    parser.add_argument(
        "--places", choices=["district"], default="district", help="what a place is"
    )
    parser.add_argument(
        "--people",
        choices=["grown", "as-published"],
        default="grown",
        help="grown: the estimate grown by the projection's own growth (no jump); "
        "as-published: estimates, then the projection, jump and all",
    )
    parser.add_argument(
        "--projection",
        type=Path,
        help="folder of ONS's 2022-based projection files, as published; without it, the "
        "2018-based ones of --data",
    )
    parser.add_argument(
        "--health",
        choices=list(FORMS),
        default=next(iter(FORMS)),
        help="whose judgement of health at a given age: 2026, the current one; 2024, the one "
        "before, on which published growth rests; 2024-likeliest, with its mode in the middle, "
        "as in the single line of growth that was published",
    )
    asked = parser.parse_args(words)
    asked.codes = [
        *asked.areas,
        *([f"stp:{asked.stp}"] if asked.stp else []),
        *([asked.icb] if asked.icb else []),
    ]
    if not asked.codes:
        parser.error("say which system: --areas, --stp or --icb")
    if asked.base not in SINGLE_YEAR_ESTIMATES:
        parser.error(
            f"--base {asked.base}: estimates by single year of age and projections meet only for "
            f"{SINGLE_YEAR_ESTIMATES[0]} and {SINGLE_YEAR_ESTIMATES[1]}"
        )
    last = LAST_PROJECTED if asked.projection is None else asked.horizon
    if not asked.base < asked.horizon <= last:
        parser.error(
            f"--horizon {asked.horizon}: projections run to {last}, and the horizon "
            f"must be after {asked.base}"
        )
    return asked


class Told:
    """Progress lines with the seconds since the start."""

    def __init__(self) -> None:
        self.start = time.perf_counter()

    def __call__(self, words: str) -> None:
        """Say one line."""
        print(f"{time.perf_counter() - self.start:6.1f} s  {words}", flush=True)


def compile_folder(asked: argparse.Namespace, tell: Told) -> None:
    """Read, work out, write."""
    sources = Sources(asked.data)
    if missing := sources.missing():
        raise FileNotFoundError(f"{asked.data} lacks {len(missing)} file(s): " + ", ".join(missing))
    chosen = choose(sources, asked.codes, asked.name)
    tell(f"{chosen.name}: {', '.join(p.name for p in chosen.places)}")
    projection = projection_of(sources, chosen, asked)
    residents = {p.code: projection.residents(p) for p in chosen.places}
    population = population_table(residents, asked.base)
    variants = projection.variants_table()
    if asked.people == "as-published":
        variants = variants.with_columns(
            pl.when(pl.col("variant") == AS_PUBLISHED).then(1.0).otherwise(0.0).alias("weight")
        )
    tell(f"people: {sum(r.estimate.sum() for r in residents.values()):,.0f} in {asked.base}")
    health = FORMS[asked.health](sources, asked.base, asked.horizon)
    registered = registered_table(sources, chosen.places)
    care = Care(sources, chosen, asked.base)
    rates = Rates(sources, residents, asked.base)
    flows = Flows(care, registered, rates.by_place).table()
    tell(f"flows: {len(care.acute)} acute trust(s): {', '.join(map(care.name_of, care.acute))}")
    activity = Activity(sources, care, rates, asked.base)
    returns = Returns(sources, care, asked.base)
    incoming, reported = activity.incoming_table(flows), returns.reported_table()
    base_activity, factors = activity.base_activity(flows, incoming, reported)
    tell("care: " + ", ".join(f"{who} {f:.2f}" for (who, _), f in factors.items()))
    money = Money(activity, base_activity, incoming, factors, central_values())
    income = Income(money, Accounts(sources, care, asked.base))
    acute_cost = sum(cost for who, cost in money.base_cost.items() if who in care.acute)
    tables = {
        "places": pl.DataFrame(
            [(p.code, p.name) for p in chosen.places], schema=["place", "name"], orient="row"
        ),
        "deprivation": deprivation_table(sources, chosen.places),
        "organisations": care.organisations_table(),
        "sites": care.sites_table(),
        "flows": flows,
        "population": population,
        "variants": variants,
        "registered": registered,
        "life_expectancy": health.life_expectancy,
        "health_change": health.health_change,
        "services": services_table(),
        "rates": rates.table,
        "incoming": incoming,
        "reported": reported,
        "beds": returns.beds_table(),
        "costs": money.costs_table,
        "income": income.table,
        "capital": capital_table(acute_cost, chosen.stps),
        "accounts": income.accounts.table(),
        "not_counted": not_counted_table(money.collection, care.share_of_england),
    }
    tell(f"money: £{sum(money.base_cost.values()) / 1e6:,.0f} million in the base year")
    names = dict(tables["organisations"].select("organisation", "name").iter_rows())
    remarks = [
        *chosen.remarks,
        *_stand_ins(care, split=any(r.split for r in residents.values())),
        *care.remarks,
        *rates.remarks,
        *returns.remarks,
        *returns.trusts_that_stopped(),
        *income.remarks(),
    ]
    for remark in remarks:
        print(f"          note: {remark}")
    found = Findings(
        chosen=chosen,
        base=asked.base,
        horizon=asked.horizon,
        command=f"python scripts/compile_system.py {_typed(asked)}",
        residents=residents,
        about_people=projection.about(),
        flow_sums=dict(
            care.resident_shares.group_by("district").agg(pl.col("share").sum()).iter_rows()
        ),
        factors=factors,
        names=names,
        tables=tables,
        base_cost=money.base_cost,
        collection=money.collection.check(),
        covered=income.covered,
        share_not_counted=money.collection.share_not_counted,
        national_bed_factor=activity.national_bed_factor(),
        remarks=remarks,
    )
    people = float(sum(r.estimate.sum() for r in residents.values()))
    documents = {
        "system.toml": system_toml(chosen, asked.base, asked.horizon, people),
        "assumptions.toml": assumptions_toml(chosen.lead_name),
        "NOTES.md": notes_md(found),
    }
    write(asked.out, tables, documents)
    tell(f"written: {asked.out}")


def projection_of(sources: Sources, chosen: Chosen, asked: argparse.Namespace) -> Projection:
    """The projection that was asked for."""
    if asked.projection is None:
        return ProjectionOf2018(sources, chosen.places, asked.base, asked.horizon)
    return ProjectionOf2022(sources, chosen.places, asked.base, asked.horizon, asked.projection)


def _stand_ins(care: Care, *, split: bool) -> list[str]:
    """What does not exist for an area, and what stands in its place."""
    said = []
    if split:
        said.append(
            "The variants of the projection are open for these districts by five-year band only: "
            "within a band people lie as in the district's principal, times England's ratio of the "
            "variant to the principal; every band keeps its total (derived)."
        )
    if not care.local:
        said.append(
            "Nothing open says which trust gives mental health and community care in each "
            "district: one stand-in body gives all of it (illustrative)."
        )
        said.append(
            "Beds by hospital are not open for these trusts after 2015: each trust is one site."
        )
    said.append(
        "Ambulances, prescriptions, critical care, dentists and more are not in the plan: "
        "not_counted.csv names each with its rough size."
    )
    return said


def _typed(asked: argparse.Namespace) -> str:
    """The command again, without folders of this machine."""
    words = ["OUT"]
    if asked.areas:
        words += ["--areas", *asked.areas]
    if asked.stp:
        words += ["--stp", asked.stp]
    if asked.icb:
        words += ["--icb", asked.icb]
    words += ["--base", str(asked.base), "--horizon", str(asked.horizon), "--data", "DIR"]
    if asked.people != "grown":
        words += ["--people", asked.people]
    if asked.projection:
        words += ["--projection", "DIR"]
    if asked.health != next(iter(FORMS)):
        words += ["--health", asked.health]
    return " ".join(words)


KEPT = "<!-- what stands below this line is the planner's: the compiler keeps it -->"


def with_financial_years(table: pl.DataFrame) -> pl.DataFrame:
    """Years written as financial years, such as 2027-28."""
    return table.with_columns(
        pl.format("{}-{}", pl.col(name), ((pl.col(name) + 1) % 100).cast(pl.String).str.zfill(2))
        for name in ("year", "since")
        if name in table.columns
    )


def keeping(path: Path, words: str) -> str:
    """New text of a file, with what a person added below the line kept."""
    if not path.exists() or KEPT not in (old := path.read_text(encoding="utf-8")):
        return f"{words}\n{KEPT}\n"
    return f"{words}\n{KEPT}{old.split(KEPT, 1)[1]}"


def write(out: Path, tables: dict[str, pl.DataFrame], documents: dict[str, str]) -> None:
    """Write the folder. Proposals and waivers are the planner's: they are never touched."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "proposals").mkdir(exist_ok=True)
    for name, table in tables.items():
        (out / f"{name}.parquet").unlink(missing_ok=True)  # as earlier versions wrote it
        if name in OPTIONAL and table.is_empty():
            (out / f"{name}.csv").unlink(missing_ok=True)
            continue
        with_financial_years(table).write_csv(out / f"{name}.csv")
    for name, words in documents.items():
        text = keeping(out / name, words) if name == "NOTES.md" else words
        (out / name).write_text(text, encoding="utf-8")


def main(words: list[str]) -> int:
    """0 when written; 2 when what was asked cannot be made, with the reason."""
    asked = arguments(words)
    try:
        compile_folder(asked, Told())
    except (UnknownAreaError, ProjectionUnreadableError, FileNotFoundError) as trouble:
        print(f"{trouble}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
