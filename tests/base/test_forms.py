"""Documents: what a form makes of TOML that is right, and what it tells of TOML that is not."""

import tomllib
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.base.reading.forms import (
    check_references,
    form_from,
    forms,
    read_form,
    read_forms,
    stray_documents,
)
from commonweal.base.reading.problems import Problem, catalogue

SCHEME = form_from(
    tomllib.loads("""
name = "scheme"
file = "scheme.toml"
says = "A change."
[key.title]
says = "A plain title."
[key.lead]
kind = "code"
says = "Who leads it."
refers_to = "bodies.body"
[key.partners]
kind = "codes"
says = "Who takes part."
refers_to = "bodies.body"
optional = true
[key.start]
kind = "year"
says = "The first year."
[key.ramp_years]
kind = "integer"
says = "Years to full effect."
at_least = 1
at_most = 30
[key.decided]
kind = "date"
says = "When it was decided."
optional = true
[key.agreed]
kind = "yes_no"
says = "Whether it is agreed."
[key.notes]
kind = "texts"
says = "Notes."
optional = true
[part.effect]
says = "What it does."
many = true
[part.effect.key.kind]
says = "What sort."
one_of = ["reduce", "move"]
[part.effect.key.low]
kind = "number"
says = "The low."
[part.effect.key.high]
kind = "number"
says = "The high."
[part.effect.key.site]
kind = "code"
says = "Where."
refers_to = "sites.site"
optional = true
[[part.effect.check.in_order]]
columns = ["low", "high"]
[part.cost]
says = "What it costs."
many = true
optional = true
[part.cost.key.gbp]
kind = "number"
says = "How much."
at_least = 0
""")
)
GUESSES = form_from(
    tomllib.loads("""
name = "guess"
file = "guesses.toml"
says = "A number that was chosen."
keyed = true
[key.central]
kind = "number"
says = "The middle."
[key.owner]
says = "Who answers for it."
""")
)
GOOD = """\
title = "Care at home"
lead = "N1"
partners = ["N2"]
start = "2027-28"
ramp_years = 3
decided = 2026-04-01
agreed = true
notes = ["one", "two"]

[[effect]]
kind = "reduce"
low = 0.1
high = 0.2

[[effect]]
kind = "move"
low = 1
high = 2
site = "S1"
"""
FRAMES = {
    "bodies": pl.DataFrame({"body": ["N1", "N2"]}),
    "sites": pl.DataFrame({"site": ["S1"]}),
}


def told(folder, text, form=SCHEME):
    path = folder / form.file
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_form(form, path)[1]


def test_a_good_document_becomes_values(tmp_path):
    (tmp_path / "scheme.toml").write_text(GOOD)
    document, problems = read_form(SCHEME, tmp_path / "scheme.toml")

    assert problems == []
    assert document == {
        "title": "Care at home",
        "lead": "N1",
        "partners": ("N2",),
        "start": 2027,
        "ramp_years": 3,
        "decided": date(2026, 4, 1),
        "agreed": True,
        "notes": ("one", "two"),
        "effect": (
            {"kind": "reduce", "low": 0.1, "high": 0.2, "site": None},
            {"kind": "move", "low": 1.0, "high": 2.0, "site": "S1"},
        ),
        "cost": (),
    }
    assert check_references(SCHEME, document, FRAMES, tmp_path / "scheme.toml") == []


def test_a_keyed_document_is_flat_whatever_the_depth_of_its_headings(tmp_path):
    text = '[money.pay]\ncentral = 1\nowner = "a"\n["care.long.stay"]\ncentral = 2\nowner = "b"\n'
    (tmp_path / "guesses.toml").write_text(text)
    document, problems = read_form(GUESSES, tmp_path / "guesses.toml")

    assert problems == []
    assert document == {
        "money.pay": {"central": 1.0, "owner": "a"},
        "care.long.stay": {"central": 2.0, "owner": "b"},
    }


BROKEN = [
    # written, instead of which: code, row, key, part of what is said, part of the fix
    ('title = "Care at home"', "title = Care", "D01", 1, None, "is not TOML", 'title = "Care"'),
    ('title = "Care at home"', "title = “Care”", "D01", 1, None, "is not TOML", "straight quote"),
    ('title = "Care at home"', 'title = "Care', "D01", 1, None, "is not TOML", "close the quote"),
    ('title = "Care at home"', "Care at home", "D01", 1, None, "is not TOML", "key = value"),
    ('start = "2027-28"', "start = 2027-28", "D01", 4, None, "is not TOML", 'start = "2027-28"'),
    ("ramp_years = 3", "ramp_years = 1,250", "D01", 5, None, "is not TOML", "digits only"),
    ("agreed = true", "agreed = yes", "D01", 7, None, "is not TOML", "agreed = true"),
    ("agreed = true", "start = 1", "D01", 7, None, "is not TOML", "keep one of the two"),
    ('title = "Care at home"\n', "", "D02", None, "title", "title is missing: a plain title",
     "add a line title ="),
    ("title =", "tilte =", "D03", 1, "tilte", "tilte is not a known key", "write 'title'"),
    ("ramp_years = 3", "ramp_years = 3\nzebra = 1", "D03", 6, "zebra", "not a known key", "delete"),
    ('kind = "move"', 'knid = "move"', "D03", 16, "knid", "not a known key", "write 'kind'"),
    ("ramp_years = 3", 'ramp_years = "3"', "D04", 5, "ramp_years", "it must be a whole number",
     "write ramp_years = 3"),
    ("ramp_years = 3", "ramp_years = true", "D04", 5, "ramp_years", "is true; it must be", "= 1"),
    ("ramp_years = 3", "ramp_years = 2.5", "V06", 5, "ramp_years", "is not a whole", "write 2"),
    ("ramp_years = 3", "ramp_years = 31", "V11", 5, "ramp_years", "most allowed is 30", "30 or"),
    ("ramp_years = 3", "ramp_years = inf", "V12", 5, "ramp_years", "beyond any number", "million"),
    ("ramp_years = 3", "ramp_years = nan", "V12", 5, "ramp_years", "beyond any number", "million"),
    ('lead = "N1"', "lead = 1", "D04", 2, "lead", "must be a code in quotes", 'lead = "1"'),
    ('lead = "N1"', 'lead = ["N1"]', "D04", 2, "lead", "must be a code in quotes", "write lead"),
    ('lead = "N1"', 'lead = "N 1"', "V13", 2, "lead", "'N 1' is not a code", "write 'N_1'"),
    ('lead = "N1"', 'lead = " "', "V01", 2, "lead", "lead is blank", "write lead = "),
    ('partners = ["N2"]', 'partners = "N2 N3"', "D04", 3, "partners", "must be a list of codes",
     'write partners = ["N2", "N3"]'),
    ('partners = ["N2"]', "partners = [1]", "D04", 3, "partners", "must be a list", "write"),
    ('start = "2027-28"', 'start = "2027-29"', "V07", 4, "start", "not one year long", "2027-28"),
    ('start = "2027-28"', "start = 2027", "V07", 4, "start", "is a calendar year", "2027-28"),
    ('start = "2027-28"', "start = 2027-04-01", "V07", 4, "start", "is a date", "2027-28"),
    ("decided = 2026-04-01", 'decided = "31/4/2026"', "V08", 6, "decided", "no calendar", "like"),
    ("decided = 2026-04-01", "decided = 1", "D04", 6, "decided", "it must be a date", "2027-04-01"),
    ("agreed = true", 'agreed = "yes"', "D04", 7, "agreed", "it must be true or false", "= true"),
    ("agreed = true", "agreed = 1", "D04", 7, "agreed", "it must be true or false", "= false"),
    ('kind = "reduce"', 'kind = "redcue"', "V10", 11, "kind", "not a known kind", "write 'reduce'"),
    ("low = 0.1", "low = 0.3", "V17", 12, "low", "0.3, high 0.2 are not in order", "low <= high"),
    ('site = "S1"', "site = 5", "D04", 19, "site", "must be a code in quotes", 'site = "5"'),
    ('site = "S1"', 'site = "S1"\n[cost]\ngbp = 1', "D04", 20, "cost", "its own", "[[cost]]"),
    ('site = "S1"', 'site = "S1"\n[[cost]]\ngbp = -1', "V11", 21, "gbp", "least allowed", "0 or"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("instead_of", "written", "code", "row", "key", "says", "fix"),
    BROKEN,
    ids=[b[1] for b in BROKEN],
)
def test_one_broken_line_is_one_problem(tmp_path, instead_of, written, code, row, key, says, fix):
    (problem,) = told(tmp_path, GOOD.replace(instead_of, written, 1))

    assert (problem.code, problem.file, problem.row, problem.column) == (
        code, "scheme.toml", row, key,
    )  # fmt: skip
    assert says in problem.says
    assert fix in problem.fix


def test_a_part_that_is_needed_and_missing_is_told(tmp_path):
    (problem,) = told(tmp_path, GOOD.split("\n[[effect]]", maxsplit=1)[0])
    assert (problem.code, problem.says) == ("D02", "[[effect]] is missing: what it does")


def test_a_missing_document_is_told_and_an_optional_one_is_blank(tmp_path):
    document, (problem,) = read_form(SCHEME, tmp_path / "scheme.toml")
    assert (document, problem.code) == (None, "D05")
    assert read_form(forms()["waiver"], tmp_path / "waivers.toml") == ({"waiver": ()}, [])


def test_a_misspelt_document_is_found_again(tmp_path):
    (tmp_path / "sytem.toml").write_text("")
    _, (problem,) = read_form(forms()["system"], tmp_path / "system.toml")
    assert problem.fix == "rename sytem.toml to system.toml"
    (stray,) = stray_documents(tmp_path)
    assert (stray.code, stray.fix) == ("F03", "rename it system.toml, if that is what it is")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD.encode("utf-16"), "F09"),
        (GOOD.replace("home", "home£").encode("cp1252"), "F09"),
        (bytes(range(256)) * 4, "F10"),
        (b"PK\x03\x04rest", "F04"),
        (b"\xef\xbb\xbf" + GOOD.encode(), None),
        (GOOD.replace("\n", "\r\n").encode(), None),
        (b"a = " + b"[" * 5000, "D01"),
        (b"a = " + b"9" * 5000, "D01"),
    ],
    ids=["utf-16", "cp1252", "rubbish", "zip", "bom", "crlf", "deep", "long number"],
)
def test_a_document_in_another_encoding_or_none_is_told(tmp_path, data, code):
    assert {problem.code for problem in told(tmp_path, data)} == ({code} if code else set())


KEYED = [
    ("[money.pay]\ncentral = 1\n", "D02", 1, "owner", "owner of money.pay is missing"),
    ('[money.pay]\ncentral = 1\nonwer = "a"\n', "D03", 3, "onwer", "onwer is not a known key"),
    ('central = 1\nowner = "a"\n', "D03", 1, None, "stand above the first heading"),
    ('["a b"]\ncentral = 1\nowner = "a"\n', "V13", 1, "a b", "'a b' is not a code"),
    ('[a.b]\ncentral=1\nowner="a"\n["a.b"]\ncentral=1\nowner="a"\n', "K01", 4, "a.b", "twice"),
]


@pytest.mark.parametrize(("text", "code", "row", "key", "says"), KEYED, ids=[k[1] for k in KEYED])
def test_one_broken_heading_is_one_problem(tmp_path, text, code, row, key, says):
    (problem,) = told(tmp_path, text, GUESSES)
    assert (problem.code, problem.row, problem.column) == (code, row, key)
    assert says in problem.says


def test_codes_that_refer_to_nothing_are_told_with_their_line(tmp_path):
    path = tmp_path / "scheme.toml"
    path.write_text(GOOD.replace("N2", "N3").replace("S1", "T9"))
    document, problems = read_form(SCHEME, path)
    assert problems == []
    assert [
        (p.code, p.row, p.column, p.says) for p in check_references(SCHEME, document, FRAMES, path)
    ] == [
        ("X01", 3, "partners", "'N3' is not a body of bodies.csv"),
        ("X01", 19, "site", "'T9' is not a site of sites.csv"),
    ]


def test_nothing_is_held_against_a_table_that_could_not_be_read(tmp_path):
    path = tmp_path / "scheme.toml"
    path.write_text(GOOD)
    document, _ = read_form(SCHEME, path)
    assert check_references(SCHEME, document, {}, path) == []


def test_one_of_many_documents_is_named_with_its_folder(tmp_path):
    (tmp_path / "proposals").mkdir()
    (tmp_path / "proposals" / "a.toml").write_text("x")
    (tmp_path / "proposals" / "b.toml.txt").write_text("")
    (tmp_path / "proposals" / "README.md").write_text("")
    documents, problems = read_forms(forms()["proposal"], tmp_path)
    assert documents == {}
    assert [(p.code, p.file) for p in problems] == [
        ("D01", "proposals/a.toml"),
        ("F03", "proposals/b.toml.txt"),
    ]


def test_a_document_is_named_as_its_code_is(tmp_path):
    (tmp_path / "proposals").mkdir()
    (tmp_path / "proposals" / "ward.toml").write_text('code = "wards"\n')
    _, problems = read_forms(forms()["proposal"], tmp_path)
    (misnamed,) = [p for p in problems if p.code == "D06"]
    assert misnamed.says == "the code is 'wards' and the file's name 'ward.toml'"
    assert (misnamed.row, misnamed.column) == (1, "code")


def test_the_codes_of_documents_are_all_tried_here():
    tried = {broken[2] for broken in BROKEN} | {"D05", "D06"}
    of_the_plan = {
        "D07",
        "D08",
        "D09",
        "D10",
        "D11",
        "D12",
    }  # raised by the plan room, and tested there
    assert {code for code in catalogue() if code.startswith("D")} - of_the_plan <= tried


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_done_to_a_document_nothing_is_raised(tmp_path, data):
    content = GOOD.encode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 15, len(content))))
        nasty = st.sampled_from(
            [b'"', b"\n", b"=", b"[", b"]]", b"{", b"\0", b"\xff", b"'''", b"#", b"nan", b"1e999",
             b"true", b"[]", b"{}", b"0", b".", b"1979-05-27T07:32:00Z", b"07:32:00"]
        )  # fmt: skip
        content = content[:start] + data.draw(nasty | st.binary(max_size=6)) + content[end:]
    problems = told(tmp_path, content)
    assert all(isinstance(problem, Problem) and problem.code in catalogue() for problem in problems)
