"""Where the open data are, for tests that need them; they are skipped where it is absent."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("COMMONWEAL_DATA", ROOT / ".." / "shared" / "data"))
needs_data = pytest.mark.skipif(
    not DATA.is_dir(),
    reason="the open data folder is absent: see docs/how-to/compile-any-system.md, and name it in "
    "COMMONWEAL_DATA",
)
