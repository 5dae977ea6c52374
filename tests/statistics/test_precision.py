import numpy as np
import pytest

from commonweal.base.figures.standard_error import chance_error
from commonweal.base.numbers.chance import Chance
from commonweal.statistics.precision import chance_interval


def test_a_chance_never_seen_is_not_surely_zero():
    low, high = chance_interval(0, 100, covers=0.95)
    assert low == 0
    assert high == pytest.approx(1.96**2 / (100 + 1.96**2), rel=1e-3)
    assert chance_error(np.array([0.0, 1.0]), 100) == pytest.approx([0.5 / 101] * 2)


def test_wilsons_intervals_hold_the_truth_as_often_as_they_say():
    luck = Chance(3).stream("test.wilson")
    ends = [chance_interval(int(hits), 400) for hits in luck.binomial(400, 0.3, 4_000)]
    held = np.mean([low <= 0.3 <= high for low, high in ends])
    assert held == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / 4_000) + 0.02)  # hits are whole
