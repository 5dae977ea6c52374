"""Turns what a person typed (districts, a county, an STP or an ICB) into whole districts."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from .judgements import number
from .recoded import ICB_RECODED, Meant, meant_by
from .reorganised import BECAME, GONE_COUNTIES, NEW_CODE
from .sources import Sources


class UnknownAreaError(Exception):
    """A code we cannot turn into districts; the message says what to write instead."""


@dataclass(frozen=True)
class Place:
    """A district of the system: its code, its name, and the ICB most of its people live in."""

    code: str
    name: str
    icb: str


@dataclass(frozen=True)
class Chosen:
    """The districts of a system, with what the reader should know about the choice."""

    places: tuple[Place, ...]
    name: str
    lead_code: str
    lead_name: str
    stps: tuple[str, ...]
    whole_system: bool
    remarks: tuple[str, ...] = field(default=())


def district_table(sources: Sources) -> pl.DataFrame:
    """One row a district of 2023: name, main STP and ICB, and each one's share of its people."""

    def main(column: str) -> pl.DataFrame:
        people = sources.lookup.group_by("district", column).agg(pl.col("people").sum())
        return (
            people.with_columns(
                (pl.col("people") / pl.col("people").sum().over("district")).alias(
                    f"{column}_share"
                )
            )
            .sort("people", descending=True)
            .group_by("district", maintain_order=True)
            .first()
            .drop("people")
        )

    names = sources.areas.filter(pl.col("area_type") == "lad").select(
        district="area_code", name="area_name"
    )
    names_of_icbs = sources.lookup.select("icb22_code", "icb22_code_h", "icb22_name").unique()
    return (
        names.join(main("stp21_code"), on="district", how="left")
        .join(main("icb22_code"), on="district", how="left")
        .join(names_of_icbs, on="icb22_code", how="left")
        .sort("district")
    )


def choose(sources: Sources, codes: Sequence[str], name: str | None) -> Chosen:
    """The districts that the codes stand for.

    A code is a district (E06, E07, E08, E09), a county (E10), an ICB of 2022 or 2026 (E54 or its
    short code) or an STP of 2021 (E54; `stp:QF7` when the same short code stands for both). Codes
    of 2023 to 2026 that are newer than the tables are taken too, and a code twice counts once.

    Raises:
        UnknownAreaError: with what to write instead.
    """
    table = district_table(sources)
    picked: list[str] = []
    remarks: list[str] = []
    labels: list[str] = []
    systems: set[str] = set()
    asked = [meant_by(code) for code in dict.fromkeys(codes)]
    for meant in asked:
        districts, label, said = _expand_meant(sources, table, meant)
        picked += [d for d in districts if d not in picked]
        remarks += said
        labels.append(label)
        if not meant.codes[0].startswith(("E06", "E07", "E08", "E09", "E10")):
            systems.add(meant.codes[0])
    rows = table.filter(pl.col("district").is_in(picked))
    lead_code, lead_name, whole = _lead(sources, table, rows, systems)
    if len(asked) == 1 and asked[0].lead:
        lead_code, lead_name = asked[0].lead, asked[0].name
    for row in rows.filter(pl.col("icb22_code_share") < number("places.whole_site")).iter_rows(
        named=True
    ):
        remarks.append(
            f"{row['name']} lies in more than one ICB: {row['icb22_code_share']:.0%} of its people "
            f"live in {row['icb22_name']}. Only whole districts can be compiled, so all of it "
            "is in this system."
        )
    return Chosen(
        places=tuple(
            Place(r["district"], r["name"], r["icb22_code"]) for r in rows.iter_rows(named=True)
        ),
        name=name or " and ".join(dict.fromkeys(labels)),
        lead_code=lead_code,
        lead_name=lead_name,
        stps=tuple(sorted(rows["stp21_code"].unique())),
        whole_system=whole,
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _expand_meant(
    sources: Sources, table: pl.DataFrame, meant: Meant
) -> tuple[list[str], str, list[str]]:
    """What a person meant: its districts, its name, and remarks."""
    found = [_expand(sources, table, code) for code in meant.codes]
    districts = [district for districts, _, _ in found for district in districts]
    # Of a new ICB the parts are listed by district: what an old one leaves out is in a part.
    said = [] if meant.name else [remark for _, _, remarks in found for remark in remarks]
    return districts, _short_name(meant.name) or found[0][1], [*filter(None, [meant.remark]), *said]


def _short_name(board: str) -> str:
    return board.removeprefix("NHS ").removesuffix(" Integrated Care Board")


def _expand(sources: Sources, table: pl.DataFrame, code: str) -> tuple[list[str], str, list[str]]:
    """One typed code: its districts, its name, and remarks."""
    if code in table["district"]:
        return [code], str(table.filter(pl.col("district") == code)["name"][0]), []
    if code in NEW_CODE:
        new = NEW_CODE[code]
        new_name, year, olds = BECAME[new]
        raise UnknownAreaError(
            f"{code} no longer exists: in {year} it became part of {new} {new_name}, together "
            f"with {len(olds) - 1} other district(s). Write {new} instead; no tables exist for "
            "its parts."
        )
    if code in GONE_COUNTIES:
        raise UnknownAreaError(f"{code} no longer exists: it was {GONE_COUNTIES[code]}.")
    counties = sources.areas.filter(
        (pl.col("area_type") == "county") & (pl.col("area_code") == code)
    )
    if counties.height:
        county = str(counties["area_name"][0])
        districts = sorted(
            set(
                sources.practices.filter(pl.col("county") == county)["district"].unique()
            ).intersection(table["district"])
        )
        return districts, county, []
    if code == "E92000001":
        return table["district"].to_list(), "England", []
    return _expand_system(sources, table, code)


def _expand_system(
    sources: Sources, table: pl.DataFrame, code: str
) -> tuple[list[str], str, list[str]]:
    """An STP or ICB code: the districts most of whose people live in it."""
    as_stp = code.removeprefix("stp:")
    code = ICB_RECODED.get(code, code)
    lookup = sources.lookup
    icb = lookup.filter((pl.col("icb22_code") == code) | (pl.col("icb22_code_h") == code))
    if icb.height and not code.startswith("stp:"):
        column, full = "icb22_code", str(icb["icb22_code"][0])
        label = _short_name(str(icb["icb22_name"][0]))
    else:
        column = "stp21_code"
        full = _stp_of(lookup, as_stp)
        if not full:
            raise UnknownAreaError(_nearest(sources, table, code))
        label = str(lookup.filter(pl.col("stp21_code") == full)["stp21_name"][0])
    people = (
        lookup.group_by("district")
        .agg(
            (pl.col("people") * (pl.col(column) == full)).sum().alias("inside"),
            pl.col("people").sum(),
        )
        .with_columns((pl.col("inside") / pl.col("people")).alias("share"))
        .filter(pl.col("inside") > 0)
        .join(table.select("district", "name"), on="district")
    )
    majority = number("areas.majority")
    said = [
        f"{r['name']} is left out: only {r['share']:.0%} of its people live in {label}, "
        "and only whole districts can be compiled."
        for r in people.filter(pl.col("share") <= majority).sort("name").iter_rows(named=True)
    ]
    if column == "icb22_code" and full == "E54000061":
        said.append(
            "Bassetlaw was in the South Yorkshire and Bassetlaw partnership (E54000009) until "
            "June 2022 and is in Nottingham and Nottinghamshire since; it is not in this system."
        )
    return people.filter(pl.col("share") > majority)["district"].sort().to_list(), label, said


def _stp_of(lookup: pl.DataFrame, code: str) -> str:
    """The STP code of 2021 for an ONS code, or for the short code most of its people carry."""
    if code in lookup["stp21_code"]:
        return code
    people = (
        lookup.group_by("stp21_code", "icb22_code_h")
        .agg(pl.col("people").sum())
        .sort("people", descending=True)
        .group_by("stp21_code", maintain_order=True)
        .first()
    )
    match = people.filter(pl.col("icb22_code_h") == code)
    return str(match["stp21_code"][0]) if match.height else ""


def _lead(
    sources: Sources, table: pl.DataFrame, rows: pl.DataFrame, systems: set[str]
) -> tuple[str, str, bool]:
    """The commissioner: the ICB that most of the people live in; and whether all of it is here."""
    people = (
        sources.lookup.filter(pl.col("district").is_in(rows["district"].to_list()))
        .group_by("icb22_code_h", "icb22_name", "icb22_code")
        .agg(pl.col("people").sum())
        .sort("people", descending=True)
    )
    code, name = str(people["icb22_code_h"][0]), str(people["icb22_name"][0])
    in_icb = set(table.filter(pl.col("icb22_code") == people["icb22_code"][0])["district"])
    return code, name, in_icb <= set(rows["district"]) or bool(systems)


def _nearest(sources: Sources, table: pl.DataFrame, code: str) -> str:
    """What to say of a code nobody knows: the nearest names and codes."""
    known = {r["name"]: r["district"] for r in table.iter_rows(named=True)}
    systems = sources.lookup.select("icb22_code_h", "icb22_name").unique()
    known |= {str(r["icb22_name"]): str(r["icb22_code_h"]) for r in systems.iter_rows(named=True)}
    by_code = {v: k for k, v in known.items()}
    near = difflib.get_close_matches(code, by_code, n=3, cutoff=0.75)
    words = [f"{c} {by_code[c]}" for c in near]
    lower = {k.lower(): k for k in known}
    names = difflib.get_close_matches(code.lower(), lower, n=3, cutoff=0.6)
    names += [k for k in lower if code.lower() in k and len(code) > 3][:3]
    words += [f"{known[lower[n]]} {lower[n]}" for n in dict.fromkeys(names)]
    fix = "; ".join(words[:4]) or "a code such as E08000019 (Sheffield), E54000009 or QF7"
    return f"{code} is not a district, county, STP or ICB of England we know. Nearest: {fix}."
