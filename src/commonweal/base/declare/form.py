"""What a form is: a TOML document declared as tables are.

A form says which keys a document has and which parts, such as the [[effect]]s of a proposal.
What a room adds to the form of another lies in its `parts` folder, one file for each kind of part.
A keyed form holds many of the same thing under headings of its own, such as [money.pay_growth].
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from commonweal.base.declare.columns import Column, columns_from, known_only, must
from commonweal.base.declare.parts import part_kinds
from commonweal.base.declare.tables import HOUSE, ROOMS

Document = dict[str, Any]
PART = {"says", "many", "optional", "key", "check"}
ADDED = PART | {"form", "heading"}
FORM = {"name", "file", "says", "keyed", "optional", "key", "part", "check"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a form: keys under a heading of their own, once or many times.

    Args:
        in_order: keys that do not fall from left to right.
        needs: pairs of keys of which the first may not be there without the second.
    """

    name: str
    says: str
    keys: tuple[Column, ...]
    many: bool = False
    optional: bool = False
    in_order: tuple[tuple[str, ...], ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()


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
    declared = (form_from(words, path.stem) for path, words in _declarations("forms"))
    by_name = {form.name: form for form in declared}
    for path, words in _declarations("parts"):
        where = f"parts/{path.name}"
        must(words.get("form") in by_name, where, "it names no form")
        by_name[words["form"]] = _with_part(by_name[words["form"]], words, where)
    return by_name


def _declarations(folder: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every declaration in one folder of each room, from the ground floor up."""
    for room in ROOMS:
        for path in sorted((HOUSE / room / folder).glob("*.toml")):
            yield path, tomllib.loads(path.read_text("utf-8"))


def _with_part(form: Form, words: Mapping[str, Any], where: str) -> Form:
    """A form with what a room's part adds: keys below a heading, or among the form's own."""
    known_only(words, ADDED, where)
    heading = words.get("heading", "")
    part = _part(heading, {key: words[key] for key in words if key in PART}, where)
    if not heading:
        return replace(form, keys=form.keys + part.keys, in_order=form.in_order + part.in_order)
    part = replace(part, keys=part_kinds()[heading].complete(part.keys))
    return replace(form, parts=(*form.parts, part))


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
        in_order=_check(words, "in_order", keys, where),
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
        in_order=_check(words, "in_order", keys, f"{where}, {name}"),
        needs=_check(words, "needs", keys, f"{where}, {name}"),
    )


def _check(
    words: Mapping[str, Any], law: str, keys: tuple[Column, ...], where: str
) -> tuple[tuple[str, ...], ...]:
    """The keys that each check of one law is about."""
    checks = words.get("check", {})
    known_only(checks, {"in_order", "needs"}, where)
    groups = tuple(tuple(check["columns"]) for check in checks.get(law, ()))
    names = {key.name for key in keys}
    must(all(set(group) <= names for group in groups), where, f"{law} names no such key")
    return groups
