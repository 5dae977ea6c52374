"""Effects as a proposal's file writes them, under [[effect]], whatever their kind."""

from __future__ import annotations

from dataclasses import replace

from commonweal.base.declare.columns import Column
from commonweal.base.declare.parts import Document, PartKind, register
from commonweal.base.numbers.interval import Interval, interval_from
from commonweal.care.effects import Effect, effect_kinds

AS_WRITTEN = (
    *("to_service", "nothing_instead", "from_site", "to_site"),
    *("evidence", "cites", "design", "strength", "studied"),
)


def read(code: str, document: Document, proposal: Document) -> Effect:
    """An effect from what its file holds; what is left out is everybody, or the proposal's own."""
    kind = effect_kinds()[document["kind"]]
    return kind(
        code=code,
        services=document["services"] or (),
        places=document["places"] or proposal["places"] or (),
        age_from=0 if document["age_from"] is None else document["age_from"],
        age_to=90 if document["age_to"] is None else document["age_to"],
        sex=document["sex"] or "all",
        size=interval_from(document, *kind.bounds),
        ratio=None if document["to_service"] is None else _ratio(document),
        stay_ratio=1.0 if document["stay_ratio"] is None else document["stay_ratio"],
        **{key: document[key] for key in AS_WRITTEN},
    )


def _ratio(document: Document) -> Interval:
    """What takes the place of a unit: one for one, unless something else is written."""
    central = 1.0 if document["ratio_central"] is None else document["ratio_central"]
    low = central if document["ratio_low"] is None else document["ratio_low"]
    high = central if document["ratio_high"] is None else document["ratio_high"]
    return Interval(low, central, high, at_least=0.0)


def _with_kinds(keys: tuple[Column, ...]) -> tuple[Column, ...]:
    """The keys of an effect; the words that `kind` may be are those of the kinds there are."""
    kinds = effect_kinds()
    says = " ".join(f"{word}: {kind.means}." for word, kind in kinds.items())
    return tuple(
        replace(key, says=says, one_of=tuple(kinds)) if key.name == "kind" else key for key in keys
    )


register(PartKind(Effect.heading, read, code="{proposal}.{number}", complete=_with_kinds))
