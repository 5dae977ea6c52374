import numpy as np
import polars as pl
import pytest

from commonweal.base.figures.store import CERTAIN, FIGURE_SCHEMA, NO_DRAWS, rows_from_arrays

SITES = {"year": [2025, 2026], "site": ["H1", "H2", "H3"]}


def made(values, **told):
    return rows_from_arrays(
        "care.beds_needed", values, SITES, side="plan", unit="bed", status="derived", **told
    )


def test_each_cell_of_an_array_becomes_the_row_with_its_labels():
    frame = made({"central": np.arange(6.0).reshape(2, 3)})
    found = {(row["year"], row["site"]): row["central"] for row in frame.iter_rows(named=True)}
    assert found == {
        (2025, "H1"): 0,
        (2025, "H2"): 1,
        (2025, "H3"): 2,
        (2026, "H1"): 3,
        (2026, "H2"): 4,
        (2026, "H3"): 5,
    }
    assert dict(frame.schema) == FIGURE_SCHEMA


def test_a_figure_without_an_interval_says_why():
    central = np.ones((2, 3))
    assert set(made({"central": central})["why_no_interval"]) == {NO_DRAWS}
    assert set(made({"central": central}, why_no_interval="a count")["why_no_interval"]) == {
        "a count"
    }


def test_an_interval_of_no_width_is_no_interval():
    low, high = np.ones((2, 3)), np.ones((2, 3))
    low[0, 0] = 0.5
    frame = made({"central": np.ones((2, 3)), "low": low, "high": high})
    assert frame["low"].to_list() == [0.5, None, None, None, None, None]
    assert frame["high"].to_list() == [1.0, None, None, None, None, None]
    assert frame["why_no_interval"].to_list() == [None] + [CERTAIN] * 5


def test_a_figure_of_the_whole_system_is_about_nothing_else():
    frame = rows_from_arrays(
        "money.capital_asked",
        {"central": np.array(3.0)},
        {},
        side="plan",
        unit="GBP",
        status="assumed",
    )
    assert frame.height == 1
    assert frame["central"][0] == 3.0
    assert all(frame[name][0] is None for name in ("place", "organisation", "site", "year"))


def test_an_array_of_the_wrong_size_is_refused():
    with pytest.raises(pl.exceptions.ShapeError):
        made({"central": np.ones(5)})


def test_an_axis_may_be_about_several_things_at_once():
    """Pairs that are no product of two lists: bodies and what each of them gives."""
    pairs = [("FT1", "beds", "bed_day"), ("FT2", "visits", "contact")]
    frame = rows_from_arrays(
        "care.activity_at",
        {"central": np.arange(8.0).reshape(2, 2, 2)},
        {
            ("organisation", "service", "unit"): pairs,
            "side": ["nothing", "plan"],
            "year": [2025, 2026],
        },
        status="derived",
    )
    said = frame.select("organisation", "service", "unit", "side", "year").rows()
    assert said == [
        (*pair, side, year)
        for pair in pairs
        for side in ("nothing", "plan")
        for year in (2025, 2026)
    ]
    assert frame["central"].to_list() == list(range(8))
    assert dict(frame.schema) == FIGURE_SCHEMA


def test_an_axis_without_labels_gives_no_rows():
    axes = {"year": [2025], ("organisation", "unit"): []}
    frame = rows_from_arrays(
        "money.cost", {"central": np.ones((1, 0))}, axes, side="plan", status="derived"
    )
    assert frame.height == 0
    assert dict(frame.schema) == FIGURE_SCHEMA
