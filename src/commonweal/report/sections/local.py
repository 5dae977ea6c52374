"""What changes near me: proposals by place, by the care people use and by their age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.care.effects import Effect
from commonweal.execute import Run
from commonweal.plan.proposals import Proposal
from commonweal.report import words
from commonweal.report.sections.proposals import timing

OLDEST = 90
"""The age that stands for itself and all after it."""

AGES = (
    ("Children and young people", 0, 17),
    ("Adults up to 64", 18, 64),
    ("People of 65 and over", 65, OLDEST),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """One proposal in a list: who would feel it, and when."""

    code: str
    title: str
    affected: str
    when: str
    only_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A place, a kind of care or an age, and what is proposed for it."""

    name: str
    proposals: tuple[Near, ...]

    @property
    def local(self) -> int:
        """How many are for this place and not for everywhere."""
        return sum(one.only_here for one in self.proposals)


def by_place(run: Run) -> list[Group]:
    """Each place, what is proposed for it alone or for a few places before the rest."""
    proposals = run.plan.proposals
    return [
        Group(
            name=name,
            proposals=tuple(
                _near(one, only_here=bool(one.places))
                for one in sorted(proposals, key=lambda one: not one.places)
                if not one.places or code in one.places
            ),
        )
        for code, name in run.plan.names("places").items()
    ]


def by_care(run: Run) -> list[Group]:
    """Each kind of care that some proposal avoids, moves, shortens or gives more of."""
    return _groups(
        (name, [one for one in run.plan.proposals if code in _services(one)])
        for code, name in run.plan.names("services").items()
    )


def by_age(run: Run) -> list[Group]:
    """Each age that some proposal is meant for; those for every age are not told."""
    return _groups(
        (name, [one for one in run.plan.proposals if _is_meant_for(one, youngest, oldest)])
        for name, youngest, oldest in AGES
    )


def _groups(found: Iterable[tuple[str, list[Proposal]]]) -> list[Group]:
    return [
        Group(name=name, proposals=tuple(map(_near, proposals)))
        for name, proposals in found
        if proposals
    ]


def _near(proposal: Proposal, *, only_here: bool = False) -> Near:
    return Near(
        code=proposal.code,
        title=proposal.title,
        affected=proposal.affected.rstrip("."),
        when=words.lower_first(timing(proposal)),
        only_here=only_here,
    )


def _services(proposal: Proposal) -> set[str]:
    taken = {service for effect in proposal.effects for service in effect.services}
    return taken | {effect.to_service for effect in proposal.effects if effect.to_service}


def _is_meant_for(proposal: Proposal, youngest: int, oldest: int) -> bool:
    return any(
        effect.age_from <= oldest and effect.age_to >= youngest
        for effect in proposal.effects
        if _has_ages(effect)
    )


def _has_ages(effect: Effect) -> bool:
    return effect.age_from > 0 or effect.age_to < OLDEST
