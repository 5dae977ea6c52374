"""The compiler's judgements: each has its reason, and none is left that nothing reads."""

from pathlib import Path

import pytest

from compile.assumptions import ASSUMPTIONS, central_values
from compile.judgements import TABLE, numbers
from compile.projection_2018 import VARIANTS

COMPILER = Path(__file__).parents[2] / "scripts" / "compile"
SUBJECTS = {
    f"{subject}.{name}": entry
    for subject, entries in TABLE.items()
    if subject != "assumptions"
    for name, entry in entries.items()
}


@pytest.mark.parametrize("code", SUBJECTS)
def test_a_judgement_says_what_it_is_in_what_unit_and_why(code):
    entry = SUBJECTS[code]
    assert all(entry[key].strip() for key in ("says", "unit", "source"))
    assert entry["status"] in {"illustrative", "assumed", "rule", "published"}
    assert ("value" in entry) != ("values" in entry)


@pytest.mark.parametrize("code", SUBJECTS)
def test_a_judgement_is_read_by_the_compiler(code):
    words = "".join(path.read_text(encoding="utf-8") for path in COMPILER.glob("*.py"))
    assert f'"{code}"' in words


def test_the_weights_of_the_variants_sum_to_one_and_the_principal_leads():
    weights = numbers("people.variant_weight")
    assert set(weights) == set(VARIANTS)
    assert sum(weights.values()) == pytest.approx(1)
    assert max(weights, key=weights.get) == "principal"


def test_an_assumption_lies_inside_its_interval_and_its_limits():
    for assumption in ASSUMPTIONS:
        assert assumption.at_least <= assumption.low <= assumption.central, assumption.code
        assert assumption.central <= assumption.high <= assumption.at_most, assumption.code
    assert len(central_values()) == len(ASSUMPTIONS)


def test_the_parts_of_a_cost_are_the_whole_of_it():
    assert sum(numbers("money.cost_shares").values()) == pytest.approx(1)
