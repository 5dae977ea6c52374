"""Gathered: what a formula is given for one of its parameters, and where that stands."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.archive.whys.question import Question, Value


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is gathered.

    Attributes:
        says: what it is and where it stands.
        value: its number, where it has one of its own.
        question: what to ask to go further; None at a leaf.
        status: measured, derived, illustrative or assumed, of a leaf.
    """

    says: str
    value: float | None = None
    question: Question | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is gathered for one parameter.

    Attributes:
        head: what it is.
        value: what the formula is given; None where that is not known.
        items: what it is gathered from.
    """

    head: str
    value: Value
    items: tuple[Item, ...] = ()
