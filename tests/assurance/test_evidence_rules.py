import pytest


def test_evd01_passes_with_a_matched_comparison(plan, proposal, effect, findings):
    assert findings("EVD01", plan(proposal(effects=(effect(size=0.2),)))) == []


@pytest.mark.parametrize(
    ("design", "says"),
    [("expert_opinion", "rests on expert opinion only"), ("none", "rests on no study at all")],
)
def test_evd01_fails_on_opinion_and_names_the_effect(
    plan, proposal, effect, findings, design, says
):
    scheme = proposal(effects=(effect(size=0.2, design=design),))
    assert findings("EVD01", plan(scheme)) == [f"scheme.1: an effect of 20% {says}"]


def test_evd01_fails_where_the_evidence_is_blank(plan, proposal, effect, findings):
    blank = proposal(effects=(effect(evidence=" "),))
    assert findings("EVD01", plan(blank)) == ["scheme.1: an effect of 5% rests on no source"]


def test_evd01_asks_no_study_of_a_decision_to_open_beds(plan, proposal, effect, findings):
    assert findings("EVD01", plan(proposal(effects=(effect("beds", 20, design="none"),)))) == []


def test_evd02_passes_just_below_a_big_effect(plan, proposal, effect, findings):
    small = proposal(effects=(effect(size=0.099, design="before_and_after"),))
    assert findings("EVD02", plan(small)) == []


def test_evd02_fails_at_a_big_effect(plan, proposal, effect, findings):
    big = proposal(effects=(effect(size=0.1, design="before_and_after"),))
    assert findings("EVD02", plan(big)) == [
        (
            "scheme.1: an effect of 10% rests on before-and-after figures; "
            "from 10% on it needs a comparison group"
        )
    ]


def test_evd02_passes_a_big_effect_of_a_trial(plan, proposal, effect, findings):
    assert findings("EVD02", plan(proposal(effects=(effect(design="randomised_trial"),)))) == []


def test_what_counts_as_big_is_the_rulebooks_to_say(plan, proposal, effect, findings):
    scheme = proposal(effects=(effect(size=0.1, design="before_and_after"),))
    assert findings("EVD02", plan(scheme, own={"plan.big_effect": 0.3})) == []


REPORTED = {
    "reported": """
        organisation | services
        RX1          | emergency
    """
}


def test_evd03_cannot_be_asked_where_nobody_reported(plan, not_asked):
    assert not_asked("EVD03", plan()) == "the plan has no table reported"


def test_evd03_passes_at_the_edges(plan, findings):
    assert (
        findings(
            "EVD03",
            plan(
                tables=REPORTED,
                figures="""
        measure                 | side     | organisation | service   | central
        care.reconciling_factor | either   | RX1          | emergency | 0.8
        care.reconciling_factor | either   | RX2          | emergency | 1.25
    """,
            ),
        )
        == []
    )


def test_evd03_fails_beyond_them_and_names_all_a_report_covers(plan, findings):
    seen = """
        measure                 | side     | organisation | service     | central
        care.reconciling_factor | either   | RX1          | emergency   | 1.5
        care.reconciling_factor | either   | RX1          | elective    | 1.5
        care.reconciling_factor | either   | RX1          | outpatients | 1.0
        care.reconciling_factor | either   | RX2          | emergency   | 0.797
    """
    model, limits = "times as much as the model finds of", "0.8 to 1.25 times would pass"
    assert findings("EVD03", plan(figures=seen, tables=REPORTED)) == [
        f"RX1.emergency: it reports 1.5 {model} emergency and elective; {limits}",
        f"RX2.emergency: it reports 0.797 {model} emergency; {limits}",
    ]
