"""Whatever a folder can hold that reads well, its rules find what they find and raise nothing."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.assurance import PlanView, check, findings_of
from commonweal.base.figures.query import Figures
from commonweal.base.figures.store import SIDES
from commonweal.base.numbers.interval import Interval
from commonweal.money.parts import Capital, Claim, DoubleRunning, OneOffIncome, RunningCost
from commonweal.plan.system import Waiver
from commonweal.rulebook import evidence_library
from commonweal.staff.parts import Post

YEARS = st.integers(2025, 2035)
GBP = st.floats(0, 1e10)
WORDS = st.text(max_size=60) | st.sampled_from(["", "An SDEC. " * 9, "(((((", "NHS ICB&ICP"])
KINDS = st.sampled_from(["reduce", "move", "shorten", "move_site", "beds"])
DESIGNS = st.sampled_from(["randomised_trial", "before_and_after", "expert_opinion", "none"])
SITES = st.sampled_from(["RX1", "RX2", None])
MEASURES = ["care.bed_days", "care.beds_open", "care.beds_needed", "care.reconciling_factor"]
MORE = [
    "care.activity_of_residents",
    "care.activity_at",
    "money.balance",
    "money.recurrent_balance",
]
BY_PROPOSAL = ["money.by_proposal", "care.bed_days_by_proposal"]
CITES = st.sampled_from([None, *evidence_library(), "no-such-study"])
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1)) | st.none()

FIGURES = st.lists(
    st.fixed_dictionaries(
        {
            "measure": st.sampled_from(MEASURES + MORE + BY_PROPOSAL),
            "side": st.sampled_from(SIDES),
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
        "need": WORDS | st.none(),
        "need_source": WORDS | st.none(),
        "inequalities": WORDS | st.none(),
        "affected_people": GBP | st.none(),
        "engaged": st.lists(WORDS, max_size=2),
        "consultation_from": DAYS,
        "consultation_to": DAYS,
        "decision_day": DAYS,
        "level": st.sampled_from(["patient", "service", "organisation"]),
        "running_costs": st.lists(
            st.builds(
                RunningCost,
                code=st.just("scheme.1"),
                organisation=st.just("RX"),
                gbp=GBP.map(Interval.certain),
            ),
            max_size=2,
        ),
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
                Post,
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
    st.tuples(KINDS, st.floats(-500, 500), DESIGNS, WORDS, SITES, CITES),
    max_size=4,
)

TABLES = {
    "capital": "fund | year | gbp | certainty\nestate | 2027 | 5e6 | agreed",
    "organisations": "organisation | kind\nRX | acute_trust",
    "sites": "site | organisation | place\nRX1 | RX | ASH\nRX2 | RX |",
    "beds": "site | year | beds_open\nRX1 | 2026 | 5",
    "income": "organisation | source_of_income | gbp\nRX | contract | 5",
    "registered": "place | lives_in | patients\nASH | ASH | 5",
    "incoming": "site | service | activity\nRX1 | emergency | 5",
    "flows": "place | service | site | share\nASH | emergency | RX1 | 1\nELM | emergency | RX2 | 1",
    "deprivation": "place | share_in_most_deprived_fifth\nASH | 0.5",
    "costs": (
        "organisation | service | given_by | fixed_gbp | step_units | step_gbp | variable_gbp\n"
        "RX | emergency | RX | 5 | 5 | 5 | 5\nRX | emergency_days | RX | 5 | | | 5"
    ),
}

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
def test_rules_find_and_never_raise(
    plan, proposal, effect, towns, leveled, told, effects, figures, waivers, day
):
    built = tuple(
        effect(
            kind, size, design=design, evidence=evidence, from_site=site, to_site=site, cites=code
        )
        for kind, size, design, evidence, site, code in effects
    )
    parts = {name: tuple(one) if isinstance(one, list) else one for name, one in told.items()}
    scheme = proposal(effects=built, **parts)
    more = proposal("more", effects=tuple(replace(one, code="more.1") for one in built))
    tables = {**towns, **TABLES} if effects else TABLES
    view = plan(
        scheme, more, efficiency=0.03, tables=tables, waivers=tuple(waivers), rulebook_day=day
    )
    view = PlanView(view.plan, Figures.from_frames([leveled(figures)] if figures else []))
    for finding in findings_of(check(view)):
        assert all((finding.says, finding.fix, finding.about, finding.severity))
