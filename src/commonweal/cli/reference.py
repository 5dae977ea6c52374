"""The reference pages, made from the code so that they cannot say something else.

`python -m commonweal.cli.reference docs/reference` writes them; a test holds the
committed pages to what the code would write now.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import polars as pl

import commonweal
from commonweal.archive import why
from commonweal.assurance import FAMILIES, RULES, Rule
from commonweal.base.declare.columns import Column
from commonweal.base.declare.tables import Table, declared
from commonweal.base.figures.catalogue import all_measures
from commonweal.base.figures.keys import KEYS
from commonweal.base.figures.measure import Measure
from commonweal.base.numbers.year import Year
from commonweal.base.reading.forms import Form, Part, forms
from commonweal.base.reading.problems import catalogue
from commonweal.cli.described import (
    arguments_of,
    bounds,
    formula_of,
    holds,
    home_of,
    idea_of,
    laws,
    levels_of,
    told_of,
    values,
)
from commonweal.cli.markdown import grid, heading, paragraph
from commonweal.rulebook import (
    MARKS,
    Evidence,
    Number,
    evidence_library,
    productivity_scenarios,
    rulebook,
)

MADE = "<!-- Made from the code by `make docs`. Change the code, not this page. -->\n\n"


def tables_page() -> str:
    """The tables of a system folder."""
    about = paragraph(
        "A system folder holds these tables, each as a CSV or a Parquet file of its name.",
        "A column marked optional may be blank or left out.",
    )
    return heading("Tables", 1) + about + "".join(map(_table, declared().values()))


def _table(table: Table) -> str:
    needed = "The file may be left out." if table.optional else ""
    grain = f"One row for each {' + '.join(table.one_row_per)}."
    return (
        heading(f"{table.name}.csv")
        + paragraph(table.says, grain, *laws(table), needed)
        + _columns("column", table.columns)
    )


def _columns(head: str, columns: Sequence[Column]) -> str:
    rows = (
        (
            f"`{one.name}`",
            f"Optional. {one.says}" if one.optional else one.says,
            holds(one),
            one.unit,
        )
        for one in columns
    )
    return grid((head, "what it is", "what it may hold", "unit"), rows)


def forms_page() -> str:
    """The TOML documents of a system folder."""
    about = paragraph("A system folder holds these documents, written in TOML.")
    return heading("Documents", 1) + about + "".join(map(_form, forms().values()))


def _form(form: Form) -> str:
    needed = "The file may be left out." if form.optional else ""
    keys = _columns("key", form.keys) if form.keys else ""
    says = paragraph(form.says, *laws(form), needed)
    return heading(form.file) + says + keys + "".join(map(_part, form.parts))


def _part(part: Part) -> str:
    title = f"[[{part.name}]]" if part.many else f"[{part.name}]"
    needed = "It may be left out." if part.optional else ""
    says = paragraph(part.says, *laws(part), needed)
    return heading(title, 3) + says + _columns("key", part.keys)


def measures_page() -> str:
    """Every number the method works out."""
    about = paragraph(
        "Every number the method works out, with its unit and the numbers it comes from.",
        "`commonweal why` shows the same for one figure of a run.",
    )
    return heading("Measures", 1) + about + "".join(map(_measure, all_measures().values()))


def _measure(measure: Measure) -> str:
    arguments = arguments_of(measure)
    parents = (
        (f"`{name}`", arguments.get(name, ""), str(parent))
        for name, parent in measure.parents.items()
    )
    return (
        heading(measure.code)
        + paragraph(measure.says, f"Unit: {measure.unit}.", levels_of(measure))
        + paragraph(idea_of(measure))
        + paragraph(f"Worked out {home_of(measure)}, from:")
        + grid(("parameter", "what it is", "where it comes from"), parents)
        + formula_of(measure)
        + _in_riverside(measure)
    )


RIVERSIDE = Path(commonweal.__file__).parents[2] / "examples" / "riverside"
"""The example whose figures are shown; it is not part of what is installed."""


@cache
def _run() -> commonweal.Run:
    return commonweal.run(commonweal.read(RIVERSIDE), draws=0)


def _in_riverside(measure: Measure) -> str:
    """The largest of the measure's figures in Riverside's central run, with its arithmetic."""
    figures = _run().figures.frame(measure.code)
    if figures.is_empty():
        return ""
    row = figures.sort(pl.col("central").abs(), descending=True, maintain_order=True).row(
        0, named=True
    )
    about = {key: row[key] for key in ("side", "reading", *KEYS) if row[key] is not None}
    if row["year"] is not None:
        about["year"] = str(Year(row["year"]))
    branch = why(_run().plan, _run().figures, measure.code, about)
    parents = [one.says.split("\n")[0] for one in branch.comes_from]
    lines = [*branch.says.split("\n")[1:], *(f"    {one}" for one in parents)]
    return "In Riverside:\n\n```text\n" + "\n".join(lines) + "\n```\n\n"


def rules_page() -> str:
    """The rules a plan is held to."""
    about = paragraph(
        "A plan that reads well is held to these rules, those in force on its rulebook day.",
        "How serious a finding is stands in the [rulebook](rulebook.md).",
        "A finding can be waived for a while in `waivers.toml`.",
    )
    pages = [heading("Rules", 1), about]
    for letters, family in FAMILIES.items():
        rules = (rule for code, rule in RULES.items() if code.startswith(letters))
        pages += [heading(family.title), *map(_rule, rules)]
    return "".join(pages)


def _rule(rule: Rule) -> str:
    severity = rulebook()[f"severity.{rule.code}"].values[-1]
    ended = f", until {rule.until}" if rule.until else ""
    return (
        heading(f"{rule.code} {rule.title}", 3)
        + paragraph(inspect.cleandoc(rule.why))
        + f"- Passes: {rule.passes}\n- Fails: {rule.fails}\n"
        + f"- A finding: {str(severity.is_).replace('_', ' ')}\n"
        + (f"- Needs: {', '.join(map(str, rule.needs))}\n" if rule.needs else "")
        + f"- In force: since {rule.since}{ended}\n- Source: {rule.source}\n\n"
    )


def rulebook_page() -> str:
    """The policy numbers, dated and sourced."""
    about = paragraph(
        "Numbers that somebody in authority set, each value with its first day, its source and",
        "a mark of how sure we are of it. A plan takes them as they stood on its rulebook day.",
        "Any of them can be set for one run: `commonweal run DIR --set CODE=VALUE`.",
    )
    numbers = [one for one in rulebook().values() if not _is_severity(one)]
    severities = [one for one in rulebook().values() if _is_severity(one)]
    return (
        heading("Rulebook", 1)
        + about
        + heading("Marks")
        + grid(("mark", "what it means"), MARKS.items())
        + "".join(map(_number, numbers))
        + _productivity()
        + heading("How serious a finding is")
        + grid(
            ("rule", "since", "until", "finding", "source", "mark", "standing"),
            (
                (one.code.removeprefix("severity."), *row)
                for one in severities
                for row in _latest(one)
            ),
        )
    )


def _is_severity(number: Number) -> bool:
    return number.code.startswith("severity.")


def _number(number: Number) -> str:
    may_be = f"Allowed: {bounds(number)}." if bounds(number) else ""
    review = f"Checked against its sources on {number.reviewed}, next by {number.review_by}."
    return (
        heading(number.code)
        + paragraph(number.says, f"Unit: {number.unit}.", f"Owner: {number.owner}.", may_be)
        + paragraph(number.note or "", review)
        + grid(("since", "until", "value", "source", "mark", "standing"), _latest(number))
    )


def _latest(number: Number) -> Iterator[tuple[str, ...]]:
    """Its values as they stand once the last of them has begun."""
    return values(number, number.values[-1].since)


def _productivity() -> str:
    rows = (
        (
            f"`{one.code}`",
            one.says,
            " to ".join(dict.fromkeys((f"{one.low:.1%}", f"{one.high:.1%}"))),
            f"£{one.gap_gbp / 1e9:g} billion",
            f"£{one.extra_funding_gbp / 1e9:g} billion",
            one.source,
            one.mark,
        )
        for one in productivity_scenarios()
    )
    heads = (
        "path",
        "what it supposes",
        "a year",
        "gap by 2020-21",
        "extra money",
        "source",
        "mark",
    )
    says = paragraph(
        "The Five Year Forward View's three paths, published on 23 October 2014.",
        "They are alternatives to try, not forecasts of ours.",
    )
    return heading("Paths of productivity") + says + grid(heads, rows)


def evidence_page() -> str:
    """The evidence library."""
    about = paragraph(
        "What studies of joined-up care found. An effect of a proposal cites an entry by its code,",
        '`cites = "rushcliffe-admissions"`, and the [rules](rules.md) compare what it claims',
        "with what was found. Effects are as published: fewer is below zero.",
    )
    entries = evidence_library().values()
    return heading("Evidence library", 1) + about + "".join(map(_evidence, entries))


def _evidence(entry: Evidence) -> str:
    told = [f"- {name}: {says}\n" for name, says in told_of(entry).items() if says]
    interval = f"; of its interval {entry.mark_of_interval}" if entry.mark_of_interval else ""
    return (
        heading(entry.code)
        + paragraph(f"{entry.study}.")
        + "".join(told)
        + f"- [Mark](rulebook.md#marks): {entry.mark}{interval}\n\n"
    )


def problems_page() -> str:
    """The problems a reader of a system folder can meet."""
    pages = [
        heading("Problems", 1),
        paragraph(
            "A problem is something in the folder that cannot be read as meant.",
            "All of them are told at once, and nothing runs until they are fixed.",
        ),
    ]
    for problem in catalogue().values():
        pages += [
            heading(f"{problem.code} {problem.title}"),
            paragraph(problem.why),
            paragraph(f"Fix: {problem.fix}"),
        ]
    return "".join(pages)


PAGES: dict[str, Callable[[], str]] = {
    "tables.md": tables_page,
    "forms.md": forms_page,
    "measures.md": measures_page,
    "rules.md": rules_page,
    "rulebook.md": rulebook_page,
    "evidence.md": evidence_page,
    "problems.md": problems_page,
}


def page(name: str) -> str:
    """One page as it should be committed.

    >>> page("rules.md").startswith("<!-- Made from the code")
    True
    """
    return MADE + PAGES[name]().rstrip("\n") + "\n"


def write(folder: Path) -> None:
    """Write every page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (folder / name).write_text(page(name), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference"))
