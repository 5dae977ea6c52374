import re
from datetime import date
from pathlib import Path

import pytest

import commonweal
from commonweal.assurance import (
    FAMILIES,
    RULES,
    Family,
    Finding,
    PlanView,
    check,
    findings_of,
    rule,
)
from commonweal.base.declare.tables import declared
from commonweal.base.reading.forms import forms
from commonweal.money.parts import Capital
from commonweal.report.next_steps import next_steps
from commonweal.rulebook import MARKS, rulebook

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCE = Path(commonweal.__file__).parent
EXAMPLES_IN_DOCS = {"BED01"}
"""A code that docstrings and the command line show as what one looks like."""


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_keeps_its_promises(rule):
    assert re.fullmatch(r"[A-Z]{3}\d\d", rule.code), "a code is three letters, two digits"
    assert rule.why, "say why it matters"
    assert all((rule.passes, rule.fails)), "show one plan of each kind"
    assert rule.source, "name the document and the place in it"
    assert not rule.title.endswith("."), "a title is what is true of a good plan"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_rulebook_says_how_serious_every_rule_is_from_its_first_day(rule):
    rulebook()[f"severity.{rule.code}"].on(rule.since)  # else: add it to severity.toml


def beside_ned06(view):
    """What is found beside that a plan of no proposals proposes nothing."""
    return [one for one in findings_of(check(view)) if one.rule != "NED06"]


def test_every_rule_names_the_step_that_answers_it_and_no_step_answers_none():
    assert {rule.answer for rule in RULES.values()} == {step.code for step in next_steps()}


def test_the_tables_that_rules_need_are_tables_there_are():
    needed = {one.name for rule in RULES.values() for one in rule.needs if one.kind == "table"}
    assert needed <= set(declared())


def test_the_figures_that_rules_need_are_figures_that_a_run_has():
    """Riverside has every kind of figure, so nothing that a rule needs of it is misspelt."""
    run = commonweal.run(commonweal.read(EXAMPLES / "riverside"), draws=0)
    view = PlanView(run.plan, run.figures)
    needed = {one for rule in RULES.values() for one in rule.needs if one.kind == "figure"}
    assert needed
    assert [str(one) for one in needed if one.missing_from(view)] == []


def test_a_rule_is_a_function_a_severity_and_a_test_and_no_list_elsewhere_holds_it():
    code = re.compile(r"\b[A-Z]{3}\d\d\b")
    rules = [path for family in FAMILIES.values() for path in family.modules]
    for path in SOURCE.rglob("*.*"):
        if path.suffix in (".py", ".toml", ".jinja") and path.stem not in (*rules, "severity"):
            met = set(code.findall(path.read_text("utf-8"))) & set(RULES)
            assert met <= EXAMPLES_IN_DOCS, f"{path} names {met}"


def test_a_room_above_may_enter_rules_of_its_own_and_they_find_notes_until_they_are_graded(plan):
    def nobody_votes(_):
        """Votes count.

        Passes: a vote.
        Fails: none.
        """
        yield Finding(about="system", says="nobody voted", fix="vote")

    told = {"since": date(2020, 1, 1), "source": "s", "answer": "ask"}
    try:
        FAMILIES["VOT"] = Family("Votes")
        rule("VOT01", "Somebody votes", **told)(nobody_votes)
        rule("VOT02", "It is counted", needs=("vote.count@place",), **told)(nobody_votes)
        first, second = check(plan())[-2:]
    finally:
        for code in ("VOT01", "VOT02"):
            RULES.pop(code, None)
        FAMILIES.pop("VOT", None)
    assert (first.outcome, first.findings[0].severity) == ("finds", "note")
    assert (second.outcome, second.findings) == ("not asked", ())
    assert second.because == "the run has no figure vote.count by place"


def test_the_rulebook_grades_no_rule_there_is_not():
    graded = {code.removeprefix("severity.") for code in rulebook() if code.startswith("severity.")}
    assert graded == set(RULES)


@pytest.mark.parametrize("day", sorted({rule.since for rule in RULES.values()}))
def test_no_rule_reads_a_policy_number_before_its_first_day(plan, proposal, effect, day):
    """A plan with something for every rule to look at, held to the policy of an early day."""
    busy = proposal(
        effects=(effect(), effect("beds", -9)), capital=(Capital(year=2027, gbp=1.0, fund=None),)
    )
    seen = """
        measure                 | side     | site | organisation | service | year | central
        care.bed_days           | plan     | RX1  |              |         | 2027 | 99
        care.reconciling_factor | either     |      | RX1          | a       |      | 9
    """
    assert findings_of(check(plan(busy, efficiency=0.04, figures=seen, rulebook_day=day)))


def test_a_plan_with_nothing_in_it_is_read_without_a_murmur(plan):
    assert check(plan(rulebook_day=date(1990, 1, 1))) == ()
    assert beside_ned06(plan()) == []


def test_findings_that_stop_sign_off_come_first(plan, proposal, effect):
    both = (effect(design="none"), effect("beds", -9))
    scheme = proposal(title="SDEC", ramp_years=3, effects=both)
    serious = [one.severity for one in findings_of(check(plan(scheme)))]
    assert serious == sorted(serious, key=("stops_sign_off", "warning", "note").index)
    assert len(set(serious)) > 1


def test_how_serious_a_finding_is_can_be_set_for_a_run(plan):
    (found,) = beside_ned06(plan(efficiency=0.04, own={"severity.MNY01": "note"}))
    assert (found.severity, found.stops_sign_off) == ("note", False)


def test_a_code_is_never_used_twice_and_its_family_is_known():
    with pytest.raises(TypeError, match="never used again"):
        rule("BED01", "t", since=date(2020, 1, 1), source="s", answer="beds")(lambda _: iter(()))
    with pytest.raises(TypeError, match="not a family"):
        rule("XXX01", "t", since=date(2020, 1, 1), source="s", answer="beds")(lambda _: iter(()))


def test_what_the_rulebook_calls_certain_enough_are_words_of_the_capital_table():
    words = rulebook()["money.capital_certain_enough"].on(date(2026, 4, 1)).words
    assert set(words) <= set(declared()["capital"].column("certainty").one_of)


def test_an_assumption_may_wear_the_marks_of_the_rulebook_and_no_others():
    (mark,) = (key for key in forms()["assumption"].keys if key.name == "mark")
    assert set(mark.one_of) == set(MARKS)


KEYS = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|`[^`]*`")


@pytest.mark.parametrize("name", ["riverside", "south-yorkshire"])
def test_findings_are_told_in_words_and_names(name):
    """A key of a file may be named in brackets, after the words that say the same."""
    plan = commonweal.read(EXAMPLES / name)
    found = commonweal.run(plan, draws=0).findings
    codes = {code for table in ("sites", "services") for code in plan.names(table)}
    for one in found:
        for text in (one.says, one.fix):
            words = IN_BRACKETS.sub("", text)
            assert not KEYS.search(words), (one.rule, text)
            assert not codes & set(re.findall(r"[\w-]+", words)), (one.rule, text)
