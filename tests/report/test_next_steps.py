"""What to do next: every rule has one answer, and every finding stands under it once."""

from collections import Counter

import pytest

from commonweal.assurance import RULES, Finding
from commonweal.report.names import Names
from commonweal.report.next_steps import next_steps, step_called
from commonweal.report.sections import findings as failed


def told(todos):
    return [f for todo in todos for rule in todo.rules for f in rule.found]


@pytest.mark.parametrize("step", next_steps(), ids=lambda step: step.code)
def test_a_step_is_an_order_and_says_why_and_who(step):
    assert not step.does.endswith(".")
    assert step.why.endswith(".")
    assert step.who


def test_a_step_that_is_not_there_is_not_passed_over_in_silence():
    with pytest.raises(KeyError, match="no step pray"):
        step_called("pray")


def test_every_finding_stands_there_once_under_what_answers_it(run, view):
    names = Names({})
    whens = failed.to_do(run.findings, names, view)
    live = [finding for finding in run.findings if finding.waived is None]
    shown = [f for when in whens for f in told(when.todos)]
    assert Counter(one.rule for one in shown) == Counter(one.rule for one in live)
    assert sum(when.count for when in whens) == len(shown) == len(live)
    for when in whens:
        for todo in when.todos:
            assert {RULES[rule.rule].answer for rule in todo.rules} == {todo.step.code}
            assert todo.count == len(told([todo]))


def finding(rule, severity, about="system"):
    answer = RULES[rule].answer
    told = {"rule": rule, "title": "c", "severity": severity, "answer": answer}
    return Finding(about=about, says="a", fix="b", **told)


def test_what_stops_sign_off_comes_first_and_the_rest_in_the_order_of_the_steps(view):
    found = [
        finding("LAN03", "note"),
        finding("BED03", "warning"),
        finding("CAP01", "stops_sign_off"),
    ]
    whens = failed.to_do(found, Names({}), view)
    assert [[todo.anchor for todo in when.todos] for when in whens] == [
        ["do-first-pay"],
        ["do-then-beds", "do-then-words"],
    ]
    assert [when.stops for when in whens] == [True, False]


def test_who_would_do_it_names_who_leads_a_proposal_or_runs_a_site(run, view):
    names = Names({})
    bodies = run.plan.names("organisations")
    proposal = run.plan.proposals[0]
    site = run.plan.tables["sites"].row(0, named=True)
    for about, body in ((proposal.code, proposal.lead), (site["site"], site["organisation"])):
        (when,) = failed.to_do([finding("BED01", "warning", about)], names, view)
        assert when.todos[0].bodies == bodies[body]
