"""Why: the family of a figure, followed as its measure declares it, with the arithmetic."""

from commonweal.archive.whys.asked import NoSuchFigure
from commonweal.archive.whys.numbers import arithmetic, plain
from commonweal.archive.whys.tree import Branch, as_text, why

__all__ = ["Branch", "NoSuchFigure", "arithmetic", "as_text", "plain", "why"]
