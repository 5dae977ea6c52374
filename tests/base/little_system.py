"""A system of four tables, small enough to read in one look, for the tests of the reader."""

import tomllib
from pathlib import Path

from commonweal.base.declare.tables import Table, table_from
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.reader import read_tables

DECLARED = """
[places]
name = "places"
says = "The parts of the system."
one_row_per = ["place"]
[places.column]
place = { kind = "code", says = "The place's code." }
name = { says = "The name people use." }

[beds]
name = "beds"
says = "Beds open overnight. Averaged over the year."
one_row_per = ["place", "year"]
[beds.column]
place = { kind = "code", says = "Where they are.", refers_to = "places.place" }
year = { kind = "year", says = "The financial year." }
use = { says = "What they are for.", one_of = ["general_acute", "maternity"] }
beds_open = { kind = "number", says = "Beds open.", unit = "bed", at_least = 0, at_most = 20000 }
wards = { kind = "integer", says = "Wards they are in.", above = 0, optional = true }
counted = { kind = "date", says = "The day they were counted.", optional = true }
staffed = { kind = "yes_no", says = "Whether they are staffed.", optional = true }
source = { says = "Where the figure comes from.", optional = true }

[flows]
name = "flows"
says = "Where residents go."
one_row_per = ["place", "goes_to"]
[flows.column]
place = { kind = "code", says = "Where people live.", refers_to = "places.place" }
goes_to = { kind = "code", says = "Where they go.", refers_to = "places.place" }
share = { kind = "number", says = "Share that goes.", unit = "share", at_least = 0, at_most = 1 }
[[flows.check.sums_to_one]]
column = "share"
by = ["place"]

[guesses]
name = "guesses"
says = "Numbers with their interval."
one_row_per = ["places"]
optional = true
[guesses.column]
places = { kind = "codes", says = "What they are about.", refers_to = "places.place" }
low = { kind = "number", says = "The low." }
central = { kind = "number", says = "The middle." }
high = { kind = "number", says = "The high." }
[[guesses.check.in_order]]
columns = ["low", "central", "high"]
"""

TABLES: dict[str, Table] = {
    name: table_from(words) for name, words in tomllib.loads(DECLARED).items()
}

GOOD = {
    "places.csv": """\
place,name
N,Northside
S,Southside
""",
    "beds.csv": """\
place,year,use,beds_open,wards,counted,staffed,source
N,2026-27,general_acute,120,6,1/4/2026,yes,hospital return
N,2027-28,general_acute,110.5,,,,
S,2026-27,maternity,12,1,2026-04-01,no,"the return, table 2"
""",
    "flows.csv": """\
place,goes_to,share
N,N,0.75
N,S,0.25
S,S,1
""",
    "guesses.csv": """\
places,low,central,high
N S,0.1,0.2,0.3
""",
}


def write(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """Write the good folder with some files instead of its own; None leaves one out."""
    for name, content in (GOOD | files).items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        elif content is not None:
            (folder / name).write_bytes(content.encode())
    return folder


def problems_of(folder: Path, files: dict[str, str | bytes | None]) -> list[Problem]:
    """The problems of the good folder after some files were exchanged."""
    _, problems = read_tables(write(folder, files), TABLES)
    return problems
