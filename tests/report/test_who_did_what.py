"""Who did what on the page: shares sum to the whole, and overlaps are named with amounts."""

import polars as pl
import pytest

from commonweal.base.figures.query import Figures
from commonweal.base.figures.store import FIGURE_SCHEMA
from commonweal.report.sections.attribution import MOST_PAIRS, beds_freed, who_did_what
from commonweal.report.whys import Whys


@pytest.fixture
def whys():
    return Whys()


def pair(view, one, other, *, nights, gbp):
    """Figures of two proposals that count the same nights."""
    row = {
        **dict.fromkeys(FIGURE_SCHEMA),
        "side": "change",
        "proposal": one,
        "other": other,
        "year": view.last_year,
        "status": "derived",
        "why_no_interval": "made up",
    }
    care = {"measure": "care.overlap", "level": "service+proposal+other", "unit": "bed_day"}
    care |= {"service": "emergency_bed_days"}
    money = {"measure": "money.overlap", "level": "proposal+other", "unit": "GBP"}
    rows = [row | care | {"central": float(nights)}, row | money | {"central": float(gbp)}]
    return pl.DataFrame(rows, schema=FIGURE_SCHEMA)


def without_overlaps(view):
    return view.figures.frame().filter(~pl.col("measure").str.ends_with("overlap"))


def test_the_shares_on_the_page_sum_to_what_the_whole_plan_does(view):
    figures, year = view.figures, view.last_year
    for share, whole in (
        ("money.by_proposal", "money.balance"),
        ("care.beds_spare_by_proposal", "care.beds_spare"),
        ("care.bed_days_by_proposal", "care.bed_days"),
    ):
        found = (
            figures.find(
                share, "proposal", side="change", reading="share", year=year, proposal=one.code
            )
            for one in view.proposals
        )
        total = figures.one(whole, side="change", year=year)
        assert sum(one.central for one in found if one) == pytest.approx(total.central, abs=0.01)


def test_each_row_is_a_proposal_with_its_share_alone_and_lost(view, whys):
    did = who_did_what(view, view.figures, whys)
    assert did.money[-1][0] == "All together"
    for link, *numbers in did.money[:-1]:
        assert 'href="proposal-' in link
        assert all('class="number"' in one for one in numbers)
    assert did.beds
    assert did.nights


def test_a_run_without_alone_lost_or_overlap_is_told_by_shares(view, whys):
    kept = without_overlaps(view).filter(
        pl.col("reading").ne_missing("alone"), pl.col("reading").ne_missing("lost")
    )
    did = who_did_what(view, Figures.from_frames([kept]), whys)
    assert {row[2:] for row in did.money} == {("", "")}
    assert did.overlaps == []


def test_an_overlap_names_both_proposals_what_both_avoid_and_what_it_is_worth(view, whys):
    one, other = (proposal.code for proposal in view.proposals[:2])
    made_up = pair(view, one, other, nights=1200, gbp=345_678)
    figures = Figures.from_frames([without_overlaps(view), made_up], view.published.names)
    (told,) = who_did_what(view, figures, whys).overlaps
    for said in (
        f"proposal-{one}.html",
        f"proposal-{other}.html",
        ">1,200</a> nights in hospital",
        "£346,000",
    ):
        assert said in told
    assert any(len(why.figure.names) == 3 for why in whys.said.values())


def test_the_largest_overlaps_come_first_and_the_rest_is_folded(view, whys):
    codes = [proposal.code for proposal in view.proposals]
    made_up = [
        pair(view, codes[0], f"other-{n}", nights=10 + n, gbp=1000 * n)
        for n in range(1, MOST_PAIRS + 3)
    ]
    did = who_did_what(view, Figures.from_frames([without_overlaps(view), *made_up]), whys)
    assert len(did.largest) == MOST_PAIRS
    assert len(did.others) == 2
    assert f"other-{MOST_PAIRS + 2}" in did.largest[0]


def test_beds_are_told_where_a_proposal_touches_them_and_nowhere_else(view, whys):
    figures, year = view.figures, view.last_year
    for proposal in view.proposals:
        share = figures.find(
            "care.beds_spare_by_proposal",
            "proposal",
            side="change",
            reading="share",
            year=year,
            proposal=proposal.code,
        )
        told = beds_freed(proposal.code, view, figures, whys)
        assert (told is None) == (share is None or abs(share.central) < 0.05)
        if told:
            assert ("fewer" in told) == (share.central < 0)
