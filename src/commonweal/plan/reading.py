"""Reading a system folder: tables and documents together, or every problem at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.base.books.reading import as_folder, book_in
from commonweal.base.declare.tables import declared
from commonweal.base.reading.checks import Folder, folder_problems
from commonweal.base.reading.forms import (
    Form,
    check_references,
    forms,
    read_form,
    read_forms,
    stray_documents,
)
from commonweal.base.reading.kept import keeping
from commonweal.base.reading.problems import Problem, ProblemsFound, sort_and_fold
from commonweal.base.reading.reader import read_tables
from commonweal.care import OFF
from commonweal.plan.checks import name_problems, proposal_problems, with_lines
from commonweal.plan.checks.uncertain import correlation_problems, scenario_problems, shape_problems
from commonweal.plan.proposals import proposal_from
from commonweal.plan.settings import setting
from commonweal.plan.system import Correlation, Plan, Scenario, Waiver, assumption_from

Document = dict[str, Any]

HIDDEN = (".", "~")
"""How the names begin of what programs leave about."""

NOTES = re.compile(r"(?i)^(readme|notes|licen[cs]e|changelog)(\.|$)|\.md$|^datapackage\.json$")
"""Files that are written for people, or for other programs."""

UNREAD_AT_MOST = 1000
"""Files that nothing reads, past which nobody reads on either."""


def read(folder: Path | str) -> Plan:
    """Read a system folder, or a workbook of one.

    Args:
        folder: holds `system.toml`, `assumptions.toml`, `proposals/` and a file for each table; or
            a workbook with a sheet for each.

    Returns:
        The system as one value.

    Raises:
        ProblemsFound: with every problem there is, each with its file, row, what is
            there and the fix.
    """
    folder = Path(folder)
    book = book_in(folder)
    if book is not None:
        return _read_book(book)
    with keeping() as kept:
        plan = _read(folder)
    files = {path.relative_to(folder).as_posix(): data for path, data in sorted(kept.items())}
    return replace(plan, files=files, unread=tuple(_unread(folder, files)))


def _read_book(book: Path) -> Plan:
    with keeping() as kept, as_folder(book) as (unpacked, _):
        plan = _read(unpacked)
    return replace(plan, folder=book, files={book.name: kept[book]})


def _unread(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Files of a folder and of those in it that were not read, but for notes for people."""
    unread: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(HIDDEN))
        for name in sorted(names):
            file = (Path(place) / name).relative_to(folder).as_posix()
            if file not in files and not name.startswith(HIDDEN) and not NOTES.search(name):
                unread.append(file)
        if len(unread) > UNREAD_AT_MOST:
            break
    return unread


def _read(folder: Path) -> Plan:
    tables, problems = read_tables(folder, declared())
    problems += stray_documents(folder)
    documents: dict[str, Document | None] = {}
    for name in ("system", "assumption", "waiver", "correlation", "scenario"):
        documents[name], of_document = _document(forms()[name], folder, tables)
        problems += of_document
    proposals, of_proposals = _proposals(folder, tables)
    problems += of_proposals
    plan, assumptions = documents["system"], documents["assumption"]
    asked = tuple(problem for problem in problems if problem.asks)
    broken = {Path(p.file).with_suffix("").as_posix() for p in problems if not p.asks}
    sound = {*tables, "system", "assumptions"} - broken
    if plan is not None and assumptions is not None:
        written = Folder(plan, assumptions, tables)
        problems += with_lines(folder_problems(written, sound), folder)
    if (
        plan is not None
        and {"system", "services", "beds", "flows", "places", "organisations", "sites"} <= sound
    ):
        for code, document in proposals.items():
            file = f"proposals/{code}.toml"
            if Path(file).with_suffix("").as_posix() not in broken:
                problems += with_lines(proposal_problems(document, plan, tables, file), folder)
    if len(problems) > len(asked):
        raise ProblemsFound(sort_and_fold(problems))
    assert plan is not None
    assert assumptions is not None
    without_scenarios = Plan(
        **{key: value for key, value in plan.items() if key not in ("sources", "overflow")},
        sources=plan["sources"] or (),
        overflow=plan["overflow"] or OFF,
        tables=tables,
        assumptions={
            code: assumption_from(code, document) for code, document in assumptions.items()
        },
        proposals=tuple(proposal_from(proposals[code]) for code in sorted(proposals)),
        waivers=tuple(Waiver(**waiver) for waiver in _parts(documents, "waiver", "waiver")),
        correlations=tuple(
            Correlation(**pair) for pair in _parts(documents, "correlation", "pair")
        ),
        folder=folder,
        asked=asked,
    )
    return _with_scenarios(without_scenarios, documents["scenario"] or {})


def _parts(documents: dict[str, Document | None], name: str, part: str) -> tuple[Document, ...]:
    parts: tuple[Document, ...] = (documents[name] or {}).get(part) or ()
    return parts


def _with_scenarios(plan: Plan, documents: dict[str, Document]) -> Plan:
    """The system with its scenarios, once all that is drawn and set is found good too."""
    problems = [
        *name_problems(plan),
        *shape_problems(plan),
        *correlation_problems(plan),
        *scenario_problems(plan, documents),
    ]
    if problems:
        raise ProblemsFound(with_lines(problems, plan.folder))
    scenarios = {
        code: Scenario(
            code=code,
            says=document["says"],
            settings=dict(setting(text) for text in document["set"]),
        )
        for code, document in documents.items()
    }
    return replace(plan, scenarios=scenarios)


def _document(
    form: Form, folder: Path, tables: dict[str, pl.DataFrame]
) -> tuple[Document | None, list[Problem]]:
    path = folder / form.file
    document, problems = read_form(form, path)
    if document is not None and path.exists():
        problems += check_references(form, document, tables, path)
    return document, problems


def _proposals(
    folder: Path, tables: dict[str, pl.DataFrame]
) -> tuple[dict[str, Document], list[Problem]]:
    form = forms()["proposal"]
    documents, problems = read_forms(form, folder)
    for code, document in documents.items():
        problems += check_references(form, document, tables, folder / f"proposals/{code}.toml")
    return documents, problems
