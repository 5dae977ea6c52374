"""Numbers that rise and fall together, and those that are left alone."""

import re
from pathlib import Path

import numpy as np
import pytest

import commonweal
from commonweal.archive.input_differences import changed_parts
from commonweal.engine.prepared import prepare

DRAWS = 4000
PAY, PRICES, MONEY = "money.pay_growth", "money.price_growth", "money.income_growth"


def pair(first, second, rank):
    return (
        f'[[pair]]\nfirst = "{first}"\nsecond = "{second}"\nrank = {rank}\n'
        'says = "they go together"\nsource = "chosen for the test"\n'
    )


def tied(mine, *pairs):
    mine.write("correlations.toml", "\n".join(pair(*one) for one in pairs))
    return mine


def drawn(plan, draws=DRAWS):
    return prepare(plan, draws=draws, seed=5).draws


def spearman(a, b):
    ranks = [np.argsort(np.argsort(x[1:])) for x in (a, b)]
    return np.corrcoef(*ranks)[0, 1]


@pytest.mark.parametrize("rank", [-0.8, 0.3, 0.9])
def test_ranks_go_together_as_written_and_each_number_keeps_its_interval(mine, rank):
    found = drawn(tied(mine, (PAY, PRICES, rank)).read())
    achieved = spearman(found[PAY], found[PRICES])
    # Fisher's z of Spearman's correlation has a variance of (1 + rank^2 / 2) / (n - 3):
    # Bonett and Wright, Sample size requirements for estimating correlations, 2000.
    error = np.sqrt((1 + rank**2 / 2) / (DRAWS - 3))
    assert abs(np.arctanh(achieved) - np.arctanh(rank)) < 4 * error
    for point, below in ((0.01, 0.1), (0.02, 0.5), (0.03, 0.9)):
        share = (found[PRICES][1:] < point).mean()
        assert abs(share - below) < 4 * np.sqrt(below * (1 - below) / DRAWS)


def test_nothing_else_moves_and_nor_does_the_first_of_a_pair(mine):
    before = drawn(mine.read(), 50)
    after = drawn(tied(mine, (PAY, PRICES, 0.7)).read(), 50)
    assert set(before) == set(after)
    for code, values in before.items():
        assert np.array_equal(values, after[code]) == (code != PRICES), code


def test_the_central_run_is_as_it_was(mine):
    before = commonweal.run(mine.read(), draws=0)
    after = commonweal.run(tied(mine, (PAY, PRICES, 0.7)).read(), draws=0)
    assert before.figures.frame().equals(after.figures.frame())


def test_effects_ratios_and_running_costs_can_go_together(mine):
    ties = [
        ("care-homes.1", "same-day-care.1", 0.6),
        ("care-homes.1", "care-homes.1.ratio", -0.5),
        (PAY, "care-homes.running_cost.1", 0.8),
    ]
    plan = tied(mine, *ties).read()
    found = drawn(plan)
    homes, same_day = found["care-homes.1"], found["same-day-care.1"]
    cost = found["care-homes.running_cost.1"]
    near = {"abs": 4 / np.sqrt(DRAWS)}  # a rank correlation's error is at most 1 / sqrt(n)
    assert spearman(homes, same_day) == pytest.approx(0.6, **near)
    assert spearman(homes, found["care-homes.1.ratio"]) == pytest.approx(-0.5, **near)
    assert spearman(found[PAY], cost) == pytest.approx(0.8, **near)


def test_a_proposal_switched_off_leaves_those_tied_to_it_their_luck(mine):
    plan = tied(mine, ("care-homes.1", "same-day-care.1", 0.6)).read()
    # The first by name, which is the one switched off, is the one whose luck the other takes on.
    off = commonweal.run(plan, draws=50, seed=5, settings={"proposal.care-homes": "off"})
    before, after = drawn(plan, 50), off.prepared.draws
    assert np.array_equal(before["same-day-care.1"], after["same-day-care.1"])


def test_fewer_draws_are_the_first_of_more(mine):
    plan = tied(mine, (PAY, PRICES, 0.7)).read()
    few, many = drawn(plan, 5), drawn(plan, 90)
    # A billionth: a matrix of another size is multiplied in another order.
    assert few[PRICES] == pytest.approx(many[PRICES][:6], rel=1e-9)


def test_contradictions_are_told_with_the_pair_to_fix(mine):
    ties = [(PAY, PRICES, 0.9), (PRICES, MONEY, 0.9), (PAY, MONEY, -0.9)]
    [problem] = tied(mine, *ties).problems()
    assert re.match(r"correlations\.toml:\d+:pair 3 rank D11 ", problem)
    assert f"the correlation of {MONEY} and {PAY} is -0.9" in problem
    assert "it can only be between" in problem


@pytest.mark.parametrize(
    ("one", "told"),
    [
        ((PAY, "money.price_grwth", 0.5), "pair 1 second X01 'money.price_grwth' is no"),
        ((PAY, "money.price_grwth", 0.5), "write 'money.price_growth'"),
        (("care-home.1", PAY, 0.5), "write 'care-homes.1'"),
        ((PAY, PAY, 0.5), "is correlated with itself"),
        ((PAY, PRICES, 1), "are one number; write 0.99"),
        ((PAY, PRICES, -1), "V11"),
        ((PAY, PRICES, 1.5), "V11"),
        ((PAY, PRICES, '"high"'), "D04"),
    ],
)
def test_a_pair_that_cannot_be_is_told_with_its_fix(mine, one, told):
    assert told in tied(mine, one).problems()[0]


def test_a_pair_is_given_once(mine):
    [problem] = tied(mine, (PAY, PRICES, 0.5), (PRICES, PAY, 0.6)).problems()
    assert "pair 2 first K01" in problem


def test_what_changed_names_the_pair(mine):
    first = tied(mine, (PAY, PRICES, 0.5)).read()
    second = tied(mine, (PRICES, PAY, 0.6)).read()
    [part] = changed_parts(first, second)
    assert part.name == "correlations"
    assert f"{PAY} and {PRICES}: rank 0.5 -> 0.6" in part.lines


@pytest.mark.parametrize("name", ["riverside", "south-yorkshire"])
def test_the_examples_tie_pay_to_prices(name):
    plan = commonweal.read(Path(__file__).parents[2] / "examples" / name)
    assert (PAY, PRICES, 0.5) in {(c.first, c.second, c.rank) for c in plan.correlations}
