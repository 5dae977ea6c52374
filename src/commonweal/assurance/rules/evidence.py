"""EVD: an effect is as good as what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import percent
from commonweal.care import OnResidents

NO_STUDY = {"expert_opinion": "expert opinion only", "none": "no study at all"}


@rule(
    "EVD01",
    "Each effect names evidence that is more than opinion",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraph 58",
    answer="evidence",
)
def effects_rest_on_evidence(view: PlanView) -> Iterator[Finding]:
    """A saving nobody has measured anywhere is a hope, and the beds close all the same.

    Few proposals of the plans of 2016 rested on robust evidence. Opinion can
    open a pilot; it cannot carry a plan.

    Passes: 20% fewer admissions from care homes, from a matched comparison.
    Fails: 20% fewer admissions from care homes, from expert opinion.
    """
    # To open beds or move a service to another site is a decision: it needs a reason, no study.
    for _, effect in view.effects(OnResidents):
        if effect.design in NO_STUDY or not effect.evidence.strip():
            resting = NO_STUDY.get(effect.design, "no source")
            yield Finding(
                about=effect.code,
                says=f"an effect of {percent(effect.size.central)} rests on {resting}",
                fix="cite a study with a comparison group, or plan it as a pilot with no saving",
            )


@rule(
    "EVD02",
    "A big effect is not taken from before-and-after figures",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraph 111; "
    "care coordination trials whose success vanished when the comparison group improved",
    answer="evidence",
)
def big_effects_have_a_comparison(view: PlanView) -> Iterator[Finding]:
    """People are enrolled when they are at their worst, and most get better anyway.

    So figures before and after flatter any scheme for people at high risk. The
    bigger the effect, the more of it may be this.

    Passes: 9% fewer admissions from before-and-after figures; 20% from a trial.
    Fails: 20% fewer admissions from before-and-after figures.
    """
    big = view.policy("plan.big_effect")
    for _, effect in view.effects(OnResidents):
        size = abs(effect.size.central)
        if effect.design == "before_and_after" and size >= big:
            yield Finding(
                about=effect.code,
                says=f"an effect of {percent(size)} rests on before-and-after figures; "
                f"from {percent(big)} on it needs a comparison group",
                fix="use an effect found against a comparison group, or a far smaller one",
            )


@rule(
    "EVD03",
    "The model agrees with what organisations report",
    since=date(2016, 4, 1),
    source="our method: a correction is published, never silent",
    needs=(
        "table:reported",
        "care.reconciling_factor@organisation+service",
    ),
    answer="counts",
    concerns="data",
)
def model_agrees_with_reports(view: PlanView) -> Iterator[Finding]:
    """When they are far apart, they are not counting the same thing.

    The model is brought to what each body reported by a factor. Where that is far
    from one, every later year carries the doubt.

    Passes: a trust reports 110 admissions where the model finds 100.
    Fails: a trust reports 150 admissions where the model finds 100.
    """
    lowest = view.policy("care.reconciling_factor_lowest")
    highest = view.policy("care.reconciling_factor_highest")
    far: dict[tuple[str, float], list[str]] = {}
    for one in view.figures.each("care.reconciling_factor", "organisation+service", side="either"):
        if not lowest <= one.central <= highest:
            # One report may cover several services, and then they share its factor.
            far.setdefault((one.keys["organisation"], one.central), []).append(one.keys["service"])
    for (organisation, factor), services in far.items():
        yield Finding(
            about=f"{organisation}.{services[0]}",
            says=f"it reports {factor:.3g} times as much as the model finds of "
            f"{view.services_called(services)}; {lowest:g} to {highest:g} times would pass",
            fix="check that its report and the rates of use count the same care, and where people "
            "go for it (reported, rates, flows)",
        )


@rule(
    "EVD13",
    "What is meant to take care away does not add to it",
    since=date(2016, 4, 1),
    source="our method: the size of an effect is what it takes away, above zero",
    answer="evidence",
)
def effects_have_their_sign(view: PlanView) -> Iterator[Finding]:
    """A fall written as -5% is a rise, and the beds that close are missed all the more.

    Passes: an effect that reduces admissions, of size 5%.
    Fails: an effect that reduces admissions, of size -5%.
    """
    for _, effect in view.effects(OnResidents):
        if effect.size.central < 0:
            yield Finding(
                about=effect.code,
                says=f"it is of a kind that takes care away ({effect.kind}), and its size of "
                f"{percent(effect.size.central)} adds to it",
                fix=f"write {percent(-effect.size.central)} as a share above 0, with low and high "
                "turned round too (low, central, high)",
            )
