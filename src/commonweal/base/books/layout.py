"""Which sheets a workbook of a plan has: one a table, and one or more a document.

It follows from what is declared. A document is a row with a column for each key; its parts stand
in a sheet of their own, a row for each part. Where a document is one of many, such as a proposal,
the first column of its parts says which. Where it holds many under headings of their own, such as
an assumption, the first column is the heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commonweal.base.declare.columns import Column, must
from commonweal.base.declare.form import Form, Part, forms
from commonweal.base.declare.tables import Table, declared

LONGEST_NAME = 31
"""Letters that the name of a sheet may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One sheet of a plan's workbook.

    Attributes:
        says: what a row is.
        table: the table it holds; None for a document's.
        form, part: the document it holds, or a part of it.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    optional: bool
    table: Table | None = None
    form: Form | None = None
    part: Part | None = None

    @property
    def owner(self) -> str:
        """Of a sheet of parts, the column that says whose they are; blank where there is one."""
        of_many = self.part is not None and self.form is not None and "*" in self.form.file
        return self.columns[0].name if of_many else ""


@cache
def leaves() -> Mapping[str, Leaf]:
    """Every sheet, by name: documents first, as people fill them in."""
    found: dict[str, Leaf] = {}
    for leaf in (*_of_forms(), *_of_tables()):
        must(leaf.name not in found, leaf.name, "two sheets have this name")
        must(len(leaf.name) <= LONGEST_NAME, leaf.name, "too long for the name of a sheet")
        found[leaf.name] = leaf
    return found


def sheet_of(form: Form) -> str:
    """The sheet of a document.

    >>> sheet_of(forms()["system"]), sheet_of(forms()["proposal"])
    ('system', 'proposals')
    """
    path = Path(form.file)
    return path.parent.name if "*" in form.file else path.stem


def _of_tables() -> Iterator[Leaf]:
    for name, table in declared().items():
        yield Leaf(
            name=name,
            says=table.says,
            columns=table.columns,
            optional=table.optional,
            table=table,
        )


def _of_forms() -> Iterator[Leaf]:
    for form in forms().values():
        name = sheet_of(form)
        if form.keys:
            code = Column(name="code", says="Its code.", kind="code")
            columns = (code, *form.keys) if form.keyed else form.keys
            optional = form.optional or "*" in form.file
            yield Leaf(name=name, says=form.says, columns=columns, optional=optional, form=form)
        for part in form.parts:
            key = Column(
                name=form.name, says=f"The code of the {form.name}.", kind="code",
                refers_to=f"{name}.code",
            )  # fmt: skip
            yield Leaf(
                name=f"{name}.{part.name}" if form.keys else name,
                says=part.says,
                columns=(key, *part.keys) if "*" in form.file else part.keys,
                optional=form.optional or part.optional,
                form=form,
                part=part,
            )
