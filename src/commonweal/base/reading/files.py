"""Which file of a folder holds which table, and what else lies about in it."""

import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from commonweal.base.declare.tables import Table
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.suggest import first_sentence, nearest, plain

READ = (".csv", ".parquet")
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
LOOKS_LIKE_A_TABLE = (*READ, *WORKBOOKS, ".tsv", ".tab", ".json", ".feather", ".arrow", ".gz")
SAVE_AS_CSV = (
    "open it, choose File > Save As > 'CSV UTF-8 (Comma delimited) (*.csv)', "
    "and save each sheet as a file with its table's name, such as {name}.csv; or, where it holds "
    "the whole plan, name it in place of the folder"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The tables' files, by table, and the tables that something in the folder was meant for."""

    files: Mapping[str, Path]
    attempted: frozenset[str]


def find_files(folder: Path, tables: Mapping[str, Table]) -> tuple[Found, list[Problem]]:
    """Find each table's file; say what is missing, doubled, unknown or not a file we may read."""
    listed, problems = _list(folder)
    if problems:
        return Found({}, frozenset(tables)), problems
    candidates: dict[str, list[Path]] = {name: [] for name in tables}
    strangers: list[Path] = []
    for path in listed:
        name = _table_of(path, tables)
        if name is not None:
            candidates[name].append(path)
        elif (_looks_like_a_table(path) or path.stem in tables) and not path.is_dir():
            strangers.append(path)
    missing = [name for name, paths in candidates.items() if not paths]
    meant, told = _strangers(strangers, tables, missing)
    problems += told
    files: dict[str, Path] = {}
    for name, paths in candidates.items():
        chosen, told = _choose(name, paths, folder)
        problems += told
        if chosen is not None:
            files[name] = chosen
    required = (name for name in missing if not tables[name].optional and name not in meant)
    problems += [_missing(tables[name]) for name in required]
    attempted = meant | {name for name, paths in candidates.items() if paths}
    return Found(files, frozenset(attempted)), problems


def _list(folder: Path) -> tuple[list[Path], list[Problem]]:
    try:
        if folder.is_dir():
            return sorted(path for path in folder.iterdir() if not _is_hidden(path)), []
        says = f"{folder} is a file, not a folder" if folder.exists() else f"{folder} is not there"
        fix = "name the folder that holds system.toml"
    except OSError as error:
        says = f"{folder} cannot be opened: {error.strerror or error}"
        fix = "ask its owner to let you read it"
    return [], [Problem("F01", str(folder), None, None, says, fix)]


def _is_hidden(path: Path) -> bool:
    """Files that programs leave about: .git, and the ~$ of a workbook that is open."""
    return path.name.startswith((".", "~"))


def _table_of(path: Path, tables: Mapping[str, Table]) -> str | None:
    if path.suffix.lower() not in READ:
        return None
    if path.stem in tables:
        return path.stem
    alike = [name for name in tables if plain(name) == plain(path.stem)]
    return alike[0] if len(alike) == 1 else None


def _looks_like_a_table(path: Path) -> bool:
    """By its name: also `reported.csv.txt` and `reported.csv.bak`, as some programs save it."""
    doubled = [suffix.lower() for suffix in path.suffixes[-2:-1]]
    read = any(suffix in (*READ, ".toml") for suffix in doubled)
    return path.suffix.lower() in LOOKS_LIKE_A_TABLE or read


def _choose(name: str, paths: list[Path], folder: Path) -> tuple[Path | None, list[Problem]]:
    """The one file of a table, unless there are several or it is not one we may read."""
    if len(paths) > 1:
        files = " and ".join(path.name for path in paths)
        says = f"{files} are both the table {name}"
        return None, [Problem("F05", paths[-1].name, None, None, says, "keep one of them")]
    for path in paths:
        unfit = not_ours_to_read(path, folder)
        return (None, [unfit]) if unfit else (path, [])
    return None, []


def not_ours_to_read(path: Path, folder: Path) -> Problem | None:
    """A Problem unless `path` is a plain file inside the folder.

    A link out of the folder is refused: a plan is to be whole in its folder, and a folder from
    elsewhere must not be able to show us a file of this machine.
    """
    says, fix = None, "put the file itself here"
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve())
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            says = f"{path.name} is a folder, not a file"
        elif not inside:
            says = f"{path.name} is a link to a file outside the folder"
        elif not stat.S_ISREG(mode):
            says = f"{path.name} is not a plain file"
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
        says = f"{path.name} is a link that leads nowhere"
    return None if says is None else Problem("F06", path.name, None, None, says, fix)


def _strangers(
    paths: Iterable[Path], tables: Mapping[str, Table], missing: list[str]
) -> tuple[set[str], list[Problem]]:
    """Problems for files that look like tables but are none, and the tables they were meant for."""
    meant: set[str] = set()
    problems = []
    for path in paths:
        guess = nearest(path.stem, missing) or nearest(path.stem, tables)
        problems.append(_stranger(path, guess, missing))
        if guess in missing and guess is not None:
            meant.add(guess)
    return meant, problems


def _stranger(path: Path, guess: str | None, missing: list[str]) -> Problem:
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        says = f"{path.name} is a workbook among the files of a folder, and is not read there"
        fix = SAVE_AS_CSV.format(name=guess or "beds")
        return Problem("F04", path.name, None, None, says, fix)
    if suffix not in READ and guess is not None and plain(guess) == plain(path.stem):
        says = f"{path.name} is not a CSV or Parquet file"
        fix = f"save it as 'CSV UTF-8', named {guess}.csv"
        return Problem("F03", path.name, None, None, says, fix)
    if Path(path.stem).suffix:
        says = f"{path.name} ends in {suffix}, and is not read"
        fix = f"rename it {path.stem}, if that is what it is; or move it out of the folder"
        return Problem("F03", path.name, None, None, says, fix)
    lacking = f", and {guess}.csv is missing" if guess in missing else ""
    says = f"{path.name} is not a table of the plan{lacking}"
    named = f"{guess}{suffix if suffix in READ else '.csv'}"
    fix = f"rename it {named}, if that is what it is" if guess else "move it out of the folder"
    if guess and guess not in missing:
        fix = f"{guess}.csv is there already; keep one of them"
    return Problem("F03", path.name, None, None, says, fix)


def _missing(table: Table) -> Problem:
    heads = ",".join(table.names)
    says = f"{table.name}.csv is missing: {first_sentence(table.says)}"
    return Problem("F02", f"{table.name}.csv", None, None, says, f"add it, with the header {heads}")
