"""Engine: a plan carried through its years and draws."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.engine.memory import bytes_a_case, bytes_of_limits
    from commonweal.engine.path import Carried
    from commonweal.engine.prepared import Prepared, prepare
    from commonweal.engine.run import BLOCK_CASES, carry_all, carry_care

__all__ = [
    "BLOCK_CASES",
    "Carried",
    "Prepared",
    "bytes_a_case",
    "bytes_of_limits",
    "carry_all",
    "carry_care",
    "prepare",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.engine.memory": ("bytes_a_case", "bytes_of_limits"),
        "commonweal.engine.path": ("Carried",),
        "commonweal.engine.prepared": ("Prepared", "prepare"),
        "commonweal.engine.run": ("BLOCK_CASES", "carry_all", "carry_care"),
    },
)
