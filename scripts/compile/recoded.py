"""Codes newer than the tables: what a person of 2026 types, as the tables of 2023 know it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "recoded.toml").read_text(encoding="utf-8")
)
ICB_RECODED = {"E54000052": "E54000063", "E54000053": "E54000064"}
"""Surrey Heartlands and Sussex: the same areas with a new code in the population tables."""


@dataclass(frozen=True)
class Meant:
    """What a typed code stands for.

    Attributes:
        codes: the codes that the tables know.
        remark: what a person is to know, or blank.
        name: the name of the new area, where the tables have none.
        lead: its short code, for the body that leads the system, where it is a new one.
    """

    codes: tuple[str, ...]
    remark: str = ""
    name: str = ""
    lead: str = ""


def meant_by(typed: str) -> Meant:
    """What a code stands for, in codes that the tables know; another word is left as it is.

    >>> meant_by(" e08000039 ").codes
    ('E08000019',)
    >>> meant_by("E54000071").name
    'NHS West and North London Integrated Care Board'
    >>> meant_by("stp:qf7").codes, meant_by("Sheffeild").codes
    (('stp:QF7',), ('Sheffeild',))
    """
    code = _in_capitals(typed.strip())
    for council in TABLE["council"]:
        if code == council["code"]:
            return _council(council)
    for board in TABLE["icb"]:
        if code == board["code"] or (code == board["short"] and code not in _KEPT):
            return _new_board(board)
    for board in TABLE["icb"]:
        if code in {board["short"], *board["whole"]} & _KEPT:
            return _enlarged(board, code)
    for short, ended in TABLE["ended"].items():
        if code in {short, ended["code"]} or ICB_RECODED.get(code) == ended["code"]:
            return Meant((code,), _ended(code, ended["now"]))
    return Meant((code,))


_KEPT = {"QRL", "E54000042"}
"""Hampshire and Isle of Wight keeps its short code since 2026 and has more districts."""


def _in_capitals(typed: str) -> str:
    code = typed.removeprefix("stp:")
    if re.fullmatch(r"[a-zA-Z][0-9]{8}|[a-zA-Z][0-9a-zA-Z]{2}|[a-zA-Z0-9]{5}", code):
        return typed[: len(typed) - len(code)] + code.upper()
    return typed


def _council(council: dict[str, Any]) -> Meant:
    return Meant(
        (council["was"],),
        f"{council['code']} is {council['name']} since {council['since']:%d %B %Y}. The tables "
        f"here know it as {council['was']}, with its boundary of before; that is compiled.",
    )


def _new_board(board: dict[str, Any]) -> Meant:
    return Meant(
        (*board["whole"], *board["parts"]),
        f"{board['code']} is {board['name']}, which began on 1 April 2026. It is made here of the "
        "districts it covers, by their codes of 2023.",
        board["name"],
        board["short"],
    )


def _enlarged(board: dict[str, Any], code: str) -> Meant:
    return Meant(
        (code,),
        f"{code} is taken as {board['name']} of 2022. Since 1 April 2026 it covers "
        f"{len(board['parts'])} more districts; write {board['code']} for the area of today.",
    )


def _ended(code: str, now: list[str]) -> str:
    names = {board["code"]: f"{board['code']} {board['name']}" for board in TABLE["icb"]}
    became = " and ".join(names[new] for new in now)
    return (
        f"{code} is an ICB of 2022 that ended on 31 March 2026; its districts are now in {became}. "
        f"Its area of before is compiled; write {' or '.join(now)} for the area of today."
    )
