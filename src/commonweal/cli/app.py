"""The command line: one door, each command an errand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from commonweal.base.reading.problems import ProblemsFound, ShownPlainly, as_records
from commonweal.cli.plainly import Plainly, errors, refuse_what_cannot_work, screen

if TYPE_CHECKING:  # the rooms take a second to open, and --help need not wait for them
    from commonweal.archive import Replay
    from commonweal.assurance import Asked, Finding
    from commonweal.plan import Plan
    from commonweal.report import Headline, Names

app = typer.Typer(
    name="commonweal",
    cls=Plainly,
    help="Plans a whole care system, people to pounds, and shows its working.\n\n"
    "Begin with `commonweal new DIR` for a blank folder that explains itself, or look at a "
    "finished one: `commonweal run examples/riverside --out runs/riverside`.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The system folder, or a workbook.")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `run` wrote.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Setting = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="CODE=VALUE",
        help="Set an assumption, a policy number or a part of the method by its code, or "
        "switch it off: money.pay_growth=0.03, money.efficiency=fyfv_2, health_change=off, "
        "care.growth=off, proposal.CODE=off, people.variant=CODE. Repeat as needed.",
    ),
]


class NotUnderstood(ShownPlainly):
    """Something typed after a command is not what the command takes."""


COMPILE = (
    "The people and rates of a real area need not be typed: from a copy of the source,\n"
    "    python scripts/compile_system.py {} --areas E08000019 --data DATA\n"
    "fills a folder from open data; docs/how-to/compile-any-system.md says what to fetch."
)
"""How a newcomer comes by the two largest tables."""


@app.command()
def new(
    folder: Folder,
    *,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Write one workbook in place of many files.")
    ] = False,
) -> None:
    """Write a blank system folder that explains itself, or a workbook."""
    from commonweal.base.books.packed import blank_book
    from commonweal.base.declare.templates import blank_folder
    from commonweal.plan import NEEDED

    if xlsx:
        first = blank_book(folder, {code: (says, "share a year") for code, says in NEEDED.items()})
    else:
        blank_folder(folder)
        first = folder / "system.toml"
    screen.print(Text(f"{folder} is ready; begin with {first}"), soft_wrap=True)
    screen.print(Text(COMPILE.format(folder)), soft_wrap=True)


@app.command()
def check(
    folder: Folder,
    *,
    as_json: AsJson = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every finding, not one line a subject.")
    ] = False,
) -> None:
    """Tell what cannot be read (exit 2) and what does not hold up (exit 1 if it stops sign-off)."""
    import commonweal
    from commonweal.assurance import not_asked

    try:
        run = commonweal.run(commonweal.read(folder), draws=0)
    except ProblemsFound as found:
        if not as_json:
            raise
        print(json.dumps({"problems": as_records(found.problems), "findings": []}, indent=2))
        raise typer.Exit(2) from None
    if as_json:
        told = {"problems": [], "findings": [asdict(finding) for finding in run.findings]}
        told["not_asked"] = [one.as_record() for one in not_asked(run.asked)]
        print(json.dumps(told, indent=2, default=str))
    else:
        _print_not_asked(run.asked)
        _print_findings(run.findings, run.plan, everything=everything)
    stops = any(f.severity == "stops_sign_off" and f.waived is None for f in run.findings)
    raise typer.Exit(1 if stops else 0)


def _print_not_asked(asked: Sequence[Asked]) -> None:
    """The rules that could not be asked, those of one reason in a line."""
    from commonweal.assurance import not_asked

    missed = not_asked(asked)
    if not missed:
        return
    screen.print(f"{len(missed)} of {len(asked)} checks could not be asked:")
    for because in dict.fromkeys(one.because for one in missed):
        codes = ", ".join(one.rule for one in missed if one.because == because)
        screen.print(Text(f"    {codes}: {because}"), soft_wrap=True)
    screen.print()


@app.command()
def convert(
    source: Annotated[
        Path, typer.Argument(metavar="FROM", help="A system folder, or a workbook of one.")
    ],
    target: Annotated[
        Path, typer.Argument(metavar="TO", help="A workbook if it ends in .xlsx, else a folder.")
    ],
) -> None:
    """Write a system folder as one workbook, or a workbook as a folder of CSV and TOML files."""
    from commonweal.base.books.packed import pack
    from commonweal.base.books.reading import ENDINGS, as_folder, book_in, write_folder

    book = book_in(source)
    to_book = target.suffix.lower() in ENDINGS
    if book is None and to_book:
        pack(source, target)
    elif book is not None and not to_book:
        write_folder(book, target)
    elif book is not None:
        with as_folder(book) as (folder, _):
            pack(folder, target)
    else:
        raise NotUnderstood(f"{source} is a folder already; name a workbook, such as {target}.xlsx")
    screen.print(Text(f"{target} is written"), soft_wrap=True)


CONCERNS = {
    "plan": "About the plan",
    "area": "About the area, whatever the plan does",
    "data": "About the data",
}


def _print_findings(findings: Sequence[Finding], plan: Plan, *, everything: bool) -> None:
    """What was found, in a line a subject unless all of it is asked for; the worst first."""
    from commonweal.assurance import lines_of

    for concerns, head in CONCERNS.items():
        lines = [one for one in lines_of(findings, plan) if one.concerns == concerns]
        if lines:
            found = [finding for line in lines for finding in line.findings]
            screen.print(f"{head}: {_counted(found)}", style="bold")
        for line in lines:
            _print_finding(line.worst, plan)
            if everything:
                for finding in line.folded:
                    _print_finding(finding, plan)
            elif line.folded:
                codes = ", ".join(sorted({one.rule for one in line.folded}))
                screen.print(Text(f"    and {len(line.folded)} more: {codes}"), soft_wrap=True)
    for finding in findings:
        if finding.waived:
            _print_finding(finding, plan)
    live = [f for f in findings if f.waived is None]
    more = "" if everything else "; --all shows each"
    screen.print(f"\nno problems; {_counted(live)}{more}")


def _counted(findings: Sequence[Finding]) -> str:
    return _findings(len(findings), sum(f.severity == "stops_sign_off" for f in findings))


def _print_finding(finding: Finding, plan: Plan) -> None:
    from commonweal.report import Names

    waived = "  (waived)" if finding.waived else ""
    severity = finding.severity.replace("_", " ")
    called = _called(finding, Names(plan.names_by_key))
    line = f"{finding.rule}  {severity}{waived}  {called}: {finding.says}"
    screen.print(Text(line), soft_wrap=True)
    screen.print(Text(f"    fix: {finding.fix}"), soft_wrap=True)


def _findings(live: int, stopping: int) -> str:
    """How many findings there are, and how many of them stop sign-off.

    >>> _findings(0, 0), _findings(1, 1), _findings(3, 0), _findings(3, 1)
    ('no findings', '1 finding, which stops sign-off', '3 findings, none of which stops sign-off', \
'3 findings, 1 of which stops sign-off')
    """
    if not live:
        return "no findings"
    if live == 1:
        return f"1 finding, which {'stops' if stopping else 'does not stop'} sign-off"
    stops = f"{stopping or 'none'} of which stop{'' if stopping > 1 else 's'} sign-off"
    return f"{live} findings, {stops}"


def _called(finding: Finding, names: Names) -> str:
    """What a finding is about by name, and by its code where that is another word."""
    named = names.finding(finding.about)
    return named if finding.about in (named, "system") else f"{named} ({finding.about})"


@app.command()
def run(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", metavar="RUN", help="Where to write the run.")],
    draws: Annotated[
        int,
        typer.Option(
            "--draws",
            min=0,
            max=1_000_000,
            help="How many possible worlds to try. What memory they take is said first, and more "
            "than the machine has is refused.",
        ),
    ] = 1000,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="The same seed gives the same numbers again.")
    ] = 1,
    settings: Setting = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="CODE",
            help="Leave out a proposal (care-homes), or one part of it: its second effect "
            "(care-homes.2), or care-homes.running_cost.1. Repeat as needed.",
        ),
    ] = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            "--scenario",
            metavar="CODE",
            help="Run the plan in a world of its scenarios.toml; what is --set comes after. "
            "Repeat as needed.",
        ),
    ] = None,
) -> None:
    """Carry a plan from people to pounds, and write its figures and report."""
    import commonweal
    from commonweal.archive import destination, write_run
    from commonweal.plan import setting
    from commonweal.report import headline_of, write_report

    destination(out, (folder,))
    chosen = dict(setting(one) for one in settings or [])
    chosen |= {f"proposal.{code}": "off" for code in without or []}
    plan = commonweal.read(folder)
    with _bar(draws + 1) as advance:
        done = commonweal.run(
            plan,
            draws=draws,
            seed=seed,
            settings=chosen,
            scenarios=scenario or (),
            progress=advance,
            before=lambda needs: screen.print(Text(str(needs)), soft_wrap=True),
        )
        report = write_run(done, out, write_report)
    _print_headline(headline_of(done), done.plan.name)
    screen.print(Text(f"The report: {report}"), soft_wrap=True)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as progress:
        task = progress.add_task("possible worlds", total=total)

        def tell(done: int) -> None:
            progress.update(task, completed=done)
            if done >= total:  # what comes after takes as long, and counts no worlds
                progress.add_task("who did what, how sure, page", total=None)

        yield tell


def _pair(text: str) -> tuple[str, str]:
    code, equals, value = text.partition("=")
    if not equals or not code or not value:
        raise NotUnderstood(f"'{text}' is not CODE=VALUE; write for example money.pay_growth=0.03")
    return code, value


def _print_headline(head: Headline, name: str) -> None:
    from commonweal.base.numbers.year import Year

    def millions(three: tuple[float | None, float, float | None]) -> str:
        low, central, high = (None if n is None else n / 1e6 for n in three)
        middle = f"£{central:,.1f} million" if central is not None else ""
        return middle if low is None or high is None else f"{middle} ({low:,.1f} to {high:,.1f})"

    screen.print(Text(f"{name}, {Year(head.year)}", style="bold"))
    screen.print(f"  short of money if nothing changes   {millions(head.gap_nothing)}")
    screen.print(f"  short of money with the plan        {millions(head.gap_plan)}")
    screen.print(f"  chance of balance                   {head.balance:.0%}")
    screen.print(f"  chance of enough beds everywhere    {head.beds:.0%}")
    screen.print(f"  chance of both                      {head.both:.0%}")
    screen.print(f"  does not hold up                    {_findings(head.findings, head.stopping)}")


@app.command()
def report(folder: RunFolder) -> None:
    """Make the page and the charts of a run folder again, from what it holds and nothing else."""
    from commonweal.archive import remake_pages
    from commonweal.report import write_report

    screen.print(Text(f"The report: {remake_pages(folder, write_report)}"), soft_wrap=True)


@app.command()
def scenarios(folder: Folder) -> None:
    """List a plan's scenarios: worlds to run it in by name."""
    import commonweal
    from commonweal.cli.listings import scenarios_listing

    screen.print(scenarios_listing(commonweal.read(folder)), soft_wrap=True)


@app.command()
def why(
    folder: RunFolder,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A figure's code.")],
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE",
            help="What it is about: place, organisation, site, service, proposal, year=2030-31, "
            "side=nothing, plan or change, reading=share, alone or lost.",
        ),
    ] = None,
) -> None:
    """Print the family tree of a figure, down to a table's row or a dated policy line."""
    from commonweal.archive import as_text, read_run
    from commonweal.archive import why as tree_of

    asked = dict(_pair(one) for one in keys or [])
    plan, published = read_run(folder)
    # Printed as it is: no screen is so narrow that a number may be cut.
    print(as_text(tree_of(plan, published.figures, code, asked)))


def _verdict(found: Replay) -> str:
    if found.differing:
        return "1 figure differs" if found.differing == 1 else f"{found.differing} figures differ"
    if found.rounded:
        return (
            "every figure is the same to a billionth of the largest of its measure; "
            f"{found.rounded} of them not to the last digit, as sums round on another machine"
        )
    return "every figure is identical"


@app.command()
def replay(folder: RunFolder) -> None:
    """Make a run again; exit 0 only if every figure is the same."""
    from commonweal.archive import manifest_of
    from commonweal.archive import replay as replayed

    with _bar(manifest_of(folder).draws + 1) as advance:
        found = replayed(folder, advance)
    for name in found.files:
        screen.print(Text(f"{name} is not as it was"), soft_wrap=True)
    for line in (*found.versions, *found.figures):
        screen.print(Text(line), soft_wrap=True)
    screen.print(_verdict(found), soft_wrap=True)
    raise typer.Exit(0 if found.same else 1)


@app.command()
def compare(first: RunFolder, second: RunFolder, *, as_json: AsJson = False) -> None:
    """Set two runs side by side: what differs, by how much, how surely, and why."""
    from commonweal.archive import compare as compared
    from commonweal.cli.side_by_side import as_record, comparison_of

    found = compared(first, second)
    if as_json:
        print(json.dumps(as_record(found), indent=2, default=str))
    else:
        screen.print(comparison_of(found), soft_wrap=True)


Code = Annotated[str | None, typer.Argument(metavar="[CODE]", help="One of them, whole.")]


@app.command()
def rules(code: Code = None) -> None:
    """List the rules a plan is held to, or one whole."""
    from commonweal.cli.listings import rules_listing

    screen.print(rules_listing(code))


@app.command()
def rulebook(
    code: Code = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="As it stood on a day: 2026-04-01.")
    ] = None,
) -> None:
    """List the dated policy numbers with their sources, or one whole."""
    from commonweal.cli.listings import rulebook_listing

    try:
        day = date.fromisoformat(on) if on else date.today()
    except ValueError:
        raise NotUnderstood(f"'{on}' is not a day; write it like 2026-04-01") from None
    screen.print(rulebook_listing(code, day=day))


@app.command()
def evidence(code: Code = None) -> None:
    """List the published effects that a proposal can cite, or one whole."""
    from commonweal.cli.listings import evidence_listing

    screen.print(evidence_listing(code))


@app.command()
def tables(name: Code = None) -> None:
    """List the tables of a system folder, or one with its columns."""
    from commonweal.cli.listings import tables_listing

    screen.print(tables_listing(name))


@app.command()
def datapackage(folder: Folder) -> None:
    """Print a Frictionless data package descriptor of a folder, for other programs."""
    from commonweal.base.declare.datapackage import descriptor
    from commonweal.base.declare.tables import declared

    if not folder.is_dir():
        raise NotUnderstood(f"{folder} is not a folder")
    print(json.dumps(descriptor(folder, declared()), indent=2, ensure_ascii=False))


def main() -> None:
    """Run the command line."""
    refuse_what_cannot_work()
    app(prog_name="commonweal")


if __name__ == "__main__":
    main()
