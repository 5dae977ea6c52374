"""What to do next about each rule that a plan does not keep, and who would do it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Step", "next_steps", "step_called"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do.

    Attributes:
        code: its name in links.
        does: what to do, as an order.
        why: what it is good for.
        who: who would do it, by office.
    """

    code: str
    does: str
    why: str
    who: str


@cache
def next_steps() -> tuple[Step, ...]:
    """Every step, in the order to take them, as `next_steps.toml` has it."""
    written = tomllib.loads((files(__package__) / "next_steps.toml").read_text("utf-8"))
    return tuple(Step(code=code, **step) for code, step in written.items())


def step_called(code: str) -> Step:
    """The step of a code, as rules name it.

    Raises:
        KeyError: if there is none. A test asks it of every rule there is.

    >>> step_called("pay").does
    'Find the money, or say who pays'
    """
    for step in next_steps():
        if step.code == code:
            return step
    raise KeyError(f"next_steps.toml has no step {code}")
