"""Keys: what a figure can be about, declared in each room's `keys.toml`; and levels, sets of them.

A figure belongs to exactly one level. The whole system is a level too, the one with no key.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from commonweal.base.declare.columns import known_only, must
from commonweal.base.declare.tables import HOUSE, ROOMS

SYSTEM = "system"
"""The level of what is about the whole system."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that a figure can be about.

    Attributes:
        code: its name, also that of its column.
        says: what it is.
        table, column: where its codes stand, beside their names.
    """

    code: str
    says: str
    table: str
    column: str


@cache
def declared_keys() -> Mapping[str, Key]:
    """Every key the rooms declare, from the ground floor up.

    >>> declared_keys()["site"].table
    'sites'
    """
    keys: dict[str, Key] = {}
    for room in ROOMS:
        path = HOUSE / room / "keys.toml"
        words = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
        for code, about in words.items():
            where = f"{room}/keys.toml"
            must(code not in keys, where, f"two rooms declare {code}")
            known_only(about, {"says", "names"}, where)
            keys[code] = Key(code, about["says"], *about["names"].split("."))
    return MappingProxyType(keys)


KEYS = tuple(declared_keys())
"""The codes of the keys, in the order in which a level names them."""


def level_of(keys: Iterable[str]) -> str:
    """The level that some keys make: their codes in order, joined.

    >>> level_of(["service", "place"]), level_of([])
    ('place+service', 'system')
    """
    given = set(keys)
    must(given <= set(KEYS), "a level", f"{sorted(given - set(KEYS))} is no key")
    return "+".join(key for key in KEYS if key in given) or SYSTEM


@cache
def keys_of(level: str) -> tuple[str, ...]:
    """The keys of a level.

    >>> keys_of("place+service"), keys_of("system")
    (('place', 'service'), ())
    """
    keys = () if level == SYSTEM else tuple(level.split("+"))
    must(level_of(keys) == level, "a level", f"{level!r} is written {level_of(keys)!r}")
    return keys
