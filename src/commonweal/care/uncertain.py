"""What is uncertain about care beside its proposals: growth that people do not explain."""

from __future__ import annotations

from collections.abc import Container

GROWTH = "care.growth."
"""What the codes of assumptions about other growth begin with."""


def growth_code(assumptions: Container[str], service: str) -> str:
    """The assumption that a service's other growth comes from: its own, or that for all."""
    own = GROWTH + service
    return own if own in assumptions else f"{GROWTH}all"
