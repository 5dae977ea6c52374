"""The kinds of effect there are: as many as files in this folder enter themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from commonweal.base.declare.parts import import_modules
from commonweal.care.effects.effect import Effect

_KINDS: dict[str, type[Effect]] = {}


def effect_kind(kind: type[Effect]) -> type[Effect]:
    """Enter a kind of effect under the word that a proposal's file has for it."""
    _KINDS[kind.kind] = kind
    return kind


@cache
def effect_kinds() -> Mapping[str, type[Effect]]:
    """Every kind of effect, by its word."""
    import_modules("commonweal.care.effects")
    return _KINDS
