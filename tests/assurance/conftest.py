"""Tiny worlds for rules: a plan in a few lines, with only what the rule looks at."""

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from commonweal.assurance import PlanView, check, findings_of
from commonweal.base.figures.keys import KEYS, level_of
from commonweal.base.figures.query import Figures
from commonweal.base.numbers.interval import Interval
from commonweal.care.effects import effect_kinds
from commonweal.plan.parts import Consultation, Decision
from commonweal.plan.proposals import Proposal
from commonweal.plan.system import Assumption, Plan

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"

SERVICES = """
    service        | setting    | unit        | stays_of
    emergency      | emergency  | admission   |
    emergency_days | emergency  | bed_day     | emergency
    outpatients    | outpatient | appointment |
    ae             | emergency  | attendance  |
    home_visits    | community  | contact     |
"""

# In each town 1,000 women of 70 and 1,000 men of 40. Emergency stays a year: 500 and 100.
TWO_TOWNS = {
    "places": """
        place | name
        ASH   | Ashby
        ELM   | Elmton
    """,
    "variants": """
        variant | weight
        other   | 0.2
        main    | 0.8
    """,
    "population": """
        place | variant | year | sex    | age | people
        ASH   | main    | 2026 | female | 70  | 1000
        ASH   | main    | 2026 | male   | 40  | 1000
        ASH   | other   | 2026 | male   | 40  | 9999
        ASH   | main    | 2027 | male   | 40  | 9999
        ELM   | main    | 2026 | female | 70  | 1000
        ELM   | main    | 2026 | male   | 40  | 1000
    """,
    "rates": """
        place | service        | sex    | age_from | age_to | rate
        ASH   | emergency      | all    | 0        | 64     | 0.1
        ASH   | emergency      | female | 65       | 90     | 0.5
        ASH   | emergency_days | all    | 0        | 90     | 2
        ELM   | emergency      | all    | 0        | 64     | 0.1
        ELM   | emergency      | female | 65       | 90     | 0.5
        ELM   | emergency_days | all    | 0        | 90     | 2
    """,
}


def drawn(text):
    """A frame from a table drawn in a test; blanks are null, numbers are numbers."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    head, *rows = ([cell.strip() for cell in line.split("|")] for line in lines)
    return pl.DataFrame([dict(zip(head, map(_cell, row), strict=True)) for row in rows])


def numbered(frame):
    """A frame with the rows that a spreadsheet would show."""
    return frame.with_columns(row=pl.int_range(2, frame.height + 2))


def with_levels(rows):
    """Figures drawn in a test, with the level their keys say; shares, where of a proposal."""
    for row in rows:
        keys = [key for key in KEYS if row.get(key) is not None]
        by_proposal = row["measure"].endswith("by_proposal")
        row |= {"level": level_of(keys), "reading": "share" if by_proposal else None}
    return pl.DataFrame(rows, infer_schema_length=None)


@pytest.fixture(scope="session")
def leveled():
    return with_levels


def _cell(word):
    try:
        return float(word)
    except ValueError:
        return word or None


@pytest.fixture
def towns():
    """Tables of two towns, with their people and the care they use."""
    return TWO_TOWNS


@pytest.fixture
def effect():
    def make(kind="reduce", size=0.05, **told):
        return effect_kinds()[kind](
            **{
                "code": "scheme.1",
                "services": () if kind == "beds" else ("emergency",),
                "places": (),
                "age_from": 0,
                "age_to": 90,
                "sex": "all",
                "size": Interval.certain(size),
                "to_service": None,
                "ratio": None,
                "nothing_instead": None,
                "stay_ratio": 1.0,
                "from_site": "RX1" if kind in ("beds", "move_site") else None,
                "to_site": None,
                "evidence": "a study",
                "design": "matched_comparison",
                "strength": "moderate",
                "studied": None,
                **told,
            }
        )

    return make


GROUPS = (
    *("effects", "running_costs", "one_off_income"),
    *("double_running", "capital", "staff", "claims"),
)
"""How a test may hand a proposal's parts over: those of a kind together."""


@pytest.fixture
def proposal():
    def make(code="scheme", **told):
        parts = [part for group in GROUPS for part in told.pop(group, ())]
        first, last = (told.pop(f"consultation_{end}", None) for end in ("from", "to"))
        parts += [Consultation(first=first, last=last)]
        day = told.pop("decision_day", None)
        parts += [Decision(day=day)] if day else []
        return Proposal(
            **{
                "code": code,
                "title": "A scheme",
                "summary": "More care at home.",
                "lead": "RX",
                "level": "patient",
                "need": None,
                "affected": "People who live here.",
                "affected_people": None,
                "start": 2027,
                "ramp_years": 1,
                "end": None,
                "status": "illustrative",
                "partners": (),
                "places": (),
                "parts": tuple(parts),
                **told,
            }
        )

    return make


@pytest.fixture
def plan():
    """Builds a plan of 2027-28 to 2031-32; figures and tables are drawn as text."""

    def make(*proposals, figures="", efficiency=None, own=None, **told):
        tables = {"services": SERVICES, **TWO_TOWNS, **told.pop("tables", {})}
        return PlanView(
            Plan(
                **{
                    "name": "Riverside",
                    "about": "A made-up system.",
                    "illustrative": True,
                    "base_year": 2026,
                    "first_year": 2027,
                    "last_year": 2031,
                    "price_year": 2026,
                    "rulebook_day": date(2026, 4, 1),
                    "lead": "RX",
                    "sources": (),
                    "tables": {name: numbered(drawn(text)) for name, text in tables.items()},
                    "assumptions": {} if efficiency is None else _assume(efficiency),
                    "proposals": proposals,
                    "waivers": (),
                    "folder": Path(),
                    "policy": own or {},
                    **told,
                }
            ),
            Figures.from_frames([with_levels(drawn(figures).to_dicts())] if figures else []),
        )

    return make


def _assume(rate):
    code = "money.efficiency"
    return {
        code: Assumption(
            code=code,
            says="Efficiency.",
            unit="share a year",
            interval=Interval.certain(rate),
            source="our test",
            owner="us",
            mark="A",
            status="assumed",
        )
    }


def because(code, plan):
    """Why a rule could not be asked of a plan; nothing if it was, or holds on no such day."""
    return next((one.because for one in check(plan) if one.rule == code), "")


@pytest.fixture
def not_asked():
    """Why one rule could not be asked of a plan."""
    return because


@pytest.fixture
def findings():
    """What one rule finds in a plan, as 'about: says'."""

    def find(code, plan):
        found = findings_of(check(plan))
        assert all(one.fix and not one.fix.endswith(".") for one in found), "say how to fix it"
        assert not because(code, plan), "it was not asked"
        return [f"{one.about}: {one.says}" for one in found if one.rule == code]

    return find


@pytest.fixture
def riverside(tmp_path):
    """A copy of Riverside, to write in."""
    shutil.copytree(RIVERSIDE, tmp_path / "mine")
    return tmp_path / "mine"
