"""National ranges that ship with the product, so that a slip of size in a table is asked about.

python -m compile.ranges DATA > src/commonweal/rulebook/ranges.toml
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

RATES = "activity/activity_rates_by_age_sex_2022_360_areas.parquet"
COSTS = "money/national_cost_collection_2024_25_unit_costs.csv.gz"
ACCOUNTS = "money/trust_financial_position_2010_2018.csv.gz"
BEDS = "activity/beds_general_acute_critical_by_trust_2022_2024.csv.gz"
PEOPLE = "population/population_syoa_sex_selected_years_360_areas.parquet"
STAYS = "activity/inpatient_admissions_by_provider_age_2012_2018.csv.gz"
ATTENDANCES = "activity/ae_by_icb_2022_2024.csv.gz"
KINDS = "geo/nhs_provider_types_2018.csv.gz"
PAY = "workforce/agenda_for_change_pay_2017.csv.gz"

PODS = {
    ("edc", None): ("emergency", "attendance"),
    ("apc", "emer_n"): ("emergency", "admission"),
    ("apc", "emer_bds"): ("emergency", "bed_day"),
    ("apc", "daycase_n"): ("planned_hospital", "day_case"),
    ("apc", "ordelec_n"): ("planned_hospital", "admission"),
    ("apc", "ordelec_bds"): ("planned_hospital", "bed_day"),
    ("opc", None): ("outpatient", "appointment"),
}
"""Pod and group of the published rates, and the setting and unit of a service."""

DEPARTMENTS = {
    ("emergency", "attendance"): ("Emergency Care",),
    ("emergency", "admission"): (
        "Non-Elective Inpatient - Short Stay",
        "Non-Elective Inpatient - Long Stay",
    ),
    ("planned_hospital", "day_case"): ("Daycase",),
    ("planned_hospital", "admission"): ("Elective Inpatients",),
    ("outpatient", "appointment"): ("Outpatient Procedures",),
    ("community", "contact"): ("Community Health Service",),
    ("mental_health", "contact"): ("Mental Health Care Contact",),
    ("mental_health", "bed_day"): ("Mental Health Provider Spell",),
}
"""Setting and unit of a service, and the departments of the collection that count it."""

KIND_OF_BODY = {
    "Acute": "acute_trust",
    "Mental Health": "mental_health_trust",
    "Community Provider Trust": "community_trust",
    "Ambulance": "ambulance_trust",
}

AGES = ((18, 64), (65, 90))

HEAD = """# National ranges: a rate per 1,000 or money in thousands is far outside them.
# Made by scripts/compile/ranges.py from open data; aggregated, no row of a source is here. A size
# is asked about where it is several times outside its range (rules/sizes.py says how many).
#
#   rate              activity for each person a year, over 360 areas: NHS Strategy Unit, hospital
#                     activity by single year of age and sex, 2022
#                     Of children: nights from the beds returns of 2022 to 2024 (NHS England), the
#                     lowest and highest month; admissions of every kind at ages 0 to 14, Hospital
#                     Episode Statistics of 2016-17 and 2018-19 (NHS Digital); over ONS people.
#                     Attendances at every age: lowest and highest month of 2022 to 2024
#   cost              pounds for each unit: NHS England, National Cost Collection 2024-25
#   income_over_cost  operating income over operating cost, trusts, 2010-11 to 2018-19, all but a
#                     hundredth at either end: accounts of NHS trusts and foundation trusts
#   income            operating income of a body in pounds by its kind, the same accounts; kinds of
#                     2018 as NHS Digital had them
#   cost_a_head       pounds a year for each person of England: all of the National Cost Collection
#                     2024-25 over ONS mid-2023 people
#   occupancy         beds in use over beds open, trusts with 20 beds or more, all months of 2022 to
#                     2024 but a hundredth at either end: NHS England
#   pay               pounds a year, lowest and highest full-time pay of Agenda for Change, 2017
#   beds_a_thousand   general and acute beds for each 1,000 people of England, lowest and highest
#                     month of 2022 to 2024: NHS England, over ONS mid-2023 people
"""


def rates(data: Path) -> Iterator[str]:
    """Activity for each person a year, over 360 areas, by setting, unit and broad age."""
    frame = pl.read_parquet(data / RATES).with_columns(pl.col("pod", "group").cast(pl.String))
    kinds = [
        frame.filter(
            (pl.col("pod") == pod) & ((pl.col("group") == group) if group else pl.lit(value=True))
        ).with_columns(setting=pl.lit(setting), unit=pl.lit(unit))
        for (pod, group), (setting, unit) in PODS.items()
    ]
    every = pl.concat(one for one in kinds if one.height).with_columns(
        rate=pl.mean_horizontal("rate_female_smoothed", "rate_male_smoothed")
    )
    for first, last in AGES:
        by_area = (
            every.filter(pl.col("age").is_between(first, last))
            .group_by("setting", "unit", "area_code", "age")
            .agg(pl.col("rate").sum())
            .group_by("setting", "unit", "area_code")
            .agg(pl.col("rate").mean())
            .group_by("setting", "unit")
            .agg(low=pl.col("rate").min(), high=pl.col("rate").max())
            .sort("setting", "unit")
        )
        for setting, unit, low, high in by_area.iter_rows():
            yield _entry("rate", setting=setting, unit=unit, ages=[first, last], ends=(low, high))


def costs(data: Path) -> Iterator[str]:
    """Pounds for each unit, the department of the Collection that is least and most."""
    frame = pl.read_csv(data / COSTS)
    for (setting, unit), departments in DEPARTMENTS.items():
        each = (
            frame.filter(pl.col("department_code").is_in(departments))
            .group_by("department_code")
            .agg(pl.col("activity").sum(), pl.col("cost").sum())
        )
        pounds = each["cost"] / each["activity"]
        yield _entry("cost", setting=setting, unit=unit, ends=(pounds.min(), pounds.max()))


def accounts(data: Path) -> Iterator[str]:
    """Operating income over operating cost of trusts, every year of the returns."""
    frame = pl.read_csv(data / ACCOUNTS).select(
        pl.col("op_income", "op_cost").cast(pl.Float64, strict=False).abs()
    )
    ratios = frame.filter(pl.col("op_cost") > 0).select(pl.col("op_income") / pl.col("op_cost"))
    ratio = ratios.to_series().drop_nulls().drop_nans()
    yield _entry("income_over_cost", ends=(ratio.quantile(0.01), ratio.quantile(0.99)))


def beds(data: Path) -> Iterator[str]:
    """General and acute beds for each 1,000 people of England, lowest and highest month."""
    frame = pl.read_csv(data / BEDS).with_columns(pl.col("date").cast(pl.String))
    months = frame.group_by("date").agg(pl.col("general_acute_beds_available").sum())
    per = months["general_acute_beds_available"] / people(data, 2023) * 1000
    yield _entry("beds_a_thousand", ends=(per.min(), per.max()))
    open_, used = (pl.col(f"general_acute_beds_{state}") for state in ("available", "occupied"))
    full = frame.filter(open_ >= FEWEST_BEDS).select(used / open_).to_series().drop_nulls()
    yield _entry("occupancy", ends=(full.quantile(0.01), full.quantile(0.99)))


FEWEST_BEDS = 20


def people(data: Path, year: int, first: int = 0, last: int = 120) -> float:
    """People of England of some ages in the middle of a year."""
    frame = pl.read_parquet(data / PEOPLE).with_columns(pl.col("area_code").cast(pl.String))
    england = frame.filter(
        (pl.col("area_code") == "E92000001")
        & (pl.col("year") == year)
        & (pl.col("variant").cast(pl.String) == "v0")
        & pl.col("age").is_between(first, last)
    )
    return float(england.select(pl.col("female", "male").sum()).sum_horizontal().item())


def children(data: Path) -> Iterator[str]:
    """Nights of children, their admissions of every kind, and attendances at every age."""
    beds_used = (
        pl.read_csv(data / BEDS)
        .group_by("date")
        .agg(pl.col("paediatric_general_acute_beds_occupied").sum())
    )
    nights = beds_used.to_series(1) * 365 / people(data, 2023, 0, 17)
    ends = (nights.min(), nights.max())
    yield _entry("rate", setting="emergency", unit="bed_day", ages=[0, 17], ends=ends)
    stays = (
        pl.read_csv(data / STAYS, infer_schema_length=None)
        .group_by("year")
        .agg(pl.col("0-14").cast(pl.Float64, strict=False).sum())
    )
    each = [
        stays.filter(pl.col("year") == year)["0-14"].item() / people(data, year, 0, 14)
        for year in (2016, 2018)
    ]
    yield _entry(
        "rate", setting="emergency", unit="admission", ages=[0, 14], ends=(min(each), max(each))
    )
    months = pl.read_csv(data / ATTENDANCES).group_by("date").agg(pl.col("total_attendances").sum())
    visits = months["total_attendances"] * 12 / people(data, 2023)
    ends = (visits.min(), visits.max())
    yield _entry("rate", setting="emergency", unit="attendance", ages=[0, 90], ends=ends)


def money_a_head(data: Path) -> Iterator[str]:
    """Pounds of the Collection for each person, and the lowest and highest full-time pay."""
    each = float(pl.read_csv(data / COSTS)["cost"].sum()) / people(data, 2023)
    yield _entry("cost_a_head", ends=(each, each))
    pay = pl.read_csv(data / PAY)
    yield _entry("pay", ends=(pay["bottom"].min(), pay["top"].max()))


def income(data: Path) -> Iterator[str]:
    """Operating income of trusts in pounds, by kind."""
    frame = pl.read_csv(data / ACCOUNTS, infer_schema_length=None).select(
        "org_code", gbp=pl.col("op_income").cast(pl.Float64, strict=False).abs() * 1000
    )
    kinds = pl.read_csv(data / KINDS).select(pl.col("org_code", "org_type").str.strip_chars())
    by_kind = frame.filter(pl.col("gbp") > 0).join(kinds, on="org_code")
    for org_type, kind in KIND_OF_BODY.items():
        gbp = by_kind.filter(pl.col("org_type") == org_type)["gbp"]
        if len(gbp):
            yield _entry("income", kind=kind, ends=(gbp.min(), gbp.max()))


def _entry(name: str, *, ends: tuple[object, object], **keys: object) -> str:
    low, high = (float(str(end)) for end in ends)
    told = "".join(f"{key} = {_toml(value)}\n" for key, value in keys.items())
    return f"[[{name}]]\n{told}low = {low:.4g}\nhigh = {high:.4g}\n"


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sys.stdout.write(HEAD)
    for made in (rates, children, costs, money_a_head, accounts, income, beds):
        sys.stdout.writelines("\n" + entry for entry in made(folder))
