"""From bytes to text: CSV files are UTF-8, and we say how to save those that are not.

We do not guess an encoding and read on in silence: the folder is a data package that other
programs open too. But we do read on after the Problem, so that the rest of what is wrong in the
file is told in the same go.
"""

import codecs
import re

from commonweal.base.reading.problems import Problem

SAVE_UTF8 = "in Excel choose File > Save As > 'CSV UTF-8 (Comma delimited) (*.csv)'"
NOT_TABLES = (
    (b"PK\x03\x04", "F04", "is a workbook (or zip file) under the name of a CSV file"),
    (b"\xd0\xcf\x11\xe0", "F04", "is an old Excel workbook under the name of a CSV file"),
    (b"PAR1", "F10", "is a Parquet file under the name of a CSV file"),
    (b"%PDF", "F10", "is a PDF under the name of a CSV file"),
    (b"\x1f\x8b", "F10", "is a compressed file under the name of a CSV file"),
    (b"{\\rtf", "F10", "is a word processor's file under the name of a CSV file"),
)
"""The first bytes of files that are often given a CSV's name."""


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None when it is not a text at all."""
    for mark, problem_code, what in NOT_TABLES:
        if data.startswith(mark):
            fix = f"open it and save it properly: {SAVE_UTF8}"
            return None, [Problem(problem_code, file, None, None, f"{file} {what}", fix)]
    if re.match(rb"\s*<(!doctype|html|\?xml|table)", data[:200], re.IGNORECASE):
        says = f"{file} is a web page under the name of a CSV file"
        fix = f"open it and save it properly: {SAVE_UTF8}"
        return None, [Problem("F10", file, None, None, says, fix)]
    wide = _wide(data)
    if wide is not None:
        text = data.decode(wide, errors="replace").lstrip("\ufeff")
        return text, [Problem("F09", file, None, None, f"{file} is saved as UTF-16", SAVE_UTF8)]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows(data, file, error.start)
    return _without_nuls(text, file)


def _wide(data: bytes) -> str | None:
    """UTF-16, by its mark or by every other byte of its beginning being empty."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = data[:200]
    even, odd = head[::2].count(0), head[1::2].count(0)
    enough = len(head) // 2 * 0.8
    if len(head) >= 4 and max(even, odd) >= enough and min(even, odd) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return None


def _windows(data: bytes, file: str, first: int) -> tuple[str | None, list[Problem]]:
    """A file with bytes that UTF-8 does not allow: most often Windows-1252, sometimes rubbish."""
    if _is_rubbish(data):
        return None, [_rubbish(file)]
    row = data.count(b"\n", 0, first) + 1
    shown = data[first : first + 1].decode("cp1252", errors="replace")
    says = (
        f"byte 0x{data[first]:02X} is not UTF-8 (in Windows-1252 it is {shown!r}): "
        "the file is saved in an older encoding"
    )
    problem = Problem("F09", file, row, None, says, SAVE_UTF8)
    return data.decode("cp1252", errors="replace").replace("\0", ""), [problem]


def _without_nuls(text: str, file: str) -> tuple[str | None, list[Problem]]:
    if "\0" not in text:
        return text, []
    if _is_rubbish(text.encode()):
        return None, [_rubbish(file)]
    row = text.count("\n", 0, text.index("\0")) + 1
    says = f"{text.count(chr(0))} empty (NUL) characters stand among the text"
    fix = f"open it, delete what cannot be seen, and save it again: {SAVE_UTF8}"
    return text.replace("\0", ""), [Problem("F10", file, row, None, says, fix)]


def _is_rubbish(data: bytes) -> bool:
    """Whether more than one byte in twenty is a control character no text needs."""
    head = data[:100_000]
    controls = sum(head.count(bytes([byte])) for byte in range(32) if byte not in (9, 10, 13))
    return controls > len(head) / 20


def _rubbish(file: str) -> Problem:
    return Problem("F10", file, None, None, f"{file} is not text", f"save it again: {SAVE_UTF8}")
