"""From a TOML file to its raw values, or to a Problem at the line where it stops being TOML."""

import re
import tomllib
from pathlib import Path
from typing import Any

from commonweal.base.reading.decode import decode
from commonweal.base.reading.kept import read_bytes
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.trouble import quoted

DEEPEST = 50
"""How deep a document may nest: many times what any form asks for, and no strain to walk."""


def read_document(path: Path, file: str) -> tuple[dict[str, Any] | None, str, list[Problem]]:
    """The raw values, the text they came from, and what is wrong with it."""
    try:
        data = read_bytes(path)
    except OSError as error:
        says = f"{file} cannot be opened: {(error.strerror or str(error)).lower()}"
        fix = "close it in other programs, or ask its owner to let you read it"
        return None, "", [Problem("F06", file, None, None, says, fix)]
    text, found = decode(data, file)
    problems = [_for_documents(problem) for problem in found]
    if text is None:
        return None, "", problems
    try:
        raw = tomllib.loads(text)
        if not _too_deep(raw):
            return raw, text, problems
    except tomllib.TOMLDecodeError as error:
        return None, text, [*problems, syntax(text, str(error), file)]
    except (RecursionError, ValueError):
        pass
    says = f"{file} is nested too deeply, or holds a number too long, to be read"
    return None, text, [*problems, Problem("D01", file, None, None, says, "make it simpler")]


def _too_deep(raw: dict[str, Any]) -> bool:
    """Whether tables lie in tables, or lists in lists, deeper than any document's do."""
    layer: list[object] = [raw]
    for _ in range(DEEPEST):
        layer = [
            inner
            for outer in layer
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not layer:
            return False
    return True


def _for_documents(problem: Problem) -> Problem:
    fix = "save it as plain text, with the encoding UTF-8"
    says = problem.says.replace("under the name of a CSV file", "under the name of a TOML file")
    return Problem(problem.code, problem.file, problem.row, None, says, fix)


def syntax(text: str, error: str, file: str) -> Problem:
    """Where a text stops being TOML, what stands there, and the likeliest fix."""
    at = re.search(r"line (\d+)", error)
    lines = text.splitlines()
    row = min(int(at[1]) if at else len(lines), max(len(lines), 1))
    line = lines[row - 1] if lines else ""
    twice = re.search(r"overwrite|[Dd]eclar|defin|mutate", error)
    says = f"{quoted(line.strip())} is not TOML: {_reason(error)}"
    return Problem("D01", file, row, None, says, _syntax_fix(line, twice=bool(twice)))


def _reason(error: str) -> str:
    reason = re.sub(r" \(at .*\)$", "", error)
    return reason[0].lower() + reason[1:]


def _syntax_fix(line: str, *, twice: bool) -> str:
    key, equals, value = (part.strip() for part in line.partition("="))
    if re.match(r"[\u201c\u201d\u2018\u2019]", value):
        return "use straight quote marks, not curly ones"
    if re.match(r"\d{4}[-/\u2013]\d{2,4}\b(?!-)", value):
        return f'put the year in quotes: {key} = "{value.split()[0]}"'
    if re.match(r"\d{1,2}[-/]\d{1,2}[-/]\d{4}", value):
        return f'put the date in quotes: {key} = "{value.split()[0]}"'
    if value.lower() in ("yes", "no", "true", "false"):
        return f"write {key} = {'true' if value.lower() in ('yes', 'true') else 'false'}"
    if re.match(r"[\d£$-]", value) and re.search(r"[£$,%]", value):
        return "write digits only, such as 1250, and 0.12 for 12%"
    if twice:
        return "keep one of the two, or head each with [[ ]] where there are many"
    if equals and value and value[0] not in "\"'[{" and re.match(r"[A-Za-z]", value):
        return f'put text in quotes: {key} = "{value}"'
    if equals and value[:1] in "\"'" and value.count(value[:1]) % 2:
        return "close the quote mark"
    if not equals and not line.strip().startswith("["):
        return 'write each line as key = value, with text in quotes: name = "Riverside"'
    return "write each line as key = value, and close every quote mark and bracket"
