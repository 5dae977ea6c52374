"""The workbook of a run, opened as another program opens it."""

import csv
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from commonweal.report.view import View
from commonweal.report.workbook.tabs import tabs_of
from commonweal.report.workbook.writing import write_workbook

SOFFICE = shutil.which("soffice")
NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = '=HYPERLINK("http://example.invalid","x")\x07\u202e'


@pytest.fixture(scope="module")
def book(view, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "figures.xlsx"
    write_workbook(view, path)
    return path


def sheets_of(path):
    """Each sheet's XML by the name on its tab, in order, read with nothing of ours."""
    with ZipFile(path) as files:
        named = ET.fromstring(files.read("xl/workbook.xml")).iterfind(".//s:sheet", NS)
        return {
            one.get("name"): ET.fromstring(files.read(f"xl/worksheets/sheet{number}.xml"))
            for number, one in enumerate(named, 1)
        }


def cells_of(path, name):
    """The values of a sheet, by row and column as a spreadsheet calls them."""
    with ZipFile(path) as files:
        texts = [
            "".join(one.itertext())
            for one in ET.fromstring(files.read("xl/sharedStrings.xml")).iterfind("s:si", NS)
        ]
    found = {}
    for cell in sheets_of(path)[name].iterfind(".//s:c", NS):
        value = cell.find("s:v", NS)
        if value is not None:
            found[cell.get("r")] = (
                texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
            )
    return found


def rows_of(path, name):
    """The rows of a sheet whose heads stand in its first row, each head -> value."""
    cells = cells_of(path, name)
    heads = {re.sub(r"\d", "", at): text for at, text in cells.items() if re.fullmatch(r"\D+1", at)}
    last = max(int(re.sub(r"\D", "", at)) for at in cells)
    return [
        {text: cells.get(f"{column}{row}") for column, text in heads.items()}
        for row in range(2, last + 1)
    ]


def alike(some, others, share):
    """Whether blanks stand where blanks stand, and numbers differ by no more than a share."""
    return len(some) == len(others) and all(
        one == other if one is None or other is None else one == pytest.approx(other, rel=share)
        for one, other in zip(some, others, strict=True)
    )


def test_the_sheets_that_people_look_for_are_there(book):
    assert list(sheets_of(book)) == [
        "Summary", "Bodies", "Proposals", "Proposals by year", "What proposals do", "Beds",
        "Findings", "Assumptions", "Policy numbers", "Inputs", "Dictionary",
    ]  # fmt: skip


def test_every_balance_of_a_body_is_the_figure_of_the_run(book, view):
    figures = view.figures
    rows = rows_of(book, "Bodies")
    assert {row["Body"] for row in rows} == {
        "The whole system", "Riverside Hospital", "Riverside Community Care", "Riverside Care Board"
    }  # fmt: skip
    assert len(rows) == figures.frame("money.balance").height
    sides = {"If nothing changes": "nothing", "With the plan": "plan"}
    for row in rows:
        if row["Side"] in sides:
            body = {"organisation": row["Code"]} if row["Code"] else {}
            level = "organisation" if body else "system"
            side, year = sides[row["Side"]], int(row["Year"][:4])
            one = figures.one("money.balance", level, side=side, year=year, **body)
            # A cell holds 16 digits of a number.
            written = [row[f"Balance, £: {point}"] for point in ("low", "central", "high")]
            assert alike(written, [one.low, one.central, one.high], 1e-15)
            assert row["Balance: kind of number"] == one.status
            chance = figures.one("money.chance_of_balance", level, side=side, year=year, **body)
            assert row["Chance of balance, %: central"] == pytest.approx(chance.central, rel=1e-15)


def test_shares_of_proposals_add_up_to_what_the_summary_says_the_plan_changes(book, view):
    rows = rows_of(book, "Proposals by year")
    last = [row for row in rows if row["Year"] == "2030-31"]
    whole = [
        row["Balance, £: central"]
        for row in rows_of(book, "Bodies")
        if row["Code"] is None and row["Side"] == "What the plan changes"
    ][-1]
    assert len(last) == len(view.proposals)
    # Sums in floating point differ by their order: within a billionth.
    assert sum(row["Balance, £: central"] for row in last) == pytest.approx(whole, rel=1e-9)


def test_a_site_by_name_beside_its_code_and_every_assumption_with_its_owner(book, view):
    sites = {(row["Site"], row["Code"]) for row in rows_of(book, "Beds")}
    assert ("Riverside Hospital", "RIV-H") in sites
    owners = {row["Code"]: (row["Owner"], row["Source"]) for row in rows_of(book, "Assumptions")}
    assert owners == {one.code: (one.owner, one.source) for one in view.assumptions}


def test_a_finding_that_is_waived_says_by_whom_and_one_not_asked_says_why(view, tmp_path):
    waiver = {
        "rule": "BED01",
        "about": "RIV-H",
        "reason": "Being built",
        "approved_by": "The board",
    }
    waived = waiver | {"last_day": "2027-03-31"}
    asked = [dict(one) for one in view.published.asked]
    found = next(one for one in asked if one["rule"] == "BED01")
    found["findings"] = [{**one, "waived": waived} for one in found["findings"]]
    write_workbook(View(replace(view.published, asked=tuple(asked))), tmp_path / "b.xlsx")
    rows = rows_of(tmp_path / "b.xlsx", "Findings")
    bed = next(row for row in rows if row["Rule"] == "BED01")
    # A spreadsheet counts days from the end of 1899.
    day = date(1899, 12, 30) + timedelta(bed["Waived until"])
    assert (bed["Waived by"], day) == ("The board", date(2027, 3, 31))
    missed = [one for one in asked if one["outcome"] == "not asked"]
    told = {
        row["Rule"]: row["What is the case"] for row in rows if row["How serious"] == "not asked"
    }
    assert told == {one["rule"]: one["because"] for one in missed}


def test_the_dictionary_says_of_every_column_what_it_holds(book, view):
    told = {(row["Sheet"], row["Column"]) for row in rows_of(book, "Dictionary")}
    others = {
        name: tab for name, tab in tabs_of(view).items() if name not in ("Summary", "Dictionary")
    }
    assert told == {(name, head.text) for name, tab in others.items() for head in tab.heads}
    assert all(row["What it holds"] for row in rows_of(book, "Dictionary"))


def test_heads_stay_columns_filter_and_pages_print(book):
    for name, sheet in sheets_of(book).items():
        assert sheet.find(".//s:pane", NS).get("state") == "frozen", name
        assert sheet.find("s:autoFilter", NS) is not None, name
        assert sheet.find("s:pageSetup", NS).get("orientation") == "landscape", name
        assert sheet.find("s:pageSetup", NS).get("fitToHeight") == "0", name
        assert sheet.find(".//s:pageSetUpPr", NS).get("fitToPage") == "1", name
        assert len(sheet.findall(".//s:col", NS)) >= 1, name
    with ZipFile(book) as files:
        names = files.read("xl/workbook.xml").decode()
    assert names.count("_xlnm.Print_Titles") == len(sheets_of(book))


@pytest.fixture(scope="module")
def hostile(view, tmp_path_factory):
    """A run in which every text that people type begins a formula and hides what it does."""
    published = view.published
    plan = dict(published.plan)
    plan |= {"name": HOSTILE, "about": HOSTILE}
    plan["assumptions"] = {
        code: {**one, "owner": HOSTILE, "source": HOSTILE}
        for code, one in plan["assumptions"].items()
    }
    plan["proposals"] = [{**one, "title": HOSTILE, "summary": HOSTILE} for one in plan["proposals"]]
    names = {key: dict.fromkeys(known, HOSTILE) for key, known in published.names.items()}
    path = tmp_path_factory.mktemp("book") / "figures.xlsx"
    write_workbook(View(replace(published, plan=plan, names=names)), path)
    return path


def test_a_text_is_never_a_formula_a_link_or_a_hidden_character(hostile):
    with ZipFile(hostile) as files:
        parts = {name: files.read(name).decode() for name in files.namelist()}
    assert not [name for name, text in parts.items() if re.search(r"<f[ >]|hyperlink ", text)]
    assert "HYPERLINK" in parts["xl/sharedStrings.xml"]
    assert not [name for name, text in parts.items() if "\x07" in text or "\u202e" in text]
    assert not [name for name, text in parts.items() if "_x0007_" in text]
    # Whoever edits such a cell still has a text.
    assert "quotePrefix" in parts["xl/styles.xml"]


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine; CI installs one")
@pytest.mark.parametrize("which", ["book", "hostile"])
def test_it_opens_in_another_spreadsheet_with_the_same_numbers(which, request, view, tmp_path):
    path = request.getfixturevalue(which)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}",
         "--convert-to", every_sheet, "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    tabs = tabs_of(view)
    assert {one.stem for one in tmp_path.glob("*.csv")} == {f"figures-{name}" for name in tabs}
    with (tmp_path / "figures-Bodies.csv").open(encoding="utf-8", newline="") as text:
        opened = list(csv.DictReader(text))
    kept = rows_of(path, "Bodies")
    # LibreOffice writes 15 digits of a number.
    for head in ("Balance, £: central", "Cost, £: low", "Income, £: high"):
        shown = [float(row[head]) if row[head] else None for row in opened]
        assert alike(shown, [row[head] for row in kept], 1e-14), head
