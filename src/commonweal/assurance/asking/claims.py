"""Claims: what owners say a proposal saves, beside what the plan's own sums find of the same."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_pounds
from commonweal.money import Claim
from commonweal.plan import Proposal

BASIS = {
    True: "after what it costs to run",
    False: "before what it costs to run",
    None: "taken to be after what it costs to run, for it does not say",
}


@dataclass(frozen=True, slots=True)
class Own:
    """What the plan's own sums find that a proposal saves in a year, GBP; negative for a cost."""

    central: float
    high: float | None

    @property
    def most(self) -> float:
        """What it is less than in nine draws of ten; the central value without draws."""
        return self.central if self.high is None else self.high

    def __str__(self) -> str:
        """In words, with its range said for what it is."""
        if abs(self.central) < 1:
            return "nothing"
        if self.central < 0:
            return f"that it costs {in_pounds(-self.central)} more than it saves"
        sure = f" (9 chances in 10 that it is less than {in_pounds(self.most)})"
        return in_pounds(self.central) + (sure if self.high is not None else "")


def claimed_every_year(proposal: Proposal) -> float:
    """GBP a year claimed as recurrent, at full effect."""
    return sum(claim.gbp for claim in proposal.of(Claim) if claim.recurrent)


def claimed_in(proposal: Proposal, year: int) -> float:
    """GBP claimed as recurrent for a year, at the proposal's strength by then."""
    return claimed_every_year(proposal) * proposal.strength_in(year)


def is_net(proposal: Proposal) -> bool | None:
    """Whether its claims are after what it costs to run; None where they do not say, or differ."""
    said = {claim.net for claim in proposal.of(Claim) if claim.recurrent}
    return said.pop() if len(said) == 1 else None


def own_sum(view: PlanView, proposal: Proposal, year: int) -> Own | None:
    """What the plan finds for the same proposal, gross where its claims are gross."""
    gross = is_net(proposal) is False
    found = view.figures.find(
        "money.care_cost_by_proposal" if gross else "money.by_proposal",
        "proposal",
        side="change",
        reading="share",
        proposal=proposal.code,
        year=year,
    )
    if found is None:
        return None
    if gross:
        return Own(-found.central, None if found.low is None else -found.low)
    return Own(found.central, found.high)
