from dataclasses import replace

import pytest

from commonweal.assurance.wording.sentences import study
from commonweal.base.numbers.interval import Interval
from commonweal.rulebook import evidence_library

ADMISSIONS = "rushcliffe-admissions"  # -39% to -3%, of 7.9% of the admissions of people over 65


def citing(proposal, effect, code=ADMISSIONS, size=0.01, **told):
    effects = (effect(size=size, cites=code, **{"age_from": 65, **told}),)
    return proposal(effects=effects)


def test_evd04_passes_at_the_good_end_of_the_interval_for_those_studied(
    plan, proposal, effect, findings
):
    at_most = 0.39 * 0.079
    assert findings("EVD04", plan(citing(proposal, effect, size=at_most))) == []


def test_evd04_fails_where_what_was_found_of_a_few_is_claimed_for_all(
    plan, proposal, effect, findings
):
    assert findings("EVD04", plan(citing(proposal, effect, size=0.2))) == [
        (
            "scheme.1: an effect of 20% cites Enhanced support in care homes, Rushcliffe "
            "(the Principia vanguard) [rushcliffe-admissions], which found 3.1% at most of "
            "the same care"
        )
    ]


# The third year of the vanguards: at best 0.062 fewer a month for each 1,000 people. Two towns
# of 4,000 people have 1,200 stays a year, so that is 0.062 x 12 x 4 = 2.976 of 1,200.
THIRD_YEAR = 0.062 * 12 * 4 / 1200


def test_evd04_passes_at_so_many_fewer_for_each_thousand(plan, proposal, effect, findings, towns):
    scheme = citing(proposal, effect, "vanguards-third-year", THIRD_YEAR, age_from=0)
    assert findings("EVD04", plan(scheme, tables=towns)) == []


def test_evd04_fails_above_it(plan, proposal, effect, findings, towns):
    scheme = citing(proposal, effect, "vanguards-third-year", THIRD_YEAR + 0.001, age_from=0)
    assert findings("EVD04", plan(scheme, tables=towns)) == [
        (
            "scheme.1: an effect of 0.3% cites New care models across whole populations, "
            "the third year alone [vanguards-third-year], which found 0.2% at most of the "
            "same care"
        )
    ]


def test_evd04_fails_where_the_study_found_more_instead(plan, proposal, effect, findings):
    worse = citing(proposal, effect, "vanguard-dudley", age_from=0)
    assert findings("EVD04", plan(worse)) == [
        (
            "scheme.1: an effect of 1% cites One vanguard's emergency admissions: Dudley "
            "[vanguard-dudley], which found no fall"
        )
    ]


def test_evd04_is_silent_where_no_size_was_published(plan, proposal, effect, findings):
    scheme = citing(proposal, effect, "reviewed-virtual-ward", size=0.5)
    assert findings("EVD04", plan(scheme)) == []


def test_evd05_passes_at_the_ages_studied(plan, proposal, effect, findings):
    assert findings("EVD05", plan(citing(proposal, effect))) == []


def test_evd05_fails_a_year_younger(plan, proposal, effect, findings):
    assert findings("EVD05", plan(citing(proposal, effect, age_from=64))) == [
        (
            "scheme.1: it is for ages 64 and over; Enhanced support in care homes, "
            "Rushcliffe (the Principia vanguard) [rushcliffe-admissions] studied ages 65 "
            "and over"
        )
    ]


def test_evd06_passes_on_what_was_counted(plan, proposal, effect, findings):
    assert findings("EVD06", plan(citing(proposal, effect))) == []


def test_evd06_fails_on_nights_where_admissions_were_counted(plan, proposal, effect, findings):
    nights = citing(proposal, effect, kind="shorten", services=("emergency_days",))
    assert findings("EVD06", plan(nights)) == [
        (
            "scheme.1: it acts on emergency_days; Enhanced support in care homes, "
            "Rushcliffe (the Principia vanguard) [rushcliffe-admissions] counted emergency "
            "admissions"
        )
    ]


def test_evd06_fails_where_no_care_was_counted(plan, proposal, effect, findings):
    falls = citing(proposal, effect, "buckinghamshire-falls")
    assert findings("EVD06", plan(falls)) == [
        (
            "scheme.1: it acts on emergency; Buckinghamshire's programme, harmful falls "
            "[buckinghamshire-falls] counted harmful falls"
        )
    ]


def test_evd06_asks_nothing_of_a_review(plan, proposal, effect, findings):
    scheme = citing(proposal, effect, "reviewed-rehabilitation")
    assert findings("EVD06", plan(scheme)) == []


def test_evd07_passes_where_the_low_end_is_zero(plan, proposal, effect, findings):
    doubtful = replace(effect(cites="vanguards"), size=Interval(0.0, 0.05, 0.10))
    assert findings("EVD07", plan(proposal(effects=(doubtful,)))) == []


def test_evd07_fails_where_the_low_end_is_above_it(plan, proposal, effect, findings):
    certain = replace(effect(cites="vanguards"), size=Interval(0.01, 0.05, 0.10))
    assert len(findings("EVD07", plan(proposal(effects=(certain,))))) == 1


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("vanguards", "no change that can be told from chance"),
        ("wakefield-admissions", "no change that can be told from chance"),
        ("reviewed-virtual-ward", "findings that point both ways"),
        ("vanguard-dudley", "it got worse"),
        ("care-home-admissions", "a count, not an effect"),
    ],
)
def test_evd07_fails_where_it_is_above_and_the_study_was_not_sure(
    plan, proposal, effect, findings, code, found
):
    sure = proposal(effects=(effect(cites=code),))
    assert findings("EVD07", plan(sure)) == [
        f"scheme.1: it is 5% even at its low end; {study(evidence_library()[code])} found {found}"
    ]


def test_evd07_passes_a_sure_effect_of_a_study_that_was_sure(plan, proposal, effect, findings):
    assert findings("EVD07", plan(citing(proposal, effect))) == []


def test_evd08_passes_with_a_last_year(plan, proposal, effect, findings):
    fading = (effect(cites="vanguards-third-year"),)
    assert findings("EVD08", plan(proposal(end=2030, effects=fading))) == []


def test_evd08_fails_without_one(plan, proposal, effect, findings):
    fading = (effect(cites="vanguards-third-year"),)
    assert findings("EVD08", plan(proposal(effects=fading))) == [
        (
            "scheme.1: it goes on with no last year; the effect that New care models "
            "across whole populations, the third year alone [vanguards-third-year] found "
            "faded, or did not repeat"
        )
    ]


def test_evd09_passes_a_design_told_as_it_is(plan, proposal, effect, findings):
    assert findings("EVD09", plan(citing(proposal, effect, strength="strong"))) == []


def test_evd09_fails_a_comparison_called_a_trial(plan, proposal, effect, findings):
    assert findings("EVD09", plan(citing(proposal, effect, design="randomised_trial"))) == [
        (
            "scheme.1: it is told as a randomised trial; Enhanced support in care homes, "
            "Rushcliffe (the Principia vanguard) [rushcliffe-admissions] is a comparison "
            "with people like them"
        )
    ]


def test_evd09_passes_before_and_after_called_weak(plan, proposal, effect, findings):
    weak = proposal(effects=(effect(design="before_and_after", strength="weak"),))
    assert findings("EVD09", plan(weak)) == []


def test_evd09_fails_before_and_after_called_moderate(plan, proposal, effect, findings):
    moderate = proposal(effects=(effect(design="before_and_after", strength="moderate"),))
    assert findings("EVD09", plan(moderate)) == [
        "scheme.1: its evidence is called moderate, and is figures before and after"
    ]
