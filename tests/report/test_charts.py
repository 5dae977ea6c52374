"""Charts: their numbers are the figures, their titles are true, and their pictures stand alone."""

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest

import commonweal
from commonweal.archive.writing import published_from
from commonweal.base.figures.query import Figures
from commonweal.report.charts import charts_of, style_sheet
from commonweal.report.charts.beds_by_site import SYSTEM
from commonweal.report.charts.bridge import title as bridge_title
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.layout import wide, wrapped
from commonweal.report.charts.drawing.panels import Curve, as_one
from commonweal.report.charts.drawing.style import DESK, INK, PHONE, PLAN, SIZES, TONES
from commonweal.report.charts.gap import title as gap_title
from commonweal.report.charts.waterfall import FIRST, LAST
from commonweal.report.view import View

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLES = Path(__file__).parents[2] / "examples"


def named(charts, name) -> Chart:
    return next(chart for chart in charts if chart.name == name)


def view_of(name, **settings):
    return View(published_from(commonweal.run(commonweal.read(EXAMPLES / name), **settings)))


@pytest.fixture(scope="module")
def large(charts):
    """The charts of a small system and of a large one, with long names and many bodies."""
    return (*charts, *charts_of(view_of("south-yorkshire", draws=150)))


def pictures(charts):
    return [(chart, svg) for chart in charts for svg in (chart.wide, chart.narrow)]


def places(svg):
    """Box of every line of type, where letters are as wide as they may be, and what it says."""
    root = ET.fromstring(svg)
    size = next(one for one in SIZES if float(root.get("width")) == one.width)
    for text in root.iter(f"{SVG}text"):
        across = wide(text.text, size, bold=text.get("font-weight") == "bold")
        x, anchor = float(text.get("x")), text.get("text-anchor", "start")
        left = x - {"start": 0.0, "middle": across / 2, "end": across}[anchor]
        # Arial's capitals are 0.72 of its height above the line, its tails 0.21 below.
        base = float(text.get("y"))
        box = (left, base - 0.72 * size.type, left + across, base + 0.21 * size.type)
        if text.get("aria-hidden") is None:
            yield box, text.text


def test_pictures_are_whole_and_hold_nothing_from_elsewhere(charts):
    for chart, svg in [*pictures(charts), *((chart, chart.alone) for chart in charts)]:
        root = ET.fromstring(svg)
        assert root.find(f"{SVG}title").text == chart.title
        assert root.find(f"{SVG}desc").text == chart.alt
        assert not list(root.iter(f"{SVG}image"))
        assert "href" not in svg


def test_no_two_pictures_share_an_id(charts):
    ids = [i for _, svg in pictures(charts) for i in re.findall(r'\bid="([^"]+)"', svg)]
    assert len(ids) == 4 * len(charts)
    assert len(ids) == len(set(ids))


def test_no_two_lines_of_type_lie_on_each_other(large):
    for chart, svg in pictures(large):
        for (one, says), (other, too) in combinations(places(svg), 2):
            apart = (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
            assert apart, (chart.name, says, too)


def test_type_stays_inside_its_picture(large):
    for chart, svg in pictures(large):
        root = ET.fromstring(svg)
        for (left, top, right, bottom), text in places(svg):
            # Letters are taken to be wider than they are, so that a little over is none over.
            assert left > -2, (chart.name, text)
            assert right < float(root.get("width")) * 1.02, (chart.name, text)
            assert top >= 0, (chart.name, text)
            assert bottom <= float(root.get("height")), (chart.name, text)


def test_everything_drawn_stays_inside_its_picture(large):
    for chart, svg in pictures(large):
        root = ET.fromstring(svg)
        height = float(root.get("height"))
        drawn = [float(box.get("y")) + float(box.get("height")) for box in root.iter(f"{SVG}rect")]
        assert max(drawn, default=0.0) <= height, chart.name


def test_letters_are_12_pixels_on_the_smallest_phone():
    """A column of the page is 288 pixels wide on a screen of 320, and 768 on a desk."""
    assert PHONE.type * 288 / PHONE.width >= 12
    assert DESK.type * 768 / DESK.width >= 12


def test_each_chart_says_what_it_shows_in_words_with_numbers(large):
    for chart in large:
        assert len(chart.alt.split()) > 10
        assert re.search(r"\d", chart.alt)
        assert chart.title
        assert chart.subtitle.endswith(".")


def test_each_chart_names_the_figures_that_it_is_drawn_from(run, charts):
    for chart in charts:
        for measure in chart.measures:
            assert run.figures.frame(measure).height, (chart.name, measure)
            assert measure in chart.source


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("paper", ["light", "dark"])
def test_lines_and_letters_stand_out_on_light_and_on_dark_paper(paper):
    """WCAG 2.2, 1.4.3: type has a contrast of 4.5 or more."""
    tones = {tone.code: luminance(getattr(tone, paper)) for tone in TONES}
    pairs = [
        *((code, "paper") for code in ("ink", "soft-ink", "nothing", "plan")),
        *(("ink", tile) for tile in ("light-nothing", "light-plan", "neither")),
        *((code, "band") for code in ("ink", "plan")),
    ]
    for one, other in pairs:
        low, high = sorted((tones[one], tones[other]))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (paper, one, other)


def test_every_tone_has_its_classes_in_the_style_sheet(charts):
    sheet = style_sheet()
    used = {name for _, svg in pictures(charts) for names in re.findall(r'class="([^"]+)"', svg)
            for name in names.split()}  # fmt: skip
    assert all(f".{name}{{" in sheet for name in used)


def test_two_lines_that_are_the_same_are_one():
    def line(name, *values):
        return Curve(name=name, says="", tone=INK, years=(1, 2), values=values)

    assert [one.name for one in as_one([line("a", 1, 2), line("b", 1, 2)], "both")] == ["both"]
    assert [one.name for one in as_one([line("a", 1, 2), line("b", 1, 3)], "both")] == ["a", "b"]


def test_a_plan_of_nothing_has_one_line_and_a_title_that_says_so():
    plan = commonweal.read(EXAMPLES / "riverside")
    view = View(published_from(commonweal.run(replace(plan, proposals=()), draws=0)))
    gap = named(charts_of(view), "gap")
    assert gap.title.endswith("with or without the plan")
    assert gap.wide.count(f'stroke="{PLAN.light}"') == 1
    assert "closing-wards" not in {chart.name for chart in charts_of(view)}


def test_the_title_of_the_gap_is_true_of_every_system():
    for nothing, plan, says in (
        (3e6, 1e6, "cuts the shortfall"),
        (1e6, 3e6, "raises the shortfall"),
        (-1e6, -3e6, "raises what is over"),
        (-3e6, -1e6, "cuts what is over"),
        (1e6, -1e6, "£1 million short in 2030-31 into £1 million over"),
        (-1e6, 1e6, "£1 million over in 2030-31 into £1 million short"),
        (1e6, 0.0, "£1 million short in 2030-31 into break-even"),
        (0.0, 1e6, "turns break-even in 2030-31 into £1 million short"),
        (0.0, 0.0, "at break-even, with or without the plan"),
    ):
        assert says in gap_title(nothing, plan, 2030)


def test_the_gap_chart_shows_the_figures(run, charts):
    data = named(charts, "gap").data
    gap = run.figures.frame("money.gap").filter(pl.col("side") != "change")
    assert data["central_gbp"].to_list() == gap["central"].to_list()


def test_the_beds_chart_shows_the_figures(run, charts):
    data = named(charts, "beds-by-site").data
    # Riverside has one site: nothing is shown of all its sites together.
    assert SYSTEM not in data["site"].to_list()
    for measure, column in (("needed", "needed_central"), ("open", "open")):
        figures = run.figures.frame(f"care.beds_{measure}").filter(
            pl.col("side") != "change", pl.col("level") == "site"
        )
        assert sorted(data[column]) == sorted(figures["central"])


def test_patients_of_a_closing_ward_are_all_somewhere(large):
    shown = [chart.data for chart in large if chart.name == "closing-wards"]
    assert len(shown) == 2
    for row in (row for data in shown for row in data.iter_rows(named=True)):
        assert row["kept"] + row["without"] == pytest.approx(row["needed"])
        were = row["needed"] + row["elsewhere"] - row["more"]
        assert were == pytest.approx(row["needed_if_nothing_changes"])


def test_the_balances_by_body_are_the_figures_and_add_up_to_the_system(run, charts):
    data = named(charts, "gap-by-body").data
    figures = run.figures.frame("money.balance").filter(pl.col("side") != "change")
    for column in ("low", "central", "high"):
        mine, theirs = data[f"{column}_gbp"].drop_nulls(), figures[column].drop_nulls()
        assert sorted(mine) == sorted(theirs)
    sums = data.group_by("year", "side").agg(
        pl.col("central_gbp").filter(pl.col("organisation") == "system").first().alias("system"),
        pl.col("central_gbp").filter(pl.col("organisation") != "system").sum().alias("bodies"),
    )
    assert sums["system"].to_list() == pytest.approx(sums["bodies"].to_list(), abs=0.01)


def test_growth_is_that_of_the_figures_since_the_base_year(run, charts):
    data = named(charts, "growth").data
    base, last = run.plan.base_year, run.plan.last_year
    now, then = (
        run.figures.one("money.income", side="nothing", year=year).central for year in (last, base)
    )
    assert data["Income if nothing changes"][-1] == pytest.approx(100 * now / then)


def test_the_waterfall_closes_to_the_penny(charts):
    data = named(charts, "waterfall").data
    sizes = dict(zip(data["step"], data["change_gbp"], strict=True))
    first, last = sizes.pop(FIRST), sizes.pop(LAST)
    assert first + sum(sizes.values()) == pytest.approx(last, abs=0.01)


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
    figures = Figures.from_frames([kept], view.figures.names)
    chart = named(charts_of(View(replace(view.published, figures=figures))), "waterfall")
    assert chart.data["alone_gbp"].null_count() == chart.data.height


def test_proposals_stand_in_order_of_size(charts):
    data = named(charts, "waterfall").data
    inner = data.filter(~pl.col("step").is_in([FIRST, LAST]))["change_gbp"].abs()
    assert inner.to_list() == sorted(inner, reverse=True)


def test_a_long_label_is_cut_to_its_lines_and_none_is_wider_than_its_room():
    lines = wrapped("a very long name of a proposal " * 9 + "W" * 90, 120, PHONE)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(wide(line, PHONE) <= 120 for line in (*lines, *wrapped("W" * 90, 120, PHONE)))
    assert wrapped("", 120, PHONE) == [""]


def test_the_bridge_is_drawn_from_the_figures_and_ends_where_they_do(run, charts):
    data = named(charts, "bridge").data
    *steps, net = data["adds_gbp"]
    assert sum(steps) == pytest.approx(net, abs=0.01)
    year = run.plan.last_year
    for row in data.iter_rows(named=True):
        figure = run.figures.one(row["step"], side="change", year=year)
        assert abs(row["adds_gbp"]) == pytest.approx(abs(figure.central))


def test_the_title_of_the_bridge_is_true_of_every_plan():
    for saved, net, says in (
        (9e6, 3e6, "Of £9 million saved on care in 2030-31, £3 million is left"),
        (1e6, 3e6, "saves £1 million on care in 2030-31, and adds £3 million"),
        (1e6, -3e6, "costs £3 million more"),
        (0.0, 0.0, "does nothing"),
    ):
        assert says in bridge_title(saved, net, 2030)
