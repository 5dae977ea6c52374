"""Ways in which people, spreadsheets, networks and ill will damage a folder.

Each takes the files by name and its luck, changes them, and says how. A file is its bytes;
or a `Folder` or a `Link` that stands in its place.
"""

import io
import os
import random
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl


@dataclass(frozen=True)
class Folder:
    """A folder of a file's name."""


@dataclass(frozen=True)
class Link:
    """A link of a file's name that leads elsewhere."""

    to: str


@dataclass(frozen=True)
class Pipe:
    """A pipe of a file's name: who reads it waits for ever."""


CELLS = (
    *("", " ", "0", "-0", "-1", "1", "0.5", "2", "1e3", "1e11", "-1e11", "1e12", "1e308", "1e-320"),
    *("nan", "NaN", "inf", "-inf", "1e400", "0x10", "1_000", "1,5", "1.2.3", "--1", "+5", "5%"),
    *(
        "£5",
        "£1,200",
        "(120)",
        "½",
        "٣",
        "\uff11\uff12",
        "n/a",
        "-",
        "*",
        "#REF!",
        "#N/A",
        "TRUE",
        "yes",
    ),
    *("2027-28", "2027", "2027-29", "1899-00", "9999-00", "31/02/2027", "2027-13-01", "0000-00-00"),
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        "@SUM(1)",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{{7*7}}",
    ),
    *(
        "../../etc/passwd",
        "C:\\con",
        "%s%n",
        "${HOME}",
        "\u202eevil",
        "\u200b",
        "\ufeff",
        "🏥" * 40,
    ),
    *(
        "a" * 70,
        "x" * 5000,
        'a"b',
        "a,b",
        "a\nb",
        "a\tb",
        "a;b",
        "Â£",
        "Ã©",
        "\x07",
        "NOR",
        "RIV",
        "all",
    ),
)
"""What may come to stand in a cell."""

VALUES = (
    *('""', '" "', '"0.5"', "0", "-0.0", "-1", "1", "0.5", "2", "1e11", "-1e11", "1e12", "1e308"),
    *(
        "nan",
        "inf",
        "-inf",
        "1e400",
        "0x10",
        "1_000",
        "9" * 400,
        "true",
        "false",
        "[]",
        "[[]]",
        "{}",
    ),
    *('["a", 1]', '["RIV"]', '[""]', "[1, 2]", "{a = 1}", "0001-01-01", "9999-12-31", "07:32:00"),
    *("1979-05-27T07:32:00Z", '"2027-28"', '"2099-00"', '"2025-26"', '"1899-00"', "2027-28", "yes"),
    *('"<script>alert(1)</script>"', '"=1+1"', '"../../etc/passwd"', "'''x'''", '"""\n\n"""'),
    *('"\\u202e"', '"\\u0000"', "“curly”", '"' + "y" * 5000 + '"', "[" * 300 + "]" * 300, '"NOR"'),
    *('"care-homes.1"', '"money.pay_growth"', '["money.pay_growth=nan"]', '["care.growth=off"]'),
    *('["people.variant=older"]', '["proposal.care-homes=off"]', '"beta"', '"pert"', '"lognormal"'),
)
"""What may come to stand after a key."""


def a_cell(files, luck):
    name, rows = table_of(files, luck)
    row, column = luck.randrange(1, len(rows)), luck.randrange(len(rows[0]))
    rows[row][column : column + 1] = [luck.choice(CELLS)]
    return write(files, name, rows) + f" row {row + 1} column {column + 1}: {rows[row][column]!r}"


def a_cell_written_well(files, luck):
    """As `a_cell`, and quoted, so that it reaches the checks of values."""
    name, rows = table_of(files, luck)
    row, column = luck.randrange(1, len(rows)), luck.randrange(len(rows[0]))
    word = luck.choice(CELLS)
    rows[row][column] = '"' + word.replace('"', '""') + '"'
    return write(files, name, rows) + f" row {row + 1} column {column + 1}: {word!r}"


def a_number(files, luck):
    name, rows = table_of(files, luck)
    row = luck.randrange(1, len(rows))
    numbers = [n for n, cell in enumerate(rows[row]) if re.fullmatch(r"-?[\d.]+", cell)]
    if not numbers:
        return "nothing"
    column = luck.choice(numbers)
    times = luck.choice([-1.0, 0.0, 1e-9, 0.01, 0.5, 1.5, 100.0, 1e6, 1e9])
    rows[row][column] = repr(float(rows[row][column]) * times)
    return write(files, name, rows) + f" row {row + 1} column {column + 1} times {times:g}"


def a_column_of_numbers(files, luck):
    name, rows = table_of(files, luck)
    column = luck.randrange(len(rows[0]))
    word = luck.choice(["0", "1", "-1", "1e9", "0.000001"])
    for row in rows[1:]:
        if column < len(row):
            row[column] = word
    return write(files, name, rows) + f" column {column + 1} all {word}"


def a_row(files, luck):
    name, rows = table_of(files, luck)
    at, how = (
        luck.randrange(1, len(rows)),
        luck.choice(["delete", "double", "shuffle", "all", "blank", "total"]),
    )
    if how == "delete":
        del rows[at]
    elif how == "double":
        rows.insert(at, list(rows[at]))
    elif how == "shuffle":
        body = rows[1:]
        luck.shuffle(body)
        rows[1:] = body
    elif how == "all":
        del rows[1:]
    elif how == "blank":
        rows.insert(at, [""] * len(rows[0]))
    else:
        rows.append(["Total", *["1"] * (len(rows[0]) - 1)])
    return write(files, name, rows) + f" {how} row {at + 1}"


def a_column(files, luck):
    name, rows = table_of(files, luck)
    at, how = (
        luck.randrange(len(rows[0])),
        luck.choice(["delete", "double", "swap", "rename", "blank"]),
    )
    to = luck.randrange(len(rows[0]))
    for number, row in enumerate(rows):
        if at >= len(row) or to >= len(row):
            continue
        if how == "delete":
            del row[at]
        elif how == "double":
            row.append(row[at])
        elif how == "swap" and number:
            row[at], row[to] = row[to], row[at]
        elif number == 0:
            row[at] = {"rename": row[at][:-1] + "x", "blank": ""}.get(how, row[at])
    return write(files, name, rows) + f" {how} column {at + 1} {to + 1}"


def two_cells(files, luck):
    name, rows = table_of(files, luck)
    column = luck.randrange(len(rows[0]))
    a, b = (luck.randrange(1, len(rows)) for _ in range(2))
    if column < min(len(rows[a]), len(rows[b])):
        rows[a][column], rows[b][column] = rows[b][column], rows[a][column]
    return write(files, name, rows) + f" exchange column {column + 1} of rows {a + 1} and {b + 1}"


def some_bytes(files, luck):
    name = luck.choice(plain(files))
    old = files[name]
    at = luck.randrange(len(old) + 1)
    how = luck.choice(["cut", "flip", "insert", "drop"])
    few = bytes(luck.randrange(256) for _ in range(luck.randrange(1, 6)))
    flipped = bytes(b ^ 1 << luck.randrange(8) for b in old[at : at + 1])
    files[name] = {
        "cut": old[:at],
        "flip": old[:at] + flipped + old[at + 1 :],
        "insert": old[:at] + few + old[at:],
        "drop": old[:at] + old[at + len(few) :],
    }[how]
    return f"{name} {how} byte {at} {few!r}"


def an_encoding(files, luck):
    name = luck.choice(plain(files))
    text = files[name].decode("utf-8", "replace")
    how = luck.choice(
        [
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "utf-32",
            "utf-8-sig",
            "latin-1",
            "cp1252",
            "utf-7",
            "two marks",
            "half",
            "crlf",
            "cr",
            "nul",
            "semicolons",
            "tabs",
            "none",
        ]
    )
    if how == "crlf":
        files[name] = text.replace("\n", "\r\n").encode()
    elif how == "cr":
        files[name] = text.replace("\n", "\r").encode()
    elif how == "nul":
        files[name] = text.replace("e", "\x00", 3).encode()
    elif how in ("semicolons", "tabs"):
        files[name] = text.replace(",", ";" if how == "semicolons" else "\t").encode()
    elif how == "none":
        files[name] = b""
    elif how == "two marks":
        files[name] = b"\xef\xbb\xbf" * 2 + text.encode()
    elif how == "half":
        middle = len(text) // 2
        files[name] = text[:middle].encode() + ("£é" + text[middle:]).encode("latin-1", "replace")
    else:
        files[name] = ("£é" + text).encode(how, "replace")
    return f"{name} as {how}"


def a_file(files, luck):
    name = luck.choice(plain(files))
    how = luck.choice(
        ["lose", "misspell", "capitals", "ending", "copy", "stray", "exchange", "hidden"]
    )
    stem, _, ending = name.rpartition(".")
    if how == "lose":
        del files[name]
    elif how == "misspell":
        files[f"{stem}s.{ending}"] = files.pop(name)
    elif how == "capitals":
        files[str(Path(name).with_name(Path(name).name.upper()))] = files.pop(name)
    elif how == "ending":
        files[f"{stem}.{luck.choice(['xlsx', 'txt', 'parquet', 'toml', 'csv', 'CSV'])}"] = (
            files.pop(name)
        )
    elif how == "copy":
        files[f"{stem} - Copy.{ending}"] = files[name]
    elif how == "exchange":
        other = luck.choice(plain(files))
        files[name], files[other] = files[other], files[name]
        how = f"exchange with {other}"
    else:
        files[{"stray": "proposals/notes.txt", "hidden": ".DS_Store"}[how]] = b"\x00\x01notes"
    return f"{name} {how}"


def a_parquet(files, luck):
    name = luck.choice([n for n in plain(files) if n.endswith(".csv")] or ["none"])
    if name == "none":
        return "nothing"
    try:
        frame = pl.read_csv(io.BytesIO(files[name]), infer_schema_length=None)
        column = luck.choice(frame.columns)
        how = luck.choice(["plain", "text", "null", "list", "cut", "float", "both"])
        if how == "text":
            frame = frame.select(pl.all().cast(pl.String))
        elif how == "null":
            frame = frame.with_columns(pl.lit(None).alias(column))
        elif how == "list":
            frame = frame.with_columns(pl.concat_list(column).alias(column))
        elif how == "float":
            frame = frame.with_columns(pl.lit(float("nan")).alias(column))
    except (pl.exceptions.PolarsError, IndexError):
        return "nothing"
    out = io.BytesIO()
    frame.write_parquet(out)
    stored = out.getvalue()
    files[f"{name[:-4]}.parquet"] = (
        stored[: luck.randrange(len(stored))] if how == "cut" else stored
    )
    if how != "both":
        del files[name]
    return f"{name} as parquet, {how} {column}"


def a_value(files, luck):
    name, lines = document_of(files, luck)
    keyed = [n for n, line in enumerate(lines) if re.match(r"[\w.-]+ = ", line)]
    if not keyed:
        return "nothing"
    at = luck.choice(keyed)
    value = luck.choice(VALUES)
    lines[at] = lines[at].split(" = ")[0] + " = " + value
    files[name] = "\n".join(lines).encode("utf-8", "replace")
    return f"{name} line {at + 1}: {lines[at][:90]!r}"


def a_value_scaled(files, luck):
    name, lines = document_of(files, luck)
    numbers = [n for n, line in enumerate(lines) if re.fullmatch(r"[\w.-]+ = -?[\d.]+", line)]
    if not numbers:
        return "nothing"
    at = luck.choice(numbers)
    key, number = lines[at].split(" = ")
    times = luck.choice([-1.0, 0.0, 1e-9, 0.5, 2.0, 10.0, 1000.0, 1e9])
    lines[at] = f"{key} = {float(number) * times!r}"
    files[name] = "\n".join(lines).encode()
    return f"{name} line {at + 1}: {lines[at]}"


def a_year(files, luck):
    name, lines = document_of(files, luck)
    dated = [n for n, line in enumerate(lines) if re.search(r"\d{4}-\d\d", line)]
    if not dated:
        return "nothing"
    at, by = luck.choice(dated), luck.choice([-100, -10, -1, 1, 5, 30, 58, 100])

    def moved(found):
        return str(int(found[1]) + by) + "-" + f"{(int(found[2]) + by) % 100:02d}"

    lines[at] = re.sub(r"(\d{4})-(\d\d)", moved, lines[at], count=1)
    files[name] = "\n".join(lines).encode()
    return f"{name} line {at + 1}: {lines[at]}"


def a_line(files, luck):
    name, lines = document_of(files, luck)
    at, to = luck.randrange(len(lines)), luck.randrange(len(lines))
    how = luck.choice(["delete", "double", "exchange", "misspell", "unquote", "heading"])
    if how == "delete":
        del lines[at]
    elif how == "double":
        lines.insert(to, lines[at])
    elif how == "exchange":
        lines[at], lines[to] = lines[to], lines[at]
    elif how == "misspell":
        lines[at] = lines[at].replace("e", "a", 1)
    elif how == "unquote":
        lines[at] = lines[at].replace('"', "", 1)
    else:
        headings = [
            "[effect]",
            "[[effect]]",
            "[a.b]",
            "[[pair]]",
            "[",
            "[]",
            '["a b"]',
            "[money]",
            "[x]",
        ]
        lines.insert(at, luck.choice(headings))
    files[name] = "\n".join(lines).encode()
    return f"{name} {how} line {at + 1} {to + 1}"


def a_shape(files, luck):
    """A shape, a share or bounds, with an interval drawn anew."""
    name, lines = document_of(files, luck)
    lows = [n for n, line in enumerate(lines) if line.startswith("low = ")]
    if not lows:
        return "nothing"
    at = luck.choice(lows)
    scale = luck.choice([1e-9, 0.01, 1.0, 1e6])
    points = sorted(
        luck.choice([luck.uniform(-1, 1), luck.random(), 0.0]) * scale for _ in range(3)
    )
    shapes = ["two_piece", "normal", "lognormal", "triangular", "pert", "beta"]
    lines[at : at + 3] = [
        *(f"{key} = {p!r}" for key, p in zip(("low", "central", "high"), points, strict=True)),
        f'shape = "{luck.choice(shapes)}"',
        f"covers = {luck.choice([0.001, 0.5, 0.8, 0.95, 0.999999, 1])}",
    ]
    files[name] = "\n".join(lines).encode()
    return f"{name} line {at + 1}: {lines[at : at + 5]}"


def a_tie(files, luck):
    codes = ["money.pay_growth", "money.price_growth", "money.efficiency", "care-homes.1", "nobody"]
    first, second = luck.choice(codes), luck.choice(codes)
    rank = luck.choice([-1, -0.99, -0.5, 0, 0.5, 0.9, 0.999, 1])
    words = {"first": first, "second": second, "says": "x", "source": "x"}
    lines = [f'{key} = "{word}"' for key, word in words.items()]
    text = "\n".join(["", "[[pair]]", *lines, f"rank = {rank}", ""])
    files["correlations.toml"] = files.get("correlations.toml", b"") + text.encode()
    return f"tie {first} {second} {rank}"


def something_big(files, luck):
    how = luck.choice(["rows", "cell", "columns", "proposals", "lines"])
    if how == "lines":
        files["assumptions.toml"] = files.get("assumptions.toml", b"") + b"# more\n" * 50_000
    elif how == "proposals":
        text = files.get("proposals/care-homes.toml", b"")
        for n in range(20):
            new = text.replace(b'"care-homes"', f'"care-homes-{n}"'.encode())
            files[f"proposals/care-homes-{n}.toml"] = new
    else:
        name, rows = table_of(files, luck)
        if how == "rows":
            rows += [list(rows[-1]) for _ in range(3000)]
        elif how == "cell":
            rows[-1][-1] = "z" * 300_000
        else:
            rows[0] += [f"c{n}" for n in range(2000)]
        write(files, name, rows)
        how = f"{name} {how}"
    return f"big {how}"


def a_document_broken(files, luck):
    """A line that is no TOML, or too much of it."""
    name, lines = document_of(files, luck)
    word = luck.choice(
        [
            'title = "never closed',
            "title = '''never closed",
            "= 1",
            "a = ",
            "a.b.c = 1\na.b = 2",
            "a = {b = 1, b = 2}",
            "a = [1,\n",
            'a = "\\x"',
            "a = 1 b = 2",
            "[[a]]\n[a]",
            "[effect]\nlow = 1\n[[effect]]",
            "\x00",
            "a = " + "[" * 5000,
            "a = " + "9" * 5000,
            "a" * 20_000 + " = 1",
            ".".join("a" * 3000) + " = 1",
            '"" = 1',
            '"a b" = {}',
            '"__class__" = "x"',
            "\u2028 = 1",
            "date = 2026-02-30",
            "float = 1e999",
        ]
    )
    at = luck.randrange(len(lines) + 1)
    lines.insert(at, word)
    files[name] = "\n".join(lines).encode("utf-8", "replace")
    return f"{name} line {at + 1} broken by {word[:60]!r}"


def a_path(files, luck):
    """Something else in a file's place, or a name that leads astray."""
    name = luck.choice(plain(files))
    how = luck.choice(["folder", "elsewhere", "nowhere", "itself", "pipe", "named"])
    if how == "named":
        stem = luck.choice(
            [" ", "-rf", "%s", "caf\u00e9", "a\nb", "..", "~", "x" * 200, "CON", "a:b"]
        )
        ending = luck.choice([".toml", ".toml.toml", ".TOML", "", ".csv"])
        under = luck.choice(["proposals/", ""])
        files[f"{under}{stem}{ending}" if stem != ".." else f"{under}...toml"] = files[name]
        return f"{name} copied to {under}{stem[:20]!r}{ending}"
    files[name] = {
        "folder": Folder(),
        "elsewhere": Link("/etc/passwd"),
        "nowhere": Link("nothing-here"),
        "itself": Link(Path(name).name),
        "pipe": Pipe(),
    }[how]
    return f"{name} is now {files[name]}"


def something_else(files, luck):
    """What stands under the name of a table or a document is neither."""
    name = luck.choice(plain(files))
    how = luck.choice(["zip", "picture", "page", "noise", "nuls", "spaces", "newlines"])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    files[name] = {
        "zip": packed.getvalue(),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "page": b"<!doctype html><html><body>Sign in</body></html>",
        "noise": luck.randbytes(5000),
        "nuls": bytes(5000),
        "spaces": b" " * 5000,
        "newlines": b"\n" * 5000,
    }[how]
    return f"{name} is now {how}"


def something_huge(files, luck):
    """A million rows, a million columns, or a cell of ten million letters."""
    name, rows = table_of(files, luck)
    how = luck.choice(["rows", "columns", "cell", "commas"])
    text = files[name].rstrip(b"\n")
    last = text.rsplit(b"\n", 1)[1]
    files[name] = {
        "rows": text + (b"\n" + last) * 1_000_000,
        "columns": text.replace(b"\n", b"," * 1_000_000 + b"\n", 1),
        "cell": text + b"\n" + b"z" * 10_000_000,
        "commas": text + b"\n" + b"," * 1_000_000,
    }[how]
    return f"{name} of {len(rows)} rows with a million {how}"


DAMAGES = (
    *(a_cell, a_cell_written_well, a_number, a_number, a_column_of_numbers, a_row, a_column),
    *(two_cells, some_bytes, an_encoding, a_file, a_parquet, a_value, a_value, a_value_scaled),
    *(a_value_scaled, a_year, a_line, a_shape, a_tie, something_big, a_document_broken, a_path),
    something_else,
)

GENTLE = (a_number, a_column_of_numbers, two_cells, a_value_scaled, a_year, a_shape, a_tie, a_row)
"""What most often leaves a folder that still runs; a third of the damages are of these alone."""

ONCE_IN = 150
"""One damage in so many is huge: each takes seconds."""


def damaged(good, number):
    """The files damaged as the number says, and what was done."""
    luck = random.Random(f"damage {number}")
    files, done = dict(good), []
    if number % ONCE_IN == ONCE_IN - 1:
        done.append(something_huge(files, luck))
    else:
        ways = luck.choice([DAMAGES, DAMAGES, GENTLE])
        for _ in range(luck.choice([1, 1, 2, 3])):
            done.append(luck.choice(ways)(files, luck))
    return files, done


def put(folder, good, files):
    """The files in the folder, where all but those that differ lie already."""
    for name in {n for n in good if n not in files}:
        (folder / name).unlink()
    for name, content in files.items():
        if good.get(name) != content:
            _put_one(folder / name, content)


def _put_one(path, content):
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    path.unlink(missing_ok=True)
    if isinstance(content, Folder):
        path.mkdir()
    elif isinstance(content, Pipe):
        os.mkfifo(path)
    else:
        path.symlink_to(content.to)


def put_back(folder, good, files):
    """The folder as it was."""
    for name, content in files.items():
        if isinstance(content, Folder):
            (folder / name).rmdir()
        elif name not in good or not isinstance(content, bytes):
            (folder / name).unlink()
    for name, content in good.items():
        if files.get(name) != content:
            (folder / name).write_bytes(content)


def a_run_damaged(run, luck):
    """One file of a run folder lost, cut, spoilt or exchanged; says how."""
    files = sorted(path for path in run.rglob("*") if path.is_file())
    # What is read again, not the pictures and pages.
    files = [path for path in files if path.suffix in (".json", ".parquet", ".toml", ".csv")]
    path, how = luck.choice(files), luck.choice(["lose", "cut", "flip", "empty", "other", "words"])
    old = path.read_bytes()
    at = luck.randrange(len(old) + 1)
    if how == "lose":
        path.unlink()
    else:
        path.write_bytes(
            {
                "cut": old[:at],
                "flip": old[:at]
                + bytes(b ^ 1 << luck.randrange(8) for b in old[at : at + 1])
                + old[at + 1 :],
                "empty": b"",
                "other": luck.choice(files).read_bytes(),
                "words": b'{"draws": "many", "seed": -1, "settings": [], "inputs": 3}',
            }[how]
        )
    return f"{path.relative_to(run)} {how}"


def plain(files):
    """Names of the files that are files."""
    return [name for name in sorted(files) if isinstance(files[name], bytes)]


def table_of(files, luck):
    """The name and the cells of one table; its last rows, where it has thousands."""
    names = [n for n in plain(files) if n.endswith(".csv") and files[n].count(b"\n") > 1]
    name = luck.choice(names)
    text = files[name].decode("utf-8", "replace")
    return name, [line.split(",") for line in text.rstrip("\n").split("\n")]


def write(files, name, rows):
    files[name] = ("\n".join(",".join(row) for row in rows) + "\n").encode("utf-8", "replace")
    return name


def document_of(files, luck):
    names = [n for n in plain(files) if n.endswith(".toml") and files[n]]
    name = luck.choice(names)
    return name, files[name].decode("utf-8", "replace").split("\n")
