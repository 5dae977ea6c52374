"""One trust, one code, at every date; and the returns themselves say which trusts joined.

Mergers are looked for in the returns, with no list: a trust stops as another grows by as much. What
is found is held against trusts.toml, and what trusts.toml says is held against what is found.
"""

from datetime import date

import polars as pl
import pytest
from open_data import DATA, needs_data

from compile.returns import month_number
from compile.sources import Sources
from compile.trusts import CALLED, JOINS, as_sentence, now_part_of, one_code, stops, unexplained
from compile_system import main


def by_month(rows):
    return pl.DataFrame(rows, schema=["trust", "period", "value"], orient="row")


STEADY = [
    (f"S{trust}", period, 500.0 + trust + 20 * (period % 3))
    for trust in range(10)
    for period in range(12)
]


def test_a_trust_that_joins_another_is_found_with_whom_it_joined():
    rows = [("OLD", period, 60.0) for period in range(6)]
    rows += [("NEW", period, 90.0 if period < 6 else 148.0) for period in range(12)]
    (stop,) = stops(by_month(rows + STEADY))
    assert (stop.trust, stop.after, stop.grew) == ("OLD", 5, ("NEW",))
    assert "trusts.toml lacks it" in as_sentence(stop, "beds")


def test_two_trusts_that_become_a_third_are_found_with_it():
    rows = [(old, period, size) for old, size in (("A", 40.0), ("B", 60.0)) for period in range(6)]
    rows += [("NEW", period, 103.0) for period in range(6, 12)]
    found = stops(by_month(rows + STEADY))
    assert [(stop.trust, stop.grew) for stop in found] == [("A", ("NEW",)), ("B", ("NEW",))]


def test_a_month_of_winding_up_is_not_a_month_of_the_return():
    rows = [("OLD", period, 60.0 if period < 6 else 3.0) for period in range(8)]
    rows += [("NEW", period, 90.0 if period < 6 else 150.0) for period in range(12)]
    assert stops(by_month(rows + STEADY))[0].after == 5


def test_a_trust_that_stops_while_nobody_grows_is_still_reported():
    rows = [("OLD", period, 60.0) for period in range(6)]
    (stop,) = stops(by_month(rows + STEADY))
    assert stop.grew == ()
    assert "no other trust grew" in as_sentence(stop, "beds")


def test_a_winter_that_moves_every_trust_is_no_merger():
    rows = [(name, p, size * (1 + 0.3 * (p > 6))) for name, size in (("A", 5.0), ("B", 9.0))
            for p in range(12)]  # fmt: skip
    assert stops(by_month(rows)) == []


def test_each_trust_that_joined_has_one_end_a_date_and_a_source():
    for join in JOINS:
        end = now_part_of(join.trust)
        assert end not in {other.trust for other in JOINS}
        assert date(2015, 1, 1) < join.on <= date(2026, 12, 31)
        assert join.source.strip()
        assert join.name.strip()
    assert set(CALLED) <= {now_part_of(join.trust) for join in JOINS}


def test_a_trust_that_was_divided_is_divided_by_where_its_patients_live():
    rows = pl.DataFrame({"trust": ["RW6", "RW6", "RA4"], "home": ["E08000003", None, None]})
    assert rows.select(one_code(home="home"))["trust"].to_list() == ["R0A", "RM3", "RH5"]
    assert rows.select(one_code())["trust"].to_list() == ["RM3", "RM3", "RH5"]


# --- with the open data ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sources():
    return Sources(DATA)


@pytest.fixture(scope="module")
def returns(sources):
    """Each return that trusts.toml names, as it was returned."""
    quarter = pl.col("quarter").str.slice(0, 4).cast(pl.Int32) * 10
    quarter += pl.col("quarter").str.slice(-1).cast(pl.Int32)
    kh03 = sources.overnight_beds_as_returned.group_by("quarter", trust="org_code").agg(
        pl.col("available_total").sum().alias("value")
    )
    return {
        "beds": sources.beds_as_returned.select(
            "trust", month_number(), value="general_acute_beds_available"
        ),
        "A&E": sources.attendances_as_returned.select(
            "trust", month_number(), value="total_attendances"
        ),
        "KH03": kh03.select("trust", quarter.alias("period"), "value").filter(
            pl.col("period") >= 20150
        ),
    }


@needs_data
@pytest.mark.parametrize("name", ["beds", "A&E", "KH03"])
def test_every_trust_that_stops_in_a_return_is_explained(returns, name):
    assert unexplained(returns[name]) == []


@needs_data
@pytest.mark.parametrize("name", ["beds", "A&E", "KH03"])
def test_the_return_that_a_merger_is_said_to_be_seen_in_shows_it(returns, name):
    found = {stop.trust: stop.grew for stop in stops(returns[name])}
    for join in JOINS:
        if join.seen == name and not join.home:
            assert now_part_of(join.trust) in found[join.trust], join


@needs_data
def test_no_code_of_a_trust_that_joined_another_is_left_anywhere(sources):
    gone = {join.trust for join in JOINS}
    for frame in (
        sources.beds,
        sources.emergency_departments,
        sources.shares_of_residents,
        sources.shares_of_trusts,
        sources.trusts,
        sources.trust_points,
    ):
        assert gone.isdisjoint(frame["trust"].unique())
    assert gone.isdisjoint(sources.overnight_beds["org_code"].unique())


@needs_data
def test_nothing_is_lost_or_doubled_by_putting_trusts_under_one_code(sources):
    for then, now, column in (
        (sources.beds_as_returned, sources.beds, "general_acute_beds_available"),
        (sources.attendances_as_returned, sources.emergency_departments, "total_attendances"),
        (sources.overnight_beds_as_returned, sources.overnight_beds, "available_total"),
    ):
        assert now[column].sum() == pytest.approx(then[column].sum(), rel=1e-9)
    a_trust = sources.shares_of_trusts.group_by("trust").agg(pl.col("share").sum())
    # The publication rounds and leaves out the smallest shares, for trusts that joined or not.
    assert a_trust["share"].is_between(0.98, 1.001).all()


@needs_data
def test_yeovils_beds_are_counted_once(tmp_path):
    """NHS England counts 951.7 beds at Somerset in 2023-24, and 12 at Yeovil in its last April."""
    assert main([str(tmp_path), "--areas", "E06000066", "--data", str(DATA)]) == 0
    tables = {name: pl.read_csv(tmp_path / f"{name}.csv") for name in ("beds", "flows", "reported")}
    adults = tables["beds"].filter(pl.col("year") == "2023-24", pl.col("site") == "RH5")
    assert adults["beds_open"].to_list() == pytest.approx([951.7 + 12 / 12], abs=0.1)
    for name, column in (("beds", "site"), ("flows", "site"), ("reported", "organisation")):
        assert not tables[name][column].str.starts_with("RA4").any()
