"""Query: the figures of a run, looked up by measure, level and what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

import polars as pl

from commonweal.base.figures.keys import KEYS, keys_of
from commonweal.base.figures.store import FIGURE_SCHEMA
from commonweal.base.numbers.year import Year

Names = Mapping[str, Mapping[str, str]]
"""Of each key, code -> name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One published number, with all that has to be said beside it.

    Attributes:
        measure, level: what kind of number it is, and of what kind of thing.
        side: "nothing", "plan", "change", or "either" where they cannot differ.
        reading: of what a proposal does, "share", "alone" or "lost"; else None.
        keys: what it is about, key -> code; empty for the whole system.
        names: the same, key -> name.
        year: the year it starts in; None for all years together.
        draws: on how many draws its interval rests, or itself where it is a chance.
        error: the standard error that these leave in the less steady end, or in the chance.
    """

    measure: str
    level: str
    side: str
    reading: str | None
    keys: Mapping[str, str] = field(hash=False)
    names: Mapping[str, str] = field(compare=False)
    year: int | None
    low: float | None
    central: float
    high: float | None
    draws: int | None
    error: float | None
    unit: str
    status: str
    why_no_interval: str | None

    @property
    def ends(self) -> tuple[float, float]:
        """Low and high, with the central value between them; that twice where there is no interval.

        Where a cost moves in steps, the central run may lie outside eight draws in ten. A range
        that is told beside it is then drawn out to hold it too, and holds more than eight in ten.
        """
        if self.low is None or self.high is None:
            return self.central, self.central
        return min(self.low, self.central), max(self.high, self.central)

    @property
    def asked(self) -> dict[str, str]:
        """What to ask for to get exactly this figure of its measure."""
        year = {} if self.year is None else {"year": str(Year(self.year))}
        reading = {} if self.reading is None else {"reading": self.reading}
        return {**self.keys, **year, "side": self.side, **reading}


SAID_OF_EACH = tuple(name for name in FIGURE_SCHEMA if name not in KEYS)
"""The columns of a figure that are not about a key."""

Place = tuple[str | int | None, ...]
"""Codes in the order of a level's keys, and the year."""


class Figures:
    """The figures of a run, a frame for each measure.

    A figure is asked for by its measure and level, its side, and, where a proposal does it,
    its reading. Nothing is ever summed or mixed across levels.
    """

    def __init__(self, frames: Mapping[str, pl.DataFrame], names: Names | None = None) -> None:
        """Hold the frames of some measures.

        Args:
            frames: code of a measure -> its figures, of the figures' schema.
            names: of each key, code -> name.
        """
        self.frames = MappingProxyType(dict(frames))
        self.names = names or {}
        self._parts: dict[str, dict[tuple[str | None, ...], pl.DataFrame]] = {}
        self._read: dict[tuple[str | None, ...], dict[Place, Figure]] = {}
        self._by_keys: dict[tuple[object, ...], dict[Place, list[Figure]]] = {}

    @classmethod
    def from_frames(cls, frames: Iterable[pl.DataFrame], names: Names | None = None) -> Figures:
        """Figures from frames of one or several measures each; a column left out is blank."""
        blank = pl.DataFrame(schema=FIGURE_SCHEMA)
        whole = pl.concat([blank, *(_whole(frame) for frame in frames)])
        parts = whole.partition_by("measure", as_dict=True, maintain_order=True)
        return cls({str(code): part for (code,), part in parts.items()}, names)

    @classmethod
    def read(cls, *paths: Path, names: Names | None = None) -> Figures:
        """Figures from Parquet files of one or several measures each."""
        return cls.from_frames((pl.read_parquet(path) for path in paths), names)

    def frame(self, measure: str | None = None) -> pl.DataFrame:
        """All figures of a measure, or of all measures, in one frame of the figures' schema."""
        blank = pl.DataFrame(schema=FIGURE_SCHEMA)
        if measure is not None:
            return self.frames.get(measure, blank)
        return pl.concat([blank, *self.frames.values()])

    def by_measure(self) -> dict[str, pl.DataFrame]:
        """The frame of each measure, without the columns that none of its figures has."""
        optional = (*KEYS, "reading")
        return {
            code: frame.drop([name for name in optional if frame[name].is_null().all()])
            for code, frame in self.frames.items()
        }

    def table(self, measure: str) -> pl.DataFrame:
        """The figures of a measure for people to read: names beside codes, years as words.

        Args:
            measure: its code.

        Returns:
            A row for each figure: its level, the name of each key, year, side and reading, the
            number with its range, unit and status, and last the code of each key.

        Raises:
            KeyError: if the run has no figures of it.
        """
        if measure not in self.frames:
            near = get_close_matches(measure, self.frames)
            also = f"; it has {', '.join(near)}" if near else ""
            raise KeyError(f"the run has no figures of {measure}{also}")
        frame = self.by_measure()[measure]
        keys = [key for key in KEYS if key in frame.columns]
        named = [pl.col(key).replace(self.names.get(key, {})) for key in keys]
        codes = [pl.col(key).alias(f"{key}_code") for key in keys]
        years = {year: str(Year(year)) for year in frame["year"].drop_nulls().unique()}
        said = ("low", "central", "high", "unit", "status", "why_no_interval")
        return frame.select(
            "level",
            *named,
            pl.col("year").replace_strict(years, return_dtype=pl.String),
            "side",
            *(["reading"] if "reading" in frame.columns else []),
            *said,
            *codes,
        )

    def __repr__(self) -> str:
        """How many figures of how many measures."""
        return f"Figures({len(self):,} figures of {len(self.frames)} measures)"

    def has(self, measure: str, level: str) -> bool:
        """Whether there is any figure of a measure at a level."""
        return any(part[0] == level for part in self._parts_of(measure))

    def __len__(self) -> int:
        """How many figures there are."""
        return sum(frame.height for frame in self.frames.values())

    def each(
        self,
        measure: str,
        level: str = "system",
        *,
        side: str = "plan",
        reading: str | None = None,
        year: int | None = None,
        **keys: str,
    ) -> list[Figure]:
        """The figures of a measure at a level, in the order of the run.

        Args:
            measure: the measure's code.
            level: the keys they are about, such as "site" or "place+service".
            side: "nothing", "plan", "change" or "either".
            reading: "share", "alone" or "lost" of what a proposal does.
            year: of this year alone.
            keys: about these alone, such as `site="RX1"`.
        """
        self._check(level, keys)
        asked = (measure, level, side, reading)
        about = self._by(asked, tuple(keys), by_year=year is not None)
        return list(about.get((*keys.values(), year), ()))

    def find(
        self,
        measure: str,
        level: str = "system",
        *,
        side: str = "plan",
        reading: str | None = None,
        year: int | None = None,
        **keys: str,
    ) -> Figure | None:
        """The one figure about exactly this, or None."""
        names = self._check(level, keys)
        place = (*(keys.get(key) for key in names), year)
        return self._of(measure, level, side, reading).get(place)

    def one(
        self,
        measure: str,
        level: str = "system",
        *,
        side: str = "plan",
        reading: str | None = None,
        year: int | None = None,
        **keys: str,
    ) -> Figure:
        """The one figure about exactly this.

        Raises:
            KeyError: if the run has none.
        """
        found = self.find(measure, level, side=side, reading=reading, year=year, **keys)
        if found is None:
            about = ", ".join(f"{key}={code}" for key, code in keys.items())
            told = [measure, level, side, reading, about, year]
            raise KeyError(f"the run has no {' '.join(str(one) for one in told if one)}")
        return found

    def _check(self, level: str, keys: Mapping[str, str]) -> tuple[str, ...]:
        """The keys of a level; asking it for a key that it does not have is a fault of ours."""
        names = keys_of(level)
        if not keys.keys() <= set(names):
            raise TypeError(f"a figure of level {level} is not about {sorted(keys)}")
        return names

    def _of(self, measure: str, level: str, side: str, reading: str | None) -> dict[Place, Figure]:
        asked = (measure, level, side, reading)
        if asked not in self._read:
            frame = self._parts_of(measure).get(asked[1:])
            columns = [*keys_of(level), *SAID_OF_EACH]
            rows = [] if frame is None else frame.select(columns).iter_rows(named=True)
            found = (figure_from(row, self.names) for row in rows)
            self._read[asked] = {(*one.keys.values(), one.year): one for one in found}
        return self._read[asked]

    def _by(
        self, asked: tuple[str, str, str, str | None], keys: tuple[str, ...], *, by_year: bool
    ) -> dict[Place, list[Figure]]:
        """Figures by the codes of some of their keys, and by year: pages ask thousands of times."""
        if (by := (*asked, keys, by_year)) not in self._by_keys:
            found = self._by_keys[by] = {}
            for one in self._of(*asked).values():
                about = (*(one.keys[key] for key in keys), one.year if by_year else None)
                found.setdefault(about, []).append(one)
        return self._by_keys[by]

    def _parts_of(self, measure: str) -> dict[tuple[str | None, ...], pl.DataFrame]:
        """A measure's figures by level, side and reading."""
        if measure not in self._parts:
            frame = self.frame(measure)
            parts = frame.partition_by(
                "level", "side", "reading", as_dict=True, maintain_order=True
            )
            self._parts[measure] = {tuple(part): rows for part, rows in parts.items()}
        return self._parts[measure]


def figure_from(row: Mapping[str, object], names: Names | None = None) -> Figure:
    """A figure from its row in a frame of the figures' schema."""
    keys = {key: str(row[key]) for key in keys_of(str(row["level"]))}
    known = names or {}
    called = {key: known.get(key, {}).get(code, code) for key, code in keys.items()}
    rest = {name: row[name] for name in SAID_OF_EACH}
    return Figure(keys=MappingProxyType(keys), names=MappingProxyType(called), **rest)  # type: ignore[arg-type]  # the schema gives their types


def _whole(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with every column of the figures' schema, in its order."""
    if frame.schema == FIGURE_SCHEMA:
        return frame
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in FIGURE_SCHEMA.items()
    )
