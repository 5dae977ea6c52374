import pytest

PLACES = {
    "flows": """
        place | service        | site | share
        ASH   | emergency_days | RX1  | 1
        ELM   | emergency_days | RX2  | 1
        ASH   | emergency      | RX1  | 1
        ELM   | emergency      | RX2  | 1
    """,
    "sites": """
        site | place
        RX1  | ASH
        RX2  | ELM
    """,
}


def deprived(ash, elm=0.2):
    text = f"""
        place | share_in_most_deprived_fifth
        ASH   | {ash}
        ELM   | {elm}
    """
    return {**PLACES, "deprivation": text}


@pytest.mark.parametrize("kind", ["beds", "move_site"])
def test_eql01_passes_where_those_who_lose_are_no_more_deprived(
    plan, proposal, effect, findings, towns, kind
):
    losing = proposal(effects=(effect(kind, -9 if kind == "beds" else 0.2),))
    assert findings("EQL01", plan(losing, tables={**towns, **deprived(0.2)})) == []


def test_eql01_fails_where_they_are_more_deprived(plan, proposal, effect, findings, towns):
    losing = proposal(effects=(effect("beds", -9),))
    assert findings("EQL01", plan(losing, tables={**towns, **deprived(0.4)})) == [
        (
            "scheme.1: it closes beds at RX1; of those who use it 40% live in the most "
            "deprived fifth of neighbourhoods, and 30% of everybody in the plan"
        )
    ]


def test_eql01_looks_at_the_places_whose_care_moves(plan, proposal, effect, findings, towns):
    tables = {**towns, **deprived(0.4)}
    ash, elm = (
        proposal(effects=(effect("move_site", 0.2, places=(place,), to_site="RX3"),))
        for place in ("ASH", "ELM")
    )
    assert len(findings("EQL01", plan(ash, tables=tables))) == 1
    assert findings("EQL01", plan(elm, tables=tables)) == []


def test_eql01_asks_nothing_of_a_move_within_a_place(plan, proposal, effect, findings, towns):
    tables = {**towns, **deprived(0.4), "sites": PLACES["sites"] + "        RX3 | ASH\n"}
    near, far = (
        proposal(effects=(effect("move_site", 0.2, to_site=site),)) for site in ("RX3", "RX2")
    )
    assert findings("EQL01", plan(near, tables=tables)) == []
    assert len(findings("EQL01", plan(far, tables=tables))) == 1


def test_eql01_cannot_be_asked_without_the_table(plan, proposal, effect, not_asked, towns):
    losing = proposal(effects=(effect("beds", -9),))
    without = plan(losing, tables={**towns, **PLACES})
    assert not_asked("EQL01", without) == "the plan has no table deprivation"


def test_eql02_passes_where_losers_are_named(plan, proposal, effect, findings):
    told = proposal(effects=(effect("beds", -9),), inequalities="People without a car: a bus.")
    assert findings("EQL02", plan(told, proposal("b", effects=(effect(),)))) == []


def test_eql02_fails_where_they_are_not(plan, proposal, effect, findings):
    assert findings("EQL02", plan(proposal(effects=(effect("beds", -9),)))) == [
        "scheme: it closes beds, and does not say who might lose by it"
    ]
