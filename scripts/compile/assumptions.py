"""The assumptions a compiled plan starts from, and its system.toml."""

from __future__ import annotations

import json
from dataclasses import dataclass

from .areas import Chosen
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
    at_least: float | None = None
    at_most: float | None = None


FOUNDING = (
    "chosen; hospital activity grew 2.9% a year when people and age explained 1.3% "
    "(Health and Social Care Committee, Integrated care, 2018, paragraph 48; Public Accounts "
    "Committee, Sustainability and transformation in the NHS, 2018, paragraph 16), so other "
    "causes about 1.6%"
)


def _growth(service: str, low: float, central: float, high: float, why: str) -> Assumption:
    name = DECLARED[service]["name"] if service in DECLARED else "every other service"
    return Assumption(
        f"care.growth.{service}",
        f"Growth that people, age and health do not explain: {name}",
        low,
        central,
        high,
        why,
        "A",
        -0.10,
        0.10,
    )


ASSUMPTIONS: tuple[Assumption, ...] = (
    _growth("all", 0.000, 0.005, 0.010, "chosen: the default for a service without its own"),
    _growth("ae_walk_in", 0.000, 0.008, 0.016, FOUNDING),
    _growth("ae_ambulance", 0.000, 0.008, 0.016, FOUNDING),
    _growth("emergency_admissions", 0.002, 0.010, 0.018, FOUNDING),
    _growth("emergency_bed_days", -0.005, 0.003, 0.010, FOUNDING + "; less shorter stays"),
    _growth("day_cases", 0.005, 0.012, 0.020, FOUNDING),
    _growth("elective_admissions", -0.008, 0.000, 0.008, "chosen: planned stays turn to day cases"),
    _growth("elective_bed_days", -0.015, -0.005, 0.005, "chosen: planned stays get shorter"),
    _growth("op_first_surgical", 0.004, 0.012, 0.020, FOUNDING),
    _growth("op_first_other", 0.004, 0.012, 0.020, FOUNDING),
    _growth("op_followup_surgical", 0.000, 0.008, 0.016, FOUNDING),
    _growth("op_followup_other", 0.000, 0.008, 0.016, FOUNDING),
    _growth("deliveries", -0.005, 0.000, 0.005, "chosen: births follow the projection"),
    _growth("gp_appointments", 0.002, 0.010, 0.018, "chosen"),
    _growth("community_contacts", 0.002, 0.010, 0.018, "chosen"),
    _growth("mental_health_contacts", 0.005, 0.015, 0.025, "chosen"),
    Assumption(
        "money.pay_growth",
        "Growth of pay a year, in cash",
        0.022,
        0.030,
        0.038,
        "chosen, near the long-run average",
        "A",
        -0.05,
        0.15,
    ),
    Assumption(
        "money.price_growth",
        "Growth of other prices a year, in cash",
        0.015,
        0.022,
        0.030,
        "chosen, near the 2% inflation target",
        "A",
        -0.05,
        0.15,
    ),
    Assumption(
        "money.efficiency",
        "The same care for less, each year anew",
        0.004,
        0.008,
        0.012,
        "Five Year Forward View, first scenario: 0.8% a year, the long-run rate",
        "G+",
        0.0,
        0.05,
    ),
    Assumption(
        "money.income_growth.nhs",
        "Growth of NHS money a year, in cash",
        0.020,
        0.026,
        0.032,
        "chosen: about as prices and pay grow, so near flat for each unit of care",
        "A",
        -0.05,
        0.15,
    ),
    Assumption(
        "money.income_growth.council",
        "Growth of councils' money for social care a year, in cash",
        0.016,
        0.024,
        0.032,
        "chosen",
        "A",
        -0.05,
        0.15,
    ),
)

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
        ]
        if a.at_least is not None:
            lines.append(f"at_least = {a.at_least}")
        if a.at_most is not None:
            lines.append(f"at_most = {a.at_most}")
        lines += [
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
    first = min(max(2026, base + 1), horizon)
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
