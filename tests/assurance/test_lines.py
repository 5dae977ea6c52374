"""What a board reads: one line a subject, the worst first, with the rest folded under it."""

from pathlib import Path

import commonweal
from commonweal.assurance import Finding, lines_of
from commonweal.assurance.asking.lines import proposal_of

SOUTH_YORKSHIRE = Path(__file__).parents[2] / "examples" / "south-yorkshire"


def found(rule, about, severity="warning", **told):
    return Finding(about=about, says="s", fix="f", rule=rule, severity=severity, **told)


def test_a_proposal_is_one_line_and_its_worst_finding_stands_for_it(plan, proposal):
    view = plan(proposal("a"), proposal("a.b"))
    lines = lines_of(
        [
            found("EVD01", "a.1"),
            found("CAP01", "a", "stops_sign_off"),
            found("MNY03", "a.b.2", gbp=9.0),
            found("EVD02", "a.b", gbp=5.0),
        ],
        view.plan,
    )
    assert [(one.subject, one.worst.rule, len(one.folded)) for one in lines] == [
        ("a", "CAP01", 1),
        ("a.b", "MNY03", 1),
    ]


def test_plan_area_and_data_are_counted_apart(plan, proposal):
    told = [
        found("EVD03", "RX.ae", concerns="data"),
        found("DAT01", "RX.ae", concerns="data"),
        found("BED01", "RX1", concerns="area"),
        found("TIM05", "system"),
    ]
    lines = lines_of(told, plan(proposal()).plan)
    assert [(one.concerns, one.subject, len(one.findings)) for one in lines] == [
        ("plan", "system", 1),
        ("area", "BED01", 1),
        ("data", "data", 2),
    ]


def test_the_same_small_thing_in_many_proposals_is_one_line(plan, proposal):
    view = plan(*map(proposal, "abc"))
    notes = [found("LAN03", code, "note") for code in "abc"]
    assert [one.subject for one in lines_of(notes, view.plan)] == ["(small things)"]
    assert [one.subject for one in lines_of(notes[:2], view.plan)] == ["a", "b"]


def test_a_finding_about_a_pair_is_told_under_the_first_of_them(plan, proposal):
    view = plan(proposal("a"), proposal("b"))
    assert proposal_of("a.b", view.plan) == "a"
    assert proposal_of("ab", view.plan) is None


def test_what_is_waived_is_on_no_line(plan, proposal):
    assert lines_of([found("CAP01", "scheme", waived=object())], plan(proposal()).plan) == ()


def test_south_yorkshire_is_fifteen_lines_or_fewer_and_loses_no_finding():
    run = commonweal.run(commonweal.read(SOUTH_YORKSHIRE), draws=0)
    lines = lines_of(run.findings, run.plan)
    assert len(lines) <= 15
    assert sum(len(one.findings) for one in lines) == len(run.findings)
