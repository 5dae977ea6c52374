from datetime import date

from commonweal.assurance import check, findings_of
from commonweal.money.parts import DoubleRunning
from commonweal.staff.parts import Post


def beside_ned06(view):
    """What is found beside that a plan of no proposals proposes nothing."""
    return [one for one in findings_of(check(view)) if one.rule != "NED06"]


def beds_of(full, year=2027, open_=100):
    """Figures of one site with so many beds full on an average night; the base year has 365."""
    nights = 365
    return f"""
        measure        | side     | site | year   | central
        care.bed_days  | plan     | RX1  | {year} | {full * nights}
        care.beds_open | plan     | RX1  | {year} | {open_}
    """


def test_bed01_passes_at_the_ceiling(plan, findings):
    assert findings("BED01", plan(figures=beds_of(full=92))) == []


def test_bed01_fails_above_the_ceiling_and_names_the_site(plan, findings):
    assert findings("BED01", plan(figures=beds_of(full=95))) == [
        (
            "RX1: more than 92% of its beds are full on an average night in 2027-28; at "
            "worst 95 patients for 100 beds, in 2027-28"
        )
    ]


def test_bed01_folds_years_and_tells_the_worst(plan, findings):
    figures = """
        measure        | side     | site | year | central
        care.bed_days  | plan     | RX1  | 2028 | 34675
        care.bed_days  | plan     | RX1  | 2029 | 36500
        care.beds_open | plan     | RX1  | 2028 | 100
        care.beds_open | plan     | RX1  | 2029 | 100
    """
    assert findings("BED01", plan(figures=figures)) == [
        (
            "RX1: more than 92% of its beds are full on an average night in 2028-29 to "
            "2029-30; at worst 100 patients for 100 beds, in 2029-30"
        )
    ]


def test_bed01_asks_no_less_of_a_leap_year(plan, findings):
    too_full = beds_of(full=92 * 365.5 / 365, year=2027)  # 2027-28 has 366 nights
    assert len(findings("BED01", plan(figures=too_full))) == 1
    assert len(findings("BED01", plan(figures=too_full.replace("2027", "2028")))) == 1


def test_bed01_looks_at_the_plans_years_and_not_at_the_base_year(plan, findings):
    assert findings("BED01", plan(figures=beds_of(full=99, year=2026))) == []


def test_bed01_says_how_many_more_beds_would_do(plan):
    (found,) = beside_ned06(plan(figures=beds_of(full=95)))
    assert found.fix == "open 4 more beds, or plan for fewer nights in them"  # 95 / 0.92 = 103.3
    assert found.stops_sign_off


def test_bed01_is_silent_before_there_was_a_ceiling(plan, findings):
    early = plan(figures=beds_of(full=99), rulebook_day=date(2022, 4, 1))
    assert findings("BED01", early) == []


# Whatever stands in for beds is enough in its first year in full effect.
ENOUGH = """
    measure                   | side     | proposal | site | year | central
""" + "".join(
    f"""
    care.bed_days             | plan     |          | RX1  | {year} | 30000
    care.beds_needed          | plan     |          |      | {year} | 100
    care.bed_days_by_proposal | change   | scheme   |      | {year} | -30000
    care.bed_days_by_proposal | change   | team     |      | {year} | -30000
"""
    for year in range(2027, 2032)
)


def nurses(first):
    return (Post(group="nurses", organisation="RX", wte=30, first=first),)


def test_bed02_passes_where_beds_close_as_the_other_care_is_in_full_effect(
    plan, proposal, effect, findings
):
    both = proposal(ramp_years=1, effects=(effect(), effect("beds", -40)))
    assert findings("BED02", plan(both, figures=ENOUGH)) == []


def test_bed02_fails_where_the_other_care_is_still_growing(plan, proposal, effect, findings):
    both = proposal(ramp_years=3, effects=(effect(), effect("beds", -40)))
    assert findings("BED02", plan(both, figures=ENOUGH)) == [
        (
            "scheme: 40 beds at RX1 close from 2027-28; what stands in their place is in full "
            "effect from 2029-30, and nothing pays to run both in 2027-28 to 2028-29"
        )
    ]


def test_bed02_passes_where_both_run_until_it_is(plan, proposal, effect, findings):
    side_by_side = DoubleRunning(organisation="RX", first=2027, last=2028, gbp=1e6)
    both = proposal(
        ramp_years=3, effects=(effect(), effect("beds", -40)), double_running=(side_by_side,)
    )
    assert findings("BED02", plan(both, figures=ENOUGH)) == []


def test_bed02_fails_where_double_running_stops_a_year_short(plan, proposal, effect, findings):
    short = DoubleRunning(organisation="RX", first=2027, last=2027, gbp=1e6)
    both = proposal(ramp_years=3, effects=(effect(), effect("beds", -40)), double_running=(short,))
    assert findings("BED02", plan(both, figures=ENOUGH))[0].endswith(
        "nothing pays to run both in 2028-29"
    )


def test_bed02_fails_where_nothing_stands_in_their_place(plan, proposal, effect, findings):
    unrelated = proposal("clinic", effects=(effect(services=("outpatients",)),))
    only = proposal(effects=(effect("beds", -40),))
    assert findings("BED02", plan(only, unrelated, figures=ENOUGH)) == [
        "scheme: 40 beds at RX1 close from 2027-28, and nothing in the plan stands in their place"
    ]


def test_bed02_lets_another_proposal_stand_in(plan, proposal, effect, findings):
    only = proposal(start=2028, effects=(effect("beds", -40),))
    team = proposal("team", start=2026, ramp_years=3, effects=(effect("shorten"),))
    assert findings("BED02", plan(only, team, figures=ENOUGH)) == []
    late = proposal("team", start=2027, ramp_years=3, effects=(effect("shorten"),))
    assert len(findings("BED02", plan(only, late, figures=ENOUGH))) == 1


# A team in full effect from 2027-28. A plan's bed-days need a bed for every 300 of them here.
FREED = """
    measure                   | side     | proposal | site | year | central
    care.bed_days             | plan     |          | RX1  | 2027 | 30000
    care.bed_days             | plan     |          | RX1  | 2028 | 30000
    care.beds_needed          | plan     |          |      | 2027 | 100
    care.beds_needed          | plan     |          |      | 2028 | 100
    care.bed_days_by_proposal | change   | team     |      | 2027 | -6000
    care.bed_days_by_proposal | change   | team     |      | 2028 | -12000
"""


def leaning(proposal, effect, beds, **told):
    only = proposal(start=2027, effects=(effect("beds", -beds),), **told)
    return only, proposal("team", start=2026, ramp_years=2, effects=(effect(),))


def test_bed02_passes_where_others_free_as_many_beds_as_close(plan, proposal, effect, findings):
    closing_20 = plan(*leaning(proposal, effect, 6000 / 300), figures=FREED)
    assert findings("BED02", closing_20) == []


def test_bed02_fails_where_others_free_as_many_only_a_year_later(plan, proposal, effect, findings):
    closing_21 = plan(*leaning(proposal, effect, 21), figures=FREED)
    assert findings("BED02", closing_21) == [
        (
            "scheme: 21 beds at RX1 close from 2027-28; what stands in their place is in full "
            "effect from 2028-29, and nothing pays to run both in 2027-28"
        )
    ]


def test_bed02_fails_where_others_never_free_as_many(plan, proposal, effect, findings):
    closing_41 = plan(*leaning(proposal, effect, 12000 / 300 + 1), figures=FREED, last_year=2028)
    assert findings("BED02", closing_41) == [
        (
            "scheme: 41 beds at RX1 close from 2027-28; what stands in their place frees 40 beds "
            "at most, and nothing pays to run both in 2027-28 to 2028-29"
        )
    ]


def test_bed02_lets_two_closures_share_what_others_free(plan, proposal, effect, findings):
    ward, team = leaning(proposal, effect, 15)
    other = proposal("other", start=2028, effects=(effect("beds", -25),))
    assert findings("BED02", plan(ward, other, team, figures=FREED, last_year=2028)) == []
    more = proposal("other", start=2028, effects=(effect("beds", -26),))
    assert findings("BED02", plan(ward, more, team, figures=FREED, last_year=2028)) == [
        (
            "other: 26 beds at RX1 close from 2028-29; what stands in their place frees 40 beds "
            "at most, and nothing pays to run both in 2028-29"
        )
    ]


def test_bed02_asks_as_much_of_the_rest_of_the_same_proposal(plan, proposal, effect, findings):
    def closing(beds):
        return proposal("team", start=2027, effects=(effect(), effect("beds", -beds)))

    assert findings("BED02", plan(closing(20), figures=FREED)) == []
    assert len(findings("BED02", plan(closing(21), figures=FREED))) == 1


def test_bed02_lets_beds_elsewhere_stand_in_and_beds_at_the_same_site_not(
    plan, proposal, effect, findings
):
    elsewhere = proposal(effects=(effect("beds", -40), effect("beds", 40, from_site="RX2")))
    assert findings("BED02", plan(elsewhere, figures=ENOUGH)) == []
    same = proposal(effects=(effect("beds", -40), effect("beds", 40)))
    assert len(findings("BED02", plan(same, figures=ENOUGH))) == 1


def test_bed03_passes_where_staff_start_as_the_beds_close(plan, proposal, effect, findings):
    both = proposal(effects=(effect(), effect("beds", -40)), staff=nurses(2027))
    assert findings("BED03", plan(both)) == []


def test_bed03_fails_where_staff_start_a_year_later(plan, proposal, effect, findings):
    both = proposal(effects=(effect(), effect("beds", -40)), staff=nurses(2028))
    assert findings("BED03", plan(both)) == [
        (
            "scheme: 40 beds at RX1 close from 2027-28; "
            "of staff for what stands in their place it names none before 2028-29"
        )
    ]


def test_bed03_fails_where_no_staff_are_named(plan, proposal, effect, findings):
    both = proposal(effects=(effect(), effect("beds", -40)))
    assert findings("BED03", plan(both))[0].endswith("it names none at all")


def test_bed03_asks_no_staff_of_shorter_stays(plan, proposal, effect, findings):
    shorter = effect("shorten", services=("emergency_days",))
    assert findings("BED03", plan(proposal(effects=(shorter, effect("beds", -40))))) == []


def taking_on(planned, without=85):
    """A site with 100 beds, and so many full a night with the plan and without it."""
    return f"""
        measure        | side     | site | year | central
        care.bed_days  | plan     | RX2  | 2028 | {planned * 365}
        care.bed_days  | nothing  | RX2  | 2028 | {without * 365}
        care.beds_open | plan     | RX2  | 2028 | 100
    """


def moving(proposal, effect):
    return proposal(effects=(effect("move_site", 0.2, to_site="RX2"),))


def test_bed04_passes_where_the_taking_site_has_room(plan, proposal, effect, findings):
    assert findings("BED04", plan(moving(proposal, effect), figures=taking_on(92))) == []


def test_bed04_fails_where_it_has_none(plan, proposal, effect, findings):
    assert findings("BED04", plan(moving(proposal, effect), figures=taking_on(98))) == [
        ("scheme.1: RX2 takes on care from RX1, and more than 92% of its beds are full in 2028-29")
    ]


def test_bed04_leaves_a_site_that_was_as_full_before_to_bed01(plan, proposal, effect, findings):
    full = plan(moving(proposal, effect), figures=taking_on(98, without=98))
    assert findings("BED04", full) == []
