"""A blank folder explains itself, and checking it says what is still to be written."""

import csv
import tomllib

import pytest

from commonweal.base.declare.tables import declared
from commonweal.base.declare.templates import FolderNotEmpty, blank_folder, blank_table
from commonweal.base.reading.forms import forms, read_form, read_forms
from commonweal.base.reading.reader import read_tables


def test_each_table_and_each_form_has_its_template(tmp_path):
    written = {str(path.relative_to(tmp_path / "new")) for path in blank_folder(tmp_path / "new")}
    tables = {f"{name}.csv" for name in declared()}
    documents = {form.file.replace("*", "example") for form in forms().values()}
    assert written == tables | documents


@pytest.mark.parametrize("table", declared().values(), ids=declared())
def test_each_column_has_a_comment_above_the_header(table):
    lines = list(csv.reader(blank_table(table).splitlines()))
    assert lines[-1] == list(table.names)
    assert all(len(line) == 1 for line in lines[:-1]), "a comment stays in the first cell"
    for column in table.columns:
        assert any(line[0].startswith(f"# {column.name}: {column.says}") for line in lines[:-1])


def test_a_blank_folder_lacks_rows_and_values_and_nothing_else(tmp_path):
    blank_folder(tmp_path)
    _, problems = read_tables(tmp_path, declared())
    for form in forms().values():
        if "*" in form.file:
            problems += read_forms(form, tmp_path)[1]
        else:
            problems += read_form(form, tmp_path / form.file)[1]
    assert {problem.code for problem in problems} == {"F08", "V01"}


@pytest.mark.parametrize("form", forms().values(), ids=forms())
def test_a_template_is_toml_also_when_its_comments_are_taken_out(tmp_path, form):
    blank_folder(tmp_path)
    text = (tmp_path / form.file.replace("*", "example")).read_text()
    tomllib.loads(text)
    keys = [line.removeprefix("# ") for line in text.splitlines() if " = " in line]
    for line in keys:
        tomllib.loads(line)


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "beds.csv").write_text("mine")
    with pytest.raises(FolderNotEmpty, match="is not empty"):
        blank_folder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["beds.csv"]
