"""Charts: their numbers are the figures, and their pictures stand alone."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import polars as pl

from commonweal.base.figures.query import Figures
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.layout import wide, wrapped
from commonweal.report.charts.style import DESK, PHONE, SIZES
from commonweal.report.charts.waterfall import (
    ALONE,
    FEW_STEPS,
    FIRST,
    LAST,
    TITLE,
    _reach,
    waterfall_chart,
)
from commonweal.report.view import View

SVG = "{http://www.w3.org/2000/svg}"


def named(charts, name) -> Chart:
    return next(chart for chart in charts if chart.name == name)


def pictures(charts):
    return [(chart, svg) for chart in charts for svg in (chart.wide, chart.narrow)]


def places(svg):
    """Left and right of every line of type, where letters are as wide as they may be."""
    root = ET.fromstring(svg)
    size = next(one for one in SIZES if float(root.get("width")) == one.width)
    for text in root.iter(f"{SVG}text"):
        across = wide(text.text, size, bold=text.get("font-weight") == "bold")
        x, anchor = float(text.get("x")), text.get("text-anchor", "start")
        left = x - {"start": 0.0, "middle": across / 2, "end": across}[anchor]
        yield left, left + across, text.text


def test_pictures_are_whole_and_hold_nothing_from_elsewhere(charts):
    for chart, svg in pictures(charts):
        root = ET.fromstring(svg)
        assert root.find(f"{SVG}title").text == chart.title
        assert root.find(f"{SVG}desc").text == chart.alt
        assert not list(root.iter(f"{SVG}image"))
        assert "href" not in svg


def test_no_two_pictures_share_an_id(charts):
    ids = [i for _, svg in pictures(charts) for i in re.findall(r'\bid="([^"]+)"', svg)]
    assert len(ids) == 4 * len(charts)
    assert len(ids) == len(set(ids))


def test_type_stays_inside_its_picture(charts):
    for chart, svg in pictures(charts):
        width = float(ET.fromstring(svg).get("width"))
        for left, right, text in places(svg):
            # Letters are taken to be wider than they are, so that a little over is none over.
            assert left > -2, (chart.name, text)
            assert right < width * 1.02, (chart.name, text)


def test_everything_drawn_stays_inside_its_picture(charts):
    for chart, svg in pictures(charts):
        root = ET.fromstring(svg)
        height = float(root.get("height"))
        drawn = [float(box.get("y")) + float(box.get("height")) for box in root.iter(f"{SVG}rect")]
        drawn += [float(text.get("y")) for text in root.iter(f"{SVG}text")]
        assert max(drawn) <= height, chart.name


def test_letters_are_12_pixels_on_the_smallest_phone():
    """A column of the page is 288 pixels wide on a screen of 320, and 768 on a desk."""
    assert PHONE.type * 288 / PHONE.width >= 12
    assert DESK.type * 768 / DESK.width >= 12


def test_each_chart_says_what_it_shows_in_words_with_numbers(charts):
    for chart in charts:
        assert len(chart.alt.split()) > 10
        assert re.search(r"\d", chart.alt)


def test_the_beds_chart_shows_the_figures(run, charts):
    data = named(charts, "beds").data
    for measure, column in (("needed", "needed_central"), ("open", "open")):
        figures = run.figures.frame(f"care.beds_{measure}").filter(
            pl.col("side") != "change", pl.col("level").is_in(["site", "system"])
        )
        assert sorted(data[column]) == sorted(figures["central"])


def test_the_balance_chart_shows_the_figures(run, charts):
    data = named(charts, "balance").data
    figures = run.figures.frame("money.balance").filter(side="plan")
    for column in ("low", "central", "high"):
        mine, theirs = data[f"{column}_gbp"].drop_nulls(), figures[column].drop_nulls()
        assert sorted(mine) == sorted(theirs)


def steps(*changes, alone=None):
    """A waterfall of some gap and its changes, in pounds; the last is `alone` by itself."""
    ends = [float(sum(changes[: n + 1])) for n in range(len(changes))]
    by_itself = [*[None] * (len(changes) - 1), alone, None]
    return pl.DataFrame(
        {
            "from_gbp": [0.0, *ends[:-1], 0.0],
            "to_gbp": [*ends, ends[-1]],
            "alone_gbp": pl.Series(by_itself, dtype=pl.Float64),
        }
    )


def test_small_steps_are_not_lost_on_a_scale_from_zero():
    low, high, cut = _reach(steps(100e6, -5e6, 3e6))
    assert cut
    assert 0 < low < 95
    assert high == 100


def test_large_steps_stand_on_a_scale_from_zero():
    assert _reach(steps(100e6, -(FEW_STEPS + 0.01) * 100e6)) == (0.0, 100.0, False)
    assert _reach(steps(100e6, -120e6)) == (-20.0, 100.0, False)


def test_what_a_proposal_would_do_by_itself_fits_the_scale_too():
    low, high, cut = _reach(steps(100e6, -5e6, alone=-30e6))
    assert cut
    assert (low < 70, high) == (True, 100)
    assert _reach(steps(100e6, -5e6, alone=20e6))[1] == 120


def test_the_waterfall_shows_share_alone_and_lost_of_each_proposal(run, charts):
    data = named(charts, "waterfall").data
    year = run.plan.last_year
    figures = run.figures
    shown = data.filter(~pl.col("step").is_in([FIRST, LAST]))
    assert shown.height == len(run.plan.proposals)
    for row in shown.iter_rows(named=True):
        for column, reading in (("change", "share"), ("alone", "alone"), ("lost", "lost")):
            about = {"year": year, "proposal": row["step"]}
            figure = figures.one(
                "money.by_proposal", "proposal", side="change", reading=reading, **about
            )
            assert row[f"{column}_gbp"] == -figure.central


def test_a_run_that_does_not_say_what_each_does_alone_has_a_waterfall_too(view):
    every = view.figures.frame()
    kept = every.filter(pl.col("reading").is_null() | (pl.col("reading") == "share"))
    figures = Figures.from_frames([kept])
    chart = waterfall_chart(View(replace(view.published, figures=figures)))
    assert chart.data["alone_gbp"].null_count() == chart.data.height
    assert ALONE not in chart.wide


def test_proposals_stand_in_order_of_size(charts):
    data = named(charts, "waterfall").data
    assert named(charts, "waterfall").title == TITLE
    inner = data.filter(~pl.col("step").is_in([FIRST, LAST]))["change_gbp"].abs()
    assert inner.to_list() == sorted(inner, reverse=True)


def test_a_long_label_is_cut_to_its_lines_and_none_is_wider_than_its_room():
    told = wrapped("a very long name of a proposal " * 9 + "W" * 90, 120, PHONE)
    assert len(told) == 2
    assert told[-1].endswith("…")
    assert all(wide(line, PHONE) <= 120 for line in (*told, *wrapped("W" * 90, 120, PHONE)))
    assert wrapped("", 120, PHONE) == [""]
