"""A workbook laid out as the folder it stands for, and from which cell each line of it comes.

What reads folders then reads workbooks too: each table is a CSV file with its rows in the rows
where they stand in the sheet, and each document a TOML file.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from commonweal.base.books.layout import Leaf, leaves, sheet_of
from commonweal.base.books.opened import Cell, Opened, as_text
from commonweal.base.declare.columns import Column
from commonweal.base.declare.form import Form, Part, forms
from commonweal.base.reading import dates, values
from commonweal.base.reading.laws import orphan
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.sheets import SPACES, is_comment
from commonweal.base.reading.suggest import nearest, plain
from commonweal.base.reading.trouble import Trouble, quoted

FOR_PEOPLE = re.compile(r"(?i)^(read ?me|notes?|about|contents)\b")
"""Sheets that are written for people."""

BARE = re.compile(r"[A-Za-z0-9_-]+")
"""What TOML takes for a key without quotes."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a document's sheet: the cells that are filled, by the name of their column."""

    row: int
    cells: Mapping[str, Cell]


@dataclass(slots=True)
class Text:
    """A TOML file as it is written, and in which sheet and row each of its lines stands."""

    lines: list[str] = field(default_factory=list)
    places: list[tuple[str, int | None]] = field(default_factory=list)

    def add(self, line: str, sheet: str, row: int | None) -> None:
        """Write one line."""
        self.lines.append(line)
        self.places.append((sheet, row))

    def place_of(self, line: int | None) -> tuple[str, int | None]:
        """The sheet and row of a line; of the whole text where it is one row and its parts."""
        if line is None and self.lines[0].startswith("["):
            return self.places[0][0], None
        return self.places[(line or 1) - 1]

    def add_heading(self, heading: str, sheet: str, row: int | None) -> None:
        """Write the heading of a part or an entry, below a blank line."""
        if self.lines:
            self.add("", sheet, row)
        self.add(heading, sheet, row)

    def add_keys(self, record: Record, leaf: Leaf, besides: str = "") -> None:
        """Write each filled cell of a row under its key, but for the column `besides`."""
        keys = {column.name: column for column in leaf.columns}
        for name, cell in record.cells.items():
            if name != besides:
                key = name if BARE.fullmatch(name) else _quoted(name)
                value = _value(cell, keys.get(name))
                self.add(f"{key} = {value}", leaf.name, record.row)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a workbook was laid out as.

    Attributes:
        file: the workbook's own name.
        texts: its documents, by their names in the folder.
        problems: of its sheets; those of their content are for whoever reads the folder.
    """

    file: str
    texts: dict[str, Text] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def told(self, problem: Problem) -> Problem:
        """A problem of the folder, as one of the workbook."""
        sheet, row, rows = Path(problem.file).stem, problem.row, problem.rows
        column = problem.column
        text = self.texts.get(problem.file)
        if text is not None and text.lines:
            sheet, row = text.place_of(row)
            rows = tuple(one for _, one in map(text.place_of, rows) if one)
            column = column.split()[-1] if column and row else column
        file = f"{self.file} sheet {sheet}" if sheet in leaves() else self.file
        says, fix = _in_words(problem.says), _in_words(problem.fix)
        return replace(problem, file=file, row=row, rows=rows, column=column, says=says, fix=fix)


def _in_words(text: str) -> str:
    """A text about files as one about sheets.

    >>> _in_words("beds.csv is missing"), _in_words("add a line low = 0.5")
    ('the sheet beds is missing', 'write 0.5 under low')
    """
    text = re.sub(r"\bproposals/[\w.-]+\.toml", "the sheet proposals", text)
    text = re.sub(r"\b(\w+)\.(?:csv|toml|parquet)\b", r"the sheet \1", text)
    return re.sub(r"^(?:add a line|write) (\w+) = (.+?)(: |$)", r"write \2 under \1\3", text)


def unpack(opened: Opened, file: str, folder: Path) -> Unpacked:
    """Lay a workbook out in an empty folder.

    Args:
        opened: the workbook's sheets.
        file: its name.
        folder: where to; it exists.
    """
    found = Unpacked(file)
    found.problems.extend(opened.problems)
    sheets = _known(opened, found)
    records: dict[str, list[Record]] = {}
    for name, rows in sheets.items():
        leaf = leaves()[name]
        if leaf.table is not None:
            _write_csv(folder / f"{name}.csv", rows)
        else:
            records[name] = list(_records(rows, leaf, found))
    for form in forms().values():
        write = _write_many if "*" in form.file else _write_one
        write(form, records, found)
    for name, text in found.texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("\n".join(text.lines) + "\n", "utf-8", newline="\n")
    return found


def _known(opened: Opened, found: Unpacked) -> dict[str, list[list[Cell]]]:
    """The sheets that are the plan's, by their declared names; the others are problems."""
    by_plain = {plain(name): name for name in leaves()}
    known: dict[str, list[list[Cell]]] = {}
    for name, rows in opened.sheets.items():
        meant = by_plain.get(plain(name))
        if meant is None and not FOR_PEOPLE.match(name) and rows:
            guess = nearest(name, [one for one in leaves() if one not in opened.sheets])
            also = f"rename it {guess}, if that is what it is; or " if guess else ""
            says = f"the sheet {quoted(name)} is not one of the plan's"
            fix = f"{also}delete it, or begin its name with 'notes'"
            found.problems.append(Problem("F03", found.file, None, None, says, fix))
        elif meant in known:
            says = f"two sheets are called {meant}"
            fix = "keep one of them"
            found.problems.append(Problem("F05", found.file, None, None, says, fix))
        elif meant is not None and rows:
            known[meant] = rows
    return known


def _write_csv(path: Path, rows: list[list[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([as_text(cell) for cell in row] for row in rows)


# -- documents -------------------------------------------------------------------------------


def _records(rows: list[list[Cell]], leaf: Leaf, found: Unpacked) -> Iterator[Record]:
    """The rows below the heads of a document's sheet, but for blank ones and comments."""
    heads: dict[int, str] = {}
    by_plain = {plain(column.name): column.name for column in leaf.columns}
    for number, row in enumerate(rows, 1):
        cells = {n: cell for n, cell in enumerate(row) if as_text(cell).strip(SPACES)}
        if not cells or (not heads and is_comment(as_text(next(iter(cells.values()))))):
            continue
        if not heads:
            words = {n: as_text(cell).strip(SPACES) for n, cell in cells.items()}
            heads = {n: by_plain.get(plain(word), word) for n, word in words.items()}
            for name in {one for one in heads.values() if list(heads.values()).count(one) > 1}:
                says, at = f"the heading {name} stands twice", f"{found.file} sheet {leaf.name}"
                fix = "keep one of the columns"
                found.problems.append(Problem("C03", at, number, name, says, fix))
            continue
        yield Record(number, {heads[n]: cell for n, cell in cells.items() if n in heads})


def _write_one(form: Form, records: Mapping[str, list[Record]], found: Unpacked) -> None:
    """A document of which there is one: its keys, or a heading for each row, and its parts."""
    sheets = [one for one in leaves().values() if one.form is form and one.name in records]
    if not sheets:
        return
    text = found.texts.setdefault(form.file, Text())
    for leaf in sheets:
        rows = records[leaf.name]
        if leaf.part is None and not form.keyed and len(rows) > 1:
            says, fix = f"{leaf.name} has {len(rows)} rows; it takes one", "keep one of them"
            at = f"{found.file} sheet {leaf.name}"
            found.problems.append(Problem("K01", at, rows[1].row, None, says, fix))
        for record in rows:
            if leaf.part is not None:
                text.add_heading(_heading(leaf.part), leaf.name, record.row)
            elif form.keyed:
                code = _code(record, "code", leaf, found)
                if code is None:
                    continue
                text.add_heading(f"[{code}]", leaf.name, record.row)
            text.add_keys(record, leaf, "code" if form.keyed else "")


def _write_many(form: Form, records: Mapping[str, list[Record]], found: Unpacked) -> None:
    """Documents of which there are many: a file for each row, with the parts that are its own."""
    for leaf in (one for one in leaves().values() if one.form is form):
        for record in records.get(leaf.name, ()):
            code = _code(record, leaf.owner or "code", leaf, found)
            if code is None:
                continue
            file = form.file.replace("*", code)
            if leaf.part is None:
                if file in found.texts:
                    _twice(code, record, leaf, found)
                    continue
                found.texts[file] = Text()
            elif file in found.texts:
                found.texts[file].add_heading(_heading(leaf.part), leaf.name, record.row)
            else:
                known = [Path(one).stem for one in found.texts if Path(one).parent != Path()]
                trouble = orphan(code, "code", f"the sheet {sheet_of(form)}", known)
                _tell(trouble, record, leaf.owner, leaf, found)
                continue
            found.texts[file].add_keys(record, leaf, leaf.owner)


def _heading(part: Part) -> str:
    return f"[[{part.name}]]" if part.many else f"[{part.name}]"


def _code(record: Record, column: str, leaf: Leaf, found: Unpacked) -> str | None:
    """The code in a row; None, and a problem, where it is none."""
    text = as_text(record.cells.get(column, "")).strip(SPACES)
    read = values.code(text) if text else Trouble("V01", f"{column} is blank", "write a code")
    if isinstance(read, Trouble):
        _tell(read, record, column, leaf, found)
        return None
    return read


def _twice(code: str, record: Record, leaf: Leaf, found: Unpacked) -> None:
    _tell(
        Trouble("K01", f"{quoted(code)} stands here twice", "keep one of them, or change its code"),
        record, "code", leaf, found,
    )  # fmt: skip


def _tell(trouble: Trouble, record: Record, column: str, leaf: Leaf, found: Unpacked) -> None:
    at = f"{found.file} sheet {leaf.name}"
    found.problems.append(Problem(trouble.code, at, record.row, column, trouble.says, trouble.fix))


def _value(cell: Cell, column: Column | None) -> str:
    """A cell as TOML has it; as a text where it is not what its column should hold."""
    text = as_text(cell).strip(SPACES)
    kind = column.kind if column is not None else "text"
    if kind == "codes":
        return _list(text.split())
    if kind == "texts":
        return _list([line.strip(SPACES) for line in text.splitlines() if line.strip(SPACES)])
    read = TYPED[kind](text) if kind in TYPED else text
    if isinstance(read, Trouble):
        return _quoted(text)
    if isinstance(read, bool):
        return "true" if read else "false"
    return _quoted(read) if isinstance(read, str) else str(read)


TYPED: dict[str, Callable[[str], object]] = {
    "integer": values.READ["integer"],
    "number": values.READ["number"],
    "date": dates.day,
    "yes_no": values.yes_no,
}
"""Kinds that TOML does not hold as text."""


def _list(texts: list[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    r"""A text in TOML, on one line.

    >>> print(_quoted('a "b"\nc'))
    "a \"b\"\nc"
    """
    written = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029]", lambda one: f"\\u{ord(one[0]):04x}", written)
