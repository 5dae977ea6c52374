"""Settings: any assumption, policy number, proposal or part of the method, by its code.

money.pay_growth=0.03           a number instead of the interval
money.pay_growth=0.02:0.03:0.05 another interval
money.efficiency=fyfv_2         a named path of the Five Year Forward View
care.growth=off                 no growth but from people and their health
health_change=off               health at a given age stays as it is
reconciling=off                 the model is not brought to what was reported
people.variant=high             one population projection only
proposal.care-homes=off         the plan without that proposal
care.occupancy_ceiling=0.9      a policy number of your own

A scenario is some of them under a name; what is set beside it comes after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from commonweal.base.chance import Interval
from commonweal.base.guess import nearest
from commonweal.base.problems import ShownPlainly
from commonweal.plan.consistency import beyond_a_rate, is_a_rate
from commonweal.plan.luck import GROWTH, shape_for
from commonweal.plan.stress.shapes import ShapeCannot
from commonweal.plan.system import System
from commonweal.rulebook import NotInRulebook, productivity_scenarios, rulebook

OFF = "off"
PARTS = ("health_change", "care.growth", "reconciling", "people.variant")


class SettingUnknown(ShownPlainly):
    """A setting names nothing of the plan, or gives it no value it can take."""


class NoSuchScenario(ShownPlainly):
    """A plan has no scenario of that code."""


def setting(text: str) -> tuple[str, str]:
    """A setting as it is typed, CODE=VALUE, in its two halves.

    >>> setting("money.pay_growth = 0.03")
    ('money.pay_growth', '0.03')

    Raises:
        SettingUnknown: if it is not of that form.
    """
    code, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not code or not value:
        raise SettingUnknown(f"'{text}' is not CODE=VALUE; write for example money.pay_growth=0.03")
    return code, value


def with_scenarios(
    system: System, scenarios: Iterable[str], settings: Mapping[str, str]
) -> dict[str, str]:
    """The settings of some scenarios and then those beside them; the later one holds.

    Args:
        scenarios: codes of the plan's own scenarios.
        settings: code -> value, as typed.

    Raises:
        NoSuchScenario: if the plan has none of that code; it names the nearest one.
    """
    chosen: dict[str, str] = {}
    for bundle in [*(_scenario(system, code) for code in scenarios), settings]:
        for code, value in bundle.items():
            # What is set later is done later: care.growth=0.02 sets every service's anew.
            chosen.pop(code, None)
            chosen[code] = value
    return chosen


def _scenario(system: System, code: str) -> Mapping[str, str]:
    if code not in system.scenarios:
        guess = nearest(code, system.scenarios)
        meant = f"; did you mean {guess}?" if guess else ""
        there = ", ".join(system.scenarios) or "none: it has no scenarios.toml"
        raise NoSuchScenario(
            f"'{code}' is no scenario of this plan{meant or f'; there are {there}'}"
        )
    return system.scenarios[code].settings


def with_settings(system: System, settings: Mapping[str, str]) -> System:
    """The system with some of its numbers or parts set otherwise.

    Args:
        settings: code -> value, as typed.

    Raises:
        SettingUnknown: if a code or value is not known; it names the nearest one.
    """
    for code, value in settings.items():
        system = _one(system, code.strip(), str(value).strip())
    return system


def _one(system: System, code: str, value: str) -> System:
    if code in system.assumptions:
        return _assumption(system, code, value)
    if code.startswith("proposal."):
        return _without(system, code.removeprefix("proposal."), value)
    if code == "health_change":
        _must_be_off(code, value)
        tables = dict(system.tables)
        tables["health_change"] = tables["health_change"].clear()
        return replace(system, tables=tables)
    if code == "reconciling":
        _must_be_off(code, value)
        return replace(system, reconcile=False)
    if code == "care.growth":
        for one in [c for c in system.assumptions if c.startswith(GROWTH)]:
            system = _assumption(system, one, value)
        return system
    if code == "people.variant":
        return _variant(system, value)
    if code in rulebook():
        return _policy(system, code, value)
    known = [
        *system.assumptions,
        *PARTS,
        *(f"proposal.{p.code}" for p in system.proposals),
        *(c for c in rulebook() if not c.startswith("severity.")),
    ]
    guess = nearest(code, known)
    meant = f"; did you mean {guess}?" if guess else ""
    raise SettingUnknown(f"'{code}' is no assumption, proposal or part of this plan{meant}")


def _must_be_off(code: str, value: str) -> None:
    if value != OFF:
        raise SettingUnknown(f"{code} can only be set to off, not to '{value}'")


def _assumption(system: System, code: str, value: str) -> System:
    old = system.assumptions[code]
    paths = {path.code: path for path in productivity_scenarios()}
    if value == OFF:
        new = replace(old, interval=Interval.certain(0.0))
    elif code == "money.efficiency" and value in paths:
        path = paths[value]
        new = replace(old, interval=path.interval, source=path.source, mark=path.mark)
    else:
        new = replace(old, interval=_interval(system, code, value), source="set for this run")
    return replace(system, assumptions={**system.assumptions, code: new})


def _interval(system: System, code: str, value: str) -> Interval:
    old = system.assumptions[code].interval
    try:
        numbers = [float(part) for part in value.split(":")]
    except ValueError:
        numbers = []
    if len(numbers) == 1:
        numbers = numbers * 3
    if len(numbers) != 3 or numbers != sorted(numbers) or not all(map(_is_finite, numbers)):
        raise SettingUnknown(
            f"'{value}' is no value for {code}; write a number such as 0.02, an interval such "
            "as 0.01:0.02:0.03, or off"
        )
    low, central, high = numbers
    if low < old.at_least or high > old.at_most:
        raise SettingUnknown(
            f"'{value}' for {code} is beyond its bounds in assumptions.toml, "
            f"{old.at_least:g} to {old.at_most:g}"
        )
    amiss = beyond_a_rate(low, high) if is_a_rate(code, system.tables) else None
    if amiss is not None:
        raise SettingUnknown(f"'{value}' for {code}: {amiss}; write 0.03 for 3%")
    new = replace(old, low=low, central=central, high=high)
    try:
        shape_for(new)
    except ShapeCannot as cannot:
        raise SettingUnknown(f"'{value}' is no value for {code}: {cannot}") from None
    return new


def _is_finite(number: float) -> bool:
    return abs(number) < float("inf")


def _without(system: System, code: str, value: str) -> System:
    codes = [p.code for p in system.proposals]
    if code not in codes:
        guess = nearest(code, codes)
        meant = f"; did you mean {guess}?" if guess else ""
        raise SettingUnknown(f"'{code}' is no proposal of this plan{meant}")
    _must_be_off(f"proposal.{code}", value)
    return replace(system, proposals=tuple(p for p in system.proposals if p.code != code))


def _variant(system: System, value: str) -> System:
    variants = system.tables["variants"]
    known = variants["variant"].to_list()
    if value not in known:
        raise SettingUnknown(
            f"'{value}' is no population projection of this system; there are {', '.join(known)}"
        )
    if not system.tables["population"]["variant"].eq(value).any():
        raise SettingUnknown(f"population.csv has no rows for the projection '{value}'")
    weight = pl.when(pl.col("variant") == value).then(1.0).otherwise(0.0).alias("weight")
    return replace(system, tables={**system.tables, "variants": variants.with_columns(weight)})


def _policy(system: System, code: str, value: str) -> System:
    try:
        given: float | str = float(value)
    except ValueError:
        given = value
    try:
        own = rulebook().with_own({code: given}).own[code]
    except NotInRulebook as trouble:
        raise SettingUnknown(f"'{value}' is no value for {code}: {trouble}") from None
    return replace(system, policy={**system.policy, code: own})
