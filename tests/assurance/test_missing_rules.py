import pytest

BODIES = {
    "organisations": """
        organisation | name | kind
        RX           | RX   | acute_trust
        RY           | RY   | acute_trust
        OUT          | OUT  | outside
    """,
    "sites": """
        site | name | organisation | place
        RX1  | RX1  | RX           | ASH
        RY1  | RY1  | RY           | ELM
        OUT1 | OUT1 | OUT          |
    """,
    "income": """
        organisation | source_of_income | gbp
        RX           | contract         | 5
    """,
    "costs": """
        organisation | service   | given_by | fixed_gbp | variable_gbp
        RX           | emergency | RX       | 0         | 2000
        RX           | emergency | OUT      | 0         | 2000
    """,
}

GIVEN = """
    measure          | side     | site | service   | year | central
    care.activity_at | nothing  | RX1  | emergency | 2026 | 500
    care.activity_at | nothing  | OUT1 | emergency | 2026 | 50
"""


def without(name, row):
    """The tables of two bodies with a row of one of them taken out."""
    lines = [line for line in BODIES[name].splitlines() if line.split() != row.split()]
    return {**BODIES, name: "\n".join(lines)}


def test_dat01_passes_where_all_care_has_a_cost(plan, findings):
    assert findings("DAT01", plan(tables=BODIES, figures=GIVEN)) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "RX | emergency | RX | 0 | 2000",
            "RX.emergency: RX gives emergency, and it costs nothing",
        ),
        (
            "RX | emergency | OUT | 0 | 2000",
            "OUT.emergency: OUT gives emergency, and no body of the plan pays for it",
        ),
    ],
)
def test_dat01_fails_where_care_has_none(plan, findings, row, says):
    assert findings("DAT01", plan(tables=without("costs", row), figures=GIVEN)) == [says]


def test_dat02_passes_where_who_bears_costs_has_income(plan, findings):
    assert findings("DAT02", plan(tables=BODIES)) == []


def test_dat02_fails_where_it_has_none(plan, findings):
    poor = {**BODIES, "costs": BODIES["costs"] + "    RY | emergency | RY | 0 | 2000"}
    assert findings("DAT02", plan(tables=poor)) == [
        "RY: it bears costs, and no row says what comes in"
    ]


BEDS = {"beds": "site | year | beds_open\nRX1 | 2025 | 30\nRX1 | 2026 | 40\nRX2 | 2026 | 10"}
NIGHTS = """
    measure        | side     | site | year | central
    care.bed_days  | nothing  | RX1  | 2026 | 12000
    care.beds_open | nothing  | RX1  | 2026 | 40
"""


def test_dat03_passes_where_closed_beds_have_a_row_of_none(plan, findings):
    closed = {"beds": BEDS["beds"] + "\nRX2 | 2027 | 0"}
    assert findings("DAT03", plan(tables=closed, figures=NIGHTS)) == []


def test_dat03_fails_where_beds_are_open_and_nobody_comes(plan, findings):
    assert findings("DAT03", plan(tables=BEDS, figures=NIGHTS)) == [
        "RX2: 10 beds are open there, and nobody spends a night in them"
    ]


PEOPLE = """
    measure          | side     | place | year | central
    people.residents | either   | ASH   | 2026 | 2000
    people.residents | either   | ELM   | 2026 | {}
"""


def test_dat04_passes_where_somebody_lives_everywhere(plan, findings):
    assert findings("DAT04", plan(figures=PEOPLE.format(1))) == []


def test_dat04_fails_where_nobody_does(plan, findings):
    assert findings("DAT04", plan(figures=PEOPLE.format(0))) == [
        "ELM: nobody lives there in 2026-27"
    ]


def test_dat05_passes_where_every_patient_has_a_bed(plan, findings):
    full = NIGHTS.replace("12000", str(40 * 365))
    assert findings("DAT05", plan(figures=full)) == []


def test_dat05_fails_where_there_are_more_patients_than_beds(plan, findings):
    fuller = NIGHTS.replace("12000", str(45 * 365))
    assert findings("DAT05", plan(figures=fuller)) == [
        "RX1: 45.0 patients a night in 40 beds in 2026-27"
    ]


LISTS = """
    place   | lives_in | patients
    ASH     | ASH      | 1900
    ASH     | ELM      | 0
    ASH     | outside  | 9
    ELM     | ELM      | 2000
    ELM     | ASH      | 100
    ELM     | outside  | 0
    outside | ASH      | 0
    outside | ELM      | 0
"""


def test_dat06_passes_where_every_pair_has_a_row(plan, findings):
    assert findings("DAT06", plan(tables={"registered": LISTS})) == []


def test_dat06_fails_where_one_has_none(plan, findings):
    fewer = LISTS.replace("ELM     | ASH      | 100", "")
    assert findings("DAT06", plan(tables={"registered": fewer})) == [
        "ELM: no row of its practices says how many patients live in Ashby"
    ]


BOTH = GIVEN + "    care.activity_at | nothing | RY1 | emergency | 2026 | 100\n"


def test_dat07_passes_where_all_who_give_it_report_it(plan, findings):
    told = plan(
        tables={**BODIES, "reported": "organisation | services\nRX | emergency"}, figures=GIVEN
    )
    told.plan.tables["reported"] = told.plan.tables["reported"].with_columns(
        services=told.plan.tables["reported"]["services"].str.split(" ")
    )
    assert findings("DAT07", told) == []


def test_dat07_fails_where_one_of_them_does_not(plan, findings):
    told = plan(
        tables={**BODIES, "reported": "organisation | services\nRX | emergency"}, figures=BOTH
    )
    told.plan.tables["reported"] = told.plan.tables["reported"].with_columns(
        services=told.plan.tables["reported"]["services"].str.split(" ")
    )
    assert findings("DAT07", told) == [
        "RY: others report emergency, and no report of this body is at hand"
    ]


def test_dat07_fails_where_one_reports_what_nobody_gets_there(plan, findings):
    told = plan(
        tables={**BODIES, "reported": "organisation | services\nRX | emergency\nRZ | emergency"},
        figures=GIVEN,
    )
    told.plan.tables["reported"] = told.plan.tables["reported"].with_columns(
        services=told.plan.tables["reported"]["services"].str.split(" ")
    )
    assert findings("DAT07", told) == [
        "RZ.emergency: it reports emergency, and nobody goes there for it"
    ]


MORE = GIVEN + "    care.activity_at | nothing | RX1 | ae | 2026 | 100\n"


def test_dat08_passes_where_a_site_says_so_of_all_its_care(plan, findings):
    whole = {**BODIES, "incoming": "site | service\nRX1 | emergency\nRX1 | ae"}
    assert findings("DAT08", plan(tables=whole, figures=MORE)) == []


def test_dat08_fails_where_it_says_so_of_some(plan, findings):
    some = {**BODIES, "incoming": "site | service\nRX1 | emergency"}
    assert findings("DAT08", plan(tables=some, figures=MORE)) == [
        "RX1: no row says how many come from outside for ae"
    ]


LEFT_OUT = {
    "services": "service | name | setting | unit | stays_of\nem | A&E | emergency | admission |",
    "not_counted": "name | gbp\nPrescriptions | 3\nAmbulances | 1\nCritical care | 1\n"
    "Specialised care bought nationally | 2\nDentists | 1",
}


def test_dat26_passes_what_is_named_or_counted(plan, findings):
    assert findings("DAT26", plan(tables=LEFT_OUT)) == []
    counted = {name: text.replace("Dentists | 1", "X | 1") for name, text in LEFT_OUT.items()}
    counted["services"] += "\ndent | Dentists | primary | contact |"
    assert findings("DAT26", plan(tables=counted)) == []


def test_dat26_fails_what_is_neither(plan, findings):
    lost = LEFT_OUT | {"not_counted": LEFT_OUT["not_counted"].replace("\nDentists | 1", "")}
    assert findings("DAT26", plan(tables=lost)) == [
        "system: it counts no care that is called Dentists, and does not say so"
    ]
