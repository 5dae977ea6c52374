"""Checks across files, found in the rooms that own what they are about."""

from pathlib import Path

from commonweal.base.declare.tables import HOUSE, declared
from commonweal.base.reading import checks
from commonweal.base.reading.checks import Folder, folder_problems

NOTHING = Folder({}, {}, {})


def test_a_check_needs_only_what_a_folder_can_hold():
    assert folder_problems(NOTHING, sound=set()) == []  # it finds every check there is
    needed = {name for needs, _ in checks._CHECKS for name in needs}
    assert needed <= {*declared(), "system", "assumptions"}


def test_every_check_that_is_written_is_asked():
    folder_problems(NOTHING, sound=set())
    entered = {Path(look.__code__.co_filename) for _, look in checks._CHECKS}
    written = {path for path in HOUSE.rglob("*.py") if "\n@check(" in path.read_text("utf-8")}
    assert entered == written
