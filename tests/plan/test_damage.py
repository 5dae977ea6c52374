"""What the damaged folders of tests/laws/test_fuzz.py once tripped over, each in the small."""

import polars as pl
import pytest

import commonweal


@pytest.mark.parametrize("beds", [0, 3])  # 3, and the plan closes 4
def test_where_no_bed_is_open_no_share_of_beds_is_full(mine, beds):
    mine.replace("beds.csv", ",40,", f",{beds},")
    figures = commonweal.run(mine.read(), draws=10).figures
    open_now = figures.filter(measure="care.beds_open", scenario="plan", site="RIV-H", year=2030)
    assert open_now["central"].to_list() == [0]
    full = figures.filter(pl.col("measure") == "care.occupancy")
    assert full.filter(scenario="plan", year=2030).height == 0
    assert full["central"].is_finite().all()


def test_beds_are_not_closed_outside_the_system(mine):
    mine.replace("organisations.csv", "acute_trust", "outside")
    assert any("effect 1 from_site D08 'RIV-H' is outside" in told for told in mine.problems())


def test_a_thousand_strange_headings_are_one_problem(mine):
    text = (mine.folder / "places.csv").read_text()
    header, rest = text.split("\n", 1)
    strange = ",".join(f"x{n}" for n in range(1000))
    blank = rest.replace("\n", "," * 1000 + "\n")
    mine.write("places.csv", f"{header},{strange}\n{blank}")
    told = [one for one in mine.problems() if " C02 " in one]
    assert len(told) == 1
    assert "'x0' and 999 more headings are not columns of places; delete the columns" in told[0]
