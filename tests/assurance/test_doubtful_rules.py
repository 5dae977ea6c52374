import pytest

import commonweal
from commonweal.base.reading.problems import Problem


def test_dat09_passes_where_every_file_is_read(plan, findings):
    assert findings("DAT09", plan()) == []


def test_dat09_fails_and_names_the_first_few(plan, findings):
    unread = tuple(f"proposals/later/{letter}.toml" for letter in "abcdef")
    assert findings("DAT09", plan(unread=unread)) == [
        (
            "system: nothing reads proposals/later/a.toml, proposals/later/b.toml, "
            "proposals/later/c.toml, proposals/later/d.toml and 2 more"
        )
    ]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("README.md", True),
        ("NOTES", True),
        (".git/config", True),
        ("proposals/old.md", True),
        ("drafts/care.toml", False),
        ("2026/beds.csv", False),
        ("plan.docx", False),
    ],
)
def test_dat09_what_counts_as_unread(riverside, name, read):
    (riverside / name).parent.mkdir(exist_ok=True, parents=True)
    (riverside / name).write_text("x")
    assert commonweal.read(riverside).unread == (() if read else (name,))


LISTS = """
    measure                          | side   | place | year | central
    people.residents                 | either | ASH   | 2026 | 2000
    people.registered_less_residents | either | ASH   | 2026 | {}
"""


@pytest.mark.parametrize("differs", [500, -500])
def test_dat10_passes_at_a_quarter(plan, findings, differs):
    assert findings("DAT10", plan(figures=LISTS.format(differs))) == []


@pytest.mark.parametrize(("differs", "word"), [(501, "25.1% more"), (-1000, "50% fewer")])
def test_dat10_fails_beyond_it(plan, findings, differs, word):
    assert findings("DAT10", plan(figures=LISTS.format(differs))) == [
        f"ASH: its lists hold {word} than live there in 2026-27; 25% either way would pass"
    ]


OLD = """
    place | variant | year | sex    | age | people
    ASH   | main    | 2026 | female | 89  | 30
    ASH   | main    | 2026 | male   | 89  | 30
    ASH   | main    | 2026 | female | 90  | {}
    ASH   | main    | 2027 | female | 90  | 1
"""


def test_dat11_passes_where_the_oldest_are_as_many(plan, findings):
    assert findings("DAT11", plan(tables={"population": OLD.format(60)})) == []


def test_dat11_fails_where_they_are_fewer(plan, findings):
    assert findings("DAT11", plan(tables={"population": OLD.format(50)})) == [
        "ASH: 50 people are of 90 and over there, and 60 of 89"
    ]


FUNDS = """
    fund | year | gbp | certainty
    a    | 2027 | 2   | agreed
    b    | 2027 | 3   | agreed
    c    | 2027 | {}  | agreed
    d    | 2028 | 8   | agreed
"""


def test_dat12_passes_rows_that_are_no_sum(plan, findings):
    assert findings("DAT12", plan(tables={"capital": FUNDS.format(4)})) == []


def test_dat12_passes_two_rows_alike(plan, findings):
    alike = {"capital": "fund | year | gbp | certainty\na | 2027 | 2 | bid\nb | 2027 | 2 | bid"}
    assert findings("DAT12", plan(tables=alike)) == []


def test_dat12_fails_where_one_is_the_sum_of_the_others_in_its_year(plan, findings):
    assert findings("DAT12", plan(tables={"capital": FUNDS.format(5)})) == [
        "capital.c: row 4 of capital.csv holds 5, the sum of all the others"
    ]


SUM_IN_A_GROUP = {
    "capital": "fund | year | gbp | certainty\na | 2027 | 2 | bid\na | 2028 | 3 | bid\n"
    "a | 2029 | 5 | bid\nb | 2027 | 8 | bid",
    "registered": "place | lives_in | patients\n"
    "ASH | ASH | 100\nASH | ELM | 20\nASH | outside | 120\nELM | ELM | 500",
    "incoming": "site | service | activity\nRX1 | a | 2\nRX1 | b | 3\nRX1 | c | 5\nRY1 | a | 9",
    "population": "place | variant | year | sex | age | people\n"
    "ASH | main | 2026 | male | 1 | 10\nASH | main | 2026 | male | 2 | 11\n"
    "ASH | main | 2026 | male | 90 | 21\nELM | main | 2026 | male | 1 | 7",
}


@pytest.mark.parametrize("table", SUM_IN_A_GROUP)
def test_dat12_fails_where_one_is_the_sum_of_those_it_stands_among(plan, findings, table):
    (found,) = findings("DAT12", plan(tables={table: SUM_IN_A_GROUP[table]}))
    assert f": row 4 of {table}.csv holds" in found


def test_dat12_fails_where_a_place_is_all_the_others(plan, findings):
    people = "place | variant | year | sex | age | people\n" + "\n".join(
        f"{place} | main | 2026 | male | 1 | {people}"
        for place, people in {"ASH": 10, "ELM": 20, "SYB": 30}.items()
    )
    assert findings("DAT12", plan(tables={"population": people})) == [
        (
            "SYB: its people are those of all the other places together (30 in all years and "
            "projections)"
        )
    ]


def test_dat19_passes_where_nothing_may_have_been_lost(plan, findings):
    assert findings("DAT19", plan()) == []


def test_dat19_fails_and_repeats_what_the_reader_asked(plan, findings):
    asked = Problem("Q02", "beds.csv", 9, "source", "the last row has no line end", "see", 3)
    assert findings("DAT19", plan(asked=(asked,))) == [
        "beds.csv: beds.csv:9:source: the last row has no line end; and 2 more like it"
    ]


def test_ned06_passes_with_a_proposal_and_fails_without_one(plan, proposal, findings):
    assert findings("NED06", plan(proposal())) == []
    (found,) = findings("NED06", plan())
    assert found.startswith("system: the plan has no proposals")


def test_evd13_passes_a_fall_above_zero(plan, proposal, effect, findings):
    assert findings("EVD13", plan(proposal(effects=(effect(size=0.05),)))) == []


def test_evd13_fails_a_fall_with_its_sign_turned_round(plan, proposal, effect, findings):
    assert findings("EVD13", plan(proposal(effects=(effect(size=-0.05),)))) == [
        "scheme.1: it is of a kind that takes care away (reduce), and its size of -5% adds to it"
    ]
