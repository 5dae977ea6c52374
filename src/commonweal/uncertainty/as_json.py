"""How sure a run is, as plain lists and words for the file `uncertainty.json`."""

from __future__ import annotations

import math
from typing import Any

from commonweal.statistics import Conditions, FirstYear
from commonweal.uncertainty.drivers import Driven
from commonweal.uncertainty.going_wrong import WANTED, GoingWrong
from commonweal.uncertainty.questions import FEWEST_DRAWS, Sure
from commonweal.uncertainty.risk import Risks
from commonweal.uncertainty.settled import OF_A_CHANCE, OF_A_RANGE, Settled


def sure_as_json(sure: Sure | None, enough: Settled) -> dict[str, Any]:
    """Everything that was worked out; with too few draws, only that it was not.

    Args:
        sure: how sure the run is.
        enough: whether its draws were enough.
    """
    if sure is None:
        return {"why_not": f"the run has fewer than {FEWEST_DRAWS} draws"}
    luck = sure.counting
    return {
        "drivers": [_driven(one, sure) for one in sure.driven],
        "must_be_true": _must_be_true(sure),
        "going_wrong": _going_wrong(sure.going_wrong),
        "risk": _risk(sure.risks),
        "enough_draws": _enough_draws(enough),
        "counting_luck": None
        if luck is None
        else dict(zip(("place", "service", "share"), luck.largest, strict=True)),
    }


def _must_be_true(sure: Sure) -> dict[str, Any]:
    return {
        "success_means": sure.must_be_true.means,
        "chances": sure.must_be_true.chances,
        "works": _rule(sure.must_be_true.works, sure),
        "fails": _rule(sure.must_be_true.fails, sure),
    }


def _going_wrong(wrong: GoingWrong) -> dict[str, Any]:
    return {
        "years": wrong.years,
        "first_out_of_balance": {k or "system": _first(v) for k, v in wrong.balance.items()},
        "first_out_of_beds": {k or "system": _first(v) for k, v in wrong.beds.items()},
        "contingency_gbp": wrong.contingency.tolist(),
        "for_a_chance_of_balance_of": WANTED,
    }


def _risk(risks: Risks) -> dict[str, Any]:
    return {
        "swing_gbp": float(risks.swing.whole),
        "worst_tenth_gbp": float(risks.worst.whole),
        "parts": [
            {
                "part": name,
                "swing_gbp": float(risks.swing.parts[n]),
                "swing_error_gbp": float(risks.swing.error[n]),
                "worst_tenth_gbp": float(risks.worst.parts[n]),
                "worst_tenth_error_gbp": float(risks.worst.error[n]),
            }
            for n, name in enumerate(risks.names)
        ],
    }


def _enough_draws(enough: Settled) -> dict[str, Any]:
    return {
        "draws": enough.draws,
        "error_allowed": {"share_of_a_range": OF_A_RANGE, "in_a_chance": OF_A_CHANCE},
        "figures_looked_at": enough.looked_at,
        "draws_that_would_do": enough.draws_needed,
        "not_settled": [
            {
                "measure": one.measure,
                "side": one.side,
                **one.about,
                "year": one.year,
                "error": _finite(one.error),
                "allowed": one.allowed,
                "draws_needed": _finite(one.draws_needed),
            }
            for one in enough.unsettled
        ],
    }


def _driven(one: Driven, sure: Sure) -> dict[str, Any]:
    shares = one.shares
    return {
        "headline": one.code,
        "says": one.says,
        "unit": one.unit,
        "draws": one.draws,
        "explained": shares.explained,
        "is_trusted": shares.is_trusted,
        "inputs": [
            {
                "code": shares.names[n],
                "says": sure.says(shares.names[n]),
                "first": float(shares.first[n]),
                "first_error": float(shares.first_error[n]),
                "total": float(shares.total[n]),
                "total_error": float(shares.total_error[n]),
            }
            for n in shares.in_order
        ],
    }


def _rule(rule: Conditions | None, sure: Sure) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {
        "conditions": [
            {
                "code": one.name,
                "says": sure.says(one.name),
                "unit": one.unit,
                "at_least": one.at_least,
                "at_most": one.at_most,
                "by_luck": one.by_luck,
            }
            for one in rule.conditions
        ],
        "density": rule.density,
        "density_interval": rule.density_interval,
        "coverage": rule.coverage,
        "coverage_interval": rule.coverage_interval,
        "support": rule.support,
        "base": rule.base,
        "draws": rule.draws,
    }


def _first(one: FirstYear) -> dict[str, Any]:
    return {"chance": one.chance.tolist(), "never": float(one.never)}


def _finite(number: float) -> float | None:
    """A number that JSON can hold; None where it cannot be sure_as_json."""
    return number if math.isfinite(number) else None
