"""Effects in words."""

from __future__ import annotations

from commonweal.base.declare.parts import Names
from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.spoken import in_hundred, lower_first, spoken_list
from commonweal.care.effects.effect import Effect

SEXES = {"female": "women and girls", "male": "men and boys", "all": "people"}


def hundred(size: Interval) -> str:
    """A share as so many in every hundred, with its interval."""
    middle = f"about {in_hundred(size.central)} in every 100"
    if size.is_certain:
        return middle
    low, high = in_hundred(size.low), in_hundred(size.high)
    if size.low < 0:
        return f"{middle} (from {low} more to {high} fewer)"
    return f"{middle} ({low} to {high})"


def whose(effect: Effect, names: Names) -> str:
    """The services it acts on, and whose."""
    services = [lower_first(names("services")[code]) for code in effect.services]
    # A name that holds a comma of its own would be lost in a list of commas.
    listed = "; ".join(services) if any("," in name for name in services) else spoken_list(services)
    return f"{listed}{_people(effect)}"


def _people(effect: Effect) -> str:
    sex = SEXES[effect.sex]
    if effect.age_from == 0 and effect.age_to == 90:
        return "" if effect.sex == "all" else f" of {sex}"
    if effect.age_to == 90:
        return f" of {sex} aged {effect.age_from} and over"
    return f" of {sex} aged {effect.age_from} to {effect.age_to}"


def instead(effect: Effect, names: Names) -> str:
    """What takes the place of care avoided or moved; blank where nothing is said."""
    if effect.to_service is None or effect.ratio is None:
        return (
            f" Nothing takes its place: {effect.nothing_instead}" if effect.nothing_instead else ""
        )
    ratio, name = effect.ratio, lower_first(names("services")[effect.to_service])
    ends = "." if ratio.is_certain else f" ({ratio.low:g} to {ratio.high:g})."
    return f" Instead: {name}, {ratio.central:g} for each{ends}"
