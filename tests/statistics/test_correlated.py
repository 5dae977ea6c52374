import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.base.numbers.chance import Chance
from commonweal.statistics.correlation import CorrelationsContradict, pearson_of, tied_normals, ties
from commonweal.statistics.shapes import Points, shape_of

DRAWS = 20_000


def normals(*names, draws=DRAWS):
    luck = Chance(4)
    return {name: luck.normals(name, draws) for name in names}


def spearman(a, b):
    ranks = [np.argsort(np.argsort(x)) for x in (a, b)]
    return np.corrcoef(*ranks)[0, 1]


@pytest.mark.parametrize("rho", [-0.9, -0.3, 0.2, 0.7, 0.95])
def test_ranks_have_the_correlation_that_is_written(rho):
    z = tied_normals(normals("pay", "prices"), ties({("pay", "prices"): rho}))
    assert spearman(z["pay"], z["prices"]) == pytest.approx(rho, abs=4 / np.sqrt(DRAWS))


def test_correlation_lives_through_the_shapes():
    z = tied_normals(normals("a", "b"), ties({("a", "b"): 0.6}))
    a = shape_of("lognormal", Points(1, 2, 5)).at(z["a"])
    b = shape_of("beta", Points(0.1, 0.2, 0.4)).at(z["b"])
    assert spearman(a, b) == pytest.approx(0.6, abs=4 / np.sqrt(DRAWS))


def test_each_number_keeps_its_own_spread():
    given_pairs = {("a", "b"): 0.8, ("b", "c"): -0.5, ("a", "c"): -0.3}
    z = tied_normals(normals("a", "b", "c"), ties(given_pairs))
    for one in z.values():
        assert np.quantile(one, [0.1, 0.5, 0.9]) == pytest.approx([-1.2816, 0, 1.2816], abs=0.05)


def test_without_correlations_no_draw_moves():
    z = normals("a", "b", draws=5)
    assert ties({}) == ()
    assert ties({("a", "b"): 0.0}) == ()
    assert all(one is z[name] for name, one in tied_normals(z, ()).items())


def test_a_correlated_pair_moves_only_those_it_names_and_not_the_first():
    z = normals("a", "b", "c", "d", draws=50)
    first = tied_normals(z, ties({("a", "b"): 0.5}))
    both = tied_normals(z, ties({("d", "c"): -0.4, ("a", "b"): 0.5}))
    assert first["a"] is z["a"]
    assert (first["b"] != z["b"]).all()
    assert first["c"] is z["c"]
    assert both["c"] is z["c"]
    assert (both["d"] != z["d"]).all()
    assert np.array_equal(first["b"], both["b"])


def test_the_order_of_writing_changes_nothing():
    z = normals("a", "b", "c", draws=50)
    one = tied_normals(z, ties({("a", "b"): 0.5, ("b", "c"): 0.2}))
    other = tied_normals(z, ties({("c", "b"): 0.2, ("b", "a"): 0.5}))
    assert all(np.array_equal(one[name], other[name]) for name in z)


def test_the_central_run_stays_central():
    z = {name: np.zeros(1) for name in "ab"}
    assert tied_normals(z, ties({("a", "b"): 0.9}))["b"] == [0.0]


def test_a_triangle_that_cannot_be_names_the_pair_and_its_room():
    """If A goes with B and B with C, A cannot go against C."""
    with pytest.raises(CorrelationsContradict) as caught:
        ties({("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): -0.9, ("x", "y"): 0.5})
    found, *others = caught.value.contradictions
    # Any of the three could give way, by as much as the others.
    assert [one.pair for one in others] == [("a", "c"), ("b", "c")]
    r = pearson_of(0.9)
    low = 6 / np.pi * np.arcsin((-r * r - (1 - r * r)) / 2)
    assert found.pair == ("a", "b")
    assert found.allowed[0] == pytest.approx(low)
    assert found.allowed[1] < 0.9


def test_the_pair_that_stands_out_is_the_one_that_needs_least_change():
    names = "abcd"
    agreed = {(a, b): 0.8 for i, a in enumerate(names) for b in names[i + 1 :]}
    with pytest.raises(
        CorrelationsContradict, match=r"b and d is -0\.2; with the others"
    ) as caught:
        ties({**agreed, ("b", "d"): -0.2})
    (found,) = caught.value.contradictions
    low, high = found.allowed
    assert low < 0.8 < high
    ties({**agreed, ("b", "d"): low + 0.01})
    with pytest.raises(CorrelationsContradict):
        ties({**agreed, ("b", "d"): low - 0.01})


def test_a_pair_nobody_wrote_leaves_its_trace_in_the_room_of_the_others():
    """A with B and B with C, both strongly, and A with C not given, so 0."""
    with pytest.raises(CorrelationsContradict) as caught:
        ties({("a", "b"): 0.9, ("b", "c"): 0.9})
    assert caught.value.contradictions[0].is_given


def test_where_no_single_pair_mends_it_several_are_named():
    against = {(a, b): -0.9 for i, a in enumerate("abcd") for b in "abcd"[i + 1 :]}
    with pytest.raises(CorrelationsContradict, match="contradicts the others") as caught:
        ties(against)
    named = {one.pair for one in caught.value.contradictions}
    ties({pair: rho for pair, rho in against.items() if pair not in named})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.dictionaries(
        st.sampled_from([(a, b) for i, a in enumerate("abcde") for b in "abcde"[i + 1 :]]),
        st.floats(-0.95, 0.95),
        max_size=8,
    )
)
def test_either_it_works_or_it_says_what_to_change(correlations):
    try:
        ties(correlations)
    except CorrelationsContradict as found:
        either = found.contradictions[:1] if found.contradictions[0].allowed else None
        named = {one.pair: one for one in either or found.contradictions}
        mended = {
            pair: (sum(named[pair].allowed) / 2 if named[pair].allowed else 0.0)
            if pair in named
            else rho
            for pair, rho in correlations.items()
        }
        ties(mended)


@pytest.mark.parametrize(
    ("correlations", "says"),
    [
        ({("a", "a"): 0.5}, "a is correlated with itself"),
        ({("a", "b"): 0.5, ("b", "a"): 0.4}, "of a and b is given twice"),
        ({("b", "a"): 1.0}, "of b and a is 1; it lies inside -1 and 1"),
        ({("b", "a"): float("nan")}, "is nan"),
    ],
)
def test_what_is_no_correlation_is_said(correlations, says):
    with pytest.raises(ValueError, match=says):
        ties(correlations)
