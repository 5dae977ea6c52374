"""Reading documents by their forms, with the same care as tables."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.base.declare.columns import Column
from commonweal.base.declare.form import Document, Form, Part, form_from, forms
from commonweal.base.reading.documents import read_document
from commonweal.base.reading.files import not_ours_to_read
from commonweal.base.reading.kept import read_bytes
from commonweal.base.reading.keys import as_problem, read_keys
from commonweal.base.reading.laws import orphan
from commonweal.base.reading.problems import Problem, sort_and_fold
from commonweal.base.reading.suggest import first_sentence, nearest
from commonweal.base.reading.toml_lines import KeyPath, line_numbers, line_of
from commonweal.base.reading.trouble import Trouble, quoted
from commonweal.base.reading.values import code

__all__ = [
    "Document",
    "Form",
    "Part",
    "check_references",
    "form_from",
    "forms",
    "read_form",
    "read_forms",
    "stray_documents",
]


A_PROPOSAL = re.compile(rb"(?m)^(lead|ramp_years) *=")
"""What stands in a proposal and in no other document."""


def read_form(form: Form, path: Path) -> tuple[Document | None, list[Problem]]:
    """Read one document by its form, and collect all that is wrong with it.

    Args:
        form: the declaration.
        path: the file; for `proposals/*.toml` one of the files.

    Returns:
        The document and its problems. Years are whole numbers (2027 for 2027-28), codes and
        texts tuples, parts tuples of dicts; an absent optional key is None, an absent optional
        part (). A keyed form gives a dict of dicts by code. The document is None when the file
        is absent or is not TOML. Use it only when there are no problems.
    """
    file = shown(form, path)
    if not path.exists() and not path.is_symlink():
        return (form.blank, []) if form.optional else (None, [_absent(form, path, file)])
    folder = path.parent.parent if "/" in form.file else path.parent
    unfit = not_ours_to_read(path, folder)
    if unfit is not None:
        return None, [unfit]
    raw, text, problems = read_document(path, file)
    if raw is None:
        return None, problems
    lines = line_numbers(text)
    read = _keyed if form.keyed else _plain
    document, found = read(form, raw, lines, file)
    problems += found
    if "*" in form.file and document.get("code") not in (None, path.stem):
        problems.append(_misnamed(document["code"], path, file, lines))
    return document, sort_and_fold(problems)


def shown(form: Form, path: Path) -> str:
    """The file as a Problem names it: with its folder when it is one of many."""
    return f"{path.parent.name}/{path.name}" if "/" in form.file else path.name


def _absent(form: Form, path: Path, file: str) -> Problem:
    siblings = [p.name for p in path.parent.glob("*.toml")] if path.parent.is_dir() else []
    others = {other.file for other in forms().values()}
    guess = nearest(path.name, [name for name in siblings if name not in others])
    says = f"{file} is missing: {first_sentence(form.says)}"
    fix = f"rename {guess} to {file}" if guess else "add it; `commonweal new` writes a blank one"
    return Problem("D05", file, None, None, says, fix)


def _misnamed(written: str, path: Path, file: str, lines: Mapping[KeyPath, int]) -> Problem:
    says = f"the code is {quoted(written)} and the file's name {quoted(path.name)}"
    fix = f'rename the file {written}.toml, or write code = "{path.stem}"'
    return Problem("D06", file, line_of(("code",), lines), "code", says, fix)


def _plain(
    form: Form, raw: Mapping[str, Any], lines: Mapping[KeyPath, int], file: str
) -> tuple[Document, list[Problem]]:
    parts = {part.name: part for part in form.parts}
    own = {name: value for name, value in raw.items() if name not in parts}
    document, problems = read_keys(
        own, form.keys, (), lines, file, in_order=form.in_order, others=tuple(parts)
    )
    for part in form.parts:
        needed = not (part.optional or form.optional)
        document[part.name], found = _read_part(
            part, raw.get(part.name), lines, file, needed=needed
        )
        problems += found
    return document, problems


def _read_part(
    part: Part, raw: object, lines: Mapping[KeyPath, int], file: str, *, needed: bool
) -> tuple[Any, list[Problem]]:
    heading = f"[[{part.name}]]" if part.many else f"[{part.name}]"
    row = line_of((part.name,), lines) or line_of((part.name, 0), lines)
    absent = () if part.many else None
    if raw is None or raw == []:
        if not needed:
            return absent, []
        says = f"{heading} is missing: {first_sentence(part.says)}"
        return absent, [Problem("D02", file, None, part.name, says, f"add a part headed {heading}")]
    items = raw if isinstance(raw, list) and part.many else [raw]
    if not all(isinstance(item, dict) for item in items) or (part.many and items is not raw):
        says = f"{part.name} is not written as a part of its own"
        return absent, [Problem("D04", file, row, part.name, says, f"head each one {heading}")]
    read: list[Document] = []
    problems: list[Problem] = []
    for number, item in enumerate(items):
        at: KeyPath = (part.name, number) if part.many else (part.name,)
        document, found = read_keys(
            item, part.keys, at, lines, file, in_order=part.in_order, needs=part.needs
        )
        read.append(document)
        problems += found
    return (tuple(read) if part.many else read[0]), problems


def _keyed(
    form: Form, raw: Mapping[str, Any], lines: Mapping[KeyPath, int], file: str
) -> tuple[Document, list[Problem]]:
    document: Document = {}
    problems: list[Problem] = []
    for at, entry in _entries(raw):
        name, row = ".".join(map(str, at)), line_of(at, lines)
        if not at:
            says = f"{', '.join(sorted(entry))} stand above the first heading"
            fix = "move them under a heading such as [money.pay_growth]"
            problems.append(Problem("D03", file, 1, None, says, fix))
            continue
        readable = code(name)
        if isinstance(readable, Trouble):
            problems.append(as_problem(readable, file, row, name))
        if name in document:
            says = f"{name} stands here twice, once with quotes around it"
            problems.append(Problem("K01", file, row, name, says, "keep one of the two"))
        document[name], found = read_keys(
            entry, form.keys, at, lines, file, in_order=form.in_order, about=name
        )
        problems += found
    return document, problems


def _entries(
    raw: Mapping[str, Any], at: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The innermost tables by their path: [money.pay_growth] is a table in a table."""
    own = {name: value for name, value in raw.items() if not isinstance(value, dict)}
    if own or (at and not raw):
        yield at, own
    for name, value in raw.items():
        if isinstance(value, dict):
            yield from _entries(value, (*at, name))


def read_forms(form: Form, folder: Path) -> tuple[dict[str, Document], list[Problem]]:
    """Read every document of a form such as `proposals/*.toml`, by the file's name without .toml.

    Args:
        form: a form whose file is a pattern.
        folder: the system folder.
    """
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    place = folder / Path(form.file).parent
    if place.exists() and not place.is_dir():
        says, fix = f"{place.name} is a file, not a folder", f"make it a folder of {form.name}s"
        return {}, [Problem("F06", place.name, None, None, says, fix)]
    for path in sorted(place.glob("*")):
        if path.name.startswith((".", "~")) or path.suffix.lower() == ".md":
            continue
        if path.suffix != ".toml" or path.is_dir():
            problems.append(_stranger(form, path, place.name))
            continue
        document, found = read_form(form, path)
        problems += found
        if document is not None:
            documents[path.stem] = document
    return documents, sort_and_fold(problems)


def _stranger(form: Form, path: Path, place: str) -> Problem:
    """What lies among documents of a form, and is none."""
    out = f"move it out of {place}"
    says = f"{place}/{path.name} is not a {form.name}: its name does not end in .toml"
    fix = f"rename it {path.name.lower().split('.toml')[0]}.toml, or {out}"
    if path.is_dir():
        says = f"{place}/{path.name} is a folder, and nothing in it is read"
        fix = f"move the {form.name}s in it into {place}, or {out}"
    elif ".toml" not in path.name.lower():
        fix = f"write it as a {form.name} in .toml, or {out}"
    return Problem("F03", f"{place}/{path.name}", None, None, says, fix)


def _stray_folders(folder: Path) -> Iterator[Problem]:
    """Folders that were meant to be one of ours, such as Proposals or proposal."""
    ours = [Path(form.file).parent.name for form in forms().values() if "/" in form.file]
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        guess = nearest(path.name, ours) if path.is_dir() and path.name not in ours else None
        if guess:
            says = f"{path.name} is not the folder {guess}, and nothing in it is read"
            yield Problem("F03", path.name, None, None, says, f"rename it {guess}")


def stray_documents(folder: Path) -> list[Problem]:
    """TOML files in the system folder that are no form's, with the name probably meant."""
    files = [form.file for form in forms().values() if "/" not in form.file]
    problems = list(_stray_folders(folder))
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        if path.name in files or path.name.startswith("."):
            continue
        guess = nearest(path.name, files)
        says = f"{path.name} is not a document of the plan"
        if not_ours_to_read(path, folder) is None and A_PROPOSAL.search(path.read_bytes()):
            guess = f"proposals/{path.name}"
        fix = f"rename it {guess}, if that is what it is" if guess else "move it out of the folder"
        problems.append(Problem("F03", path.name, None, None, says, fix))
    return problems


def check_references(
    form: Form, document: Document, frames: Mapping[str, pl.DataFrame], path: Path
) -> list[Problem]:
    """The codes in a document that refer to no row of the tables.

    A table that is not among the frames could not be read, and nothing is held against it.
    """
    try:
        lines = line_numbers(read_bytes(path).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        lines = {}
    file = shown(form, path)
    problems = []
    for at, key, value in _referring(form, document):
        target = key.target
        if target is None or target[0] not in frames or value is None:
            continue
        known = frames[target[0]][target[1]].drop_nulls().to_list()
        for word in value if isinstance(value, tuple) else (value,):
            if word not in known:
                trouble = orphan(str(word), target[1], f"{target[0]}.csv", known)
                problems.append(
                    as_problem(trouble, file, line_of((*at, key.name), lines), key.name)
                )
    return sort_and_fold(problems)


def _referring(form: Form, document: Document) -> Iterator[tuple[KeyPath, Column, Any]]:
    """Every key that refers to a table, with where it stands and what it holds."""
    if form.keyed:
        for name, entry in document.items():
            for key in form.keys:
                yield tuple(name.split(".")), key, entry.get(key.name)
        return
    for key in form.keys:
        yield (), key, document.get(key.name)
    for part in form.parts:
        items = document.get(part.name) or ()
        for number, item in enumerate(items if part.many else (items,)):
            for key in part.keys:
                at: KeyPath = (part.name, number) if part.many else (part.name,)
                yield at, key, item.get(key.name) if item else None
