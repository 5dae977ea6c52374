"""The one query: a figure is found at its own level, and at no other."""

import polars as pl
import pytest

from commonweal.base.declare.tables import declared
from commonweal.base.figures.keys import KEYS, declared_keys, keys_of, level_of
from commonweal.base.figures.query import Figures, figure_from
from commonweal.base.figures.store import FIGURE_SCHEMA
from commonweal.base.reading.problems import DeclarationBroken

BED = {"measure": "care.beds_open", "unit": "bed", "status": "derived", "why_no_interval": "count"}


def row(level, central, *, side="plan", year=2026, reading=None, **keys):
    blank = dict.fromkeys(FIGURE_SCHEMA)
    about = {"level": level, "side": side, "reading": reading, "year": year, "central": central}
    return {**blank, **BED, **about, **keys}


@pytest.fixture
def figures():
    rows = [
        row("system", 30.0),
        row("site", 10.0, site="H1"),
        row("site", 20.0, site="H2"),
        row("site", 12.0, site="H1", side="nothing"),
        row("site", 11.0, site="H1", year=2027),
        row("proposal", 2.0, proposal="more", side="change", reading="share"),
        row("proposal", 3.0, proposal="more", side="change", reading="alone"),
        row("system", 99.0, year=None),
    ]
    frame = pl.DataFrame(rows, schema=FIGURE_SCHEMA)
    return Figures.from_frames([frame], {"site": {"H1": "Old Mill"}})


def test_a_figure_is_found_by_level_side_year_and_keys(figures):
    assert figures.one("care.beds_open", year=2026).central == 30
    assert figures.one("care.beds_open", "site", site="H1", year=2026).central == 10
    assert figures.one("care.beds_open", "site", side="nothing", site="H1", year=2026).central == 12


def test_all_years_together_are_a_figure_of_their_own(figures):
    assert figures.one("care.beds_open").central == 99


def test_a_reading_is_asked_for_by_name(figures):
    asked = {"side": "change", "year": 2026, "proposal": "more"}
    share, alone = (
        figures.one("care.beds_open", "proposal", reading=reading, **asked).central
        for reading in ("share", "alone")
    )
    assert (share, alone) == (2, 3)
    assert figures.find("care.beds_open", "proposal", **asked) is None


def test_what_is_not_there_is_none_or_an_error_that_says_what_was_asked(figures):
    assert figures.find("care.beds_open", "site", site="H3", year=2026) is None
    with pytest.raises(KeyError, match=r"no care\.beds_open site plan site=H3 2026"):
        figures.one("care.beds_open", "site", site="H3", year=2026)


def test_figures_of_one_level_are_listed_in_order_and_never_with_others(figures):
    found = figures.each("care.beds_open", "site")
    assert [(one.keys["site"], one.year) for one in found] == [
        ("H1", 2026),
        ("H2", 2026),
        ("H1", 2027),
    ]
    assert figures.each("care.beds_open", "site", year=2027, site="H2") == []


def test_a_figure_knows_the_names_of_what_it_is_about(figures):
    one, other = figures.each("care.beds_open", "site", year=2026)
    assert (one.names["site"], other.names["site"]) == ("Old Mill", "H2")


@pytest.mark.parametrize("level", ["sites", "service+place", "", "site+site"])
def test_a_level_that_is_none_is_refused(figures, level):
    with pytest.raises(DeclarationBroken):
        figures.find("care.beds_open", level)


def test_a_key_of_another_level_is_refused(figures):
    with pytest.raises(TypeError, match="level site is not about"):
        figures.find("care.beds_open", "site", place="NOR")


def test_what_a_figure_is_asked_by_finds_it_again(figures):
    for one in map(figure_from, figures.frame().iter_rows(named=True)):
        asked = {**one.asked}
        year = int(asked.pop("year")[:4]) if "year" in asked else None
        assert figures.one(one.measure, one.level, year=year, **asked).central == one.central


def test_a_measure_of_its_own_has_only_the_columns_it_uses_and_is_read_again(figures, tmp_path):
    (frame,) = figures.by_measure().values()
    assert {"site", "proposal", "reading"} < set(frame.columns)
    assert not {"place", "service", "fund"} & set(frame.columns)
    frame.write_parquet(tmp_path / "one.parquet")
    again = Figures.read(tmp_path / "one.parquet")
    assert again.frame().equals(figures.frame())


def test_every_key_names_a_column_that_is_declared():
    for key in declared_keys().values():
        if key.table != "proposals":
            assert declared()[key.table].column(key.column)
            assert "name" in declared()[key.table].names


def test_a_level_is_written_in_one_way():
    assert level_of(reversed(KEYS)) == "+".join(KEYS)
    assert keys_of(level_of(KEYS)) == KEYS


def test_a_range_holds_its_own_central_value():
    """Where a cost moves in steps, the central run may lie outside eight draws in ten."""
    outside = figure_from(row("system", 30.0) | {"low": 31.0, "high": 40.0})
    assert outside.ends == (30.0, 40.0)
    assert figure_from(row("system", 30.0) | {"low": 20.0, "high": 25.0}).ends == (20.0, 30.0)
    assert figure_from(row("system", 30.0)).ends == (30.0, 30.0)
