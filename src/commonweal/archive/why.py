"""Why: the family tree of a figure, down to a table's row or a dated policy line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path

import polars as pl

from commonweal.base.declare.parts import ProposalPart
from commonweal.base.figures.keys import KEYS
from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.query import Figure, Figures, figure_from
from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.year import Year
from commonweal.base.reading.problems import ShownPlainly
from commonweal.base.reading.suggest import nearest
from commonweal.care.effects import acts_on
from commonweal.care.uncertain import growth_code
from commonweal.plan.proposals import Proposal, all_effects, number_in_file
from commonweal.plan.system import Plan
from commonweal.rulebook import rulebook

FEW = 4
"""How many rows or figures are shown of many alike."""


class NoSuchFigure(ShownPlainly):
    """A run has no figure of that description."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree, and what it comes from."""

    says: str
    comes_from: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A figure that was asked about, and the run it is in.

    Attributes:
        about: column -> value, of the columns the question names.
    """

    plan: Plan
    figures: Figures
    side: str
    reading: str | None
    about: Mapping[str, str | int]

    @property
    def service_unit(self) -> dict[str, str]:
        """Unit of each service."""
        services = self.plan.tables["services"]
        return dict(zip(services["service"], services["unit"], strict=True))


def why(plan: Plan, figures: Figures, code: str, keys: Mapping[str, str]) -> Branch:
    """The family tree of one figure.

    Args:
        plan: the system as the run read it.
        figures: the run's figures.
        code: a measure's code.
        keys: what the figure is about: place, organisation, site, service, proposal, other,
            year (2030-31), side (nothing, plan, change) and reading (share, alone, lost).

    Raises:
        NoSuchFigure: if nothing fits, or too much does; it says what there is.
    """
    if code not in figures.frames:
        guess = nearest(code, sorted(figures.frames))
        meant = f"; did you mean {guess}?" if guess else ""
        raise NoSuchFigure(f"'{code}' is not a figure of this run{meant}")
    figure = _asked_for(figures.frame(code), code, dict(_checked(keys)))
    about: dict[str, str | int] = dict(figure.keys)
    if figure.year is not None:
        about["year"] = figure.year
    return _measure(code, Question(plan, figures, figure.side, figure.reading, about), set())


def _checked(keys: Mapping[str, str]) -> Iterator[tuple[str, str | int]]:
    names = (*KEYS, "year", "side", "reading")
    for name, value in keys.items():
        if name not in names:
            guess = nearest(name, names)
            meant = f"; did you mean {guess}?" if guess else ""
            raise NoSuchFigure(f"'{name}' is not something a figure is about{meant}")
        if name == "year":
            try:
                yield name, Year.parse(value).starts_in
            except ValueError as trouble:
                raise NoSuchFigure(str(trouble)) from None
        else:
            yield name, value


def _asked_for(mine: pl.DataFrame, code: str, asked: dict[str, str | int]) -> Figure:
    """The one figure of a measure that is about exactly what was asked."""
    sides = mine["side"].unique().to_list()
    asked = {"side": "plan" if "plan" in sides else sides[0], **asked}
    fitting = mine.filter(pl.col(name) == value for name, value in asked.items())
    for name in (*KEYS, "year"):
        if name not in asked and fitting[name].is_null().any():
            fitting = fitting.filter(pl.col(name).is_null())
    if fitting.height != 1:
        raise NoSuchFigure(_choices(mine, fitting, code))
    return figure_from(fitting.row(0, named=True))


def _choices(mine: pl.DataFrame, fitting: pl.DataFrame, code: str) -> str:
    """What to add to, or change in, a question that fits no one figure."""
    source, told = (fitting, "many figures fit") if fitting.height else (mine, "no figure fits")
    ways = []
    for name in (*KEYS, "year", "side", "reading"):
        values = source[name].unique().sort().drop_nulls().to_list()
        if len(values) > 1 or (values and not fitting.height):
            shown = [str(Year(v)) if name == "year" else v for v in values]
            more = f" and {len(shown) - 8} more" if len(shown) > 8 else ""
            blank = " (or leave it out)" if source[name].is_null().any() else ""
            ways.append(f"  {name}=… one of {', '.join(shown[:8])}{more}{blank}")
    return "\n".join([f"{told} {code} of that description; say which:", *ways])


def _measure(code: str, question: Question, opened: set[str]) -> Branch:
    """A measure, the figures of it that count here, and what it comes from.

    Args:
        opened: measures whose families stand in the tree already.
    """
    measure = MEASURES[code]
    says = f"{code}  [{measure.unit}]  {measure.says}"
    if code in opened:
        return Branch(f"{says}  (as above)")
    opened.add(code)
    rows = _related(code, question)
    lines = [says, *(_told(row) for row in rows.head(FEW).iter_rows(named=True))]
    if rows.height > FEW:
        lines.append(f"… and {rows.height - FEW} more like it")
    below = _narrowed(question, rows)
    branches: list[Branch] = []
    for parents in measure.parents.values():
        for parent in parents.split(" + "):
            branches += _parent(parent, below, opened)
    # Two parameters may come from the same lines, such as an effect's size and its ramp.
    return Branch("\n".join(lines), tuple(dict.fromkeys(branches)))


def _in_its_world(code: str, question: Question) -> Question:
    """The question for a parent, which may be told in another world.

    What a proposal does is worked out from care as it would be if nothing changes.
    """
    if "proposal" not in question.about:
        return question
    rows = question.figures.frame(code)
    if rows.height == 0 or rows["proposal"].is_not_null().any():
        return question
    return replace(question, side="nothing", reading=None)


def _narrowed(question: Question, rows: pl.DataFrame) -> Question:
    """The question for what lies below: also about all that the figures here have in common."""
    about = dict(question.about)
    for name in KEYS:
        common = rows[name].drop_nulls().unique()
        if name not in about and len(common) == 1 and rows[name].null_count() == 0:
            about[name] = common[0]
    return replace(question, about=about)


def _related(code: str, question: Question) -> pl.DataFrame:
    """The figures of a measure that a figure of another may come from."""
    rows = question.figures.frame(code)
    rows = rows.filter(pl.col("side").is_in([question.side, "either"]))
    if question.reading is not None and rows["reading"].is_not_null().any():
        rows = rows.filter(pl.col("reading") == question.reading)
    about = dict(question.about)
    if "site" in about and rows["site"].is_null().all():
        sites = question.plan.tables["sites"]
        about["organisation"] = sites.filter(pl.col("site") == about["site"])["organisation"][0]
        nights = [s for s, unit in question.service_unit.items() if unit == "bed_day"]
        rows = rows.filter(pl.col("service").is_in(nights) | pl.col("service").is_null())
    about = {
        name: v for name, v in about.items() if name == "year" or rows[name].is_not_null().any()
    }
    if "year" not in about and rows["year"].is_null().any():
        rows = rows.filter(pl.col("year").is_null())
    if about.get("year") not in rows["year"].to_list():
        about.pop("year", None)
    rows = rows.filter(pl.col(name) == value for name, value in about.items())
    finest = [name for name in KEYS if name not in about]
    whole = rows.filter(pl.all_horizontal(pl.col(name).is_null() for name in finest))
    return whole if whole.height else rows


def _told(row: Mapping[str, object]) -> str:
    about = [f"{name}={row[name]}" for name in KEYS if row[name] is not None]
    year = [str(Year(int(str(row["year"]))))] if row["year"] is not None else []
    number = f"{float(str(row['central'])):,.6g}"
    if row["low"] is None:
        sure = f"no interval: {row['why_no_interval']}"
    else:
        sure = f"{float(str(row['low'])):,.6g} to {float(str(row['high'])):,.6g}"
    what = " ".join([*about, *year, str(row["reading"] or row["side"])])
    return f"= {number} {row['unit']} ({sure}; {row['status']})  {what}"


def _parent(parent: str, question: Question, opened: set[str]) -> list[Branch]:
    kind, _, rest = parent.partition(":")
    if parent in MEASURES:
        return [_measure(parent, _in_its_world(parent, question), opened)]
    if kind == "table":
        return [_table(rest, question)]
    if kind == "rulebook":
        return [_policy(rest, question)]
    if kind == "assumption":
        return [_assumption(rest, question)]
    if kind == "proposal":
        return _proposals(rest, question)
    assert parent == "year", f"no branch for {parent}"
    return [_calendar(question)]


def _table(at: str, question: Question) -> Branch:
    table, column = at.split(".")
    frame = question.plan.tables[table]
    about = dict(question.about)
    if table == "beds":
        about.pop("year", None)
    for name, value in about.items():
        if name == "year" and table in ("population", "life_expectancy", "health_change"):
            years = [int(value), question.plan.base_year]
            frame = frame.filter(pl.col("year").is_in(years))
        elif name in frame.columns and name != "year":
            frame = frame.filter(pl.col(name) == value)
        elif name == "organisation" and "site" in frame.columns:
            sites = question.plan.tables["sites"].filter(pl.col(name) == value)["site"]
            frame = frame.filter(pl.col("site").is_in(sites.implode()))
        elif name == "service" and "services" in frame.columns:
            frame = frame.filter(pl.col("services").list.contains(value))
    if table == "population":
        variants = question.plan.tables["variants"].sort("weight", descending=True)
        frame = frame.filter(pl.col("variant") == variants["variant"][0])
    file = _file(question.plan.folder, table)
    lines = [f"table:{at}  {frame.height} rows of {file}"]
    if table == "population":
        lines.append(f"{variants['variant'][0]}: {variants['source'][0]}")
    for row in frame.head(FEW).iter_rows(named=True):
        value = row[column]
        key = [
            f"{name}={Year(row[name]) if name == 'year' else row[name]}"
            for name in frame.columns
            if name in (*KEYS, "year", "sex", "age", "age_from", "variant", "lives_in")
            and row[name] is not None
        ]
        source = (
            f"  {row['status']}: {row['source']}" if "source" in row and "status" in row else ""
        )
        lines.append(f"{file}:{row['row']}  {value}  {' '.join(key)}{source}")
    if frame.height > FEW:
        lines.append(f"… and {frame.height - FEW} more rows")
    return Branch("\n".join(lines))


def _file(folder: Path, table: str) -> str:
    return f"{table}.parquet" if (folder / f"{table}.parquet").exists() else f"{table}.csv"


def _policy(code: str, question: Question) -> Branch:
    day = question.plan.rulebook_day
    value = rulebook(question.plan.policy)[code].on(day)
    return Branch(
        f"rulebook:{code}  {value.is_:g} on {day}, since {value.since}\n"
        f"mark {value.mark}: {value.source}"
    )


def _assumption(code: str, question: Question) -> Branch:
    if code == "care.growth":
        service = question.about.get("service")
        if service is None:
            return Branch("assumption:care.growth  one for each service: ask with service=…")
        code = growth_code(question.plan.assumptions, str(service))
    one = question.plan.assumptions[code]
    three = f"{one.interval.low:g} to {one.interval.high:g}, central {one.interval.central:g}"
    if not one.interval.is_plain:
        three += f", {one.interval.shape} holding {one.interval.covers:.0%}"
    return Branch(
        f"assumption:{code}  {three} [{one.unit}]  {one.says}\n"
        f"assumptions.toml  {one.status}, mark {one.mark}: {one.source}; owner {one.owner}"
    )


def _proposals(key: str, question: Question) -> list[Branch]:
    if question.side == "nothing":
        return [Branch(f"proposal:{key}  none: this is the world in which nothing changes")]
    named = [question.about[key] for key in ("proposal", "other") if key in question.about]
    branches = []
    for proposal in question.plan.proposals:
        if not named or proposal.code in named:
            branches += [Branch(line) for line in _asked(key, proposal, question)]
    return branches[: FEW * 3] or [Branch(f"proposal:{key}  no proposal touches it")]


def _asked(key: str, proposal: Proposal, question: Question) -> Iterator[str]:
    file = f"proposals/{proposal.code}.toml"
    if key in ("effect", "ramp_years"):
        service, place = question.about.get("service"), question.about.get("place")
        services = question.plan.tables["services"]
        parent = dict(zip(services["service"], services["stays_of"], strict=True)).get(str(service))
        effects = all_effects((proposal,))
        met = {
            a.effect for a in acts_on(effects, str(service), parent, str(place) if place else None)
        }
        site = question.about.get("site")
        for number, (_, effect) in enumerate(effects):
            at_site = site in (effect.from_site, effect.to_site)
            moves = effect.moves(str(service), None) is not None
            of_service = number in met or moves or effect.to_service == service
            if of_service if service is not None else site is None or at_site:
                size = effect.size
                yield (
                    f"proposal:{proposal.code}  {file} {effect.code}: {effect.kind} "
                    f"{size.low:g} to {size.high:g}, central {size.central:g}, from "
                    f"{Year(proposal.start)} over {proposal.ramp_years} years; "
                    f"{effect.design}, {effect.strength}: {effect.evidence}"
                )
        return
    for part in proposal.parts:
        if part.heading == key:
            yield f"proposal:{proposal.code}  {file} {number_in_file(part)}: {_as_written(part)}"


def _as_written(part: ProposalPart) -> str:
    """What a proposal's file says of a part, number by number."""
    assert is_dataclass(part), "every part is a frozen value"
    keys = ((field.name, getattr(part, field.name)) for field in fields(part))
    return ", ".join(
        f"{name} {value.low:g} to {value.high:g}, central {value.central:g}"
        if isinstance(value, Interval)
        else f"{name} {value}"
        for name, value in keys
        if name != "code"
    )


def _calendar(question: Question) -> Branch:
    year = question.about.get("year")
    if year is None:
        return Branch("year  the calendar")
    base = question.plan.base_year
    return Branch(
        f"year  {Year(int(year))}: {Year(base).nights} nights, as the base year; "
        f"{int(year) - base} years after the base year, "
        f"{int(year) - question.plan.price_year} after the price year"
    )
