"""Short cuts at the head: a neighbour finds what changes, a director finds the sums."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

import commonweal
from commonweal.archive.writing import published_from
from commonweal.base.numbers.interval import TWO_PIECE
from commonweal.report.charts import charts_of
from commonweal.report.sections import local as near
from commonweal.report.sections.finance import minute
from commonweal.report.sections.sources import SHAPES
from commonweal.report.site import site_of
from commonweal.report.view import View
from commonweal.report.whys import Whys
from commonweal.statistics import shapes as stress_shapes

ROOT = Path(__file__).parents[2]


def pages_of(run):
    view = View(published_from(run))
    return site_of(view, charts_of(view))


@pytest.fixture(scope="module")
def sure_run():
    """A run with draws enough to say how sure it is, in another world than the plan's own."""
    plan = commonweal.read(ROOT / "examples/south-yorkshire")
    return commonweal.run(plan, draws=200, scenarios=["hard-times"])


@pytest.fixture(scope="module")
def sure_site(sure_run):
    return pages_of(sure_run)


def asked(run):
    view = View(published_from(run))
    return {
        question: str(said) + more for question, said, more in minute(view, view.figures, Whys())
    }


def test_every_proposal_can_be_found_by_place_local_ones_first(run, view):
    groups = near.by_place(view)
    assert [group.name for group in groups] == list(run.plan.names("places").values())
    found = {one.code for group in groups for one in group.proposals}
    assert found == {proposal.code for proposal in run.plan.proposals}
    for group in groups:
        assert {*group.local, *group.everywhere} == set(group.proposals)
        assert not any(one.only_here for one in group.everywhere)


def test_care_and_age_lead_to_those_proposals_that_touch_them(run, view):
    by_code = {proposal.code: proposal for proposal in run.plan.proposals}
    services = run.plan.names("services")
    for group in near.by_care(view):
        for one in group.proposals:
            effects = by_code[one.code].effects
            touched = {s for e in effects for s in (*e.services, e.to_service) if s}
            assert group.name in {services[service] for service in touched}
    for group in near.by_age(view):
        for one in group.proposals:
            assert any(e.age_from > 0 or e.age_to < 90 for e in by_code[one.code].effects)


def test_a_director_finds_the_sums_at_the_head(sure_run):
    told = asked(sure_run)
    assert list(told) == [
        "How short are we in 2035-36?",
        "How likely is it that the money is enough in 2035-36?",
        "When does it first go wrong?",
        "What should we set aside?",
        "What do the owners claim?",
        "What saves most?",
        "What costs more than it saves?",
        "What makes a bad year worse, and by how much?",
        "What does the answer depend on?",
        "Who is short of money?",
    ]
    hangs = told.pop("What does the answer depend on?")
    assert "of what we do not know" in hangs
    assert all('class="number"' in said for said in told.values())


def test_the_largest_savers_come_first(sure_run):
    figures = sure_run.figures
    saves = asked(sure_run)["What saves most?"]
    codes = re.findall(r"proposal-([a-z-]+).html", saves)
    shares = {
        one.code: figures.one(
            "money.by_proposal",
            "proposal",
            side="change",
            reading="share",
            year=sure_run.plan.last_year,
            proposal=one.code,
        ).central
        for one in sure_run.plan.proposals
    }
    assert codes == sorted(shares, key=shares.get, reverse=True)[:3]


def test_without_draws_only_what_needs_no_chance_is_told():
    run = commonweal.run(commonweal.read(ROOT / "examples/riverside"), draws=0)
    told = asked(run)
    assert not any("likely" in question or "hang" in question for question in told)
    assert "How short are we in" in next(iter(told))


def test_every_way_from_the_sums_leads_somewhere(sure_site):
    money = sure_site["report/money.html"]
    box = re.search(r'<dl class="minute">(.*?)</dl>', money, flags=re.DOTALL)[1]
    ways = set(re.findall(r'<dt><a href="([^"#]+)#([^"]+)"', box))
    assert ways
    for page, anchor in ways:
        assert f'id="{anchor}"' in sure_site[f"report/{page}"]


def test_the_scenario_that_was_chosen_stands_at_the_head_of_every_page(sure_run, sure_site):
    says = sure_run.plan.scenarios["hard-times"].says
    for html in sure_site.values():
        head = unescape(html[: html.index("</div>")])
        assert says in head
        assert "<code>hard-times</code>" in head


def test_each_proposal_has_a_page_with_what_why_who_decides_and_how_to_speak(run, site):
    for proposal in run.plan.proposals:
        html = unescape(site[f"report/proposal-{proposal.code}.html"])
        assert f"<h1>{proposal.title}</h1>" in html
        for said in ("Who would feel it", "Where and when", "What it does", 'class="number"'):
            assert said in html
        for anchor in ("what", "why", "decide", "cost"):
            assert f'<h2 id="{anchor}">' in html


def test_how_chances_are_spread_is_told_in_words_where_it_is_not_the_usual(tmp_path):
    shutil.copytree(ROOT / "examples/riverside", tmp_path / "shaped")
    file = tmp_path / "shaped/assumptions.toml"
    first = file.read_text().replace("low = ", 'shape = "triangular"\ncovers = 1.0\nlow = ', 1)
    file.write_text(first)
    run = commonweal.run(commonweal.read(tmp_path / "shaped"), draws=0)
    html = pages_of(run)["report/data.html"]
    assert html.count("Spread: like a triangle, with ends that nothing passes.") == 1
    assert html.count("All chances lie between low and high.") == 1


def test_every_shape_an_interval_can_have_has_words():
    assert set(SHAPES) == {TWO_PIECE, *stress_shapes.SHAPES}
