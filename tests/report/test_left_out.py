"""What no table holds is said beside every sum of the whole system."""

from pathlib import Path

import polars as pl

from commonweal.report import words

RIVERSIDE = Path(__file__).parents[2] / "examples/riverside"


def test_the_sums_of_the_whole_system_say_what_they_leave_out(site):
    rows = pl.read_csv(RIVERSIDE / "not_counted.csv").filter(inside_what_is_counted="no")
    amount = words.pounds(float(rows["gbp"].sum()))
    for name in ("report.html", "report/money.html", "report/money-bodies.html"):
        page = site[name]
        assert "Not in these sums: about" in page, name
        assert f">{amount}</a> of care a year" in page, name
    largest = rows.sort("gbp", descending=True)["name"][0]
    assert f"The largest: {largest}" in site["report/money.html"]
