"""Blank templates: a system folder that explains itself, made from the declarations.

Checking the blank folder gives the list of what is still to be written, so that a newcomer fills
it in by running the check again and again.
"""

import csv
import io
import textwrap
from collections.abc import Mapping
from pathlib import Path

from commonweal.base.declare.columns import KINDS, Column
from commonweal.base.declare.tables import Table, declared
from commonweal.base.reading.forms import Form, Part, forms
from commonweal.base.reading.keys import IN_TOML, example
from commonweal.base.reading.numbers import plain_number
from commonweal.base.reading.problems import ShownPlainly

WIDE = 98


class FolderNotEmpty(ShownPlainly):
    """A blank folder was asked for where something lies already; nothing was written."""


def empty_folder(folder: Path) -> Path:
    """A folder with nothing in it, made if it is not there.

    Raises:
        FolderNotEmpty: if anything lies in it, or it is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(f"{folder} is not empty. Name a folder that is not there yet.")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def blank_folder(folder: Path) -> list[Path]:
    """Write a blank system folder: a template of each table and of each document.

    Args:
        folder: it must be absent or empty.

    Returns:
        The files written, in the order a newcomer fills them in.
    """
    empty_folder(folder)
    texts = {form.file.replace("*", "example"): blank_form(form) for form in forms().values()} | {
        f"{table.name}.csv": blank_table(table) for table in declared().values()
    }
    written = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        written.append(path)
    return written


def blank_table(table: Table) -> str:
    """A table's template: what it is and each column in a comment, and then the header.

    The reader passes over lines that begin with # above the header, so they may stay.
    """
    per = " + ".join(table.one_row_per)
    comments = [f"# {table.name}: {table.says}", f"# One row per {per}. Lines like this may stay."]
    if table.optional:
        comments.append("# The whole table is optional: delete the file if you have no need of it.")
    comments += [f"# {column.name}: {meaning(column)}" for column in table.columns]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([comment] for comment in comments)
    writer.writerow(table.names)
    return text.getvalue()


def meaning(column: Column, kinds: Mapping[str, str] = KINDS, blank: str = "may be blank") -> str:
    """A column's meaning, and in brackets its unit, its words or bounds, and where it points.

    Args:
        kinds: how each kind is told.
        blank: how it is told that a value is optional.

    >>> meaning(Column(name="beds", says="Beds open.", kind="number", unit="bed", at_least=0))
    'Beds open. (a number; bed; 0 or more)'
    """
    said = [
        kinds[column.kind] if column.kind != "text" else "",
        column.unit or "",
        f"one of: {', '.join(column.one_of)}" if column.one_of else "",
        f"{plain_number(column.at_least)} or more" if column.at_least is not None else "",
        f"above {plain_number(column.above)}" if column.above is not None else "",
        f"at most {plain_number(column.at_most)}" if column.at_most is not None else "",
        " or ".join((f"as in {column.refers_to}", *column.besides)) if column.refers_to else "",
        blank if column.optional else "",
    ]
    brackets = "; ".join(part for part in said if part)
    return f"{column.says} ({brackets})" if brackets else column.says


def blank_form(form: Form) -> str:
    """A document's template: each key blank below a comment that says what it means.

    Optional keys and parts are comments themselves, to be taken out of them when wanted.
    """
    lines = _comment(form.says)
    if form.keyed:
        blank = ["[an.example]", *_keys(form.keys)]
        lines += ["", *(_as_comments(blank) if form.optional else blank)]
    else:
        lines += _keys(form.keys)
    for part in form.parts:
        lines += ["", *_blank_part(part, form)]
    return "\n".join(lines) + "\n"


def _blank_part(part: Part, form: Form) -> list[str]:
    heading = f"[[{part.name}]]" if part.many else f"[{part.name}]"
    lines = [heading, *_keys(part.keys)]
    if part.optional or form.optional:
        lines = _as_comments(lines)
    return [*_comment(part.says), *lines]


def _as_comments(lines: list[str]) -> list[str]:
    return [line if line.startswith("#") or not line else f"# {line}" for line in lines]


def _keys(keys: tuple[Column, ...]) -> list[str]:
    lines: list[str] = []
    for key in keys:
        lines += ["", *_comment(meaning(key, KINDS | IN_TOML, "may be left out"))]
        lines.append(
            f"# {key.name} = {example(key)}" if key.optional else f"{key.name} = {_blank(key)}"
        )
    return lines


def _blank(key: Column) -> str:
    return "[]" if key.kind in ("codes", "texts") else '""'


def _comment(says: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(says, WIDE)]
