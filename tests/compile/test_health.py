"""Health at a given age: the judgements read as their makers mean them."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.people.health import health_from
from compile.areas import choose
from compile.distributions import metalog_mean, metalog_quantile, split_normal_quantile
from compile.health import FORMS
from compile.projection_2018 import ProjectionOf2018

PUBLISHED = Path(__file__).with_name("published_growth.csv")
BASE, HORIZON = 2022, 2040
YEARS = tuple(range(BASE, HORIZON + 1))


# --- the two families ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "below", "above"), [(1.12, 0.215, 0.561), (-0.04, 0.249, 0.661), (0.614, 0.723, 1.913)]
)
def test_split_normal_quantiles_are_those_of_a_simulation(mode, below, above):
    """A second opinion: draw a side, then half a normal number on that side."""
    luck = np.random.Generator(np.random.PCG64(7))
    size = 400_000
    left = luck.random(size) < below / (below + above)
    far = np.abs(luck.normal(size=size))
    drawn = mode + np.where(left, -below * far, above * far)
    for share in (0.1, 0.5, 0.9):
        found = split_normal_quantile(share, mode, below, above)
        # The share of draws below the quantile has a standard error of sqrt(p (1 - p) / n).
        error = np.sqrt(share * (1 - share) / size)
        assert abs((drawn < found).mean() - share) < 4 * error


@given(st.floats(0.01, 0.99), st.lists(st.floats(-1, 1), min_size=9, max_size=9))
def test_a_metalog_is_the_sum_of_its_nine_terms(share, terms):
    """A second opinion: Keelin's basis written out, and the log odds turned back by hand."""
    odds, away = np.log(share) - np.log1p(-share), share - 0.5
    basis = [1, odds, away * odds, away, away**2, away**2 * odds, away**3, away**3 * odds, away**4]
    scale = np.exp(float(np.dot(basis, terms)))
    found = metalog_quantile(share, terms, 0.0, 100.0)
    assert found == pytest.approx(100 * scale / (1 + scale), rel=1e-9)


def test_the_mean_of_a_metalog_is_that_of_its_draws():
    terms = (0.366, 0.251, 1.189, -0.289, -5.147, -0.095, 2.587, -4.128, 18.12)
    chances = np.random.Generator(np.random.PCG64(11)).random(40_000)
    drawn = np.array([metalog_quantile(c, terms, 0.0, 100.0) for c in chances])
    error = drawn.std() / np.sqrt(len(drawn))
    assert metalog_mean(terms, 0.0, 100.0) == pytest.approx(drawn.mean(), abs=4 * error)


# --- with the open data --------------------------------------------------------------------------


@pytest.fixture(scope="module", params=list(FORMS))
def tables(request, sources):
    return FORMS[request.param](sources, BASE, HORIZON)


def test_each_form_gives_an_interval_for_every_later_year_and_sex(tables):
    later = tables.health_change.filter(pl.col("year") > BASE)
    assert later.height == 2 * (HORIZON - BASE)
    ordered = (pl.col("low") < pl.col("central")) & (pl.col("central") < pl.col("high"))
    assert later.filter(~ordered).is_empty()
    left = tables.life_expectancy
    assert left["age"].unique().sort().to_list() == list(range(55, 91))
    assert set(tables.health_change["since"]) <= set(left["year"])


def younger_at_65(tables, year, sex, column="central"):
    health = health_from(tables.life_expectancy, tables.health_change, years=YEARS)
    normal = {"low": -1.2815515655446004, "central": 0.0, "high": 1.2815515655446004}[column]
    s = ("female", "male").index(sex)
    return health.shift(year - BASE, np.array([normal]))[0, s, 65]


def left_at_65(sources, year, sex):
    rows = sources.life_expectancy.filter(
        (pl.col("year") == year) & (pl.col("sex") == sex) & (pl.col("age") == 65)
    )
    return float(rows["ex"].item())


@pytest.mark.parametrize("year", [2023, 2030, 2040])
@pytest.mark.parametrize(
    ("sex", "number", "letter", "before"), [("female", 2, "f", 10.66), ("male", 1, "m", 10.45)]
)
def test_2026_years_of_age_are_disability_free_years_gained_less_those_of_the_base(
    sources, year, sex, number, letter, before
):
    """At 65: the share of the years left then, less 2021's, less the base year's mean gain."""
    judged = sources.health_metalog
    tables = FORMS["2026"](sources, BASE, HORIZON)
    at_base = metalog_mean(judged[str(BASE)][letter]["a"], 0.0, 100.0) / 100
    already = at_base * left_at_65(sources, BASE, number) - before
    for chance, column in ((0.1, "low"), (0.5, "central"), (0.9, "high")):
        share = metalog_quantile(chance, judged[str(year)][letter]["a"], 0.0, 100.0) / 100
        expected = share * left_at_65(sources, year, number) - before - already
        # Shares are written to four decimals; times a gain of at most two years.
        found = younger_at_65(tables, year, sex, column)
        assert found == pytest.approx(expected, abs=3e-4)


def test_2026_the_base_year_has_nothing_taken_off_itself(sources):
    tables = FORMS["2026"](sources, BASE, HORIZON)
    health = health_from(tables.life_expectancy, tables.health_change, years=YEARS)
    assert not health.shift(0, np.array([-3.0, 0.0, 3.0])).any()


@pytest.mark.parametrize(
    ("form", "middle"),
    [("2026", "its median"), ("2024", "its median"), ("2024-likeliest", "its mode")],
)
def test_the_table_says_what_its_middle_is(sources, form, middle):
    table = FORMS[form](sources, BASE, HORIZON).health_change
    later = table.filter(pl.col("year") > BASE)
    assert all(middle in source for source in later["source"])
    assert all("does not scale up" in source for source in later["source"])


def effect_of_health(sources, area, year, shares):
    """Points that health takes off growth since 2022, by group of care, 2024 form."""
    places = choose(sources, [area], None).places
    people = ProjectionOf2018(sources, places, BASE, year).residents(places[0]).projected
    now, then = (people["principal"][t][:, 18:] for t in (0, year - BASE))
    tables = FORMS["2024"](sources, BASE, year)
    years = tuple(range(BASE, year + 1))
    gain = health_from(tables.life_expectancy, tables.health_change, years=years).gain[-1][:, 18:]
    rates = sources.rates.filter(pl.col("area_code") == area)
    found = {}
    for (group,), rows in rates.group_by(["group"]):
        by_age = rows.sort("age")
        ages = by_age["age"].to_numpy().astype(float)
        smooth = np.stack([by_age[f"rate_{s}_smoothed"].to_numpy() for s in ("female", "male")])
        younger = ages - gain * np.array(shares)[:, None]
        factor = np.stack([np.interp(y, ages, s) / s for y, s in zip(younger, smooth, strict=True)])
        counted = np.stack([by_age[f"rate_{s}"].to_numpy() for s in ("female", "male")])
        rate = np.where(np.isnan(counted), smooth, counted)
        found[group] = 100 * (rate * then * (factor - 1)).sum() / (rate * now).sum()
    return found


def shares_of_2024(sources, year, column):
    form = {"median": "2024", "likeliest": "2024-likeliest"}[column]
    rows = FORMS[form](sources, BASE, year).health_change.filter(pl.col("year") == year)
    return rows.sort("sex")["central"].to_list()


@pytest.mark.parametrize("column", ["likeliest", "median"])
def test_2024_health_takes_off_growth_what_its_makers_published(sources, column):
    """Within 0.15 points on average, over areas, horizons and services.

    Only the part of health is compared. Growth from people alone rests on the vintage of the
    rates, and the figures that could be read as text are of an older one than the open rates.
    """
    published = pl.read_csv(PUBLISHED, comment_prefix="#").filter(pl.col(column).is_not_null())
    apart = []
    for (area, year), rows in published.group_by("area", "year"):
        found = effect_of_health(sources, area, year, shares_of_2024(sources, year, column))
        for group, alone, growth in rows.select("group", "people_only", column).iter_rows():
            apart.append(found[group] - (growth - alone))
    assert len(apart) == published.height >= 9
    assert np.abs(apart).mean() < 0.15
