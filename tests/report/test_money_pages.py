"""The money pages: every number is a figure, and what adds up on them adds up in the figures."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import commonweal
from commonweal.archive.writing import published_from
from commonweal.money import OneOffIncome
from commonweal.report import words
from commonweal.report.charts.bridge import NET, STEPS
from commonweal.report.sections import by_proposal, by_year
from commonweal.report.sections.proposals import cards
from commonweal.report.view import View
from commonweal.report.whys import Whys

A_PENNY = 0.01
EXAMPLES = Path(__file__).parents[2] / "examples"


def said(grid_of, view, *more):
    """A table, and the figures that its numbers are, in order."""
    whys = Whys()
    grid = grid_of(view, view.figures, whys, *more)
    return grid, [why.figure for why in whys.said.values()]


def text_of(cell):
    return unescape(re.sub(r"<[^>]+>", "", str(cell)))


@pytest.fixture(scope="module")
def bridge(view):
    return said(by_year.bridge, view)


def test_every_year_of_the_bridge_closes(view, bridge):
    _, figures = bridge
    steps = {code: sign for code, sign, _ in STEPS}
    for year in by_year.years_shown(view):
        found = {one.measure: one.central for one in figures if one.year == year.starts_in}
        net = sum(sign * found[code] for code, sign in steps.items())
        assert net == pytest.approx(found[NET], abs=A_PENNY)
        gross = found["money.saving_cash_releasing"] + found["money.saving_cost_avoiding"]
        assert found["money.saving_gross"] == pytest.approx(gross, abs=A_PENNY)


def test_the_text_of_each_number_is_its_figures(view):
    for grid_of, more in (
        (by_year.bridge, ()),
        (by_year.bridge_of_bodies, ()),
        (by_year.account, ()),
        (by_year.bodies, ("money.cost", "Cost")),
        (by_proposal.bridges, ()),
        (by_proposal.once, ()),
    ):
        grid, figures = said(grid_of, view, *more)
        texts = [
            text_of(cell) for row in grid.rows for cell in row if 'class="number"' in str(cell)
        ]
        # A figure that stands in two cells is answered once.
        assert len(texts) >= len(figures) > 0
        assert set(texts) == {words.pounds_short(one.central) for one in figures}


@pytest.mark.parametrize("measure", ["money.balance", "money.one_off"])
def test_each_years_bodies_add_up_to_the_system(view, measure):
    grid, figures = said(by_year.bodies, view, measure, "")
    assert grid.rows[-1][0] == by_year.SYSTEM
    for year in by_year.years_shown(view):
        here = [one for one in figures if one.year == year.starts_in]
        bodies = sum(one.central for one in here if one.level == "organisation")
        (whole,) = (one.central for one in here if one.level == "system")
        assert bodies == pytest.approx(whole, abs=A_PENNY)


def test_every_bodys_bridge_has_each_step_once(view):
    grid, _ = said(by_year.bridge_of_bodies, view)
    balances, _ = said(by_year.bodies, view, "money.balance", "")
    assert [row[0] for row in grid.rows] == [row[0] for row in balances.rows]
    assert {len(row) for row in grid.rows} == {len(grid.heads)} == {1 + len(STEPS) + 1}


def test_what_the_proposals_net_adds_up_to_what_the_plan_does(view):
    _, figures = said(by_proposal.at_risk, view)
    whole = view.figures.one("money.balance", side="change", year=view.last_year).central
    assert sum(one.central for one in figures) == pytest.approx(whole, abs=A_PENNY)


def test_money_that_comes_once_stands_in_its_year(view):
    grid, _ = said(by_proposal.once, view)
    found = [(text_of(name), what, year) for name, what, _, year in grid.rows]
    assert ("Home sooner, with help", "old and new side by side", "2027-28") in found
    assert {what for _, what, _ in found} == {
        "old and new side by side",
        "asked for buildings and equipment",
        "comes in, less what goes out",
    }


def test_the_years_are_the_plans_first_six_and_the_last(view):
    years = by_year.years_shown(view)
    assert [year.starts_in for year in years] == [2026, 2027, 2028, 2029, 2030]


def test_growth_a_year_is_by_hand_that_of_the_assumptions(view):
    """The Board's money grows by 3% a year in cash (money.income_growth), and has no other."""
    grid = by_year.growth(view, view.figures)
    rows = {row[0]: row[1:] for row in grid.rows}
    assert rows["Riverside Care Board"][0] == "+3%"


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs).get("href", ""))


def links(html):
    parser = Links()
    parser.feed(html)
    return parser.found


def test_a_finance_director_is_two_taps_from_balance_by_body_and_year(site):
    assert "report/money.html" in links(site["report.html"])
    assert "money-bodies.html" in links(site["report/money.html"])
    table = site["report/money-bodies.html"].split("<table")[1]
    assert "Balance with the plan: income less cost" in table
    assert ">2026-27</th>" in table


def test_income_is_never_listed_as_a_cost():
    plan = commonweal.read(EXAMPLES / "riverside")
    sale = OneOffIncome(
        organisation="RIV", year=2027, gbp=1e6, kind="land_sale", code="close-a-ward.sale.1"
    )
    proposals = tuple(
        replace(one, parts=(*one.parts, sale)) if one.code == "close-a-ward" else one
        for one in plan.proposals
    )
    run = commonweal.run(replace(plan, proposals=proposals), draws=0)
    (card,) = (
        card
        for card in cards(View(published_from(run)), run.figures, Whys())
        if card.code == "close-a-ward"
    )
    assert card.brings == ("£1 million once, in 2027-28, from a land sale",)
    assert not set(card.brings) & set(card.costs)
    assert card.costs


def test_wide_tables_can_be_reached_and_moved_by_keyboard(site):
    for name in ("money", "money-bodies", "money-proposals"):
        html = site[f"report/{name}.html"]
        regions = re.findall(
            r'<div class="wide" tabindex="0" role="region" aria-label="[^"]+">', html
        )
        assert len(regions) == html.count("<table")
