"""Names in place of codes: a reader of the page has no list of codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.report import words

THE_SYSTEM = {"system": "The whole system"}


@dataclass(frozen=True, slots=True)
class Names:
    """The name of every code of a system, by what it is the code of."""

    of: Mapping[str, Mapping[str, str]]

    @property
    def all(self) -> dict[str, str]:
        """Every code and its name. A code of two kinds has the later kind's."""
        return {
            code: name for names in self.of.values() for code, name in names.items()
        } | THE_SYSTEM

    def finding(self, about: str) -> str:
        """What a finding is about, named: a code, or several with points between.

        A number after a proposal's code says which of its effects.

        >>> names = Names({"proposal": {"a": "Help", "b": "Care"}})
        >>> names.finding("a.2"), names.finding("a.1.b.2"), names.finding("system")
        ('Help, effect 2', 'Help, effect 1 and Care, effect 2', 'The whole system')
        """
        known = self.all
        parts: list[str] = []
        for one in about.split("."):
            if one.isdigit() and parts:
                parts[-1] += f", effect {one}"
            else:
                parts.append(known.get(one, one))
        return words.spoken_list(parts)

    def spelled_out(self, text: str) -> str:
        """A sentence with names in place of codes, where a code cannot be a plain word.

        >>> names = Names({"site": {"RX1": "Old Mill", "mill": "M"}})
        >>> names.spelled_out("48 beds at RX1 close near the mill")
        '48 beds at Old Mill close near the mill'
        """
        codes = {
            code: name
            for kind in ("organisation", "site", "service", "fund")
            for code, name in self.of.get(kind, {}).items()
            if _is_no_word(code)
        }
        if not codes:
            return text
        longest_first = sorted(map(re.escape, codes), key=len, reverse=True)
        pattern = rf"(?<![\w.-])(?:{'|'.join(longest_first)})(?![\w-])"
        return re.sub(pattern, lambda found: codes[found[0]], text)


def _is_no_word(code: str) -> bool:
    """Whether a code could not stand in a sentence as a word of English."""
    return "_" in code or any(letter.isdigit() for letter in code) or _is_capitals(code)


def _is_capitals(code: str) -> bool:
    return len(code) >= 3 and code.isupper() and code not in ("NHS", "GP", "A&E")
