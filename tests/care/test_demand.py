"""Demand against the published way of working it out, from the examples' own tables."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

import commonweal
from commonweal.care.demand import growth_since_base, rates_from

EXAMPLES = Path(__file__).parents[2] / "examples"


def by_tables(plan):
    """Growth in need from the base year to the last, by place and service: people alone.

    Sum of raw rates times people at the end over the same at the start, as the
    open demand models and every commissioner's spreadsheet do it; joins of tables,
    and nothing of ours.
    """
    variants = plan.tables["variants"]
    main = variants.sort("weight", descending=True, maintain_order=True)["variant"][0]
    ages = pl.DataFrame({"age": list(range(91))}, schema={"age": pl.Int64})
    sexes = pl.DataFrame(
        [("female", "female"), ("male", "male"), ("all", "female"), ("all", "male")],
        schema=("sex", "one_sex"),
        orient="row",
    )
    rates = (
        plan.tables["rates"]
        .select("place", "service", "sex", "age_from", "age_to", "rate")
        .join_where(ages, pl.col("age") >= pl.col("age_from"), pl.col("age") <= pl.col("age_to"))
        .join(sexes, on="sex")
        .select("place", "service", "age", "rate", sex="one_sex")
    )
    return (
        plan.tables["population"]
        .filter(
            pl.col("variant") == main,
            pl.col("year").is_in([plan.base_year, plan.last_year]),
        )
        .join(rates, on=["place", "sex", "age"])
        .group_by("place", "service")
        .agg(
            growth=(pl.col("people") * pl.col("rate"))
            .filter(pl.col("year") == plan.last_year)
            .sum()
            / (pl.col("people") * pl.col("rate")).filter(pl.col("year") == plan.base_year).sum()
            - 1
        )
    )


@pytest.mark.parametrize("name", ["riverside", "south-yorkshire"])
def test_demand_growth_is_that_of_the_published_method(name):
    plan = commonweal.read(EXAMPLES / name)
    run = commonweal.run(plan, draws=0, settings={"health_change": "off"})
    ours = run.figures.frame("care.demand_growth").filter(
        year=plan.last_year, level="place+service"
    )
    both = by_tables(plan).join(ours, on=["place", "service"], how="full", coalesce=True)
    both = both.filter(pl.col("growth").is_finite())
    assert both["central"].null_count() == 0
    assert np.allclose(both["growth"], both["central"], rtol=1e-9, atol=1e-12)


def test_growth_compounds():
    years = np.array([0, 1, 10])
    assert growth_since_base(np.array(0.02), years) == pytest.approx([1, 1.02, 1.02**10])
    assert growth_since_base(np.array(-0.01), years) == pytest.approx([1, 0.99, 0.99**10])


def test_each_row_of_rates_is_spread_over_its_sexes_and_ages():
    rows = [
        ("A", "visits", "all", 0, 17, 0.5, None),
        ("A", "visits", "female", 18, 90, 1.0, 1.1),
        ("A", "visits", "male", 18, 90, 2.0, None),
    ]
    columns = ("place", "service", "sex", "age_from", "age_to", "rate", "smooth_rate")
    rates = rates_from(
        pl.DataFrame(rows, schema=columns, orient="row"),
        places=("A", "B"),
        services=("visits",),
    )
    assert (rates.raw[0, 0, :, :18] == 0.5).all()
    assert (rates.raw[0, 0, 0, 18:] == 1.0).all()
    assert (rates.raw[0, 0, 1, 18:] == 2.0).all()
    assert not rates.raw[1].any()
    assert (rates.smooth[0, 0, 0, 18:] == 1.1).all()
    assert np.isnan(rates.smooth[0, 0, 1]).all()
