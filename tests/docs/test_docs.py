"""Every code block in the README and the docs runs, and prints what it says it prints.

In a `console` block a line that begins with `$ ` is run in a shell, in a copy of the
checkout; the lines below it are what it prints, with `...` for anything left out. A
`python` block runs as it stands, the blocks of one page one after another.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHECKER = doctest.OutputChecker()
# Making the environment, the whole test suite and a run of the open data are not run from here.
ELSEWHERE = re.compile(r"^(make|git clone|cd|python scripts/compile_system)\b")


def blocks_of(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def commands_of(block: str) -> list[tuple[str, str]]:
    """Each command of a console block, with what it prints."""
    commands: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        else:
            commands[-1][1].append(line)
    return [(command, "\n".join(printed)) for command, printed in commands]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A folder with what a reader of the docs has before them."""
    here = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "examples", here / "examples")
    return here


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_is_what_happens(page, checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    # Beside the interpreter that runs the tests stands the command they are about.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    names: dict[str, object] = {}
    for language, block in blocks_of(page):
        if language == "python":
            exec(compile(block, str(page), "exec"), names)
            continue
        for command, printed in commands_of(block):
            if ELSEWHERE.match(command):
                continue
            done = subprocess.run(
                command, shell=True, capture_output=True, text=True, env=env, check=False
            )
            out = done.stdout + done.stderr
            wanted = printed.strip() + "\n"
            same = CHECKER.check_output(
                wanted, out.strip() + "\n", doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            )
            assert same, f"{page.name}: $ {command}\nsays:\n{wanted}\nprints:\n{out}"
