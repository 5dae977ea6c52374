"""Beds, nights and attendances compiled for England are the published national totals."""

import polars as pl
import pytest
from open_data import DATA, needs_data

from compile.areas import choose
from compile.places import Care
from compile.returns import Returns
from compile.sources import Sources


@pytest.fixture(scope="module")
def sources():
    return Sources(DATA)


@pytest.fixture(scope="module", params=[2022, 2023])
def england(request, sources):
    year = request.param
    return Returns(sources, Care(sources, choose(sources, ["E92000001"], None), year), year)


def months_of(returns, frame):
    return frame.filter(pl.col("fy") == returns.base)


def reported(returns, *services):
    rows = returns.reported_table()
    asked = rows["services"].str.split(" ").list.set_intersection(list(services)).list.len() > 0
    return rows.filter(asked)["activity"].sum()


@needs_data
def test_englands_nights_are_the_published_ones(england, sources):
    published = months_of(england, sources.beds_as_returned)
    occupied = published["general_acute_beds_occupied"].sum() / 12
    nights = 365 if england.base == 2022 else 366
    compiled = reported(england, "emergency_bed_days", "children_bed_days")
    assert compiled == pytest.approx(occupied * nights, rel=0.01)


@needs_data
def test_englands_attendances_are_the_published_ones(england, sources):
    """All providers, by ICB: another file than the trusts' that the compiler reads."""
    published = months_of(england, sources.attendances_by_board)["total_attendances"].sum()
    compiled = reported(england, "ae_walk_in", "ae_minor", "children_ae")
    assert compiled == pytest.approx(published, rel=0.01)


@needs_data
def test_englands_beds_are_the_published_ones_in_every_year(england, sources):
    """General and acute beds by month, and mental illness beds of KH03 2021-22."""
    beds = england.beds_table()
    for year in (2022, 2023, 2024):
        if year < england.base:
            continue
        months = sources.beds_as_returned.filter(pl.col("fy") == year)
        published = months["general_acute_beds_available"].sum() / 12
        compiled = beds.filter(pl.col("year") == year, pl.col("site") != "MHC")["beds_open"].sum()
        assert compiled == pytest.approx(published, rel=0.01)
    kh03 = sources.overnight_beds_as_returned.filter(
        pl.col("quarter").str.starts_with("2021-22"), pl.col("specialty_group") == "mental_illness"
    )
    mental = beds.filter(pl.col("site") == "MHC")["beds_open"].sum()
    assert mental == pytest.approx(kh03["available_total"].sum() / 4, rel=0.01)


@needs_data
def test_englands_nights_on_mental_health_wards_are_the_published_ones(england, sources):
    kh03 = sources.overnight_beds_as_returned.filter(
        pl.col("quarter").str.starts_with("2021-22"), pl.col("specialty_group") == "mental_illness"
    )
    compiled = reported(england, "mental_health_bed_days")
    assert compiled == pytest.approx(kh03["occupied_total"].sum() / 4 * 365, rel=0.01)


@needs_data
def test_a_trust_without_an_emergency_department_has_no_attendances(england):
    assert "RBV" not in england.care.with_emergency_department  # The Christie, a cancer centre
    asked = england.reported_table().filter(pl.col("services").str.contains("ae_"))
    assert "RBV" not in asked["organisation"].to_list()
