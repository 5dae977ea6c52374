"""What a rule needs before it can be asked: figures at a level, tables, assumptions."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.assurance.asking.view import PlanView
from commonweal.base.figures.keys import SYSTEM, keys_of
from commonweal.base.reading.problems import DeclarationBroken


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that has to be there.

    Attributes:
        kind: figure, table or assumption.
        name: the measure's code, the table's name or the assumption's code.
        level: of figures.
    """

    kind: str
    name: str
    level: str = ""

    def __str__(self) -> str:
        """In words, as a list of needs shows it."""
        if self.kind == "figure":
            return f"{self.name} {_of(self.level)}"
        return f"the {self.kind} {self.name}"

    def missing_from(self, view: PlanView) -> str:
        """Why a rule cannot be asked of a plan; nothing if this is there."""
        if self.kind == "table":
            return "" if view.has_table(self.name) else f"the plan has no table {self.name}"
        if self.kind == "assumption":
            return "" if self.name in view.plan.assumptions else f"nothing is assumed ({self.name})"
        if view.figures.has(self.name, self.level):
            return ""
        if "proposal" in keys_of(self.level) and not view.plan.proposals:
            return "the plan has no proposals"
        return f"the run has no figure {self.name} {_of(self.level)}"


def need(text: str) -> Need:
    """A need as a rule writes it.

    >>> need("table:deprivation"), need("assumption:staff.hired_in_a_year").kind
    (Need(kind='table', name='deprivation', level=''), 'assumption')
    >>> need("care.activity_at@organisation+service").level, need("money.balance@system").level
    ('organisation+service', 'system')

    Raises:
        TypeError: if it is none of these.
    """
    kind, colon, name = text.partition(":")
    if colon and kind in ("table", "assumption") and name:
        return Need(kind, name)
    measure, at, level = text.partition("@")
    if not (measure and at and _is_level(level)):
        raise TypeError(f"'{text}' is not measure@level, table:name or assumption:code")
    return Need("figure", measure, level)


def _is_level(text: str) -> bool:
    try:
        keys_of(text)
    except DeclarationBroken:
        return False
    return True


def _of(level: str) -> str:
    return "of the whole system" if level == SYSTEM else f"by {' and '.join(keys_of(level))}"
