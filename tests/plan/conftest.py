"""A planner's own copy of Riverside, to write in."""

import shutil
from pathlib import Path

import pytest

import commonweal
from commonweal.base.reading.problems import ProblemsFound

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"


class Mine:
    """A folder that can be written in, read and run."""

    def __init__(self, folder):
        self.folder = folder

    def write(self, file, text):
        (self.folder / file).write_text(text, "utf-8")

    def replace(self, file, old, new):
        text = (self.folder / file).read_text("utf-8")
        assert old in text, f"{file} has no {old!r}"
        self.write(file, text.replace(old, new, 1))

    def read(self):
        return commonweal.read(self.folder)

    def problems(self):
        """Each problem in the words a planner meets: where, code, what and the fix."""
        with pytest.raises(ProblemsFound) as found:
            self.read()
        return [f"{p.where} {p.code} {p.says}; {p.fix}" for p in found.value.problems]


@pytest.fixture
def mine(tmp_path):
    shutil.copytree(RIVERSIDE, tmp_path / "mine")
    (tmp_path / "mine" / "correlations.toml").unlink()
    (tmp_path / "mine" / "scenarios.toml").unlink()
    return Mine(tmp_path / "mine")
