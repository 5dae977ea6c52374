"""From a CSV's text to rows of cells, each with the row number the spreadsheet shows.

Three roads, one meaning. Python's csv module defines what we mean, and is slow. Polars is fast,
but fills short rows without telling; so its answer is taken only when the cells account for every
separator and line end of the text. Where they do not, and there are no quote marks, lines are
sorted into good and bad ones first; with quote marks, the csv module has to look at each.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from commonweal.base.reading.problems import ROWS_NAMED, Problem
from commonweal.base.reading.sheets import SPACES, Sheet, long_cells
from commonweal.base.reading.trouble import quoted

AT_ONCE = 50_000
"""Records the csv module reads before they become a frame: enough to be quick, few to hold."""

NOTE = r"(?i)^\W*(sources?|notes?|footnotes?|copyright|contact|published|last updated)\b ?\d*[:.]"
"""How a note below a table begins."""

WRITE_TWICE = 'close it, or delete it; a quote mark inside a quoted cell is written twice: ""'


def split(text: str, heads: list[str], head_row: int, file: str, separator: str) -> Sheet:
    """Split the text below the header into cells, quickly where that is safe."""
    blank = Sheet(file, heads, head_row, _frame([], len(heads)))
    ended, text = text.endswith(("\r", "\n")), text.rstrip("\r\n")
    if not text:
        return blank
    cells = _fast(text, len(heads), separator)
    if cells is not None:
        whole = replace(blank, cells=tidy(cells.with_row_index("row", offset=head_row + 1)))
        return _with_swallowed(whole, separator)
    if not ended and (cut := _cut_short(text, blank, separator)):
        return cut
    if '"' not in text and len(heads) > 1:
        return _by_line(text, blank, separator)
    return _by_record(text, blank, separator)


def _cut_short(text: str, blank: Sheet, separator: str) -> Sheet | None:
    """A sheet without rows if the text stops in the middle of its last one."""
    above, _, last = text.rpartition("\n")
    inside = above.count('"') % 2 == 0 and last.count('"') % 2 == 1
    few = '"' not in text and last.count(separator) + 1 < len(blank.heads)
    note = re.match(NOTE, last) or (separator not in last and " " in last.strip())
    if note or not (inside or few):
        return None
    row = blank.head_row + 1 + text.count("\n")
    says = f"the file stops in the middle of its last row, which begins {quoted(last)}"
    fix = "get the file again, whole: rows behind this one may be missing too"
    return replace(blank, whole=False, problems=[Problem("F14", blank.file, row, None, says, fix)])


def _parse(text: str, width: int, separator: str) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            text.encode(),
            separator=separator,
            has_header=False,
            schema=_schema(width),
            quote_char='"' if '"' in text else None,
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None


def _schema(width: int) -> dict[str, type[pl.String]]:
    return {str(number): pl.String for number in range(width)}


def _fast(text: str, width: int, separator: str) -> pl.DataFrame | None:
    """The cells by Polars, or None when any separator or line end is unaccounted for."""
    quotes = text.count('"')
    if width < 2 or quotes % 2 or text.count("\r") != text.count("\r\n"):
        return None
    cells = _parse(text, width, separator)
    if cells is None:
        return None
    separators, lines = (_inside(cells, separator), _inside(cells, "\n")) if quotes else (0, 0)
    separators += cells.height * (width - 1)
    lines += cells.height
    accounted = text.count(separator) == separators and text.count("\n") + 1 == lines
    return cells if accounted else None


def _inside(cells: pl.DataFrame, mark: str) -> int:
    """How often a mark stands inside a cell."""
    counts = cells.select(pl.all().str.count_matches(mark, literal=True).sum())
    return sum(count or 0 for count in counts.row(0))


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Strip every text, and make blank ones null."""
    texts = [name for name, kind in cells.schema.items() if kind == pl.String]
    stripped = cells.with_columns(pl.col(texts).str.strip_chars(SPACES))
    return stripped.with_columns(
        pl.when(pl.col(name).str.len_bytes() > 0).then(pl.col(name)).alias(name) for name in texts
    )


# -- lines, where there are no quote marks -----------------------------------------------------


def _by_line(text: str, blank: Sheet, separator: str) -> Sheet:
    """Leave out lines with too many or too few cells; extra blank cells do no harm."""
    width = len(blank.heads)
    lines = pl.Series("line", text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    frame = pl.DataFrame(lines).with_row_index("row", offset=blank.head_row + 1)
    bare = pl.col("line").str.strip_chars_end(SPACES + separator)
    frame = frame.with_columns(_cells("line", separator), filled=_cells_in(bare, separator))
    frame = frame.filter(pl.col("line").str.strip_chars(SPACES + separator) != "")
    good = (pl.col("cells") >= width) & (pl.col("filled") <= width)
    kept, ragged = frame.filter(good), frame.filter(~good)
    surplus = pl.col("cells") > width
    if kept.select(surplus.any()).item():
        cut = pl.col("line").str.split(separator).list.head(width).list.join(separator)
        kept = kept.with_columns(line=pl.when(surplus).then(cut).otherwise(pl.col("line")))
    told = _Ragged(blank.file, width)
    notes = pl.col("line").str.contains(NOTE) | ((pl.col("cells") == 1) & (width > 2))
    for row in ragged.filter(notes)["row"]:
        told.add(1, [row], code="R04")
    by_width = (
        ragged.filter(~notes)
        .group_by("cells")
        .agg(first=pl.col("row").min(), count=pl.len(), rows=pl.col("row").head(ROWS_NAMED))
    )
    for cells, _, count, rows in by_width.sort("first").iter_rows():
        told.add(cells, rows, count)
    cells_read = _parse("\n".join(kept["line"]), width, separator) if kept.height else None
    cells_read = _frame([], width) if cells_read is None else cells_read
    cells_read = cells_read.select(pl.exclude("row")).with_columns(kept["row"])
    return replace(blank, cells=tidy(cells_read), whole=not ragged.height, problems=told.problems)


def _cells(name: str, separator: str) -> pl.Expr:
    return _cells_in(pl.col(name), separator).alias("cells")


def _cells_in(line: pl.Expr, separator: str) -> pl.Expr:
    return line.str.count_matches(separator, literal=True) + 1


# -- records, where there are ------------------------------------------------------------------


def _records(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    with long_cells(len(text)):
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def _by_record(text: str, blank: Sheet, separator: str) -> Sheet:
    """The same by the csv module, for cells in quotes may hold separators and line ends."""
    width = len(blank.heads)
    told = _Ragged(blank.file, width)
    frames: list[pl.DataFrame] = []
    kept: list[list[str]] = []
    rows: list[int] = []
    row = blank.head_row
    try:
        for record in _records(text, separator, strict=True):
            row += 1
            if len(record) != width:
                if not any(cell.strip(SPACES) for cell in record):
                    continue
                if len(record) < width or any(cell.strip(SPACES) for cell in record[width:]):
                    runs_on = any("\n" in cell for cell in record)
                    note = len(record) == 1 < width - 1 or re.match(NOTE, record[0])
                    code = "F12" if runs_on else "R04" if note else ""
                    told.add(len(record), [row], code=code)
                    continue
            kept.append(record[:width])
            rows.append(row)
            if len(kept) == AT_ONCE:
                frames.append(_frame(kept, width, rows))
                kept, rows = [], []
    except csv.Error:
        # From here on cells and rows are not what they seem, and nothing true could be said.
        problem = _unpaired(text, blank, separator, row + 1)
        return replace(blank, whole=False, problems=[problem])
    cells = pl.concat([*frames, _frame(kept, width, rows)])
    sheet = replace(blank, cells=tidy(cells), whole=not told.tallies, problems=told.problems)
    return _with_swallowed(sheet, separator)


def _with_swallowed(sheet: Sheet, separator: str) -> Sheet:
    """The sheet, with a Problem for each cell in quotes that holds the end of a row and more.

    A quote mark that nobody closed is closed by the next one, rows further down, and all
    between them reads as one cell. It gives itself away: its first line ends as its row would,
    and its last begins as one.
    """
    width = len(sheet.heads)
    if width < 3:
        return sheet
    says = "a cell in quotes holds the rest of its row, and of the rows below it"
    problems = [
        Problem("F12", sheet.file, row, sheet.heads[place], says, WRITE_TWICE)
        for place in range(width)
        for row, cell in sheet.cells.filter(pl.col(str(place)).str.contains("\n", literal=True))
        .select("row", str(place))
        .iter_rows()
        if place + cell.split("\n")[0].count(separator) == width - 1
        and cell.split("\n")[-1].count(separator) == place
    ]
    if not problems:
        return sheet
    return replace(sheet, whole=False, problems=[*sheet.problems, *problems])


def _unpaired(text: str, blank: Sheet, separator: str, noticed: int) -> Problem:
    """Where a quote mark opens and does not close, or closes in the middle of a cell.

    The parser notices it in row `noticed`, but a quote mark that was opened before may have
    swallowed rows until then: a cell that holds line ends and a whole row gives it away.
    """
    width = len(blank.heads)
    row = blank.head_row
    for record in _records(text, separator, strict=False):
        row += 1
        swallowed = any("\n" in cell and cell.count(separator) >= width - 1 for cell in record)
        if row == noticed or (swallowed and width > 2):
            break
    says = 'a quote mark (") in this row has no partner at the end of its cell'
    return Problem("F12", blank.file, row, None, says, WRITE_TWICE)


def _frame(records: Sequence[list[str]], width: int, rows: Sequence[int] = ()) -> pl.DataFrame:
    columns = list(zip(*records, strict=True)) if records else [()] * width
    texts = {
        str(number): pl.Series(column, dtype=pl.String) for number, column in enumerate(columns)
    }
    return pl.DataFrame({"row": pl.Series(rows, dtype=pl.UInt32), **texts})


@dataclass(slots=True)
class _Tally:
    """How many rows are alike, and the first few of them."""

    count: int = 0
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Ragged:
    """Rows of the wrong width, as one Problem for each width; there may be a million."""

    file: str
    width: int
    tallies: dict[tuple[str, int], _Tally] = field(default_factory=dict)

    def add(self, cells: int, rows: Sequence[int], count: int = 1, *, code: str = "") -> None:
        """Note that `count` rows, of which `rows` are the first, have `cells` cells.

        Args:
            code: of the problem, where it is not too many or too few cells.
        """
        code = code or ("R01" if cells > self.width else "R02")
        tally = self.tallies.setdefault((code, cells), _Tally())
        tally.count += count
        if len(tally.rows) < ROWS_NAMED:
            tally.rows += rows

    @property
    def problems(self) -> list[Problem]:
        """What was noted."""
        return [
            Problem(
                code, self.file, tally.rows[0], None, *self._words(code, cells),
                tally.count, tuple(tally.rows),
            )
            for (code, cells), tally in self.tallies.items()
        ]  # fmt: skip

    def _words(self, code: str, cells: int) -> tuple[str, str]:
        has = f"{cells} cell{'s' if cells > 1 else ''}"
        says = f"the row has {has}; the header has {self.width}"
        if code == "F12":
            says = f"a cell in quotes runs on over the line end, and {says}"
            return says, WRITE_TWICE
        if code == "R04":
            says = "the row is a note or a heading, it seems"
            return says, "delete the row, or fill its other cells"
        if code == "R01":
            fix = "put a cell that holds a comma in double quotes, or delete the extra cells"
            return says, fix
        return says, "add the missing cells; a blank cell is nothing between two commas"
