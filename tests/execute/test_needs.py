"""What a run will need is said before it starts, and more than there is is refused."""

import subprocess
import sys
from pathlib import Path

import pytest

import commonweal
from commonweal.base.numbers.memory import available, taken
from commonweal.engine.prepared import prepare
from commonweal.execute.needs import (
    MANY_FIGURES,
    Needs,
    TooLarge,
    figures_of,
    needs_of,
    refuse_too_large,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
RIVERSIDE, SOUTH_YORKSHIRE = EXAMPLES / "riverside", EXAMPLES / "south-yorkshire"
SMALL = Needs(draws=100_000, figures=0, before=0, a_draw=1e5)


@pytest.mark.parametrize("system", [RIVERSIDE, SOUTH_YORKSHIRE])
@pytest.mark.parametrize("detail", [False, True])
def test_figures_are_known_to_a_half_before_a_run(system, detail):
    # So many of a kind for each thing is one system's habit: it says a million from ten thousand.
    plan = commonweal.read(system)
    made = len(commonweal.run(plan, draws=0, detail=detail).figures)
    assert made / 1.5 < figures_of(prepare(plan, draws=0, seed=1), detail=detail) < made * 1.5


@pytest.mark.parametrize("draws", [0, 12, 499, 500, 501, 94_000, 100_000])
def test_what_is_said_to_fit_fits_and_hardly_more_would(draws):
    free = Needs(draws, 0, 0, SMALL.a_draw).memory
    fit = SMALL.draws_within(free)
    assert Needs(fit, 0, 0, SMALL.a_draw).memory <= free
    assert draws * 0.9 <= fit <= draws  # two figures of it are said


def test_a_run_that_fits_is_let_through():
    refuse_too_large(SMALL, free=int(SMALL.memory) + 1)


def test_a_run_that_does_not_fit_is_refused_with_what_would():
    with pytest.raises(TooLarge, match=r"100,000 draws .* 10\.1 GB .* 1\.0 GB .* --draws 9400"):
        refuse_too_large(SMALL, free=10**9)


def test_a_machine_too_small_for_one_draw_hears_of_no_number_of_draws():
    with pytest.raises(TooLarge, match="not even its central run"):
        refuse_too_large(SMALL, free=10_000)


def test_only_many_figures_are_said_to_be_many():
    few, many = (str(Needs(10, MANY_FIGURES + more, 0, 1.0)) for more in (0, 1))
    assert "fewer places" in many
    assert "fewer places" not in few


def test_this_machine_says_what_it_has():
    assert taken() > 0
    assert available() > 0


def test_more_draws_than_the_machine_has_memory_for_is_a_sentence(tmp_path):
    draws = 1_000_000
    needs = needs_of(
        prepare(commonweal.read(SOUTH_YORKSHIRE), draws=0, seed=1), draws, detail=False
    )
    if needs.memory < available():
        pytest.skip("this machine has memory for a million draws")
    command = ["run", SOUTH_YORKSHIRE, "--out", tmp_path / "run", "--draws", str(draws)]
    done = subprocess.run(
        [sys.executable, "-m", "commonweal.cli.app", *command],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "would fit: --draws" in done.stderr
    assert not (tmp_path / "run").exists()
