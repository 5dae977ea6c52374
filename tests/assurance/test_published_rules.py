def test_evd10_passes_where_it_says_who_was_studied_or_cites_the_library(
    plan, proposal, effect, findings
):
    told = effect(studied="People in care homes in Leeds")
    cited = effect(cites="rushcliffe-admissions")
    assert findings("EVD10", plan(proposal(effects=(told, cited)))) == []


def test_evd10_fails_where_it_does_neither(plan, proposal, effect, findings):
    assert findings("EVD10", plan(proposal(effects=(effect(studied=" "),)))) == [
        "scheme.1: an effect of 5%, and nothing says who was studied"
    ]


def test_evd11_passes_at_the_most_published(plan, proposal, effect, findings):
    visits = proposal(effects=(effect(size=0.29, services=("ae",)),))
    assert findings("EVD11", plan(visits)) == []


def test_evd11_fails_above_it(plan, proposal, effect, findings):
    visits = proposal(effects=(effect(size=0.30, services=("ae",)),))
    assert findings("EVD11", plan(visits)) == [
        (
            "scheme.1: an effect of 30% is more than any in the evidence library; the most "
            "is 29%, in Enhanced support in care homes, Rushcliffe (the Principia "
            "vanguard) [rushcliffe-ae]"
        )
    ]


def test_evd11_is_silent_where_the_library_has_no_size(plan, proposal, effect, findings):
    clinics = proposal(effects=(effect(size=0.9, services=("outpatients",)),))
    assert findings("EVD11", plan(clinics)) == []


def growing(planned):
    """Admissions that grow 2.9% a year over five years without the plan."""
    return f"""
        measure                    | side     | service   | year | central
        care.activity_of_residents | nothing  | emergency | 2026 | 1000
        care.activity_of_residents | nothing  | emergency | 2031 | {1000 * 1.029**5}
        care.activity_of_residents | plan     | emergency | 2026 | 1000
        care.activity_of_residents | plan     | emergency | 2031 | {1000 * planned**5}
    """


def test_evd12_passes_where_growth_is_bent_as_was_hoped_for(plan, findings):
    assert findings("EVD12", plan(figures=growing(1.0131))) == []


def test_evd12_fails_where_it_is_bent_further(plan, findings):
    assert findings("EVD12", plan(figures=growing(1.009))) == [
        (
            "emergency: it would grow by 2.9% a year and the plan has 0.9%: 2 points a year less, "
            "and the most ever planned nationally is 1.6"
        )
    ]


def test_evd12_is_silent_where_nothing_is_left_of_it(plan, findings):
    assert findings("EVD12", plan(figures=growing(0))) == []
