"""Reads the open data folder: one function a file, nothing else knows a path."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from .recoded import ICB_RECODED
from .reorganised import now_called
from .trusts import CALLED, UNLISTED, in_own_capitals, now_part_of, one_code, summed

MONTHS = {
    month: number
    for number, month in enumerate(
        (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        start=1,
    )
}

MENTAL_HEALTH_YEAR = 2021
"""The newest year of KH03 that is open by trust and specialty."""

NEEDED = (
    "geo/lookup_lsoa11_msoa11_ltla21_ccg21_stp21_icb22.parquet",
    "population/areas_360_lad_county_icb.csv.gz",
    "population/population_syoa_sex_2024_2043_360_areas_v1.parquet",
    "population/population_5yr_sex_2024_2043_360_areas_v2_v11.parquet",
    "population/population_syoa_sex_2000_2043_icb_v0_v1.parquet",
    "population/population_syoa_sex_2000_2043_syb_all_variants.parquet",
    "population/population_syoa_sex_selected_years_360_areas.parquet",
    "population/snpp2018_lad_components_of_change.parquet",
    "population/snpp2018_ccg_5yr_sex_2018_2043.parquet",
    "population/life_expectancy_england_1981_2072.csv.gz",
    "population/health_status_metalog_2026.json",
    "population/health_status_split_normal_2024.csv",
    "population/life_expectancy_2018_based_nhp_2024.csv",
    "population/imd2019_lsoa11.parquet",
    "population/lsoa11_mid2020_persons_by_age.parquet",
    "population/gp_registrations_by_lsoa11_2022.parquet",
    "activity/activity_rates_by_age_sex_2022_360_areas.parquet",
    "activity/beds_general_acute_critical_by_trust_2022_2024.csv.gz",
    "activity/ae_by_trust_2021_2024.csv.gz",
    "activity/ae_by_icb_2022_2024.csv.gz",
    "activity/kh03_overnight_beds_by_trust_specialty.parquet",
    "flows/trust_msoa11_share_of_admissions.parquet",
    "flows/trust22_ltla21_share_of_trust_admissions.csv.gz",
    "geo/lookup_trust22_stp21.csv.gz",
    "geo/nhs_trust_points_2022.csv.gz",
    "geo/centroids_lsoa11_england.parquet",
    "geo/eric_hospital_sites_2016_17.csv.gz",
    "money/gp_practice_weighted_populations_2022_23.parquet",
    "money/trust_financial_position_2010_2018.csv.gz",
    "money/national_cost_collection_2024_25_unit_costs.csv.gz",
)
"""Every file this script opens, by its path in the data folder."""


def with_financial_year(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `fy`, the year in which the financial year of a month such as 'April 2022' starts.

    >>> with_financial_year(pl.DataFrame({"date": ["March 2023", "April 2023"]}))["fy"].to_list()
    [2022, 2023]
    """
    words = pl.col("date").str.split(" ")
    month = words.list.get(0).replace_strict(MONTHS, return_dtype=pl.Int32)
    return frame.with_columns((words.list.get(1).cast(pl.Int32) - (month < 4)).alias("fy"))


def without_repeats(returns: pl.DataFrame, body: str) -> pl.DataFrame:
    """A monthly return of attendances without months that are those of the year before again.

    The open copies give February and March 2025 the numbers of 2024, at every body; no two
    months of a hundred bodies are alike by chance.

    >>> rows = [("A", "May 2023", 5.0), ("A", "May 2024", 5.0), ("A", "June 2024", 5.0)]
    >>> returns = pl.DataFrame(rows, schema=["body", "date", "total_attendances"], orient="row")
    >>> without_repeats(returns, "body")["date"].to_list()
    ['May 2023', 'June 2024']
    """
    words = pl.col("date").str.split(" ")
    month = words.list.get(0) + " " + (words.list.get(1).cast(pl.Int32) + 1).cast(pl.String)
    earlier = returns.select(body, date=month, earlier="total_attendances")
    beside = returns.join(earlier, on=[body, "date"], how="left")
    same = (pl.col("total_attendances") == pl.col("earlier")).fill_null(value=False).all()
    repeated = beside.group_by("date").agg(same=same).filter("same")["date"]
    return returns.filter(~pl.col("date").is_in(repeated.implode()))


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The same with categories as text and small numbers as wide ones."""
    wide = {pl.Categorical: pl.String, pl.Int16: pl.Int64, pl.Int32: pl.Int64}
    return frame.with_columns(
        pl.col(name).cast(wide[kind.base_type()])
        for name, kind in frame.schema.items()
        if kind.base_type() in wide
    ).with_columns(
        pl.col(name).cast(pl.Float64) for name, kind in frame.schema.items() if kind == pl.Float32
    )


def total(column: pl.Series) -> float:
    """The sum of a column of numbers, as a plain number.

    >>> total(pl.Series([1, 2]))
    3.0
    """
    return float(column.cast(pl.Float64).sum())


def mean(column: pl.Series) -> float:
    """The mean of the numbers of a column; not a number where it has none.

    >>> mean(pl.Series([1.0, None, 2.0])), mean(pl.Series([], dtype=pl.Float64))
    (1.5, nan)
    """
    found = column.cast(pl.Float64).mean()
    return found if isinstance(found, float) else float("nan")


def by_one_code(returns: pl.DataFrame, counts: list[str]) -> pl.DataFrame:
    """A monthly return with what trusts that joined reported put under the one code of now."""
    return (
        returns.with_columns(one_code())
        .group_by("trust", "date", "fy", maintain_order=True)
        .agg(summed(counts))
    )


def one_row_a_trust(published: pl.DataFrame) -> pl.DataFrame:
    """A published list of trusts with one row for each trust of now, under its name of now."""
    listed = published.rename({"nhs_trust22_code": "trust", "nhs_trust22_name": "name"})
    now = pl.Series("now", [now_part_of(trust) for trust in listed["trust"]])
    return (
        listed.with_columns(now)
        .sort(pl.col("now") != pl.col("trust"), maintain_order=True)
        .unique("now", keep="first", maintain_order=True)
        .with_columns(
            trust="now",
            name=pl.struct("now", "name").map_elements(
                lambda row: CALLED.get(row["now"], in_own_capitals(row["name"])), pl.String
            ),
        )
        .drop("now")
    )


@dataclass(frozen=True)
class Sources:
    """The open data folder. Each file is read once, when it is first asked for."""

    folder: Path

    def missing(self) -> list[str]:
        """The needed files that are not in the folder."""
        return [path for path in NEEDED if not (self.folder / path).exists()]

    def _csv(self, path: str) -> pl.DataFrame:
        return pl.read_csv(self.folder / path, infer_schema_length=20_000)

    def _parquet(self, path: str) -> pl.DataFrame:
        return plain(pl.read_parquet(self.folder / path))

    @cached_property
    def lookup(self) -> pl.DataFrame:
        """LSOA 2011 to MSOA, district (codes of 2023), STP 2021 and ICB 2022, with people."""
        people = self._parquet("population/lsoa11_mid2020_persons_by_age.parquet").select(
            "lsoa11_code", people="total"
        )
        return (
            self._parquet("geo/lookup_lsoa11_msoa11_ltla21_ccg21_stp21_icb22.parquet")
            .join(people, on="lsoa11_code", how="left")
            .with_columns(
                pl.col("ltla21_code").map_elements(now_called, pl.String).alias("district"),
                pl.col("icb22_code").replace(ICB_RECODED),
            )
        )

    @cached_property
    def deprivation(self) -> pl.DataFrame:
        """LSOA 2011 to its decile of deprivation, 1 the most deprived."""
        return self._parquet("population/imd2019_lsoa11.parquet").select(
            "lsoa11_code", "IMD_decile"
        )

    @cached_property
    def areas(self) -> pl.DataFrame:
        """The 360 areas with published rates and projections."""
        return self._csv("population/areas_360_lad_county_icb.csv.gz")

    @cached_property
    def projected_single_years(self) -> pl.DataFrame:
        """The 2018-based principal projection by single year of age (90 is open), all areas."""
        return self._parquet("population/population_syoa_sex_2024_2043_360_areas_v1.parquet")

    @cached_property
    def variant_bands(self) -> pl.DataFrame:
        """The ten variants of the 2018-based projection by five-year band, all areas.

        `age` is the band's first year; the last, 90, is open.
        """
        bands = self._parquet("population/population_5yr_sex_2024_2043_360_areas_v2_v11.parquet")
        first = pl.col("age_band").str.extract(r"^(\d+)").cast(pl.Int64)
        return bands.with_columns(first.alias("age")).drop("age_band")

    @cached_property
    def population_icb(self) -> pl.DataFrame:
        """People by single year of age, ICBs and England, v0 and v1."""
        return self._parquet("population/population_syoa_sex_2000_2043_icb_v0_v1.parquet")

    @cached_property
    def population_all_variants(self) -> pl.DataFrame:
        """People by single year of age, every variant: five districts, one ICB, England."""
        return self._parquet("population/population_syoa_sex_2000_2043_syb_all_variants.parquet")

    @cached_property
    def population_selected_years(self) -> pl.DataFrame:
        """Estimates by single year of age for all areas, in six years."""
        return self._parquet("population/population_syoa_sex_selected_years_360_areas.parquet")

    @cached_property
    def projected_totals(self) -> pl.DataFrame:
        """The 2018-based projection's own totals and births by district of 2018, sex and year."""
        return self._parquet("population/snpp2018_lad_components_of_change.parquet")

    @cached_property
    def projected_bands(self) -> pl.DataFrame:
        """The 2018-based projection by CCG of 2019, five-year band, sex and year from 2018."""
        return self._parquet("population/snpp2018_ccg_5yr_sex_2018_2043.parquet").filter(
            pl.col("code").str.starts_with("E38")
            & pl.col("sex").is_in(["female", "male"])
            & (pl.col("age_group") != "All ages")
        )

    @cached_property
    def life_expectancy(self) -> pl.DataFrame:
        """Years of life left in England by year, sex and age 55 to 90."""
        return self._csv("population/life_expectancy_england_1981_2072.csv.gz")

    @cached_property
    def health_metalog(self) -> dict[str, Any]:
        """Share of life at 65 free of disability: metalog terms by year and sex (April 2026)."""
        path = self.folder / "population/health_status_metalog_2026.json"
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    @cached_property
    def health_split_normal(self) -> pl.DataFrame:
        """Share of gained life in good health: split normals by life table, sex, year (2024)."""
        return self._csv("population/health_status_split_normal_2024.csv")

    @cached_property
    def life_expectancy_of_2018(self) -> pl.DataFrame:
        """Years of life left by year, sex and age: the 2018-based principal life table."""
        wide = self._csv("population/life_expectancy_2018_based_nhp_2024.csv")
        years = [name for name in wide.columns if name.isdigit()]
        return (
            wide.filter(pl.col("var") == "ppp")
            .unpivot(years, index=["sex", "age"], variable_name="year", value_name="ex")
            .with_columns(pl.col("year").cast(pl.Int64))
        )

    @cached_property
    def rates(self) -> pl.DataFrame:
        """Hospital activity per head by age and sex, all areas."""
        return self._parquet("activity/activity_rates_by_age_sex_2022_360_areas.parquet")

    @cached_property
    def beds_as_returned(self) -> pl.DataFrame:
        """General and acute beds by month and by trust as it was then."""
        return with_financial_year(
            self._csv("activity/beds_general_acute_critical_by_trust_2022_2024.csv.gz")
        ).rename({"nhs_trust22_code": "trust"})

    @cached_property
    def beds(self) -> pl.DataFrame:
        """General and acute beds by month and by trust as it is now."""
        counts = [name for name in self.beds_as_returned.columns if "general_acute_beds_" in name]
        counts = [name for name in counts if not name.endswith("_rate")]
        return by_one_code(self.beds_as_returned, counts)

    @cached_property
    def attendances_as_returned(self) -> pl.DataFrame:
        """A&E attendances and emergency admissions by month and by trust as it was then."""
        returned = self._csv("activity/ae_by_trust_2021_2024.csv.gz").rename(
            {"nhs_trust22_code": "trust"}
        )
        return with_financial_year(without_repeats(returned, "trust"))

    @cached_property
    def emergency_departments(self) -> pl.DataFrame:
        """A&E attendances by month and by trust as it is now."""
        return by_one_code(self.attendances_as_returned, ["total_attendances"])

    @cached_property
    def attendances_by_board(self) -> pl.DataFrame:
        """A&E attendances of all providers by month and by ICB of 2022."""
        returned = without_repeats(self._csv("activity/ae_by_icb_2022_2024.csv.gz"), "icb22_code")
        return with_financial_year(returned).with_columns(pl.col("icb22_code").replace(ICB_RECODED))

    def attendances(self, year: int) -> float:
        """England's A&E attendances in a year, at all providers; a lost month is as the others."""
        of_year = self.attendances_by_board.filter(pl.col("fy") == year)
        return total(of_year["total_attendances"]) * len(MONTHS) / of_year["date"].n_unique()

    @cached_property
    def overnight_beds_as_returned(self) -> pl.DataFrame:
        """KH03: beds by quarter, sector and trust as it was then (one row for each sector)."""
        return (
            self._parquet("activity/kh03_overnight_beds_by_trust_specialty.parquet")
            .select("quarter", "org_code", "specialty_group", "available_total", "occupied_total")
            .unique()
        )

    @cached_property
    def overnight_beds(self) -> pl.DataFrame:
        """KH03: beds by quarter, sector and trust as it is now."""
        return (
            self.overnight_beds_as_returned.with_columns(one_code("org_code"))
            .group_by("quarter", "org_code", "specialty_group")
            .agg(summed(["available_total", "occupied_total"]))
        )

    def mental_illness_beds(self, column: str) -> dict[str, float]:
        """KH03: mental illness beds of the newest year by trust, available or occupied."""
        year = f"{MENTAL_HEALTH_YEAR}-{(MENTAL_HEALTH_YEAR + 1) % 100}"
        quarters = self.overnight_beds.filter(
            (pl.col("specialty_group") == "mental_illness")
            & pl.col("quarter").str.starts_with(year)
        )
        return dict(quarters.group_by("org_code").agg(pl.col(column).sum() / 4).iter_rows())

    @cached_property
    def _shares_of_residents_then(self) -> pl.DataFrame:
        """Share of each MSOA's admissions by trust as it was then, with the MSOA's district."""
        homes = self.lookup.group_by("msoa11_code").agg(
            pl.col("district").first(), pl.col("people").sum()
        )
        return (
            self._parquet("flows/trust_msoa11_share_of_admissions.parquet")
            .rename({"trust_code": "trust", "msoa_code": "msoa11_code", "proportion": "share"})
            .join(homes, on="msoa11_code", how="left")
        )

    @cached_property
    def shares_of_residents(self) -> pl.DataFrame:
        """Share of each MSOA's admissions that went to each acute trust, as it is now."""
        return (
            self._shares_of_residents_then.with_columns(one_code(home="district"))
            .group_by("trust", "msoa11_code")
            .agg(pl.col("share").sum())
        )

    @cached_property
    def shares_of_trusts(self) -> pl.DataFrame:
        """Share of each trust's admissions, as it is now, that came from each district.

        The shares of trusts that joined are weighed by how many residents each then served.
        """
        served = self._shares_of_residents_then.group_by("trust").agg(
            (pl.col("share") * pl.col("people")).sum().alias("served")
        )
        shares = (
            self._csv("flows/trust22_ltla21_share_of_trust_admissions.csv.gz")
            .rename({"nhs_trust22_code": "trust", "proportion_trust_came_from_ltla": "share"})
            .join(served, on="trust", how="left")
            .with_columns(
                pl.col("ltla21_code").map_elements(now_called, pl.String).alias("district"),
                pl.col("served").fill_null(1.0),
            )
        )
        whole = (
            shares.select("trust", "served")
            .unique()
            .group_by(one_code())
            .agg(pl.col("served").sum().alias("whole"))
        )
        return (
            shares.with_columns(one_code())
            .join(whole, on="trust")
            .group_by("trust", "district")
            .agg((pl.col("share") * pl.col("served") / pl.col("whole")).sum().alias("share"))
        )

    @cached_property
    def trusts(self) -> pl.DataFrame:
        """NHS trusts as they are now: code, name, STP of 2021."""
        listed = one_row_a_trust(self._csv("geo/lookup_trust22_stp21.csv.gz"))
        unlisted = pl.DataFrame([{"trust": trust, **says} for trust, says in UNLISTED.items()])
        return pl.concat([listed, unlisted], how="diagonal")

    @cached_property
    def trust_points(self) -> pl.DataFrame:
        """Where each trust has its seat."""
        return one_row_a_trust(self._csv("geo/nhs_trust_points_2022.csv.gz"))

    @cached_property
    def lsoa_points(self) -> pl.DataFrame:
        """A point inside each LSOA."""
        return self._parquet("geo/centroids_lsoa11_england.parquet").select(
            "lsoa11_code", "lon", "lat"
        )

    @cached_property
    def hospital_sites(self) -> pl.DataFrame:
        """ERIC: hospital sites of 2016-17 with occupied beds of 2014-15."""
        return self._csv("geo/eric_hospital_sites_2016_17.csv.gz").with_columns(
            pl.col("occupied_beds_2014_15").cast(pl.Float64, strict=False),
            pl.col("lat", "lon").cast(pl.Float64, strict=False),
        )

    @cached_property
    def practices(self) -> pl.DataFrame:
        """GP practices: district, county, list size."""
        return (
            self._parquet("money/gp_practice_weighted_populations_2022_23.parquet")
            .select(
                practice="Practice_Code",
                district=pl.col("LAD21"),
                county="UTLA21",
                patients="Patients",
            )
            .with_columns(pl.col("district").map_elements(now_called, pl.String))
        )

    @cached_property
    def registrations(self) -> pl.DataFrame:
        """Patients by practice and LSOA of home."""
        return self._parquet("population/gp_registrations_by_lsoa11_2022.parquet").rename(
            {"practice_code": "practice"}
        )

    @cached_property
    def unit_costs(self) -> pl.DataFrame:
        """National Cost Collection 2024-25."""
        return self._csv("money/national_cost_collection_2024_25_unit_costs.csv.gz")

    @cached_property
    def accounts(self) -> pl.DataFrame:
        """Trusts' accounts by financial year and by trust as it is now, in GBP."""
        return (
            self._csv("money/trust_financial_position_2010_2018.csv.gz")
            .group_by(one_code("org_code").alias("trust"), "year")
            .agg(
                income=pl.col("op_income").sum() * 1_000,
                cost=-pl.col("op_cost").sum() * 1_000,
                surplus=pl.col("financial_position").sum() * 1_000,
            )
        )
