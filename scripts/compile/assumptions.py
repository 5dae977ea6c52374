"""The assumptions a compiled plan starts from, and its system.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .areas import Chosen
from .judgements import TABLE, number
from .services import DECLARED


@dataclass(frozen=True)
class Assumption:
    """One number the plan chose, with its 80% interval."""

    code: str
    says: str
    low: float
    central: float
    high: float
    source: str
    mark: str
    at_least: float
    at_most: float


def _growth(says: dict[str, Any], founding: str) -> Iterator[Assumption]:
    """Growth of each service that people, age and health do not explain."""
    for service, of in says["of"].items():
        name = DECLARED[service]["name"] if service in DECLARED else "every other service"
        yield Assumption(
            f"care.growth.{service}",
            says["says"].format(name=name),
            of["low"],
            of["central"],
            of["high"],
            of["source"].format(founding=founding),
            says["mark"],
            says["at_least"],
            says["at_most"],
        )


def _all(table: dict[str, Any]) -> Iterator[Assumption]:
    """Every assumption of judgements.toml, in its order."""
    yield from _growth(table["growth"], table["founding"])
    for code, says in table["other"].items():
        yield Assumption(code, **says)


ASSUMPTIONS = tuple(_all(TABLE["assumptions"]))

ATTRIBUTIONS = (
    "Contains public sector information licensed under the Open Government Licence v3.0.",
    "Contains National Statistics data and OS data (c) Crown copyright and database right.",
    "Contains information from NHS England, NHS Digital, OHID and MHCLG.",
    (
        "Hospital activity rates: NHS Strategy Unit, aggregate figures published with its ageing "
        "population app (repository states ISC); its pipeline is MIT."
    ),
    (
        "Change in health: expert elicitation published with the New Hospital Programme demand "
        "model (MIT)."
    ),
    "Lookups and catchments: humaniverse geographr, healthyr and demographr (MIT).",
)


def central_values() -> dict[str, float]:
    """Code to central value."""
    return {a.code: a.central for a in ASSUMPTIONS}


def text(value: str) -> str:
    r"""A TOML string.

    >>> text('say "ah"') == '"say ' + chr(92) + '"ah' + chr(92) + '""'
    True
    """
    return json.dumps(value, ensure_ascii=False)


def assumptions_toml(owner: str) -> str:
    """The text of assumptions.toml."""
    lines = [
        "# The numbers this plan chose, each with its interval, source and owner.",
        "# Written by scripts/compile_system.py; change them freely.",
        "",
    ]
    for a in ASSUMPTIONS:
        lines += [
            f"[{a.code}]",
            f"says = {text(a.says)}",
            'unit = "share a year"',
            f"low = {a.low}",
            f"central = {a.central}",
            f"high = {a.high}",
            f"at_least = {a.at_least}",
            f"at_most = {a.at_most}",
            f"source = {text(a.source)}",
            f"owner = {text(owner)}",
            f'mark = "{a.mark}"',
            'status = "assumed"',
            "",
        ]
    return "\n".join(lines)


def system_toml(chosen: Chosen, base: int, horizon: int, people: float) -> str:
    """The text of system.toml."""

    def year(y: int) -> str:
        return f"{y}-{(y + 1) % 100:02d}"

    names = [p.name for p in chosen.places]
    listed = ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]
    about = (
        f"{people / 1e6:.1f} million people in {listed}. "
        if people > 5e5
        else f"{round(people, -3):,.0f} people in {listed}. "
    )
    about += "Compiled from open data. It is nobody's own plan."
    first = min(max(int(number("plan.first_year")), base + 1), horizon)
    lines = [
        "# Written by scripts/compile_system.py.",
        f"name = {text(chosen.name)}",
        f"about = {text(about)}",
        "illustrative = true",
        f'base_year = "{year(base)}"',
        f'first_year = "{year(first)}"',
        f'last_year = "{year(horizon)}"',
        'price_year = "2024-25"',
        "rulebook_day = 2026-04-01",
        f'lead = "{chosen.lead_code}"',
        "sources = [",
        *(f"    {text(a)}," for a in ATTRIBUTIONS),
        "]",
        "",
    ]
    return "\n".join(lines)
