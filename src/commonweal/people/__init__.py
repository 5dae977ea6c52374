"""People: who lives where, and how well they are at a given age."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.people.figures import people_figures
    from commonweal.people.health import STREAM, Health, health_factor
    from commonweal.people.inputs import PeopleInputs, people_inputs
    from commonweal.people.residents import AGES, SEXES, Residents
    from commonweal.people.uncertain import VARIANT, uncertain_people

__all__ = [
    "AGES",
    "SEXES",
    "STREAM",
    "VARIANT",
    "Health",
    "PeopleInputs",
    "Residents",
    "health_factor",
    "people_figures",
    "people_inputs",
    "uncertain_people",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.people.figures": ("people_figures",),
        "commonweal.people.health": ("Health", "STREAM", "health_factor"),
        "commonweal.people.inputs": ("PeopleInputs", "people_inputs"),
        "commonweal.people.residents": ("AGES", "Residents", "SEXES"),
        "commonweal.people.uncertain": ("VARIANT", "uncertain_people"),
    },
)
