"""The families of rules, in the order in which they are asked and shown."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple


class Family(NamedTuple):
    """Rules about one thing: what it is called, and the modules of `assurance.rules` that hold it.

    A room above assurance has its rules in its own modules, and names none here.
    """

    title: str
    modules: tuple[str, ...] = ()


FAMILIES: dict[str, Family] = {
    "EVD": Family("Evidence", ("evidence", "citing", "published")),
    "NED": Family("Need, and for whom", ("needs",)),
    "BED": Family("Beds and capacity", ("beds", "moves")),
    "STF": Family("Staff", ("staff",)),
    "MNY": Family("Money", ("money", "savings")),
    "CAP": Family("Capital", ("capital",)),
    "DBL": Family("Side by side, and counted twice", ("doubles",)),
    "TIM": Family("Time", ("timing",)),
    "EQL": Family("Who loses", ("access",)),
    "ENG": Family("Who was asked", ("engagement",)),
    "LAN": Family("Plain language", ("language", "terminology")),
    "GOV": Family("Decisions", ("decisions",)),
    "DAT": Family("The data", ("missing", "outside", "doubtful", "sizes", "slips")),
}
"""The first three letters of a rule's code, and its family."""


def read_families(package: str = "commonweal.assurance.rules") -> None:
    """Read the modules of every family, so that each enters its rules."""
    for family in FAMILIES.values():
        for module in family.modules:
            import_module(f"{package}.{module}")
