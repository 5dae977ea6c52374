import re
from datetime import date
from pathlib import Path

import pytest

import commonweal
from commonweal.assurance import RULES, check, rule
from commonweal.base.declare.tables import declared
from commonweal.base.reading.forms import forms
from commonweal.care.proposals import Capital
from commonweal.rulebook import MARKS, rulebook

EXAMPLES = Path(__file__).parents[2] / "examples"


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
        measure                 | scenario | site | organisation | service | year | central
        care.bed_days           | plan     | RX1  |              |         | 2027 | 99
        care.reconciling_factor | both     |      | RX1          | a       |      | 9
    """
    assert check(plan(busy, efficiency=0.04, figures=seen, rulebook_day=day))


def test_a_plan_with_nothing_in_it_is_read_without_a_murmur(plan):
    assert check(plan(rulebook_day=date(1990, 1, 1))) == ()
    assert check(plan()) == ()


def test_findings_that_stop_sign_off_come_first(plan, proposal, effect):
    both = (effect(design="none"), effect("beds", -9))
    scheme = proposal(title="SDEC", ramp_years=3, effects=both)
    serious = [one.severity for one in check(plan(scheme))]
    assert serious == sorted(serious, key=("stops_sign_off", "warning", "note").index)
    assert len(set(serious)) > 1


def test_how_serious_a_finding_is_can_be_set_for_a_run(plan):
    (found,) = check(plan(efficiency=0.04, own={"severity.MNY01": "note"}))
    assert (found.severity, found.stops_sign_off) == ("note", False)


def test_a_code_is_never_used_twice_and_its_family_is_known():
    with pytest.raises(TypeError, match="never used again"):
        rule("BED01", "t", since=date(2020, 1, 1), source="s")(lambda _: iter(()))
    with pytest.raises(TypeError, match="not a family"):
        rule("XXX01", "t", since=date(2020, 1, 1), source="s")(lambda _: iter(()))


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
