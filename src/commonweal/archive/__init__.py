"""Archive: the run folder as a contract."""

from commonweal.archive.published import Entry, Published
from commonweal.archive.reading import read

__all__ = ["Entry", "Published", "read"]
