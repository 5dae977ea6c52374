"""What a notebook shows of a thing: its name, some facts of it and lists, all of it escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from commonweal.base.numbers.spoken import pounds

MOST = 10
"""How many are shown of a list."""


def card(
    title: str,
    about: str,
    facts: Mapping[str, object],
    lists: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """A card of HTML.

    >>> print(card("A <plan>", "", {"Years": 6}))
    <div><strong>A &lt;plan&gt;</strong>
    <table><tr><th>Years</th><td>6</td></tr></table></div>
    """
    head = Markup("<strong>{}</strong>").format(title)
    if about:
        head += Markup("<p>{}</p>").format(about)
    rows = Markup("").join(
        Markup("<tr><th>{}</th><td>{}</td></tr>").format(name, fact) for name, fact in facts.items()
    )
    below = Markup("").join(_listed(name, items) for name, items in (lists or {}).items() if items)
    return str(Markup("<div>{}\n<table>{}</table>{}</div>").format(head, rows, below))


def ranged(low: float | None, central: float, high: float | None) -> str:
    """Pounds with their range, where they have one.

    >>> ranged(5e4, 9e4, 8e5), ranged(None, 9e4, None)
    ('£90,000 (£50,000 to £800,000)', '£90,000')
    """
    ends = "" if low is None or high is None else f" ({pounds(low)} to {pounds(high)})"
    return f"{pounds(central)}{ends}"


def _listed(name: str, items: Sequence[str]) -> Markup:
    more = [f"and {len(items) - MOST} more"] if len(items) > MOST else []
    shown = Markup("").join(Markup("<li>{}</li>").format(one) for one in (*items[:MOST], *more))
    return Markup("\n<details><summary>{} ({})</summary><ul>{}</ul></details>").format(
        name, len(items), shown
    )
