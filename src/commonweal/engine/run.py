"""Carry some cases through the years of a plan. Read this first.

    people     residents by place, age and sex, in every published projection
    care       need = people x rates x change in health at a given age
               asked for = need x other growth
               what proposals leave, take away and send elsewhere
               -> what each organisation and site gives; bed-days -> beds
    money      cost = fixed + stepped + variable parts, prices, efficiency
               income by its own growth; balance by organisation and system

What does not look back is worked out for all years at once. What does is stepped, a
year at a time, for many cases together. Both sides of a plan, "if nothing changes" and
with its proposals, are carried under the same luck.

`carry` takes a block of cases at a time, so that a block stays near the processor. That
its answer is that of a plain evaluation, cell by cell, is held by the tests.
"""

from __future__ import annotations

from collections.abc import Callable

from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.threads import at_once
from commonweal.care import (
    Asked,
    CareInputs,
    CarePath,
    asked_for,
    given_if_nothing_changes,
    given_with_the_plan,
    limited_by_beds,
    nights_asked,
)
from commonweal.engine.path import Carried, Path, Rows
from commonweal.engine.prepared import Prepared
from commonweal.engine.step import through_the_years
from commonweal.money import settle

BLOCK_CASES = 192
"""Cases in a block. Measured on South Yorkshire with two threads: from 128 to 256 the time is
the same to a fifth; with 64 it is half as much again. docs/explanation/speed.md"""


def carry(
    prepared: Prepared, cases: Cases, progress: Callable[[int], None] = lambda done: None
) -> Carried:
    """Carry some cases through the years of a plan.

    Args:
        cases: each a row of luck and the proposals that act in it.
        progress: called with how many cases are done, after each block.
    """

    def carried(first: int) -> Carried:
        return carry_block(prepared, cases.part(first, first + BLOCK_CASES))

    def block(first: int) -> int:
        return rows.put(first, carried(first))

    (beginning,) = at_once(carried, (0,))
    rows = Rows(cases, beginning)
    progress(len(beginning.cases))
    for done in at_once(block, range(BLOCK_CASES, len(cases), BLOCK_CASES)):
        progress(done)
    return rows.carried()


def carry_block(prepared: Prepared, cases: Cases) -> Carried:
    """The method, on a block of cases: people to care, care to those who give it, to money."""
    care, money = prepared.care, prepared.money

    asked, nothing, plan = carry_care(care, cases)
    differ = care.pairs_that_differ
    before, now, saved = settle(money, cases, nothing.given, plan.given, differ)

    share = asked.share.swapaxes(1, 2)
    return Carried(cases, Path(nothing, before), Path(plan, now), share, saved)


def carry_care(care: CareInputs, cases: Cases) -> tuple[Asked, CarePath, CarePath]:
    """What is asked for in a block of cases, and what is given on both sides of the plan."""
    asked = asked_for(care, cases)
    nothing = given_if_nothing_changes(care, asked)
    plan = given_with_the_plan(care, asked, nothing, cases)
    inputs = care.night_inputs
    if inputs is None:
        return asked, nothing, plan
    nothing, plan = (
        limited_by_beds(inputs, side, through_the_years(care, inputs, nights, side.beds_open))
        for side, nights in zip((nothing, plan), nights_asked(inputs, asked), strict=True)
    )
    return asked, nothing, plan


def carry_all(prepared: Prepared, progress: Callable[[int], None] = lambda done: None) -> Carried:
    """Carry every draw with every proposal acting, the central run first."""
    every = Cases.with_plan(len(prepared.plan.proposals), prepared.draws.rows - 1)
    return carry(prepared, every, progress)
