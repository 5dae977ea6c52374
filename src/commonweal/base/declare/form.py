"""What a form is: a TOML document declared as tables are.

A form says which keys a document has and which parts, such as the [[effect]]s of a proposal.
A keyed form holds many of the same thing under headings of its own, such as [money.pay_growth].
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from commonweal.base.declare.columns import Column, columns_from, known_only, must
from commonweal.base.declare.tables import HOUSE, ROOMS

Document = dict[str, Any]
PART = {"says", "many", "optional", "key", "check"}
FORM = {"name", "file", "says", "keyed", "optional", "key", "part", "check"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a form: keys under a heading of their own, once or many times."""

    name: str
    says: str
    keys: tuple[Column, ...]
    many: bool = False
    optional: bool = False
    in_order: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A document as declared.

    Args:
        file: its place in the system folder; "proposals/*.toml" for one of many.
        keyed: whether it holds many alike, each under a heading that is its code.
        optional: whether the file may be absent.
    """

    name: str
    file: str
    says: str
    keys: tuple[Column, ...] = ()
    parts: tuple[Part, ...] = ()
    keyed: bool = False
    optional: bool = False
    in_order: tuple[tuple[str, ...], ...] = ()

    @property
    def blank(self) -> Document:
        """The document that an absent optional file stands for."""
        if self.keyed:
            return {}
        keys: Document = {key.name: None for key in self.keys}
        return keys | {part.name: () if part.many else None for part in self.parts}


@cache
def forms() -> Mapping[str, Form]:
    """Every form the rooms declare, by name.

    >>> forms()["system"].file
    'system.toml'
    """
    paths = (path for room in ROOMS for path in sorted((HOUSE / room / "forms").glob("*.toml")))
    found = (form_from(tomllib.loads(path.read_text("utf-8")), path.stem) for path in paths)
    return {form.name: form for form in found}


def form_from(words: Mapping[str, Any], stem: str | None = None) -> Form:
    """Build a form from its declaration, or raise DeclarationBroken."""
    where = f"forms/{stem or words.get('name')}.toml"
    known_only(words, FORM, where)
    must({"name", "file", "says"} <= words.keys(), where, "something is missing")
    must(stem in (None, words["name"]), where, "the file is not named as the form is")
    keys = columns_from(words.get("key", {}), where)
    parts = tuple(_part(name, part, where) for name, part in words.get("part", {}).items())
    names = [key.name for key in keys] + [part.name for part in parts]
    must(len(names) == len(set(names)), where, "a key and a part have the same name")
    return Form(
        name=words["name"],
        file=words["file"],
        says=words["says"],
        keys=keys,
        parts=parts,
        keyed=words.get("keyed", False),
        optional=words.get("optional", False),
        in_order=_in_order(words, keys, where),
    )


def _part(name: str, words: Mapping[str, Any], where: str) -> Part:
    known_only(words, PART, f"{where}, {name}")
    keys = columns_from(words["key"], f"{where}, {name}")
    return Part(
        name=name,
        says=words["says"],
        keys=keys,
        many=words.get("many", False),
        optional=words.get("optional", False),
        in_order=_in_order(words, keys, f"{where}, {name}"),
    )


def _in_order(
    words: Mapping[str, Any], keys: tuple[Column, ...], where: str
) -> tuple[tuple[str, ...], ...]:
    checks = words.get("check", {})
    known_only(checks, {"in_order"}, where)
    orders = tuple(tuple(check["columns"]) for check in checks.get("in_order", ()))
    names = {key.name for key in keys}
    must(all(set(order) <= names for order in orders), where, "in_order names no such key")
    return orders
