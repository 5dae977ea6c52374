import pytest


def test_ned01_passes_where_a_need_is_named(plan, proposal, findings):
    assert findings("NED01", plan(proposal(need="One in ten people here falls."))) == []


@pytest.mark.parametrize("need", [None, " "])
def test_ned01_fails_where_none_is(plan, proposal, findings, need):
    assert findings("NED01", plan(proposal(need=need))) == ["scheme: it names no need of people"]


@pytest.mark.parametrize(
    "told",
    [
        {"need": "One in ten falls.", "need_source": "Needs assessment, chapter 4"},
        {"need": "One in ten falls (needs assessment 2024, chapter 4)."},
        {"need": None},
    ],
)
def test_ned02_passes_with_a_source_or_no_need(plan, proposal, findings, told):
    assert findings("NED02", plan(proposal(**told))) == []


def test_ned02_fails_where_a_need_is_written_down_nowhere(plan, proposal, findings):
    assert findings("NED02", plan(proposal(need="One in ten of 2,024 people falls."))) == [
        "scheme: it names a need and not where the need is written down"
    ]


def test_ned03_passes_with_one_proposal_for_patients(plan, proposal, findings):
    mixed = plan(proposal("a", level="organisation"), proposal("b", level="patient"))
    assert findings("NED03", mixed) == []


def test_ned03_fails_with_none(plan, proposal, findings):
    dry = plan(proposal("a", level="organisation"), proposal("b", level="service"))
    assert findings("NED03", dry) == ["system: of 2 proposals none joins up care around a patient"]


@pytest.mark.parametrize(
    "told", [{"age_from": 65}, {"age_to": 64}, {"sex": "female"}, {"places": ("ASH",)}]
)
def test_ned04_passes_where_it_is_for_somebody(plan, proposal, effect, findings, told):
    assert findings("NED04", plan(proposal(effects=(effect(**told),)))) == []


def test_ned04_fails_where_it_is_for_everybody(plan, proposal, effect, findings):
    assert findings("NED04", plan(proposal(effects=(effect(),)))) == [
        "scheme.1: it acts on everybody: all ages, both sexes, everywhere"
    ]


def test_ned05_passes_where_each_person_avoids_one(plan, proposal, effect, findings, towns):
    reaching = proposal(affected_people=120, effects=(effect(size=0.1),))  # of 1,200 stays
    assert findings("NED05", plan(reaching, tables=towns)) == []


def test_ned05_fails_where_they_would_avoid_more_than_they_had(
    plan, proposal, effect, findings, towns
):
    few = proposal(affected_people=40, effects=(effect(size=0.1),))
    assert findings("NED05", plan(few, tables=towns)) == [
        (
            "scheme.1: it would avoid 120 a year of emergency, and 40 people would feel it; "
            "1 for each of them would be the most"
        )
    ]


def test_ned05_lets_people_have_many_visits(plan, proposal, effect, findings, towns):
    many = proposal(affected_people=1, effects=(effect(size=0.1, services=("outpatients",)),))
    assert findings("NED05", plan(many, tables=towns)) == []
