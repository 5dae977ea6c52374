"""Effects: that each can be worked out as it is written, and loses nobody's care."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

Document = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]


def effect_problems(
    effect: Document, proposal: Document, tables: Tables
) -> Iterator[tuple[str, str, str]]:
    """What is amiss in one effect: the key, what is there, the fix."""
    yield from _effect(effect, tables)
    yield from _lost(effect, proposal, tables)


def _effect(effect: Document, tables: Tables) -> Iterator[tuple[str, str, str]]:
    """What is amiss in one effect: the key, what is there, the fix."""
    kind = effect["kind"]
    services = effect["services"] or ()
    unit = dict(zip(tables["services"]["service"], tables["services"]["unit"], strict=True))
    if kind == "beds":
        if effect["from_site"] is None:
            yield "from_site", "beds are opened or closed nowhere", "name the site in from_site"
        elif effect["from_site"] not in tables["beds"]["site"].to_list():
            yield (
                "from_site",
                f"'{effect['from_site']}' has no row in beds.csv",
                "name a site with beds",
            )
        elif effect["from_site"] in _sites_outside(tables):
            yield (
                "from_site",
                f"'{effect['from_site']}' is outside the system; the plan counts no beds there",
                "name a site of an organisation of the system",
            )
        return
    if not services:
        yield "services", f"a '{kind}' that acts on no service", "name its services"
    if effect["low"] < -1 or effect["high"] > 1:
        yield (
            "high",
            f"the effect goes from {effect['low']:g} to {effect['high']:g}, beyond a whole",
            "write a share: 0.15 for 15%",
        )
    if kind == "move" and effect["to_service"] is None:
        yield "to_service", "care is moved to nowhere", "name the service that gives it instead"
    if kind == "reduce" and effect["to_service"] is None and not effect["nothing_instead"]:
        yield (
            "to_service",
            "care is avoided, and nothing is said to take its place",
            "name the service in to_service, or in nothing_instead why none is needed",
        )
    if effect["to_service"] in services:
        yield "to_service", "care is moved to the service it leaves", "name another service"
    stays = set(tables["services"]["stays_of"].drop_nulls())
    if effect["to_service"] in stays:
        yield (
            "to_service",
            f"'{effect['to_service']}' has nights in hospital of its own, which would be lost",
            "name a service without them, or its bed-days with the nights as the ratio",
        )
    if kind == "shorten" and any(unit.get(s) not in (None, "bed_day") for s in services):
        yield "services", "only bed-days can be shortened", "name services that count bed_days"
    if kind == "move_site":
        for key in ("from_site", "to_site"):
            if effect[key] is None:
                yield key, f"care is moved between sites, but {key} is not said", "name the site"
        if effect["from_site"] is not None and effect["from_site"] == effect["to_site"]:
            yield "to_site", "care is moved to the site it leaves", "name another site"
    first, last = effect["age_from"], effect["age_to"]
    if first is not None and last is not None and first > last:
        yield "age_to", f"the ages run from {first} to {last}", "write the younger age first"
    ratios = [effect[f"ratio_{name}"] for name in ("low", "central", "high")]
    if effect["ratio_central"] is None and (ratios[0] is not None or ratios[2] is not None):
        yield "ratio_central", "ratio_low or ratio_high without a middle", "add ratio_central"


def _lost(effect: Document, proposal: Document, tables: Tables) -> Iterator[tuple[str, str, str]]:
    """Care that an effect would send where nobody gives it, or to whom it cannot tell apart."""
    if effect["kind"] == "move_site" and (
        effect["age_from"] is not None
        or effect["age_to"] is not None
        or effect["sex"] in ("female", "male")
    ):
        yield (
            "age_from",
            "a move between sites acts on patients of every age and sex",
            "leave out age_from, age_to and sex",
        )
    if effect["to_service"] is None:
        return
    flows = tables["flows"].filter(pl.col("service") == effect["to_service"])
    places = effect["places"] or proposal["places"] or tables["places"]["place"].to_list()
    missing = [place for place in places if place not in set(flows["place"])]
    if missing:
        yield (
            "to_service",
            f"nobody gives {effect['to_service']} to the people of {', '.join(missing)}",
            "add rows to flows.csv that say who does, or name another service",
        )


def _sites_outside(tables: Tables) -> set[str]:
    """Sites of organisations that the plan keeps no account of."""
    outside = tables["organisations"].filter(pl.col("kind") == "outside")["organisation"]
    return set(tables["sites"].filter(pl.col("organisation").is_in(outside.implode()))["site"])
