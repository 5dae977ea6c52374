"""Why: what a proposal does is traced in its own world, and its pairs to both of them."""

from pathlib import Path

import pytest

import commonweal
from commonweal.archive.why import why
from commonweal.base.figures.store import READINGS

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
LAST = {"year": "2030-31"}


@pytest.fixture(scope="module")
def run():
    return commonweal.run(commonweal.read(RIVERSIDE), draws=30)


def lines(branch):
    return [branch.says, *(line for below in branch.comes_from for line in lines(below))]


@pytest.mark.parametrize("reading", READINGS)
def test_a_share_comes_from_care_if_nothing_changes(run, reading):
    about = {"proposal": "care-homes", "place": "NOR", "service": "emergency_admissions", **LAST}
    told = lines(
        why(
            run.plan,
            run.figures,
            "care.activity_by_proposal",
            {**about, "side": "change", "reading": reading},
        )
    )
    care = next(line for line in told if line.startswith("care.activity_of_residents"))
    assert care.splitlines()[1].endswith(" nothing")
    assert any(line.startswith("proposal:care-homes") for line in told)
    assert not any(line.startswith("proposal:same-day-care") for line in told)


def test_an_overlap_comes_from_both_proposals(run):
    pair = {"proposal": "care-homes", "other": "same-day-care", **LAST}
    pair["service"] = "emergency_admissions"
    told = lines(why(run.plan, run.figures, "care.overlap", pair))
    for code in ("care-homes", "same-day-care"):
        assert any(line.startswith(f"proposal:{code}") for line in told)


def test_people_come_from_a_projection_that_is_named_with_its_source(run):
    told = "\n".join(
        lines(why(run.plan, run.figures, "people.residents", {"place": "NOR", **LAST}))
    )
    variants = run.plan.tables["variants"].sort("weight", descending=True)
    assert f"{variants['variant'][0]}: {variants['source'][0]}" in told
