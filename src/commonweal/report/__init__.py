"""The report: one page in plain words, its charts, and the data behind them."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.report.headline import Headline, headline_of
    from commonweal.report.names import Names
    from commonweal.report.write import write_report

__all__ = [
    "Headline",
    "Names",
    "headline_of",
    "write_report",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.report.headline": ("Headline", "headline_of"),
        "commonweal.report.names": ("Names",),
        "commonweal.report.write": ("write_report",),
    },
)
