"""Staff: what a plan asks for."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.staff.figures import staff_figures
    from commonweal.staff.parts import Post

__all__ = [
    "Post",
    "staff_figures",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.staff.figures": ("staff_figures",),
        "commonweal.staff.parts": ("Post",),
    },
)
