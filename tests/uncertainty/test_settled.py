import numpy as np
import pytest

from commonweal.base.figures.query import Figures
from commonweal.base.figures.spread import figures, share_of_draws, spread_of
from commonweal.base.numbers.chance import Chance
from commonweal.uncertainty.settled import OF_A_CHANCE, OF_A_RANGE, whether_settled

YEARS = [2029, 2030]


def drawn(draws, *shape):
    return Chance(5).stream("test.settled").standard_normal((1 + draws, *shape))


def run_of(*frames):
    return Figures.from_frames(frames)


def balances(draws, body=None):
    axes = {"year": YEARS} | ({"organisation": [body]} if body else {})
    values = drawn(draws, *(len(labels) for labels in axes.values()))
    return figures("money.balance", spread_of(values), axes, "plan", unit="GBP")


def chances(true):
    axes = {"year": YEARS[-1:]}
    share = share_of_draws(true[:, None])
    return figures("money.chance_of_balance", share, axes, "plan", unit="share")


def test_of_the_system_every_year_is_looked_at_and_of_a_body_the_last():
    found = whether_settled(run_of(balances(4_000), balances(4_000, "H")), 4_000)
    assert found.looked_at == {"money.balance": 3}
    assert found.unsettled == ()
    assert found.draws_needed == 4_000


def test_a_figure_without_draws_is_not_looked_at():
    found = whether_settled(run_of(balances(0)), 0)
    assert (found.figures, found.unsettled) == (0, ())


def test_a_range_of_too_few_draws_says_how_many_would_do():
    found = whether_settled(run_of(balances(100)), 100)
    assert [one.year for one in found.unsettled] == YEARS
    for one in found.unsettled:
        assert one.draws_needed == np.ceil(100 * (one.error / one.allowed) ** 2)
    frame = balances(100)
    width = (frame["high"] - frame["low"]).to_list()
    assert [one.allowed for one in found.unsettled] == pytest.approx(
        [OF_A_RANGE * w for w in width]
    )


def test_a_chance_of_a_half_needs_a_quarter_over_the_square_of_what_is_allowed():
    found = whether_settled(run_of(chances(np.arange(401) % 2 == 0)), 400)
    (one,) = found.unsettled
    # By theory 625 for two in a hundred; Wilson's error is 1 part in 401 less than the usual.
    assert one.draws_needed == pytest.approx(0.25 / OF_A_CHANCE**2, rel=2 / 401)


def test_no_number_of_draws_settles_detail_that_rests_on_the_first_few():
    found = whether_settled(run_of(balances(100)), 10_000)
    assert {one.draws_needed for one in found.unsettled} == {np.inf}
