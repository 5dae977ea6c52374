"""The compiler of system folders: its arithmetic, its output, and how good it is.

The open data folder is not part of the repo. Where it is absent, what needs it is skipped and says
so; the rest runs on made-up numbers and on the committed example.
"""

import contextlib
import doctest
import importlib
import io
import os
import sys
import zlib
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from commonweal.base.declare.tables import declared  # noqa: E402
from commonweal.base.reading.reader import read_tables  # noqa: E402
from compile.ages import in_bands, own_past, pooled, raked  # noqa: E402
from compile.areas import UnknownAreaError, choose  # noqa: E402
from compile.people import regrown  # noqa: E402
from compile.places import fit_margins  # noqa: E402
from compile.projection_2018 import VARIANTS  # noqa: E402
from compile.reorganised import BECAME, NEW_CODE, now_called  # noqa: E402
from compile.services import DECLARED, services_table  # noqa: E402
from compile.sources import Sources  # noqa: E402
from compile_system import keeping, main, with_financial_years  # noqa: E402

EXAMPLE = ROOT / "examples" / "south-yorkshire"
DATA = Path(os.environ.get("COMMONWEAL_DATA", ROOT / ".." / "shared" / "data"))
needs_data = pytest.mark.skipif(
    not DATA.is_dir(),
    reason="the open data folder is absent: see docs/how-to/compile-any-system.md, and name it in "
    "COMMONWEAL_DATA",
)
MODULES = sorted(path.stem for path in (ROOT / "scripts" / "compile").glob("[a-z]*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_compilers_docstrings_are_true(name):
    assert doctest.testmod(importlib.import_module(f"compile.{name}")).failed == 0


# --- single years of age ---------------------------------------------------------------------

people = hnp.arrays(float, (2, 91), elements=st.floats(0, 1e4))
bands = hnp.arrays(float, (2, 19), elements=st.floats(0, 1e5))


@given(people, bands)
def test_raking_gives_every_band_its_total(seed, totals):
    assert in_bands(raked(seed, totals)) == pytest.approx(totals, rel=1e-9, abs=1e-6)


def ageing(years: int, start: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """A made-up projection: everyone a year older each year, a share kept, births as before."""
    out = [start]
    for _ in range(years - 1):
        then = np.empty_like(start)
        then[:, 0] = start[:, 0]
        then[:, 1:90] = out[-1][:, :89] * kept[:, :89]
        then[:, 90] = (out[-1][:, 89:] * kept[:, 89:]).sum(1)
        out.append(then)
    return np.stack(out)


KEPT = np.tile(np.concatenate([np.full(60, 0.999), np.linspace(0.998, 0.80, 31)]), (2, 1))
SMOOTH = np.tile(np.linspace(1_000, 200, 91), (2, 1))


@pytest.mark.parametrize("back", [1, 2])
def test_a_projection_that_loses_the_same_share_each_year_is_followed_back_exactly(back):
    truth = ageing(10, SMOOTH, KEPT)
    found = own_past(truth[back:], back)
    # Below 50 half of the change is taken as a number, not a share, and a number moves with the
    # size of the cohort: wrong by at most the share lost times the cohorts' difference, 0.2% x 2%.
    assert found[:, 50 : 90 - back] == pytest.approx(truth[0][:, 50 : 90 - back], rel=1e-9)
    assert found[:, :50] == pytest.approx(truth[0][:, :50], rel=4e-5)
    assert found[:, 90 - back :].sum() == pytest.approx(truth[0][:, 90 - back :].sum(), rel=0.01)


def test_people_of_ninety_and_over_are_pooled_and_none_is_lost():
    everyone = np.arange(202.0).reshape(2, 101)
    assert pooled(everyone).sum() == everyone.sum()
    assert pooled(everyone)[0, 90] == sum(range(90, 101))


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0.5, 2))
def test_regrown_people_start_at_the_estimate_and_grow_as_the_projection_does(
    estimate, start, growth
):
    grown = regrown(np.array([estimate]), np.array([[start], [start * growth]]))
    assert grown[0, 0] == estimate
    assert grown[1, 0] / grown[0, 0] == pytest.approx(growth)


# --- the rest of the arithmetic ----------------------------------------------------------------


@settings(max_examples=25)
@given(
    hnp.arrays(float, (3, 2), elements=st.floats(0.1, 10)),
    hnp.arrays(float, (3,), elements=st.floats(1, 100)),
    st.floats(0.1, 0.9),
)
def test_fitted_margins_are_met(seed, rows, share):
    columns = np.array([share, 1 - share]) * rows.sum()
    fitted = fit_margins(seed, rows, columns)
    assert fitted.sum(0) == pytest.approx(columns, rel=1e-6)
    assert fitted.sum(1) == pytest.approx(rows, rel=1e-2)


def test_every_district_that_was_joined_knows_its_new_code():
    for new, (_, _, olds) in BECAME.items():
        assert {now_called(old) for old in olds} == {new}
    assert not set(BECAME) & set(NEW_CODE)


def test_each_service_without_an_age_profile_says_so():
    for service, says in DECLARED.items():
        if says["age_profile"] == "none":
            assert "o rate by age" in says["note"], service
    assert services_table().height == len(DECLARED)


def test_years_are_written_as_financial_years():
    table = with_financial_years(pl.DataFrame({"year": [2022, 2099]}))
    assert table["year"].to_list() == ["2022-23", "2099-00"]


def test_what_a_person_wrote_below_the_line_is_kept(tmp_path):
    notes = tmp_path / "NOTES.md"
    notes.write_text(keeping(notes, "first"))
    notes.write_text(notes.read_text() + "mine\n")
    notes.write_text(keeping(notes, "second"))
    assert notes.read_text().startswith("second")
    assert notes.read_text().endswith("mine\n")


# --- the committed example, without the open data ------------------------------------------------


@pytest.fixture(scope="module")
def example():
    tables, problems = read_tables(EXAMPLE, declared())
    assert problems == []
    return tables


def test_the_example_has_at_least_twelve_proposals_all_illustrative():
    proposals = sorted((EXAMPLE / "proposals").glob("*.toml"))
    assert len(proposals) >= 12
    assert all('status = "illustrative"' in p.read_text() for p in proposals)


def test_the_example_stays_small():
    texts = [f.read_bytes() for f in EXAMPLE.rglob("*") if f.is_file()]
    # What it takes to fetch, and what it takes on a disk and in each run folder.
    assert sum(len(zlib.compress(text)) for text in texts) < 2_000_000
    assert sum(map(len, texts)) < 10_000_000


def test_the_example_has_every_age_in_every_year_of_every_variant(example):
    rows = example["population"].group_by("place", "variant", "year", "sex").len()
    assert set(rows["len"]) == {91}
    assert rows.height == 5 * (len(VARIANTS) + 1) * 14 * 2


def test_all_variants_of_the_example_start_from_the_same_people(example):
    base = example["population"].filter(pl.col("year") == 2022)
    spread = base.group_by("place", "sex", "age").agg(
        (pl.col("people").max() - pl.col("people").min()).alias("apart")
    )
    assert spread["apart"].max() == 0


def test_the_bodies_of_the_example_are_paid_what_their_commissioner_spends(example):
    income = example["income"]
    paid = income.filter(pl.col("paid_by").is_not_null())
    assert set(paid["paid_by"]) == {"QF7"}
    allocation = income.filter(
        (pl.col("organisation") == "QF7") & (pl.col("source_of_income") == "allocation")
    )["gbp"].sum()
    assert allocation > paid["gbp"].sum()


# --- with the open data --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sources():
    return Sources(DATA)


@needs_data
def test_the_committed_example_is_what_the_script_makes(tmp_path):
    with contextlib.redirect_stdout(io.StringIO()):
        assert main([str(tmp_path), "--stp", "QF7", "--data", str(DATA)]) == 0
    for made in tmp_path.glob("*.csv"):
        assert made.read_bytes() == (EXAMPLE / made.name).read_bytes(), made.name
    assert not list(tmp_path.glob("*.parquet")), "whoever has a spreadsheet can open every table"


@needs_data
@pytest.mark.parametrize(
    ("typed", "districts"),
    [
        (["E08000019"], ["E08000019"]),
        (["E54000009"], ["E07000171", "E08000016", "E08000017", "E08000018", "E08000019"]),
        (["QF7"], ["E08000016", "E08000017", "E08000018", "E08000019"]),
        (["E06000063", "E06000064"], ["E06000063", "E06000064"]),
    ],
)
def test_codes_become_whole_districts(sources, typed, districts):
    assert [p.code for p in choose(sources, typed, None).places] == districts


@needs_data
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("E07000026", "became part of E06000063 Cumberland"),
        ("E10000006", "now the districts E06000063 and E06000064"),
        ("Sheffeild", "E08000019"),
        ("E08000091", "Nearest: E0"),
    ],
)
def test_a_code_nobody_knows_is_told_what_to_write_instead(sources, typed, told):
    with pytest.raises(UnknownAreaError, match=told):
        choose(sources, [typed], None)


@needs_data
@pytest.mark.parametrize("typed", [["E06000053"], ["E07000171", "E08000017"], ["E06000065"]])
def test_other_areas_compile_without_problems_and_say_what_they_lack(tmp_path, typed, capsys):
    assert main([str(tmp_path), "--areas", *typed, "--data", str(DATA)]) == 0
    _, problems = read_tables(tmp_path, declared())
    assert problems == []
    notes = (tmp_path / "NOTES.md").read_text()
    assert "does not exist" in notes
    assert "note:" in capsys.readouterr().out


@needs_data
def test_a_year_without_estimates_is_refused_with_the_reason(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--areas", "E08000019", "--base", "2019", "--data", str(DATA)])
    assert "meet only for 2022 and 2023" in capsys.readouterr().err


def test_a_missing_data_folder_is_named(tmp_path, capsys):
    assert main([str(tmp_path), "--areas", "E08000019", "--data", str(tmp_path / "none")]) == 2
    assert "lacks" in capsys.readouterr().err
