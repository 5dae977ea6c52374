"""Settings: any assumption, policy number, proposal, part of one or of the method, by its code.

money.pay_growth=0.03           a number instead of the interval
money.pay_growth=0.02:0.03:0.05 another interval
care-homes.1=0.05:0.10:0.20     another size of the first effect of a proposal
money.efficiency=fyfv_2         a named path of the Five Year Forward View
care.growth=off                 no growth but from people and their health
health_change=off               health at a given age stays as it is
reconciling=off                 the model is not brought to what was reported
people.variant=high             one population projection only
care.overflow=waits             nights without a bed wait; or elsewhere, emergency, off
proposal.care-homes=off         the plan without that proposal
proposal.care-homes.2=off       without its second effect, and all else as it was
care.occupancy_ceiling=0.9      a policy number of your own

A scenario is some of them under a name; what is set beside it comes after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from commonweal.base.numbers.interval import Interval
from commonweal.base.reading.problems import ShownPlainly
from commonweal.base.reading.suggest import nearest
from commonweal.care import GROWTH, OVERFLOWS
from commonweal.plan.checks import beyond_a_rate, is_a_rate
from commonweal.plan.proposals import Proposal
from commonweal.plan.system import Plan
from commonweal.plan.uncertain_numbers import uncertain
from commonweal.rulebook import NotInRulebook, productivity_scenarios, rulebook
from commonweal.statistics import ShapeCannot, shape_for

OFF = "off"
PROPOSAL = "proposal."
OVERFLOW = "care.overflow"
METHOD = ("health_change", "care.growth", "reconciling", "people.variant", OVERFLOW)


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
    plan: Plan, scenarios: Iterable[str], settings: Mapping[str, str]
) -> dict[str, str]:
    """The settings of some scenarios and then those beside them; the later one holds.

    Args:
        scenarios: codes of the plan's own scenarios.
        settings: code -> value, as typed.

    Raises:
        NoSuchScenario: if the plan has none of that code; it names the nearest one.
    """
    chosen: dict[str, str] = {}
    for bundle in [*(_scenario(plan, code) for code in scenarios), settings]:
        for code, value in bundle.items():
            # What is set later is done later: care.growth=0.02 sets every service's anew.
            chosen.pop(code, None)
            chosen[code] = value
    return chosen


def _scenario(plan: Plan, code: str) -> Mapping[str, str]:
    if code not in plan.scenarios:
        guess = nearest(code, plan.scenarios)
        meant = f"; did you mean {guess}?" if guess else ""
        there = ", ".join(plan.scenarios) or "none: it has no scenarios.toml"
        raise NoSuchScenario(
            f"'{code}' is no scenario of this plan{meant or f'; there are {there}'}"
        )
    return plan.scenarios[code].settings


def with_settings(plan: Plan, settings: Mapping[str, str]) -> Plan:
    """The system with some of its numbers or parts set otherwise.

    Args:
        settings: code -> value, as typed.

    Raises:
        SettingUnknown: if a code or value is not known; it names the nearest one.
    """
    proposals = plan.proposals
    for typed, given in settings.items():
        code, value = typed.strip(), str(given).strip()
        if code.startswith(PROPOSAL) and code not in plan.assumptions:
            plan = _without(plan, proposals, code.removeprefix(PROPOSAL), value)
        else:
            plan = _with_setting(plan, code, value)
    return plan


def _with_setting(plan: Plan, code: str, value: str) -> Plan:
    if code in plan.assumptions:
        return _assumption(plan, code, value)
    if code == "health_change":
        _must_be_off(code, value)
        tables = dict(plan.tables)
        tables["health_change"] = tables["health_change"].clear()
        return replace(plan, tables=tables)
    if code == "reconciling":
        _must_be_off(code, value)
        return replace(plan, reconcile=False)
    if code == OVERFLOW:
        if value not in OVERFLOWS:
            raise SettingUnknown(f"{code} is one of {', '.join(OVERFLOWS)}, not '{value}'")
        return replace(plan, overflow=value)
    if code == "care.growth":
        for growth in [c for c in plan.assumptions if c.startswith(GROWTH)]:
            plan = _assumption(plan, growth, value)
        return plan
    if code == "people.variant":
        return _variant(plan, value)
    if code in rulebook():
        return _policy(plan, code, value)
    intervals = {n.code: n.spread for n in uncertain(plan) if isinstance(n.spread, Interval)}
    if code in intervals:
        return _part(plan, code, _interval(code, value, intervals[code], "its proposal's file"))
    known = [
        *intervals,
        *METHOD,
        *(PROPOSAL + code for code in _owners(plan.proposals)),
        *(c for c in rulebook() if not c.startswith("severity.")),
    ]
    guess = nearest(code, known)
    meant = f"; did you mean {guess}?" if guess else ""
    raise SettingUnknown(f"'{code}' is no assumption, proposal or part of this plan{meant}")


def _must_be_off(code: str, value: str) -> None:
    if value != OFF:
        raise SettingUnknown(f"{code} can only be set to off, not to '{value}'")


def _assumption(plan: Plan, code: str, value: str) -> Plan:
    old = plan.assumptions[code]
    paths = {path.code: path for path in productivity_scenarios()}
    if value == OFF:
        new = replace(old, interval=Interval.certain(0.0))
    elif code == "money.efficiency" and value in paths:
        path = paths[value]
        new = replace(old, interval=path.interval, source=path.source, mark=path.mark)
    else:
        interval = _interval(code, value, old.interval, "assumptions.toml")
        _must_be_a_rate(plan, code, value, interval)
        new = replace(old, interval=interval, source="set for this run")
    return replace(plan, assumptions={**plan.assumptions, code: new})


def _part(plan: Plan, code: str, interval: Interval) -> Plan:
    """The system with one number of one part of a proposal set otherwise."""
    proposals = (proposal.with_number(code, interval) for proposal in plan.proposals)
    return replace(plan, proposals=tuple(proposals))


def _must_be_a_rate(plan: Plan, code: str, value: str, interval: Interval) -> None:
    if is_a_rate(code, plan.tables):
        wrong = beyond_a_rate(interval.low, interval.high)
        if wrong is not None:
            raise SettingUnknown(f"'{value}' for {code}: {wrong}; write 0.03 for 3%")


def _interval(code: str, value: str, old: Interval, file: str) -> Interval:
    """An interval as typed, of the shape and within the bounds of the one it stands for."""
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
            f"'{value}' for {code} is beyond its bounds in {file}, "
            f"{old.at_least:g} to {old.at_most:g}"
        )
    new = replace(old, low=low, central=central, high=high)
    try:
        shape_for(new)
    except ShapeCannot as cannot:
        raise SettingUnknown(f"'{value}' is no value for {code}: {cannot}") from None
    return new


def _is_finite(number: float) -> bool:
    return abs(number) < float("inf")


def _without(plan: Plan, proposals: tuple[Proposal, ...], code: str, value: str) -> Plan:
    """The system without one proposal, or without one part of one.

    Args:
        proposals: as the folder has them: what is off already may be set off again.
        code: of a proposal, or of a part of one; a part whose code leaves out its heading may
            be named with it too, `care-homes.effect.2` for `care-homes.2`.
    """
    owner = _owners(proposals)
    with_heading = {
        f"{p.code}.{part.heading}{part.code.removeprefix(p.code)}": part.code
        for p in proposals
        for part in p.parts
    }
    part = code if code in owner else with_heading.get(code, code)
    if part not in owner:
        raise SettingUnknown(
            f"'{code}' is no proposal of this plan and no part of one; {_meant(code, proposals)}"
        )
    _must_be_off(PROPOSAL + code, value)
    if part == owner[part]:
        left = tuple(p for p in plan.proposals if p.code != part)
    else:
        left = tuple(p.without(part) if p.code == owner[part] else p for p in plan.proposals)
    return replace(plan, proposals=left)


def _owners(proposals: Iterable[Proposal]) -> dict[str, str]:
    """The code of every proposal and part of one, with that of its proposal."""
    return {code: p.code for p in proposals for code in (p.code, *(part.code for part in p.parts))}


def _meant(code: str, proposals: tuple[Proposal, ...]) -> str:
    """What a code that names nothing may be meant for."""
    guess = nearest(code, _owners(proposals))
    owner = next((p for p in proposals if code.startswith(f"{p.code}.")), None)
    parts = [part.code for part in owner.parts] if owner is not None else []
    # One digit is as near as another: of a part that is not there, all that are, are named.
    if owner is not None and re.sub(r"\d+$", "", code) in {
        re.sub(r"\d+$", "", part) for part in parts
    }:
        return f"the parts of {owner.code} are {', '.join(parts)}"
    if guess:
        return f"did you mean {guess}?"
    return f"its proposals are {', '.join(p.code for p in proposals) or 'none'}"


def _variant(plan: Plan, value: str) -> Plan:
    variants = plan.tables["variants"]
    known = variants["variant"].to_list()
    if value not in known:
        raise SettingUnknown(
            f"'{value}' is no population projection of this system; there are {', '.join(known)}"
        )
    if not plan.tables["population"]["variant"].eq(value).any():
        raise SettingUnknown(f"population.csv has no rows for the projection '{value}'")
    weight = pl.when(pl.col("variant") == value).then(1.0).otherwise(0.0).alias("weight")
    return replace(plan, tables={**plan.tables, "variants": variants.with_columns(weight)})


def _policy(plan: Plan, code: str, value: str) -> Plan:
    try:
        given: float | str = float(value)
    except ValueError:
        given = value
    try:
        own = rulebook().with_own({code: given}).own[code]
    except NotInRulebook as trouble:
        raise SettingUnknown(f"'{value}' is no value for {code}: {trouble}") from None
    return replace(plan, policy={**plan.policy, code: own})
