"""The 2022-based projection: files of the published layout, whole and spoilt.

The layout is that of the zips of ONS's dataset Z1 (24 June 2025): '2022 SNPP Population
females.csv' and its fellows, AREA_CODE, AREA_NAME, COMPONENT, SEX, AGE_GROUP and a column a year.
"""

import zipfile

import numpy as np
import polars as pl
import pytest

from compile.areas import choose
from compile.people import estimate_of
from compile.projection_2022 import (
    ProjectionOf2022,
    ProjectionUnreadableError,
    found_in,
    read_variant,
)

SHEFFIELD = "E08000019"
YEARS = range(2022, 2048)


def rows_of(sex, area=SHEFFIELD, growth=1.01, ages=90):
    """One area's rows: 100 people of each age in 2022, and as many times `growth` each year."""
    whole = [str(age) for age in range(ages)] + [f"{ages} and over"]
    people = {str(year): 100 * growth ** (year - 2022) for year in YEARS}
    rows = [{"AGE_GROUP": age} | people for age in whole]
    rows.append({"AGE_GROUP": "All ages"} | {y: n * len(whole) for y, n in people.items()})
    named = {"AREA_CODE": area, "AREA_NAME": "Somewhere", "COMPONENT": "Population", "SEX": sex}
    return [named | row for row in rows]


def csv_of(rows):
    return pl.DataFrame(rows).write_csv()


def write_zip(folder, name="2022snpppopulationsyoamigcat23.zip", change=lambda rows: rows, **shape):
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / name, "w") as packed:
        for sex in ("females", "males", "persons"):
            rows = change(rows_of(sex, **shape)) + rows_of(sex, area="E92000001")
            packed.writestr(f"2022 SNPP Population {sex}.csv", csv_of(rows))
    return folder / name


def test_a_zip_is_read_as_published(tmp_path):
    people = read_variant(write_zip(tmp_path), {SHEFFIELD})[SHEFFIELD]
    assert people.shape == (len(YEARS), 2, 91)
    assert people[1] == pytest.approx(np.full((2, 91), 101.0))


def test_the_country_is_read_like_any_area(tmp_path):
    assert set(read_variant(write_zip(tmp_path), {"E92000001"})) == {"E92000001"}


def test_a_folder_that_a_zip_unpacked_to_is_read_the_same(tmp_path):
    packed = write_zip(tmp_path / "a")
    with zipfile.ZipFile(packed) as whole:
        whole.extractall(tmp_path / "b" / "2022snpppopulationsyoamigcat23")
    unpacked = found_in(tmp_path / "b")["migration_category"]
    there, here = (read_variant(path, {SHEFFIELD})[SHEFFIELD] for path in (packed, unpacked))
    assert (there == here).all()


def test_ages_above_ninety_are_added_to_ninety(tmp_path):
    people = read_variant(write_zip(tmp_path, ages=105), {SHEFFIELD})[SHEFFIELD]
    assert people.shape == (len(YEARS), 2, 91)
    assert people[0, 0, 90] == 1600, "100 people at each of 90 to 104, and 100 of 105 and over"


def test_ninety_with_a_plus_sign_is_ninety_and_over(tmp_path):
    def plus(rows):
        return [r | {"AGE_GROUP": r["AGE_GROUP"].replace(" and over", "+")} for r in rows]

    people = read_variant(write_zip(tmp_path, change=plus), {SHEFFIELD})[SHEFFIELD]
    assert people[0, 0, 90] == 100


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda rows: [r for r in rows if r["AGE_GROUP"] != "7"], "each age from 0 to 90"),
        (lambda rows: [*rows, rows[5]], "each age from 0 to 90"),
        (lambda rows: [r | {"2030": None} for r in rows], "blank or not numbers"),
        (lambda rows: [r | {"2030": "many"} for r in rows], "blank or not numbers"),
        (lambda rows: [rows[0] | {"2030": 900.0}, *rows[1:]], "do not sum to its row 'All ages'"),
        (lambda rows: [r | {"AREA_CODE": "E08000091"} for r in rows], "no rows for E08000019"),
    ],
)
def test_a_spoilt_file_is_reported_with_the_fix(tmp_path, spoil, says):
    with pytest.raises(ProjectionUnreadableError, match=says):
        read_variant(write_zip(tmp_path, change=spoil), {SHEFFIELD})


def test_a_heading_of_another_file_is_reported(tmp_path):
    inside = tmp_path / "2022snpppopulationsyoamigcat23"
    inside.mkdir()
    for sex in ("females", "males"):
        pl.DataFrame({"area": ["x"], "2018": ["1"]}).write_csv(inside / f"2022 SNPP {sex}.csv")
    with pytest.raises(ProjectionUnreadableError, match="AREA_CODE and AGE_GROUP"):
        read_variant(inside, {SHEFFIELD})


def test_a_zip_cut_short_is_reported(tmp_path):
    packed = write_zip(tmp_path)
    packed.write_bytes(packed.read_bytes()[:-200])
    with pytest.raises(ProjectionUnreadableError, match="not a whole zip"):
        read_variant(packed, {SHEFFIELD})


def test_a_folder_without_projections_says_what_to_put_there(tmp_path):
    with pytest.raises(ProjectionUnreadableError, match=r"2022snpppopulationsyoamigcat23\.zip"):
        found_in(tmp_path)


def test_variants_are_known_by_the_names_their_publisher_gives(tmp_path):
    ends = ("lowmig", "zeronet", "migcat23", "10yr", "highmig", "5yr")
    for end in ends:
        write_zip(tmp_path, name=f"2022snpppopulationsyoa{end}.zip")
    found = found_in(tmp_path)
    assert next(iter(found)) == "migration_category", "the headline comes first"
    assert len(found) == len(ends)


def test_residents_start_at_the_estimate_and_grow_as_each_variant_does(tmp_path, sources):
    write_zip(tmp_path)
    write_zip(tmp_path, name="2022snpppopulationsyoahighmig.zip", growth=1.02)
    places = choose(sources, [SHEFFIELD], None).places
    projection = ProjectionOf2022(sources, places, 2022, 2040, tmp_path)
    residents = projection.residents(places[0])
    estimate = estimate_of(sources, SHEFFIELD, 2022)
    assert (residents.projected["principal"][0] == estimate).all()
    assert residents.projected["principal"][18] == pytest.approx(estimate * 1.01**18)
    assert residents.projected["high_migration"][18] == pytest.approx(estimate * 1.02**18)
    assert residents.published[18] == pytest.approx(np.full((2, 91), 100 * 1.01**18))


def test_weights_are_scaled_to_the_variants_that_are_there(tmp_path, sources):
    write_zip(tmp_path)
    write_zip(tmp_path, name="2022snpppopulationsyoahighmig.zip")
    places = choose(sources, [SHEFFIELD], None).places
    table = ProjectionOf2022(sources, places, 2022, 2040, tmp_path).variants_table()
    assert table["weight"].sum() == pytest.approx(1)
    assert not any("old" in source for source in table["source"])


def test_a_horizon_beyond_the_projection_says_how_far_it_runs(tmp_path, sources):
    write_zip(tmp_path)
    places = choose(sources, [SHEFFIELD], None).places
    with pytest.raises(ProjectionUnreadableError, match="--horizon 2047"):
        ProjectionOf2022(sources, places, 2022, 2050, tmp_path).residents(places[0])
