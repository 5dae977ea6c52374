"""The evidence library: what studies found, of whom, against whom, and how sure it is.

An effect of a proposal cites an entry by its code, and the rules of assurance
compare what the proposal claims with what the study found.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from commonweal.rulebook.marks import MARKS

DESIGNS = {
    "randomised_trial": 4,
    "synthetic_control": 3,
    "matched_comparison": 3,
    "difference_in_differences": 3,
    "before_and_after": 2,
    "expert_opinion": 1,
    "none": 0,
}
"""How something was found out, and how far that can be relied on: more is better."""

REVIEW = "review"
"""The design of an entry that sums up other studies; it has no rank of its own."""

FOUND = {
    "better": "it got better",
    "worse": "it got worse",
    "no_clear_change": "no change that can be told from chance",
    "mixed": "findings that point both ways",
    "may_cost_more": "it may cost more",
    "described": "a count, not an effect",
}
"""What an entry found, in its own word and in ours."""

RATINGS = {"better": "better", "emerging": "better", "mixed": "mixed"} | {
    "may_cost_more": "may_cost_more"
}
"""Groups of the review of 27 initiatives, and what each found."""

SHARE = "share"
PER_THOUSAND = "per 1,000 people a month"
"""Units of effects that can be held against a proposal's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One finding of one study.

    Attributes:
        code: how a proposal's effect cites it.
        study, intervention: what was looked at and what was done.
        population: who was studied; `age_from` and `age_to` their ages.
        comparator: what they were held against.
        design: one of `DESIGNS`, or `REVIEW`.
        outcome: what was counted; `services` are its kinds of care, each a setting and
            a unit of the table services, such as "emergency admission". None: not care.
        unit: of the effect: `SHARE`, `PER_THOUSAND` and so on.
        low, central, high: as published; fewer is below zero. None where not known.
        level: how much of the chance lies between low and high.
        why_no_interval: why low and high are not there.
        found: one of `FOUND`.
        share_of_care: those studied have this share of the outcome at their ages.
        years_to_effect: years until the effect could be seen.
        faded: whether it was seen to fade later, or when it was tried again.
        published: the year, where we are sure of it.
        mark: how sure we are of it; `mark_of_interval` of its interval.
    """

    code: str
    study: str
    intervention: str
    population: str
    comparator: str
    design: str
    outcome: str
    services: tuple[str, ...]
    unit: str
    found: str
    source: str
    mark: str
    published: int | None = None
    low: float | None = None
    central: float | None = None
    high: float | None = None
    level: float | None = None
    why_no_interval: str | None = None
    age_from: int = 0
    age_to: int = 90
    share_of_care: float | None = None
    share_of_care_says: str | None = None
    years_to_effect: int | None = None
    faded: bool = False
    period: str | None = None
    n: str | None = None
    note: str | None = None
    mark_of_interval: str | None = None

    @property
    def least(self) -> float | None:
        """The smallest fall it leaves open, above zero for fewer; None if not known."""
        return self.fall if self.high is None else -self.high

    @property
    def fall(self) -> float | None:
        """The fall it found, above zero for fewer; None if it gives no size.

        >>> evidence_library()["rushcliffe-admissions"].fall
        0.23
        """
        return None if self.central is None else -self.central

    @property
    def most(self) -> float | None:
        """The largest fall it leaves open: the good end of its interval, or what it found."""
        return self.fall if self.low is None else -self.low

    @property
    def is_sure_of_a_fall(self) -> bool:
        """Whether it found less of something, and more than chance would bring."""
        return self.found == "better" and (self.least is None or self.least > 0)

    def is_about(self, setting: str, unit: str) -> bool:
        """Whether it counted this kind of care.

        >>> evidence_library()["rushcliffe-ae"].is_about("emergency", "attendance")
        True
        """
        return f"{setting} {unit}" in self.services

    @property
    def has_comparison(self) -> bool:
        """Whether it was held against people who did not get it."""
        return DESIGNS.get(self.design, 0) >= DESIGNS["matched_comparison"]


@cache
def evidence_library() -> Mapping[str, Evidence]:
    """Every entry by its code, in the order of the file.

    >>> evidence_library()["vanguards-third-year"].low
    -0.062
    """
    told = tomllib.loads((files(__package__) / "evidence.toml").read_text("utf-8"))
    library: dict[str, Evidence] = {}
    for entry in (*map(_study, told["study"]), *_reviewed(told["review"])):
        _must_hold(entry, library)
        library[entry.code] = entry
    return library


def _study(told: Mapping[str, Any]) -> Evidence:
    return Evidence(**{**told, "services": tuple(told["services"])})


def _reviewed(reviews: list[dict[str, Any]]) -> Iterator[Evidence]:
    """An entry for each initiative a review weighed up, under its group's rating."""
    for review in reviews:
        shared = {name: is_ for name, is_ in review.items() if name not in RATINGS}
        for group, found in RATINGS.items():
            for code, intervention in review[group].items():
                yield Evidence(
                    code=f"reviewed-{code}",
                    intervention=intervention,
                    services=(),
                    found=found,
                    **shared,
                )


def _must_hold(entry: Evidence, before: Mapping[str, Evidence]) -> None:
    """A fault in our own file is a bug, told by the entry's code."""
    order = [x for x in (entry.low, entry.central, entry.high) if x is not None]
    for holds, says in (
        (entry.code not in before, "stands twice"),
        (entry.design in (*DESIGNS, REVIEW), f"'{entry.design}' is not a design"),
        (entry.found in FOUND, f"'{entry.found}' is not a finding"),
        ({entry.mark, entry.mark_of_interval or entry.mark} <= {*MARKS}, "a mark is not known"),
        (order == sorted(order), "low, central and high are out of order"),
        ((entry.low is None) == bool(entry.why_no_interval), "an interval, or why there is none"),
    ):
        if not holds:
            raise ValueError(f"evidence.toml: {entry.code}: {says}")
