import numpy as np
import polars as pl
import pytest

from commonweal.people.residents import residents, residents_from


def test_a_projection_of_no_weight_is_left_out_and_weights_sum_to_one():
    table = pl.DataFrame(
        [
            (place, variant, 2025, sex, age, number)
            for place, variant, number in (("A", "low", 1.0), ("A", "main", 2.0), ("A", "off", 9.0))
            for sex in ("female", "male")
            for age in range(91)
        ],
        schema=("place", "variant", "year", "sex", "age", "people"),
        orient="row",
    )
    variants = pl.DataFrame({"variant": ["low", "main", "off"], "weight": [0.1, 0.3, 0.0]})
    found = residents_from(table, variants, places=("A",), years=(2025,))
    assert found.variants == ("low", "main")
    assert found.weights == pytest.approx([0.25, 0.75])
    assert found.variants[found.central] == "main"
    assert residents(found.people)[:, 0, 0].tolist() == [182.0, 364.0]


def test_an_age_that_is_missing_makes_the_answer_not_a_number_and_never_a_smaller_one():
    table = pl.DataFrame(
        {"place": ["A"], "variant": ["main"], "year": [2025], "sex": ["male"], "age": [3]}
    ).with_columns(people=pl.lit(5.0))
    variants = pl.DataFrame({"variant": ["main"], "weight": [1.0]})
    found = residents_from(table, variants, places=("A",), years=(2025,))
    assert np.isnan(residents(found.people)).all()
