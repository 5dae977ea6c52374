import pytest


def over_65(effect, **told):
    return effect(age_from=65, **told)


def test_activity_is_people_times_rates_where_the_effect_acts(plan, effect, towns):
    reach = plan(tables=towns).reach
    assert reach.activity(effect(), "emergency") == pytest.approx(2 * (500 + 100))
    assert reach.activity(over_65(effect), "emergency") == pytest.approx(2 * 500)
    assert reach.activity(over_65(effect, places=("ASH",)), "emergency") == pytest.approx(500)
    assert reach.activity(effect(sex="male"), "emergency") == pytest.approx(2 * 100)
    assert reach.activity(effect(), "unheard_of") == 0


def test_people_are_those_of_the_base_year_in_the_projection_of_most_weight(plan, towns):
    reach = plan(tables=towns).reach
    assert reach.people_of(()) == 4000
    assert reach.people_of(("ELM",)) == 2000
    assert reach.by_place("emergency") == pytest.approx({"ASH": 600, "ELM": 600})
