"""Whatever a folder can hold that reads well, its rules find what they find and raise nothing."""

from datetime import date

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.base.figures import FIGURE_SCHEMA
from commonweal.care.proposals import Capital, Claim, DoubleRunning, OneOffIncome, StaffNeeded
from commonweal.plan.assurance import PlanView, check
from commonweal.plan.system import Waiver

YEARS = st.integers(2025, 2035)
GBP = st.floats(0, 1e10)
WORDS = st.text(max_size=60) | st.sampled_from(["", "An SDEC. " * 9, "(((((", "NHS ICB&ICP"])
KINDS = st.sampled_from(["reduce", "move", "shorten", "move_site", "beds"])
DESIGNS = st.sampled_from(["randomised_trial", "before_and_after", "expert_opinion", "none"])
SITES = st.sampled_from(["RX1", "RX2", None])
MEASURES = ["care.bed_days", "care.beds_open", "care.beds_needed", "care.reconciling_factor"]
BY_PROPOSAL = ["money.by_proposal", "care.bed_days_by_proposal"]

FIGURES = st.lists(
    st.fixed_dictionaries(
        {
            "measure": st.sampled_from(MEASURES + BY_PROPOSAL),
            "scenario": st.sampled_from(["plan", "change", "both"]),
            "organisation": st.sampled_from(["RX", None]),
            "site": SITES,
            "service": st.sampled_from(["emergency", None]),
            "proposal": st.sampled_from(["scheme", "(rest)", None]),
            "year": YEARS | st.none(),
            "central": st.floats(-1e12, 1e12),
            "high": st.floats(-1e12, 1e12) | st.none(),
        }
    ),
    max_size=12,
)

TOLD = st.fixed_dictionaries(
    {
        "title": WORDS,
        "summary": WORDS,
        "affected": WORDS,
        "start": YEARS,
        "ramp_years": st.integers(1, 30),
        "end": YEARS | st.none(),
        "one_off_income": st.lists(
            st.builds(
                OneOffIncome, organisation=st.just("RX"), year=YEARS, gbp=GBP, kind=st.just("grant")
            ),
            max_size=2,
        ),
        "double_running": st.lists(
            st.builds(DoubleRunning, organisation=st.just("RX"), first=YEARS, last=YEARS, gbp=GBP),
            max_size=2,
        ),
        "capital": st.lists(
            st.builds(Capital, year=YEARS, gbp=GBP, fund=st.sampled_from(["estate", None])),
            max_size=2,
        ),
        "staff": st.lists(
            st.builds(
                StaffNeeded,
                group=st.just("nurses"),
                organisation=st.just("RX"),
                wte=GBP,
                first=YEARS,
            ),
            max_size=2,
        ),
        "claims": st.lists(
            st.builds(
                Claim,
                gbp=st.floats(-1e10, 1e10),
                recurrent=st.booleans(),
                cash_releasing=st.booleans(),
            ),
            max_size=2,
        ),
    }
)

EFFECTS = st.lists(
    st.tuples(KINDS, st.floats(-500, 500), DESIGNS, WORDS, SITES),
    max_size=4,
)

WAIVERS = st.lists(
    st.builds(
        Waiver,
        rule=st.sampled_from(["BED01", "XYZ99"]),
        about=st.sampled_from(["RX1", "scheme"]),
        reason=WORDS,
        approved_by=WORDS,
        last_day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    ),
    max_size=2,
)


@given(TOLD, EFFECTS, FIGURES, WAIVERS, st.dates(date(2000, 1, 1), date(2040, 1, 1)))
@settings(
    max_examples=50,
    deadline=None,
    # The fixtures are functions that build a plan anew; they keep nothing between examples.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_rules_find_and_never_raise(plan, proposal, effect, told, effects, figures, waivers, day):
    built = tuple(
        effect(kind, size, design=design, evidence=evidence, from_site=site)
        for kind, size, design, evidence, site in effects
    )
    parts = {name: tuple(one) if isinstance(one, list) else one for name, one in told.items()}
    scheme = proposal(effects=built, **parts)
    capital = {"capital": "fund | year | gbp | certainty\nestate | 2027 | 5e6 | agreed"}
    view = plan(scheme, efficiency=0.03, tables=capital, waivers=tuple(waivers), rulebook_day=day)
    view = PlanView(view.system, pl.DataFrame(figures, schema=FIGURE_SCHEMA))
    for finding in check(view):
        assert all((finding.says, finding.fix, finding.about, finding.severity))
