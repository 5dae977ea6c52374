"""What trusts reported in the base year, and the beds they had open."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from .judgements import number
from .places import COLLECTIVE, OTHERS, Care
from .services import nights
from .sources import MENTAL_HEALTH_YEAR, Sources, mean
from .trusts import as_sentence, unexplained

Row = tuple[str, str, float, str, str]
MONTHS = 12
OF_ENGLAND = "England's, times this system's share of England's people"
OF_ITS_TRUST = "times the share of the people its trust serves who live here"
BEDS = "NHS England monthly beds: mean general and acute beds available"
OCCUPIED = (
    "NHS England monthly beds: mean {kind} general and acute beds occupied, times the nights of "
    "the year"
)
SEEN_BY_OTHERS = (
    "NHS England monthly A&E attendances of an ICB's providers, less those of its acute trusts, "
    "for these districts' share of its people"
)
ATTENDANCES = "NHS England monthly A&E attendances, all ages and types of department"


@dataclass(frozen=True)
class Returns:
    """The tables that follow from national returns: `reported` and `beds`."""

    sources: Sources
    care: Care
    base: int
    remarks: list[str] = field(default_factory=list)

    def reported_table(self) -> pl.DataFrame:
        """The `reported` table."""
        rows = [row for trust in self.care.acute for row in self._of_trust(trust)]
        rows += [
            (
                organisation,
                "mental_health_bed_days",
                round(beds * nights(MENTAL_HEALTH_YEAR), 1),
                "derived",
                f"KH03 2021-22, mental illness beds occupied overnight, {whose}, times 365",
            )
            for organisation, (beds, whose) in self.mental_health_beds("occupied_total").items()
        ]
        if self.care.others_inside:
            seen = sum(self.care.seen_by_others[code] for code in self.care.others_inside)
            rows.append((OTHERS, "ae_minor", round(seen, 1), "derived", SEEN_BY_OTHERS))
        return pl.DataFrame(
            rows,
            schema=["organisation", "services", "activity", "status", "source"],
            orient="row",
        )

    def _of_trust(self, trust: str) -> list[Row]:
        """What one acute trust reported: nights of adults, nights of children, attendances."""
        beds = self._year_of(self.sources.beds, trust, "beds")
        asked = self.sources.emergency_departments
        if trust in self.care.with_emergency_department:
            asked = self._year_of(asked, trust, "A&E attendances")
        else:
            asked = asked.clear()
        rows = [
            self._row(trust, services, a_month * nights(self.base), beds, source)
            for kind, services in (
                ("adult", "emergency_bed_days elective_bed_days"),
                ("paediatric", "children_bed_days"),
            )
            if (a_month := mean(beds[f"{kind}_general_acute_beds_occupied"])) > 0
            for source in [OCCUPIED.format(kind=kind)]
        ]
        attendances = mean(asked["total_attendances"]) * MONTHS
        if attendances > 0:
            services = self._asked_of(trust)
            rows.append(self._row(trust, services, attendances, asked, ATTENDANCES))
        return rows

    def _row(self, trust: str, services: str, a_year: float, of: pl.DataFrame, source: str) -> Row:
        """A row of the report; a year of which some months lack is derived, and says so."""
        if of.height == MONTHS:
            return trust, services, round(a_year, 1), "measured", source
        said = f"{source}; {of.height} months reported, taken for the whole year"
        return trust, services, round(a_year, 1), "derived", said

    def _year_of(self, returns: pl.DataFrame, trust: str, what: str) -> pl.DataFrame:
        """A trust's months of the base year; none, with a remark, when too many lack."""
        months = returns.filter((pl.col("trust") == trust) & (pl.col("fy") == self.base))
        if months.height >= number("returns.months"):
            return months
        self.remarks.append(
            f"{self.care.name_of(trust)} has {months.height} months of reported {what} for "
            f"{self.base}: its {what} are the model's own, not reconciled."
        )
        return months.clear()

    def _asked_of(self, trust: str) -> str:
        """The services that a trust's A&E attendances are of."""
        if trust in self.care.childrens_trusts:
            return "children_ae"
        adult = "ae_walk_in ae_ambulance ae_minor"
        sites = set(self.care.sites_table()["site"])
        return f"{adult} children_ae" if f"{trust}-C" in sites else adult

    # --- mental health ----------------------------------------------------------------------------

    def mental_health_beds(self, column: str) -> dict[str, tuple[float, str]]:
        """Mental illness beds (KH03 2021-22) for these districts, by organisation, and whose.

        Which trust serves which district is not published, and some trusts send no return. So
        the stand-in for a system's own trusts has England's beds for its share of people.
        """
        beds = self.sources.mental_illness_beds(column)
        if not self.care.local:
            england = sum(beds.values())
            return {COLLECTIVE: (england * self.care.share_of_england, OF_ENGLAND)}
        return {
            trust: (beds[trust] * share, OF_ITS_TRUST)
            for trust, share in self.care.shares_of_mental_health_trusts.items()
            if beds.get(trust)
        }

    # --- beds -------------------------------------------------------------------------------------

    def beds_table(self) -> pl.DataFrame:
        """The `beds` table: from the base year on, each year with enough months."""
        sites = set(self.care.sites_table()["site"])
        rows = [row for trust in self.care.acute for row in self._open_at(trust, sites)]
        rows += [
            (
                organisation,
                self.base,
                round(beds, 1),
                "derived",
                f"KH03 2021-22, mental illness beds available, {whose}",
            )
            for organisation, (beds, whose) in self.mental_health_beds("available_total").items()
            if organisation in sites
        ]
        return pl.DataFrame(
            rows, schema=["site", "year", "beds_open", "status", "source"], orient="row"
        )

    def _open_at(self, trust: str, sites: set[str]) -> list[tuple[str, int, float, str, str]]:
        """The beds of one trust by site and year."""
        available = "{}_general_acute_beds_available"
        years = (
            self.sources.beds.filter((pl.col("trust") == trust) & (pl.col("fy") >= self.base))
            .group_by("fy")
            .agg(
                pl.len().alias("months"),
                pl.col(available.format("adult")).mean().alias("adult"),
                pl.col(available.format("paediatric")).mean().alias("child"),
            )
            .filter(pl.col("months") >= number("returns.months"))
            .sort("fy")
        )
        rows: list[tuple[str, int, float, str, str]] = []
        for row in years.iter_rows(named=True):
            for site, share in self.care.sites_of.get(trust, {}).items():
                if row["adult"]:
                    of_whole = "" if share > number("places.whole_site") else _of_trust(share)
                    status = "derived" if of_whole or row["months"] < MONTHS else "measured"
                    said = f"{BEDS}, adult{of_whole}{_months(row['months'])}"
                    rows.append((site, row["fy"], round(row["adult"] * share, 1), status, said))
            if row["child"] and f"{trust}-C" in sites:
                status = "derived" if row["months"] < MONTHS else "measured"
                said = f"{BEDS}, children's{_months(row['months'])}"
                rows.append((f"{trust}-C", row["fy"], round(row["child"], 1), status, said))
        return rows

    # --- who stopped reporting --------------------------------------------------------------------

    def trusts_that_stopped(self) -> list[str]:
        """A sentence for each stop in the returns that trusts.toml does not explain."""
        beds = self.sources.beds_as_returned.select(
            "trust", month_number(), value="general_acute_beds_available"
        )
        asked = self.sources.attendances_as_returned.select(
            "trust", month_number(), value="total_attendances"
        )
        return [as_sentence(stop, "beds") for stop in unexplained(beds)] + [
            as_sentence(stop, "A&E attendances") for stop in unexplained(asked)
        ]


def month_number() -> pl.Expr:
    """Months such as 'April 2022' as whole numbers in order, such as 202204.

    >>> pl.DataFrame({"date": ["April 2022"]}).select(month_number()).item()
    202204
    """
    first = pl.concat_str(pl.lit("1 "), pl.col("date")).str.to_date("%d %B %Y")
    return (first.dt.year() * 100 + first.dt.month()).alias("period")


def _of_trust(share: float) -> str:
    return f"; the trust's, times {share:.3f} (its share of occupied beds in ERIC, 2014-15)"


def _months(months: int) -> str:
    return "" if months == MONTHS else f"; mean of the {months} months reported"
