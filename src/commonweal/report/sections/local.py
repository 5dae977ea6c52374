"""What changes near me: proposals by place, by the care people use and by their age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.report import words
from commonweal.report.links import slug_of
from commonweal.report.sections.proposals import timing
from commonweal.report.view import Part, Proposed, View

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

    @property
    def slug(self) -> str:
        """Its page."""
        return slug_of("proposal", self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A place, a kind of care or an age, and what is proposed for it."""

    code: str
    name: str
    proposals: tuple[Near, ...]

    @property
    def local(self) -> tuple[Near, ...]:
        """Those for this place and not for everywhere."""
        return tuple(one for one in self.proposals if one.only_here)

    @property
    def everywhere(self) -> tuple[Near, ...]:
        """Those for this place as for every other."""
        return tuple(one for one in self.proposals if not one.only_here)


def by_place(run: View) -> list[Group]:
    """Each place, what is proposed for it alone or for a few places before the rest."""
    proposals = run.proposals
    return [
        Group(
            code=code,
            name=name,
            proposals=tuple(
                _near(one, only_here=bool(one.head.places))
                for one in sorted(proposals, key=lambda one: not one.head.places)
                if not one.head.places or code in one.head.places
            ),
        )
        for code, name in run.names("place").items()
    ]


def by_care(run: View) -> list[Group]:
    """Each kind of care that some proposal avoids, moves, shortens or gives more of."""
    return _groups(
        (code, name, [one for one in run.proposals if code in _services(one)])
        for code, name in run.names("service").items()
    )


def by_age(run: View) -> list[Group]:
    """Each age that some proposal is meant for; those for every age are not told."""
    return _groups(
        ("", name, [one for one in run.proposals if _is_meant_for(one, youngest, oldest)])
        for name, youngest, oldest in AGES
    )


def _groups(found: Iterable[tuple[str, str, list[Proposed]]]) -> list[Group]:
    return [
        Group(code=code, name=name, proposals=tuple(map(_near, proposals)))
        for code, name, proposals in found
        if proposals
    ]


def _near(proposal: Proposed, *, only_here: bool = False) -> Near:
    return Near(
        code=proposal.code,
        title=proposal.title,
        affected=proposal.head.affected.rstrip("."),
        when=words.lower_first(timing(proposal.head)),
        only_here=only_here,
    )


def _services(proposal: Proposed) -> set[str]:
    effects = [effect.record for effect in proposal.effects]
    taken = {service for effect in effects for service in effect["services"]}
    return taken | {effect["to_service"] for effect in effects if effect["to_service"]}


def _is_meant_for(proposal: Proposed, youngest: int, oldest: int) -> bool:
    return any(
        effect.record["age_from"] <= oldest and effect.record["age_to"] >= youngest
        for effect in proposal.effects
        if _has_ages(effect)
    )


def _has_ages(effect: Part) -> bool:
    return bool(effect.record["age_from"] > 0 or effect.record["age_to"] < OLDEST)
