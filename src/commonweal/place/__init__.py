"""Places: organisations, areas and sites, and where people go for care."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.place.labels import BED_DAY_UNIT, OUTSIDE, Labels, labels_from

__all__ = [
    "BED_DAY_UNIT",
    "OUTSIDE",
    "Labels",
    "labels_from",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.place.labels": ("BED_DAY_UNIT", "Labels", "OUTSIDE", "labels_from"),
    },
)
