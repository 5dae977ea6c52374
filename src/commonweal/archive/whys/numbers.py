"""Numbers in plain figures, and the arithmetic of a formula written out in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

WRITTEN_OUT_AT_MOST = 4
"""Values that are written out one by one; more are called by their name."""


def plain(value: float) -> str:
    """A number as people write it, close enough to check by hand.

    >>> plain(12551.2), plain(37.4012), plain(0.92), plain(-1234567.0), plain(0.0)
    ('12,551.2', '37.4012', '0.92', '-1,234,567', '0')
    """
    size = abs(value)
    if size >= 100_000 or size == 0:
        return f"{value:,.0f}"
    if size >= 1:
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{value:.6f}".rstrip("0").rstrip(".") if size >= 0.001 else f"{value:.6g}"


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A number written out: a formula that is run on these writes itself.

    Attributes:
        text: how it is written.
        binds: how closely it holds together: 1 a sum, 2 a product, 3 a power, 4 by itself.
    """

    text: str
    binds: int = 4
    __array_priority__ = 1000

    def _with(self, other: Any, sign: str, binds: int, *, turned: bool = False) -> Written:
        mine, theirs = self, other if isinstance(other, Written) else Written(plain(float(other)))
        left, right = (theirs, mine) if turned else (mine, theirs)
        # What stands after a minus or a division keeps its brackets even where it binds alike.
        tight = binds + (sign in ("-", "/", "^"))
        if binds == 1 and right.text.startswith("-") and right.binds != 1:
            sign, right = {"+": "-", "-": "+"}[sign], Written(right.text[1:], right.binds)
        return Written(f"{left.within(binds)} {sign} {right.within(tight)}", binds)

    def within(self, binds: int) -> str:
        """How it is written inside something that binds so closely."""
        return self.text if self.binds >= binds else f"({self.text})"

    def __add__(self, other: Any) -> Written:
        return self._with(other, "+", 1)

    def __radd__(self, other: Any) -> Written:
        return self._with(other, "+", 1, turned=True)

    def __sub__(self, other: Any) -> Written:
        return self._with(other, "-", 1)

    def __rsub__(self, other: Any) -> Written:
        return self._with(other, "-", 1, turned=True)

    def __mul__(self, other: Any) -> Written:
        return self._with(other, "x", 2)

    def __rmul__(self, other: Any) -> Written:
        return self._with(other, "x", 2, turned=True)

    def __truediv__(self, other: Any) -> Written:
        return self._with(other, "/", 2)

    def __pow__(self, other: Any) -> Written:
        return self._with(other, "^", 3)

    def __neg__(self) -> Written:
        return Written(f"-{self.within(4)}", 2)

    def sum(self, axis: Any = None) -> Written:  # noqa: ARG002 - as of an array
        """Of several that are called by one name."""
        return Written(f"the sum of {self.within(4)}")

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **_: Any) -> Any:
        """Powers, and the larger of two, as NumPy asks for them."""
        if method != "__call__" or ufunc not in _BY_UFUNC:
            return NotImplemented
        return _BY_UFUNC[ufunc](
            *(one if isinstance(one, Written) else _as_written(one) for one in inputs)
        )


def _as_written(value: Any) -> Written:
    return Written(plain(float(value)))


_BY_UFUNC: Mapping[Any, Callable[..., Written]] = {
    np.add: lambda one, other: one + other,
    np.subtract: lambda one, other: one - other,
    np.multiply: lambda one, other: one * other,
    np.divide: lambda one, other: one / other,
    np.power: lambda one, other: one**other,
    np.negative: lambda one: -one,
    np.maximum: lambda one, other: Written(f"the larger of {one.within(4)} and {other.within(4)}"),
    np.minimum: lambda one, other: Written(f"the smaller of {one.within(4)} and {other.within(4)}"),
}


def written(name: str, value: Any) -> Any:
    """A parameter as a formula that writes itself is given it."""
    values = np.asarray(value, float)
    if values.ndim == 0:
        return Written(plain(float(values)))
    if values.ndim == 1 and 0 < len(values) <= WRITTEN_OUT_AT_MOST:
        return np.array([Written(plain(float(one))) for one in values], dtype=object)
    return Written(name.replace("_", " "))


def arithmetic(function: Callable[..., Any], given: Mapping[str, Any]) -> str:
    """A formula in plain numbers; where it is more than arithmetic, what it is given.

    >>> arithmetic(lambda nights, year, full: nights / year / full,
    ...            {"nights": 12551.0, "year": 365.0, "full": 0.92})
    '12,551 / 365 / 0.92'
    """
    try:
        found = function(*(written(name, value) for name, value in given.items()))
    except (TypeError, ValueError, AttributeError):
        return ""
    one = found.item() if isinstance(found, np.ndarray) and found.size == 1 else found
    return one.text if isinstance(one, Written) else ""
