"""How it was worked out: assumptions, policy, projections and reconciling factors."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.plan.report.figures import Figures
from commonweal.plan.run import Run
from commonweal.rulebook import MARKS, rulebook, shown

FAR_LOW, FAR_HIGH = "care.reconciling_factor_low", "care.reconciling_factor_high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """One assumption as a row."""

    code: str
    says: str
    low: str
    central: str
    high: str
    unit: str
    source: str
    owner: str
    mark: str
    status: str


def assumptions(run: Run) -> list[Assumed]:
    """Every assumption, with its interval, source, owner and mark."""
    return [
        Assumed(
            code=one.code,
            says=one.says,
            low=_number(one.interval.low, one.unit),
            central=_number(one.interval.central, one.unit),
            high=_number(one.interval.high, one.unit),
            unit=one.unit,
            source=one.source,
            owner=one.owner,
            mark=one.mark,
            status=one.status,
        )
        for one in run.system.assumptions.values()
    ]


def marks() -> dict[str, str]:
    """What each confidence mark means."""
    return dict(MARKS)


def policies(run: Run) -> list[tuple[str, str, str, str]]:
    """Policy numbers the sums use: what it says, value, source, mark."""
    value = rulebook(run.system.policy)["care.occupancy_ceiling"]
    now = value.on(run.system.rulebook_day)
    return [(value.says, shown(now.is_), now.source, now.mark)]


def projections(run: Run) -> list[tuple[str, str, str]]:
    """Name, share of the draws, and source of each population projection that is used."""
    used = run.system.tables["variants"].filter(run.system.tables["variants"]["weight"] > 0)
    return [
        (row["name"], f"{row['weight']:.0%}", row["source"]) for row in used.iter_rows(named=True)
    ]


def factors(run: Run, figures: Figures) -> list[tuple[str, str, str, bool]]:
    """Organisation, service, factor, and whether a rule calls it far from one."""
    bodies, services = run.system.names("organisations"), run.system.names("services")
    far = {f.about for f in run.findings if f.rule == "EVD03"}
    rows = []
    for one in figures.of("care.reconciling_factor", "both"):
        told = f"{one.organisation}."
        flagged = any(
            about.startswith(told) and _covers(run, one.organisation, about, one.service)
            for about in far
        )
        rows.append(
            (
                bodies[str(one.organisation)],
                services[str(one.service)],
                f"{one.central:.2f}",
                flagged,
            )
        )
    return rows


def _covers(run: Run, organisation: str | None, about: str, service: str | None) -> bool:
    """Whether a finding about the first service of a report is about this service too."""
    first = about.split(".", 1)[1]
    reported = run.system.tables["reported"].filter(
        run.system.tables["reported"]["organisation"] == organisation
    )
    return any(first in covered and service in covered for covered in reported["services"])


def _number(value: float, unit: str) -> str:
    return f"{value:.1%}" if unit.startswith("share") else f"{value:g}"
