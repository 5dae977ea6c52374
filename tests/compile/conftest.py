"""The open data folder, where it is there; what needs it is skipped elsewhere and says so."""

import os
from pathlib import Path

import pytest

from compile.sources import Sources

DATA = Path(os.environ.get("COMMONWEAL_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture(scope="session")
def sources():
    if not DATA.is_dir():
        pytest.skip(
            "the open data folder is absent: see docs/how-to/compile-any-system.md, and name it in "
            "COMMONWEAL_DATA"
        )
    return Sources(DATA)
