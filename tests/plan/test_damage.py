"""What the damaged folders of tests/laws/test_fuzz.py once tripped over, each in the small."""

import polars as pl
import pytest

import commonweal
from commonweal.archive.again import read_run
from commonweal.archive.manifest import NotARunFolder, manifest_of
from commonweal.archive.reading import published_of
from commonweal.archive.replaying import replay
from commonweal.archive.writing import write_run


@pytest.mark.parametrize("beds", [0, 3])  # 3, and the plan closes 4
def test_where_no_bed_is_open_no_share_of_beds_is_full(mine, beds):
    mine.replace("beds.csv", ",40,", f",{beds},")
    figures = commonweal.run(mine.read(), draws=10).figures
    assert figures.one("care.beds_open", "site", site="RIV-H", year=2030).central == 0
    full = figures.frame("care.occupancy")
    assert full.filter(side="plan", year=2030).height == 0
    assert full["central"].is_finite().all()


def test_beds_are_not_closed_outside_the_system(mine):
    mine.replace("organisations.csv", "acute_trust", "outside")
    assert any("effect 1 from_site D08 'RIV-H' is outside" in told for told in mine.problems())


def test_a_thousand_strange_headings_are_one_problem(mine):
    text = (mine.folder / "places.csv").read_text()
    header, rest = text.split("\n", 1)
    strange = ",".join(f"x{n}" for n in range(1000))
    blank = rest.replace("\n", "," * 1000 + "\n")
    mine.write("places.csv", f"{header},{strange}\n{blank}")
    told = [one for one in mine.problems() if " C02 " in one]
    assert len(told) == 1
    assert "'x0' and 999 more headings are not columns of places; delete the columns" in told[0]


def test_tables_in_tables_without_end_are_too_deep_to_read(mine):
    text = (mine.folder / "assumptions.toml").read_text()
    mine.write("assumptions.toml", ".".join("a" * 3000) + " = 1\n" + text)
    [problem] = mine.problems()
    assert problem.startswith("assumptions.toml D01 assumptions.toml is nested too deeply")


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("figures/money.gap.parquet", b"PAR1", r"gap\.parquet (cannot be read|is not as the run)"),
        ("figures/money.gap.parquet", None, r"gap\.parquet (cannot be read|is not as the run)"),
        ("figures/index.json", b"[", r"index\.json (cannot be read|is not as the run)"),
        ("manifest.json", b"[" * 100_000, r"manifest\.json cannot be read; make the run again"),
        ("manifest.json", b"[]", r"manifest\.json is not as a run writes it"),
        ("manifest.json", b'{"draws": "many"}', r"manifest\.json is not as a run writes it"),
    ],
)
def test_a_run_folder_that_was_spoilt_is_told_plainly(mine, tmp_path, file, content, told):
    write_run(commonweal.run(mine.read(), draws=0), tmp_path / "run")
    path = tmp_path / "run" / file
    path.unlink() if content is None else path.write_bytes(content)
    for question in (read_run, replay):
        with pytest.raises(NotARunFolder, match=told):
            question(tmp_path / "run")


def test_figures_of_something_else_are_told_plainly(mine, tmp_path):
    write_run(commonweal.run(mine.read(), draws=0), tmp_path / "run")
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "run" / "figures" / "money.gap.parquet")
    with pytest.raises(NotARunFolder, match="does not hold a run's figures"):
        published_of(tmp_path / "run", manifest_of(tmp_path / "run"))


def test_a_run_keeps_a_table_whose_name_is_in_capitals(mine, tmp_path):
    (mine.folder / "rates.csv").rename(mine.folder / "Rates.CSV")
    write_run(commonweal.run(mine.read(), draws=0), tmp_path / "run")
    assert (tmp_path / "run" / "inputs" / "Rates.CSV").exists()
    assert replay(tmp_path / "run").same
