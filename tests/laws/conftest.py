"""The small plans that laws are tried on live with the second opinion."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))
