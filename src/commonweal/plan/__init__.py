"""The plan: what it is, its run, what does not hold up, and the report."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.plan.proposals import (
        Proposal,
        all_effects,
        all_parts,
        number_in_file,
        strengths,
    )
    from commonweal.plan.reading import read
    from commonweal.plan.settings import setting, with_scenarios, with_settings
    from commonweal.plan.system import Assumption, Plan, Waiver
    from commonweal.plan.uncertain_numbers import draw, ranks, uncertain

__all__ = [
    "Assumption",
    "Plan",
    "Proposal",
    "Waiver",
    "all_effects",
    "all_parts",
    "draw",
    "number_in_file",
    "ranks",
    "read",
    "setting",
    "strengths",
    "uncertain",
    "with_scenarios",
    "with_settings",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.plan.proposals": (
            "Proposal",
            "all_effects",
            "all_parts",
            "number_in_file",
            "strengths",
        ),
        "commonweal.plan.reading": ("read",),
        "commonweal.plan.settings": ("setting", "with_scenarios", "with_settings"),
        "commonweal.plan.system": ("Assumption", "Plan", "Waiver"),
        "commonweal.plan.uncertain_numbers": ("draw", "ranks", "uncertain"),
    },
)
