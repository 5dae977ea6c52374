"""A second opinion: Frictionless opens the folder by our descriptor, and finds what we find."""

import json

import pytest
from little_system import GOOD, TABLES, write

from commonweal.base.declare.datapackage import descriptor, schema
from commonweal.base.declare.tables import declared

frictionless = pytest.importorskip("frictionless")


def errors(folder):
    """What Frictionless finds wrong in a folder, as (file, row, column, kind)."""
    package = frictionless.Package(descriptor(folder, TABLES), basepath=str(folder))
    return [
        (task.name, *found)
        for task in package.validate().tasks
        for found in task.flatten(["rowNumber", "fieldName", "type"])
    ]


def test_frictionless_finds_nothing_wrong_in_a_good_folder(tmp_path):
    assert errors(write(tmp_path, {})) == []


def test_frictionless_reads_on_below_our_comments(tmp_path):
    beds = '"# Beds, as returned"\n# One row per place\n' + GOOD["beds.csv"]
    assert errors(write(tmp_path, {"beds.csv": beds})) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("beds.csv", "120,6", "many,6", ("beds", 2, "beds_open", "type-error")),
        ("beds.csv", "120,6", "-1,6", ("beds", 2, "beds_open", "constraint-error")),
        ("beds.csv", "maternity", "matrenity", ("beds", 4, "use", "constraint-error")),
        ("beds.csv", "S,2026", "X,2026", ("beds", 4, None, "foreign-key")),
        ("beds.csv", "2027-28", "2027", ("beds", 3, "year", "constraint-error")),
        ("places.csv", "S,South", "N,South", ("places", 3, None, "primary-key")),
        ("flows.csv", "0.75", "75", ("flows", 2, "share", "constraint-error")),
    ],
)
def test_frictionless_finds_what_we_find(tmp_path, file, old, new, found):
    assert found in errors(write(tmp_path, {file: GOOD[file].replace(old, new)}))


def test_the_descriptor_is_valid_and_is_json(tmp_path):
    described = descriptor(write(tmp_path, {}), TABLES)
    assert frictionless.Package.validate_descriptor(described).valid
    assert json.loads(json.dumps(described)) == described


@pytest.mark.parametrize("table", declared().values(), ids=declared())
def test_every_declared_table_is_a_valid_table_schema(table):
    report = frictionless.Schema.validate_descriptor(schema(table))
    assert report.valid, report.flatten(["message"])
