"""Parents: what a measure's formula is worked out from, and how each is selected.

A measure declares one for each parameter of its formula. They are data: nothing is looked up
here. `commonweal.archive.whys` follows them, to show a figure's family and to work it out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.base.numbers.unit import SHARE, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """What a parameter of a formula is.

    Attributes:
        on: the side on which it counts; on the other it is 0. None for both.
        total: whether what is gathered is added up before the formula sees it.
        missing: what stands where there is nothing; None if that is a fault.
    """

    on: str | None = None
    total: bool = False
    missing: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresOf(Parent):
    """Figures of a measure, or its values where none are published.

    Attributes:
        measure: its code.
        same: keys it shares with what it is a parent of; None for all of those.
        over: keys it is gathered over.
        where: of a key it is gathered over, which codes: "counts_nights" of services,
            "of_organisation" and "in_report" of the sites and services a report covers.
        keys: key -> the column of the row in hand that names it.
        side, reading: where not those of what it is a parent of.
        at_base: whether it is of the base year, whatever the year.
    """

    measure: str
    same: tuple[str, ...] | None = None
    over: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    side: str | None = None
    reading: str | None = None
    at_base: bool = False

    def __str__(self) -> str:
        """In words, as the reference shows it."""
        over = f" of each {' and '.join(self.over)}" if self.over else ""
        which = "".join(f" that {word.replace('_', ' ')}" for word in self.where.values())
        when = " in the base year" if self.at_base else ""
        side = {"nothing": " if nothing changes", "change": ""}.get(self.side or "", "")
        return f"`{self.measure}`{over}{which}{side}{when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOf(Parent):
    """Values of a table's column.

    Attributes:
        column: table and column, such as `flows.share`.
        unit: of the values.
        of_row: whether the row in hand gives it.
        over: keys, or `sex` and `age`, or `row` for each row there is.
        since: column of years; it is then the change since the year that stands there.
        at_base: whether it is of the base year, whatever the year.
        latest: whether the last row up to the year counts, as that of beds does.
        where: column -> the values it may have.
    """

    column: str
    unit: Unit = SHARE
    of_row: bool = False
    over: tuple[str, ...] = ()
    since: str = ""
    at_base: bool = False
    latest: bool = False
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table's name."""
        return self.column.split(".")[0]

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.split(".")[1]

    def __str__(self) -> str:
        """In words, as the reference shows it."""
        over = f" of each {' and '.join(self.over)}" if self.over else ""
        since = f" since `{self.since}`" if self.since else ""
        since += " in the base year" if self.at_base else ""
        return f"table `{self.column}`{over}{since}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOf(Parent):
    """A measure worked out for each row of a table, and added up.

    Attributes:
        table: its name.
        measure: what is worked out of each row.
        where: column -> the key that has to stand in it; "" for a blank.
        once: whether only what comes once counts (True), or all that comes in the year.
    """

    table: str
    measure: str
    where: Mapping[str, str] = field(default_factory=dict)
    once: bool = False

    def __str__(self) -> str:
        """In words, as the reference shows it."""
        return f"`{self.measure}` of each row of table `{self.table}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsOf(Parent):
    """Amounts that parts of proposals write down, added up.

    Attributes:
        heading: of the parts: `running_cost`, `staff`, `effect` and so on.
        amount: the attribute that holds it.
        unit: of the amount.
        grows: whether it is there in proportion to the proposal's ramp.
        priced: whether it rises with prices.
        kind: of effects, which kind.
    """

    heading: str
    amount: str
    unit: Unit = SHARE
    grows: bool = False
    priced: bool = False
    kind: str = ""

    def __str__(self) -> str:
        """In words, as the reference shows it."""
        kind = f", kind {self.kind}" if self.kind else ""
        return f"`{self.amount}` of each `{self.heading}` of the proposals{kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyOf(Parent):
    """A dated number of the rulebook."""

    code: str
    unit: Unit = SHARE

    def __str__(self) -> str:
        """In words, as the reference shows it."""
        return f"rulebook `{self.code}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionOf(Parent):
    """An assumption of the plan; or the one that a column of the row in hand names."""

    code: str
    unit: Unit = SHARE

    def __str__(self) -> str:
        """In words, as the reference shows it."""
        return f"assumption `{self.code}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarOf(Parent):
    """What the calendar says: nights in the year, years since the base or the price year."""

    says: str
    unit: Unit = SHARE

    def __str__(self) -> str:
        """In words, as the reference shows it."""
        return f"the calendar: {self.says.replace('_', ' ')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLevel(Parent):
    """Another parent at some levels than at the rest; None where it is left out, as 0."""

    at: Mapping[str, Parent | None]
    rest: Parent

    def __str__(self) -> str:
        """In words, as the reference shows it."""
        others = (f"{one or 'none'} (by {level})" for level, one in self.at.items())
        return "; ".join([str(self.rest), *others])
