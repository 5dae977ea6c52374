"""The 2022-based projection (ONS, June 2025), read from the files as their publisher gives them.

Each variant is a zip, or the folder it unpacks to, that holds one CSV file for females and one for
males: a row for each area and single year of age, a column for each year. Areas are districts,
counties, regions and England, by their codes of April 2023.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from .ages import OLDEST, Array, pooled
from .areas import Place
from .judgements import numbers
from .people import AS_PUBLISHED, PRINCIPAL, Residents, estimate_of, regrown
from .sources import Sources

ONS_2022 = "ONS 2022-based subnational population projections (June 2025)"
FIRST_PROJECTED = 2022
LATEST_ESTIMATE = 2023

VARIANTS: dict[str, tuple[str, str]] = {
    "migration_category": (r"migcat", "Migration by category: its publisher's headline projection"),
    "five_year_migration": (r"5_?ye?a?r|five", "Migration as in the last five years"),
    "ten_year_migration": (r"10_?ye?a?r|ten_?year", "Migration as in the last ten years"),
    "high_migration": (r"high", "More people moving in from abroad"),
    "low_migration": (r"low", "Fewer people moving in from abroad"),
    "zero_migration": (r"zero", "As many people moving out as in: to compare, not to expect"),
}
"""Code: (how its file is known by name, name). The first that is there is the principal."""

ABOUT = f"""\
ONS estimates run to {{latest}}. The projection is the newest of its publisher, read from the files
it gives: {ONS_2022}.
Variants: {{names}}.
The variants that carry weight take the estimate of {{base}} and grow it, at each age and sex, by
the projection's own growth since; the variant `as_published` (weight 0) keeps the published figures
end to end."""

KEYS = ("AREA_CODE", "AGE_GROUP")
ROUNDING = 1.0
"""How far the ages of an area may be from its 'All ages' row: each is rounded on its own."""


class ProjectionUnreadableError(Exception):
    """A file of the projection that we cannot read; the message says which and what to do."""


def found_in(folder: Path) -> dict[str, Path]:
    """The variants in a folder, by code, in the order of `VARIANTS`.

    Raises:
        ProjectionUnreadableError: if there is none.
    """
    if not folder.is_dir():
        raise ProjectionUnreadableError(
            f"{folder} is not a folder; name the one with the ONS zips."
        )
    inside = [p for p in sorted(folder.iterdir()) if p.is_dir() or p.suffix.lower() == ".zip"]
    found: dict[str, Path] = {}
    for path in inside:
        variant = next((v for v, (like, _) in VARIANTS.items() if re.search(like, path.name)), None)
        if variant is not None:
            found.setdefault(variant, path)
    if not found:
        raise ProjectionUnreadableError(
            f"{folder} holds no zip or folder of the 2022-based projections, such as "
            "2022snpppopulationsyoamigcat23.zip; docs/how-to/use-the-newest-projections.md says "
            "where they are."
        )
    return {variant: found[variant] for variant in VARIANTS if variant in found}


def read_variant(path: Path, wanted: AbstractSet[str]) -> dict[str, Array]:
    """One variant's people by area, each of shape (year, 2, 91); female first, 2022 first.

    Args:
        path: a zip or a folder.
        wanted: the areas to read.

    Raises:
        ProjectionUnreadableError: naming the file, what is there and the fix.
    """
    women, men = (
        _people_of(_csv_of(path, sex), wanted, f"{path.name}, {sex}")
        for sex in ("females", "males")
    )
    return {area: np.stack([women[area], men[area]], axis=1) for area in sorted(wanted)}


def _csv_of(path: Path, sex: str) -> bytes:
    """The bytes of the CSV file of one sex, in a zip or in a folder."""
    wanted = re.compile(rf"(^|[^a-z]){sex}\.csv$", re.IGNORECASE)
    if path.is_dir():
        files = [p for p in sorted(path.rglob("*.csv")) if wanted.search(p.name)]
        if len(files) == 1:
            return files[0].read_bytes()
        names = [p.name for p in files]
    else:
        try:
            with zipfile.ZipFile(path) as packed:
                names = [n for n in packed.namelist() if wanted.search(Path(n).name)]
                if len(names) == 1:
                    return packed.read(names[0])
        except zipfile.BadZipFile as broken:
            raise ProjectionUnreadableError(
                f"{path.name} is not a whole zip: fetch it again."
            ) from broken
    raise ProjectionUnreadableError(
        f"{path.name} holds {len(names)} files named '... {sex}.csv'; one is needed, as in "
        "'2022 SNPP Population females.csv'."
    )


def _people_of(words: bytes, wanted: AbstractSet[str], where: str) -> dict[str, Array]:
    """People by area, shape (year, 91), from one sex's CSV file."""
    table = pl.read_csv(io.BytesIO(words), infer_schema=False)
    years = sorted(name for name in table.columns if re.fullmatch(r"20\d\d", name))
    lacking = [name for name in KEYS if name not in table.columns]
    whole_run = [str(FIRST_PROJECTED + k) for k in range(len(years))]
    if lacking or not years or years != whole_run:
        raise ProjectionUnreadableError(
            f"{where}: the heading is {', '.join(table.columns[:8])}, ...; it must have "
            f"{' and '.join(KEYS)} and a column for each year from {FIRST_PROJECTED}."
        )
    if absent := sorted(wanted - set(table["AREA_CODE"])):
        raise ProjectionUnreadableError(
            f"{where}: no rows for {', '.join(absent)}. Its {table['AREA_CODE'].n_unique()} areas "
            "go by their codes of April 2023: fetch the file again, or write the newer code."
        )
    table = table.filter(pl.col("AREA_CODE").is_in(wanted)).select(
        *KEYS, pl.col(years).cast(pl.Float64, strict=False)
    )
    if sum(table.select(pl.col(years).null_count()).row(0)):
        raise ProjectionUnreadableError(f"{where}: some people are blank or not numbers.")
    return {
        str(area): _ages_of(rows, years, f"{where}, {area}")
        for (area,), rows in table.group_by("AREA_CODE", maintain_order=True)
    }


def _ages_of(rows: pl.DataFrame, years: list[str], where: str) -> Array:
    """One area's people, shape (year, 91): whatever ages lie above 90 are added to 90."""
    ages = rows.with_columns(
        pl.col("AGE_GROUP")
        .str.extract(r"^\s*(\d+)\s*(?:\+|and over)?\s*$")
        .cast(pl.Int64)
        .alias("age")
    )
    single = ages.filter(pl.col("age").is_not_null()).sort("age")
    known = single["age"].to_list()
    if known != list(range(len(known))) or len(known) <= OLDEST:
        raise ProjectionUnreadableError(
            f"{where}: ages are {known[:3]} to {known[-3:]}; each age from 0 to 90 and over must "
            "be there once."
        )
    people = pooled(single.select(years).to_numpy().T)
    for total in ages.filter(pl.col("AGE_GROUP") == "All ages").select(years).to_numpy():
        if np.abs(people.sum(axis=-1) - total).max() > ROUNDING * len(known):
            raise ProjectionUnreadableError(
                f"{where}: its ages do not sum to its row 'All ages'; fetch the file again."
            )
    return people


@dataclass(frozen=True)
class ProjectionOf2022:
    """Makes the residents of districts from the 2022-based projection."""

    sources: Sources
    places: tuple[Place, ...]
    base: int
    horizon: int
    folder: Path

    @cached_property
    def _variants(self) -> dict[str, dict[str, Array]]:
        """Variant to district to people; the headline is the principal."""
        wanted = {place.code for place in self.places}
        read = {
            variant: read_variant(path, wanted) for variant, path in found_in(self.folder).items()
        }
        headline = next(iter(read))
        return {PRINCIPAL if v == headline else v: people for v, people in read.items()}

    @cached_property
    def _names(self) -> dict[str, str]:
        headline = next(iter(found_in(self.folder)))
        return {
            variant: VARIANTS[headline if variant == PRINCIPAL else variant][1]
            for variant in self._variants
        }

    def residents(self, place: Place) -> Residents:
        """One district's people: the estimate, grown by each variant's own growth.

        Raises:
            ProjectionUnreadableError: if a variant ends before the horizon.
        """
        estimate = estimate_of(self.sources, place.code, self.base)
        runs = {variant: self._run(variant, place) for variant in self._variants}
        principal = runs[PRINCIPAL]
        published = np.stack(
            [
                estimate_of(self.sources, place.code, year)
                if year <= LATEST_ESTIMATE
                else principal[year - self.base]
                for year in range(self.base, self.horizon + 1)
            ]
        )
        grown = {variant: regrown(estimate, people) for variant, people in runs.items()}
        return Residents(estimate, grown, published, principal[0], split=False)

    def _run(self, variant: str, place: Place) -> Array:
        """A variant's people of one district from the base year to the horizon."""
        people = self._variants[variant][place.code]
        last = FIRST_PROJECTED + len(people) - 1
        if last < self.horizon:
            raise ProjectionUnreadableError(
                f"{self._names[variant]} runs to {last}; compile with --horizon {last} or earlier."
            )
        return people[self.base - FIRST_PROJECTED : self.horizon - FIRST_PROJECTED + 1]

    def variants_table(self) -> pl.DataFrame:
        """The `variants` table: each variant there is, their weights scaled to sum to one."""
        chosen = numbers("people.variant_weight_2022")
        whole = sum(chosen[variant] for variant in self._variants)
        source = (
            f"{ONS_2022}; the estimate of the base year grown by the projection's own growth at "
            "each age and sex (derived)"
        )
        rows = [
            {"variant": v, "name": name, "weight": chosen[v] / whole, "source": source}
            for v, name in self._names.items()
        ]
        rows.append(
            {
                "variant": AS_PUBLISHED,
                "name": "Estimates, then the principal projection exactly as published",
                "weight": 0.0,
                "source": f"ONS mid-year estimates to {LATEST_ESTIMATE}, then {ONS_2022}; no "
                "change made",
            }
        )
        return pl.DataFrame(rows)

    def about(self) -> list[str]:
        """What NOTES.md says of it."""
        names = ", ".join(self._names.values())
        return ABOUT.format(base=self.base, latest=LATEST_ESTIMATE, names=names).splitlines()
