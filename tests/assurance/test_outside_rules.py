import pytest

OUTSIDE = {
    "organisations": """
        organisation | name | kind
        RX           | RX   | acute_trust
        OUT          | OUT  | outside
    """,
    "sites": """
        site | organisation | place
        RX1  | RX           | ASH
        OUT1 | OUT          |
    """,
    "flows": """
        place | service   | site | share
        ASH   | emergency | RX1  | 0.9
        ASH   | emergency | OUT1 | 0.1
    """,
    "costs": """
        organisation | service   | given_by | fixed_gbp | variable_gbp
        RX           | emergency | RX       | 0         | 2000
        RX           | emergency | OUT      | 0         | 2000
    """,
    "income": """
        organisation | source_of_income | gbp
        RX           | contract         | 5
        RX           | grant            | 0
        RX           | other            | 1
    """,
}


def without(name, words):
    lines = [line for line in OUTSIDE[name].splitlines() if line.split() != words.split()]
    return {**OUTSIDE, name: "\n".join(lines)}


def test_dat13_passes_where_somebody_pays_for_care_outside(plan, findings):
    assert findings("DAT13", plan(tables=OUTSIDE)) == []


def test_dat13_fails_where_nobody_does(plan, findings):
    free = without("costs", "RX | emergency | OUT | 0 | 2000")
    assert findings("DAT13", plan(tables=free)) == [
        "OUT: residents get emergency there, and no body of the plan pays for it"
    ]


def test_dat14_passes_where_every_source_has_a_row(plan, findings):
    assert findings("DAT14", plan(tables=OUTSIDE)) == []


@pytest.mark.parametrize(
    ("row", "source"), [("RX | grant | 0", "grant"), ("RX | other | 1", "other")]
)
def test_dat14_fails_where_one_has_none(plan, findings, row, source):
    assert findings("DAT14", plan(tables=without("income", row))) == [
        f"income-{source}: no row says what comes in as {source} for RX"
    ]
