"""What a proposal may say of its evidence and its consultation, from the file to the value."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from commonweal import read
from commonweal.base.reading.problems import ProblemsFound

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"


@pytest.fixture
def riverside(tmp_path):
    """A copy of Riverside whose care-homes proposal can be rewritten."""
    shutil.copytree(RIVERSIDE, tmp_path / "riverside")
    path = tmp_path / "riverside" / "proposals" / "care-homes.toml"

    def rewritten(at, *lines):
        words = path.read_text("utf-8")
        assert at in words
        path.write_text(words.replace(at, "\n".join((*lines, at)), 1), "utf-8")
        return path.parents[1]

    return rewritten


def problems_of(folder):
    with pytest.raises(ProblemsFound) as found:
        read(folder)
    return [(one.code, one.column, one.says, one.fix) for one in found.value.problems]


def test_all_that_may_be_left_out_may_be_left_out():
    proposals = {one.code: one for one in read(RIVERSIDE).proposals}
    del proposals["same-day-care"]
    for proposal in proposals.values():
        assert proposal.decision_day is None
        assert proposal.decided_by == ()
        assert proposal.how_to_answer == ""
        assert proposal.engaged == ()


def test_what_is_said_arrives(riverside):
    folder = riverside(
        'start = "2026-27"',
        'need_source = "Needs assessment 2024, chapter 3"',
        'inequalities = "People without a telephone: the nurse calls in."',
        'engaged = ["May 2025: residents of three homes"]',
        'consultation_from = "1 June 2025"',
        "consultation_to = 2025-09-01",
        "decision_day = 2025-10-01",
    )
    told = {one.code: one for one in read(folder).proposals}["care-homes"]
    assert told.need_source == "Needs assessment 2024, chapter 3"
    assert told.engaged == ("May 2025: residents of three homes",)
    assert (told.consultation_from, told.consultation_to, told.decision_day) == (
        date(2025, 6, 1),
        date(2025, 9, 1),
        date(2025, 10, 1),
    )


def test_an_effect_cites_the_evidence_library(riverside):
    folder = riverside("design = ", 'cites = "rushcliffe-admissions"')
    told = {one.code: one for one in read(folder).proposals}["care-homes"]
    assert told.effects[0].cites == "rushcliffe-admissions"


def test_a_study_that_is_not_there_is_a_problem_with_the_nearest_that_is(riverside):
    folder = riverside("design = ", 'cites = "rushclif-admissions"')
    assert problems_of(folder) == [
        (
            "X01",
            "effect 1 cites",
            "'rushclif-admissions' is not in the evidence library",
            "write 'rushcliffe-admissions'",
        )
    ]


def test_a_consultation_that_ends_before_it_begins_is_a_problem(riverside):
    folder = riverside(
        'start = "2026-27"', "consultation_from = 2025-09-01", "consultation_to = 2025-06-01"
    )
    ((code, column, _, fix),) = problems_of(folder)
    assert (code, column) == ("D07", "consultation_to")
    assert fix == "write the earlier day as consultation_from"
