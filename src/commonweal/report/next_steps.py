"""What to do next about each rule that a plan does not keep, and who would do it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Step", "next_steps", "step_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do.

    Attributes:
        code: its name in links.
        does: what to do, as an order.
        why: what it is good for.
        who: who would do it, by office.
        rules: the codes of the rules that it answers.
    """

    code: str
    does: str
    why: str
    who: str
    rules: tuple[str, ...]


@cache
def next_steps() -> tuple[Step, ...]:
    """Every step, in the order to take them, as `next_steps.toml` has it."""
    written = tomllib.loads((files(__package__) / "next_steps.toml").read_text("utf-8"))
    return tuple(
        Step(code=code, **step | {"rules": tuple(step["rules"])}) for code, step in written.items()
    )


def step_for(rule: str) -> Step:
    """The step that answers a rule.

    Raises:
        KeyError: if no step does. A test asks it of every rule there is.

    >>> step_for("CAP01").does
    'Find the money, or say who pays'
    """
    for step in next_steps():
        if rule in step.rules:
            return step
    raise KeyError(f"no step of next_steps.toml answers {rule}")
