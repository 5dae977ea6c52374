"""What may be the matter with a text, whatever kind of value was meant."""

import re
import unicodedata
from dataclasses import dataclass

FORMULA = r"^[=@]|^[+\-][^ ]*[(|!]"
SPOILT = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]|â€|Ã[\x80-\xbf]|Â[\xa0-\xbf]"
SHEET_ERROR = r"^#(REF!?|DIV/0!?|N/A|VALUE!?|NAME\?|NUM!?|NULL!?|SPILL!?|CALC!?|GETTING_DATA|#+)?$"
NO_VALUE = {
    "-", "--", "\u2013", "\u2014", ".", "..", "...", "?", "*", ":", "[c]", "[x]", "[z]", "[low]",
    "n/a", "na", "n.a.", "nil", "none", "null", "nan", "inf", "-inf", "+inf", "infinity",
    "-infinity", "tbc", "tbd", "unknown", "missing", "blank", "not available", "not known", "x",
    "c", "z", "low", "~", "suppressed", "[u]", "[suppressed]",
}  # fmt: skip

LONGEST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is the matter with a text: the problem's code, what is there, and the fix."""

    code: str
    says: str
    fix: str


def quoted(text: object, longest: int = 60) -> str:
    r"""What they wrote, in quotes, cut when long and with what cannot be seen made visible.

    >>> print(quoted("twenty"), quoted("a\x00b"))
    'twenty' 'a\x00b'
    """
    words = str(text)
    words = words if len(words) <= longest else words[: longest - 1] + "…"
    return "'" + "".join(c if c.isprintable() else repr(c)[1:-1] for c in words) + "'"


def visible(text: str) -> str:
    r"""A text whose characters that could act on a screen are written out, lines kept.

    >>> print(visible("be\x1b]0;ds.csv"), visible("caf\u00e9"))
    be\x1b]0;ds.csv café
    """
    return re.sub(r"[^\n -~]", _visible, text)


def _visible(found: re.Match[str]) -> str:
    """Spaces of every width stay; what controls, formats or is no character is written out."""
    letter = found[0]
    is_space = unicodedata.category(letter) == "Zs"
    return letter if letter.isprintable() or is_space else repr(letter)[1:-1]


def no_value(text: str) -> Trouble | None:
    """The marks that spreadsheets and people leave where there is no value."""
    if re.match(SHEET_ERROR, text, re.IGNORECASE):
        return Trouble(
            "V04",
            f"{quoted(text)} is a spreadsheet's error, not a value",
            "fix the formula, then paste the column as values",
        )
    if text.casefold() in NO_VALUE:
        return Trouble(
            "V05",
            f"{quoted(text)} stands for no value",
            "write the value; where the column may be blank, leave the cell empty",
        )
    return None


def spoilt(text: str) -> Trouble | None:
    """What may be wrong with a text whatever its column: errors, formulas, rubbish, length."""
    if re.match(SHEET_ERROR, text, re.IGNORECASE):
        return no_value(text)
    if re.search(FORMULA, text):
        says = f"{quoted(text)} begins as a formula does"
        return Trouble("V14", says, "write it as text that begins with a letter or a digit")
    if len(text) > LONGEST_TEXT:
        says = f"the cell has {len(text)} characters; the longest allowed is {LONGEST_TEXT}"
        return Trouble("V15", says, "shorten it; or look for a quote mark that was never closed")
    if re.search(SPOILT, text):
        says = f"{quoted(text)} holds characters that were spoilt on the way"
        return Trouble("V16", says, "type it again, and save as 'CSV UTF-8'")
    return None
