"""Care: demand, what proposals do to it, where it is given, and beds."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.care.asked import Asked, acted_on_in, asked_for
    from commonweal.care.beds import enough_beds
    from commonweal.care.cells import Index
    from commonweal.care.changes import ChangeIndex, alone, lost, overlaps_of, shares
    from commonweal.care.effects import (
        Effect,
        Effects,
        Move,
        MoveSite,
        OnResidents,
        OpenBeds,
        Reduce,
        Shorten,
        touches,
    )
    from commonweal.care.figures import demand_figures, workload_figures
    from commonweal.care.figures_of_beds import bed_figures, spare_beds
    from commonweal.care.figures_of_nights import night_figures
    from commonweal.care.given import (
        CarePath,
        given_if_nothing_changes,
        given_with_the_plan,
        limited_by_beds,
        nights_asked,
    )
    from commonweal.care.inputs import CareInputs, care_inputs, care_luck
    from commonweal.care.overflow import OFF, OVERFLOWS, NightInputs, Nights, a_year_on
    from commonweal.care.uncertain import GROWTH, growth_code

__all__ = [
    "GROWTH",
    "OFF",
    "OVERFLOWS",
    "Asked",
    "CareInputs",
    "CarePath",
    "ChangeIndex",
    "Effect",
    "Effects",
    "Index",
    "Move",
    "MoveSite",
    "NightInputs",
    "Nights",
    "OnResidents",
    "OpenBeds",
    "Reduce",
    "Shorten",
    "a_year_on",
    "acted_on_in",
    "alone",
    "asked_for",
    "bed_figures",
    "care_inputs",
    "care_luck",
    "demand_figures",
    "enough_beds",
    "given_if_nothing_changes",
    "given_with_the_plan",
    "growth_code",
    "limited_by_beds",
    "lost",
    "night_figures",
    "nights_asked",
    "overlaps_of",
    "shares",
    "spare_beds",
    "touches",
    "workload_figures",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.care.asked": ("Asked", "acted_on_in", "asked_for"),
        "commonweal.care.beds": ("enough_beds",),
        "commonweal.care.cells": ("Index",),
        "commonweal.care.changes": ("ChangeIndex", "alone", "lost", "overlaps_of", "shares"),
        "commonweal.care.effects": (
            "Effect",
            "Effects",
            "Move",
            "MoveSite",
            "OnResidents",
            "OpenBeds",
            "Reduce",
            "Shorten",
            "touches",
        ),
        "commonweal.care.figures": ("demand_figures", "workload_figures"),
        "commonweal.care.figures_of_beds": ("bed_figures", "spare_beds"),
        "commonweal.care.figures_of_nights": ("night_figures",),
        "commonweal.care.given": (
            "CarePath",
            "given_if_nothing_changes",
            "given_with_the_plan",
            "limited_by_beds",
            "nights_asked",
        ),
        "commonweal.care.inputs": ("CareInputs", "care_inputs", "care_luck"),
        "commonweal.care.overflow": ("NightInputs", "Nights", "OFF", "OVERFLOWS", "a_year_on"),
        "commonweal.care.uncertain": ("GROWTH", "growth_code"),
    },
)
