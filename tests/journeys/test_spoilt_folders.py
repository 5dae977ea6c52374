"""What goes wrong between one spreadsheet and the next is refused or asked about: a kind each.

Riverside, spoilt in one way, read and run without draws. What has to be said is named by the code
of a problem, or of a rule that finds what the good folder does not have.
"""

import csv
import io
import shutil
from pathlib import Path

import pytest

import commonweal
from commonweal.base.reading.problems import ProblemsFound

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"


def cells(table, column, change, where=lambda row: True):
    """Changes a column's cells in the rows that `where` holds for."""

    def spoil(folder):
        path = folder / f"{table}.csv"
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        for row in rows:
            if where(row) and row[column]:
                row[column] = change(row[column])
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
        path.write_text("\n".join(lines) + "\n", "utf-8")

    return spoil


def text(file, change):
    """Changes the text of a file."""

    def spoil(folder):
        path = folder / file
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    return spoil


def times(factor):
    return lambda cell: repr(float(cell) * factor)


def all_of(*spoils):
    return lambda folder: [spoil(folder) for spoil in spoils]


def first_quoted_to_third(lines):
    """Two stray quote marks, which swallow what is between them."""
    rows = lines.split("\n")
    rows[2], rows[4] = rows[2].replace(",", ',"', 1), rows[4].replace(",", '",', 1)
    return "\n".join(rows)


def effect(old, new):
    return text("proposals/care-homes.toml", lambda words: words.replace(old, new, 1))


SHARE = "low = 0.05\ncentral = 0.10\nhigh = 0.15"
MONEY = ("fixed_gbp", "step_gbp", "variable_gbp")
CLOSING = "low = -4\ncentral = -4\nhigh = -4"

KINDS = {
    # numbers that a spreadsheet changed
    "an exponent": (text("income.csv", lambda t: t.replace("9600000", "1E+07")), "V18"),
    "ages that became a date": (
        text("rates.csv", lambda t: t.replace(",0,64,", ",Jan-64,64,")),
        "V02",
    ),
    "a day number for a year": (text("beds.csv", lambda t: t.replace("2025-26", "45748")), "V07"),
    "a day number for a date": (
        text("system.toml", lambda t: t.replace("2026-04-01", "46113")),
        "V08",
    ),
    "a day number for beds": (cells("beds", "beds_open", lambda _: "45748"), "V11"),
    # files that were cut short, or swallowed
    "the end of a file": (text("rates.csv", lambda t: t[: t.rindex("SOU,day")]), "X03"),
    "the end of people": (text("population.csv", lambda t: t[: t.rindex("SOU,older")]), "X03"),
    "the middle of a row": (text("costs.csv", lambda t: t[:-40]), "F14"),
    "the middle of a number": (text("population.csv", lambda t: t[:-2]), "DAT19"),
    "the middle of the last words": (text("rates.csv", lambda t: t[:-6]), "DAT19"),
    "two stray quotes": (text("income.csv", first_quoted_to_third), "F12"),
    # shares and totals
    "shares that were rounded": (
        text("variants.csv", lambda t: t.replace("0.8,", "0.67,").replace("0.2,", "0.34,")),
        "DAT19",
    ),
    "shares in per cent": (cells("flows", "share", times(100)), "V11"),
    "a share that is lost": (
        text(
            "flows.csv",
            lambda t: t.replace("NOR,ae_attendances,OUT-H,0.1", "NOR,ae_attendances,OUT-H,0.05"),
        ),
        "X02",
    ),
    "a total by another name": (
        text(
            "income.csv",
            lambda t: t + "RIV,grant,BOARD,28600000,money.income_growth,yes,illustrative,x\n",
        ),
        "DAT17",
    ),
    "a report of mixed units": (
        text(
            "reported.csv",
            lambda t: t.replace("RIV,emergency_bed_days", "RIV,emergency_bed_days ae_attendances"),
        ),
        "X04",
    ),
    "a report of care nobody gets there": (
        text("reported.csv", lambda t: t + "COM,emergency_bed_days,12696.6,illustrative,x\n"),
        "DAT07",
    ),
    # signs and units
    "a fall with its sign turned round": (
        effect(SHARE, "low = -0.15\ncentral = -0.10\nhigh = -0.05"),
        "EVD13",
    ),
    "a fall in per cent": (effect(SHARE, "low = 5\ncentral = 10\nhigh = 15"), "D08"),
    "a claim below zero": (effect("gbp = 100000", "gbp = -100000"), "V11"),
    "beds that lost their minus": (
        text("proposals/close-a-ward.toml", lambda t: t.replace(CLOSING, CLOSING.replace("-", ""))),
        "BED05",
    ),
    "growth in per cent": (
        text(
            "assumptions.toml",
            lambda t: t.replace("central = 0.03\nhigh = 0.04", "central = 3\nhigh = 4"),
        ),
        "V11",
    ),
    "running costs in thousands": (
        effect("low = 50000\ncentral = 60000\nhigh = 80000", "low = 50\ncentral = 60\nhigh = 80"),
        "MNY12",
    ),
    "a rate per 1,000": (
        cells("rates", "rate", times(1000), lambda r: r["service"] == "emergency_admissions"),
        "DAT15",
    ),
    "one row per 1,000": (
        cells(
            "rates",
            "rate",
            times(1000),
            lambda r: r["service"] == "day_cases" and r["age_from"] == "65",
        ),
        "DAT23",
    ),
    "income in thousands": (cells("income", "gbp", times(0.001)), "DAT17"),
    "costs in thousands": (all_of(*(cells("costs", one, times(0.001)) for one in MONEY)), "DAT16"),
    "all money in thousands": (
        all_of(
            cells("income", "gbp", times(0.001)),
            *(cells("costs", one, times(0.001)) for one in MONEY),
        ),
        "DAT20",
    ),
    "people in thousands": (cells("population", "people", times(0.001)), "DAT10"),
    "a later year in thousands": (
        cells("population", "people", times(0.001), lambda r: r["year"] == "2030-31"),
        "DAT22",
    ),
    "pay in per cent, divided": (cells("costs", "pay_share", times(0.01)), "DAT25"),
    "ten times the beds": (cells("beds", "beds_open", times(10)), "DAT24"),
    "a month for a year": (cells("reported", "activity", times(1 / 12)), "EVD03"),
    # what lies in the folder
    "Proposals": (lambda f: (f / "proposals").rename(f / "Proposals"), "F03"),
    "no proposals": (lambda f: shutil.rmtree(f / "proposals"), "NED06"),
    "reported.csv.txt": (lambda f: (f / "reported.csv").rename(f / "reported.csv.txt"), "F03"),
    "reported.txt": (lambda f: (f / "reported.csv").rename(f / "reported.txt"), "F03"),
    "capital.csv.bak": (lambda f: (f / "capital.csv").rename(f / "capital.csv.bak"), "F03"),
    "a folder of proposals": (lambda f: (f / "proposals" / "later").mkdir(), "F03"),
    "a proposal beside the folder": (
        lambda f: (f / "proposals" / "care-homes.toml").rename(f / "care-homes.toml"),
        "F03",
    ),
    "a document in a folder": (
        lambda f: (f / "more").mkdir() or (f / "correlations.toml").rename(f / "more" / "c.toml"),
        "DAT09",
    ),
    "an unknown file": (lambda f: (f / "plan.docx").write_bytes(b"x"), "DAT09"),
}


def said(folder):
    """Codes of problems, or of findings each with what it is about."""
    try:
        run = commonweal.run(commonweal.read(folder), draws=0)
    except ProblemsFound as found:
        return {(one.code, "") for one in found.problems}
    return {(one.rule, one.about) for one in run.findings}


@pytest.fixture(scope="module")
def of_the_good_folder():
    return said(RIVERSIDE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_folder_is_refused_or_asked_about(kind, of_the_good_folder, tmp_path):
    folder = shutil.copytree(RIVERSIDE, tmp_path / "riverside")
    spoil, code = KINDS[kind]
    spoil(folder)
    new = {one for one, _ in said(folder) - of_the_good_folder}
    assert code in new, f"{kind}: {sorted(new)}"
