"""Organisations, sites, and where residents and others go for care."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from .ages import Array
from .areas import Chosen
from .judgements import number
from .others import seen_by_others
from .sources import Sources
from .trusts import without_legal_form

LOCAL = Path(__file__).parent / "local"
OUTSIDE = "OUT"
UNKNOWN = "not published"
PRACTICES = "GP"
COLLECTIVE = "MHC"
OTHERS = "UTC"
EMERGENCY_DEPARTMENT = ("ae_walk_in", "ae_ambulance", "ae_minor")
NAME_OF_OTHERS = "Walk-in and urgent treatment centres of other providers"


@dataclass(frozen=True)
class Care:
    """Who gives care in the system and how residents spread over the sites."""

    sources: Sources
    chosen: Chosen
    base: int
    remarks: list[str] = field(default_factory=list)

    @cached_property
    def codes(self) -> list[str]:
        """The districts' codes."""
        return [p.code for p in self.chosen.places]

    @cached_property
    def local(self) -> dict[str, Any]:
        """What we know beyond the national tables, if all these districts are in such a file."""
        for path in sorted(LOCAL.glob("*.toml")):
            known = tomllib.loads(path.read_text(encoding="utf-8"))
            if set(self.codes) <= set(known["districts"]):
                return known
        return {}

    # --- acute trusts -----------------------------------------------------------------------

    @cached_property
    def resident_shares(self) -> pl.DataFrame:
        """Share of each district's admissions by trust, as published (they sum to 0.9 to 1)."""
        msoa = (
            self.sources.lookup.filter(pl.col("district").is_in(self.codes))
            .group_by("district", "msoa11_code")
            .agg(pl.col("people").sum())
        )
        shares = (
            self.sources.shares_of_residents.join(msoa, on="msoa11_code")
            .group_by("district", "trust")
            .agg((pl.col("share") * pl.col("people")).sum().alias("weighted"))
        )
        people = msoa.group_by("district").agg(pl.col("people").sum())
        return shares.join(people, on="district").select(
            "district", "trust", (pl.col("weighted") / pl.col("people")).alias("share")
        )

    def trusts_used_from(self, district: str) -> dict[str, float]:
        """Share of a district's admissions by trust, with what the publication leaves out.

        Small shares are not published. What is missing is taken to be spread over England as its
        people are: the system's own part over its trusts as the published shares are, the rest
        with nobody known.
        """
        shares = dict(
            self.resident_shares.filter(pl.col("district") == district)
            .select("trust", "share")
            .sort("trust")
            .iter_rows()
        )
        missing = max(0.0, 1 - sum(shares.values()))
        inside = sum(share for trust, share in shares.items() if trust in self.acute)
        here = missing * self.share_of_england if inside else 0.0
        grown = {
            trust: share * (1 + here / inside) if trust in self.acute else share
            for trust, share in shares.items()
        }
        return grown | {UNKNOWN: missing - here}

    @cached_property
    def share_of_england(self) -> float:
        """The system's share of England's people."""
        people = self.sources.lookup["people"]
        here = self.sources.lookup.filter(pl.col("district").is_in(self.codes))["people"]
        return float(here.sum()) / float(people.sum())

    def adults_of(self, by_trust: dict[str, float]) -> dict[str, float]:
        """Shares of a district's admissions by trust, times adults' share of each trust's beds."""
        return {
            trust: share * (1 - self.childrens_share_of_beds.get(trust, 0.0))
            for trust, share in by_trust.items()
        }

    @cached_property
    def seen_by_others(self) -> dict[str, float]:
        """Attendances of each district's residents at units that no acute trust runs."""
        return seen_by_others(self.sources, self.base)

    @cached_property
    def others_inside(self) -> set[str]:
        """Districts whose units of other providers are in the system.

        Where such a unit is, is not published. It is taken to be where most of its ICB's people
        are: in the system, or outside it.
        """
        boards = {place.code: place.icb for place in self.chosen.places}
        people = self.sources.lookup.group_by("icb22_code").agg(
            (pl.col("people") * pl.col("district").is_in(self.codes)).sum().alias("here"),
            pl.col("people").sum(),
        )
        majority = number("areas.majority")
        most = people.filter(pl.col("here") > majority * pl.col("people"))["icb22_code"]
        return {
            code
            for code, board in boards.items()
            if board in set(most) and self.seen_by_others.get(code, 0.0) >= 1
        }

    @cached_property
    def inside_shares(self) -> dict[str, float]:
        """For each trust, the share of its admissions that are of the system's residents."""
        rows = (
            self.sources.shares_of_trusts.filter(pl.col("district").is_in(self.codes))
            .group_by("trust")
            .agg(pl.col("share").sum())
        )
        return dict(rows.iter_rows())

    @cached_property
    def acute(self) -> list[str]:
        """Acute trusts of the system."""
        enough, at_least = number("places.belongs"), number("places.belongs_at_least")
        known = set(self.resident_shares["trust"].unique())
        belongs = sorted(
            t for t, share in self.inside_shares.items() if share >= enough and t in known
        )
        if not belongs:
            top = self.resident_shares.sort("share", descending=True)["trust"].to_list()
            belongs = [t for t in top if self.inside_shares.get(t, 0.0) >= at_least][:1]
            if not belongs:
                self.remarks.append(
                    f"No acute trust gets even {at_least:.0%} of its patients from these "
                    "districts: all their hospital care is care outside the system."
                )
                return []
            self.remarks.append(
                f"No acute trust gets {enough:.0%} of its patients from these districts; "
                f"{self.name_of(belongs[0])}, which their residents use most, stands for all. "
                f"Only {self.inside_shares[belongs[0]]:.0%} of its admissions are of residents."
            )
        return belongs

    @cached_property
    def childrens_share_of_beds(self) -> dict[str, float]:
        """For each trust, children's share of its occupied general and acute beds."""
        beds = self.sources.beds.filter(pl.col("fy") == 2022)
        rows = beds.group_by("trust").agg(
            pl.col("paediatric_general_acute_beds_occupied").fill_null(0).mean().alias("child"),
            pl.col("adult_general_acute_beds_occupied").fill_null(0).mean().alias("adult"),
        )
        return {
            r["trust"]: r["child"] / (r["child"] + r["adult"])
            for r in rows.iter_rows(named=True)
            if r["child"] + r["adult"] > 0
        }

    @cached_property
    def childrens_trusts(self) -> set[str]:
        """Trusts with children's beds and no adult ones."""
        nearly_all = number("places.childrens_trust")
        return {t for t, share in self.childrens_share_of_beds.items() if share > nearly_all}

    @cached_property
    def with_emergency_department(self) -> set[str]:
        """Trusts that reported attendances in the base year; a cancer centre has none."""
        rows = self.sources.emergency_departments.filter(
            (pl.col("fy") == self.base) & (pl.col("total_attendances") > 0)
        )
        return set(rows["trust"].unique())

    @cached_property
    def delivering(self) -> set[str]:
        """Trusts with maternity beds (KH03 2021-22)."""
        rows = self.sources.overnight_beds.filter(
            (pl.col("specialty_group") == "maternity")
            & pl.col("quarter").str.starts_with("2021-22")
            & (pl.col("available_total") > number("places.maternity_beds"))
        )
        return set(rows["org_code"].unique())

    def name_of(self, trust: str) -> str:
        """A trust's plain name."""
        if trust in self.local.get("name", {}):
            return str(self.local["name"][trust])
        for frame in (self.sources.trusts, self.sources.trust_points):
            rows = frame.filter(pl.col("trust") == trust)
            if rows.height:
                return without_legal_form(str(rows["name"][0]))
        return trust

    def district_of(self, trust: str) -> str | None:
        """The system's district a trust has its seat in, by the nearest LSOA; None if outside."""
        rows = self.sources.trust_points.filter(pl.col("trust") == trust)
        return self._district_at(rows["lon"][0], rows["lat"][0]) if rows.height else None

    def _district_at(self, lon: float | None, lat: float | None) -> str | None:
        if lon is None or lat is None:
            return None
        points = self._points
        away = ((points["lon"] - lon) * 0.6) ** 2 + (points["lat"] - lat) ** 2
        district = str(points["district"][int(away.arg_min() or 0)])
        return district if district in self.codes else None

    @cached_property
    def _points(self) -> pl.DataFrame:
        return self.sources.lookup.select("lsoa11_code", "district", "people").join(
            self.sources.lsoa_points, on="lsoa11_code"
        )

    # --- sites ------------------------------------------------------------------------------

    @cached_property
    def sites_of(self) -> dict[str, dict[str, float]]:
        """Each acute trust's sites for adults, and the share of its occupied beds at each."""
        out: dict[str, dict[str, float]] = {}
        for trust in self.acute:
            if trust in self.childrens_trusts:
                continue
            known = self.local.get("split", {}).get(trust)
            if not known:
                out[trust] = {trust: 1.0}
                continue
            eric = self.sources.hospital_sites.filter(pl.col("site_code").is_in(known["sites"]))
            beds = dict(eric.select("site_code", "occupied_beds_2014_15").iter_rows())
            whole = sum(beds[s] for s in known["sites"])
            out[trust] = {s: beds[s] / whole for s in known["sites"]}
        return out

    def adult_sites(self, trust: str, service: str) -> dict[str, dict[str, float]]:
        """For each district, how its residents' care at a trust spreads over the trust's sites."""
        return self._adult_sites[trust, service in EMERGENCY_DEPARTMENT]

    @cached_property
    def _adult_sites(self) -> dict[tuple[str, bool], dict[str, dict[str, float]]]:
        return {
            (t, e): self._over_sites(t, emergency_department=e)
            for t in self.sites_of
            for e in (False, True)
        }

    def _over_sites(self, trust: str, *, emergency_department: bool) -> dict[str, dict[str, float]]:
        shares = dict(self.sites_of[trust])
        if emergency_department and len(shares) > 1:
            kept = self.local["split"][trust]["emergency_department"]
            shares = {s: v for s, v in shares.items() if s in kept}
        whole = sum(shares.values())
        shares = {s: v / whole for s, v in shares.items()}
        if len(shares) == 1:
            return dict.fromkeys(self.codes, shares)
        return self._spread(trust, shares)

    def _spread(self, trust: str, shares: dict[str, float]) -> dict[str, dict[str, float]]:
        """Districts over sites: nearer is likelier, and each site ends with its share."""
        near, unknown = number("places.nearness_km"), number("places.unknown_km")
        volume = self._volumes(trust)
        eric = self.sources.hospital_sites
        seed = np.zeros((len(self.codes), len(shares)))
        for j, site in enumerate(shares):
            row = eric.filter(pl.col("site_code") == site)
            lon, lat = row["lon"][0], row["lat"][0]
            for i, district in enumerate(self.codes):
                home = self._points.filter(pl.col("district") == district)
                people = home["people"]
                east = float((home["lon"] * people).sum()) / float(people.sum())
                north = float((home["lat"] * people).sum()) / float(people.sum())
                km = (
                    111.0 * np.hypot((east - lon) * 0.6, north - lat)
                    if lon is not None
                    else unknown
                )
                seed[i, j] = np.exp(-km / near)
        fitted = fit_margins(seed, volume, np.array(list(shares.values())) * volume.sum())
        return {
            d: {s: float(fitted[i, j] / fitted[i].sum()) for j, s in enumerate(shares)}
            for i, d in enumerate(self.codes)
        }

    def _volumes(self, trust: str) -> Array:
        people = dict(
            self.sources.lookup.filter(pl.col("district").is_in(self.codes))
            .group_by("district")
            .agg(pl.col("people").sum())
            .iter_rows()
        )
        share = dict(
            self.resident_shares.filter(pl.col("trust") == trust)
            .select("district", "share")
            .iter_rows()
        )
        return np.array([people[d] * share.get(d, 1e-6) for d in self.codes], dtype=float)

    # --- mental health and community ----------------------------------------------------------

    @cached_property
    def mental_health(self) -> dict[str, str]:
        """District to the organisation that gives its mental health care."""
        if self.local:
            return {
                d: entry["organisation"]
                for entry in self.local["mental_health"]
                for d in entry["districts"]
                if d in self.codes
            }
        return dict.fromkeys(self.codes, COLLECTIVE)

    @cached_property
    def community(self) -> dict[str, str]:
        """District to the organisation that gives its community care."""
        if self.local:
            return {d: o for d, o in self.local["community"].items() if d in self.codes}
        return dict.fromkeys(self.codes, COLLECTIVE)

    @cached_property
    def shares_of_mental_health_trusts(self) -> dict[str, float]:
        """Trust to the share of the people it serves who live in these districts."""
        people = dict(
            self.sources.lookup.group_by("district").agg(pl.col("people").sum()).iter_rows()
        )
        found = {}
        for entry in self.local.get("mental_health", []):
            served = [d for d in entry["districts"] if d in self.codes]
            here = sum(people[d] for d in served)
            elsewhere = {*entry["also_serves"], *entry["districts"]}.difference(served)
            there = sum(people[d] for d in elsewhere)
            if here:
                found[entry["organisation"]] = here / (here + there)
        return found

    @cached_property
    def councils(self) -> dict[str, tuple[str, str]]:
        """District to its social care council: code and name."""
        county = dict(
            self.sources.practices.group_by("district")
            .agg(pl.col("county").mode().first())
            .iter_rows()
        )
        codes = dict(
            self.sources.areas.filter(pl.col("area_type") == "county")
            .select("area_name", "area_code")
            .iter_rows()
        )
        out = {}
        for place in self.chosen.places:
            upper = county.get(place.code)
            if place.code.startswith("E07") and upper in codes:
                out[place.code] = (f"LA-{codes[upper]}", f"{upper} County Council (its part here)")
            else:
                out[place.code] = (f"LA-{place.code}", f"{place.name} Council")
        return out

    # --- tables -------------------------------------------------------------------------------

    def organisations_table(self) -> pl.DataFrame:
        """The `organisations` table."""
        rows = [(t, self.name_of(t), "acute_trust") for t in self.acute]
        if self.local:
            rows += [
                (m["organisation"], m["name"], "mental_health_trust")
                for m in self.local["mental_health"]
                if m["organisation"] in {*self.mental_health.values(), *self.community.values()}
            ]
        else:
            rows.append(
                (
                    COLLECTIVE,
                    "Community and mental health providers of the system, together",
                    "mental_health_trust",
                )
            )
        rows += [(code, name, "council") for code, name in dict(self.councils.values()).items()]
        rows.append((PRACTICES, "GP practices of the system, together", "general_practice"))
        if self.others_inside:
            rows.append((OTHERS, NAME_OF_OTHERS, "community_trust"))
        rows.append((self.chosen.lead_code, self.chosen.lead_name, "commissioner"))
        rows.append((OUTSIDE, "Everybody else", "outside"))
        return pl.DataFrame(rows, schema=["organisation", "name", "kind"], orient="row")

    def sites_table(self) -> pl.DataFrame:
        """The `sites` table."""
        return self._sites

    @cached_property
    def _sites(self) -> pl.DataFrame:
        rows: list[tuple[str, str, str, str | None]] = []
        for trust in self.acute:
            place = self.district_of(trust)
            if trust in self.childrens_trusts:
                rows.append((f"{trust}-C", self.name_of(trust), trust, place))
                continue
            known = self.local.get("split", {}).get(trust)
            for k, site in enumerate(self.sites_of[trust]):
                name = known["names"][k] if known else self.name_of(trust)
                where = place
                if known:
                    eric = self.sources.hospital_sites.filter(pl.col("site_code") == site)
                    where = self._district_at(eric["lon"][0], eric["lat"][0]) or place
                rows.append((site, name, trust, where))
            if self.childrens_share_of_beds.get(trust, 0) > 0:
                rows.append(
                    (f"{trust}-C", f"{self.name_of(trust)}, children's wards", trust, place)
                )
        seen = {r[0] for r in rows}
        for organisation in dict.fromkeys((*self.mental_health.values(), *self.community.values())):
            if organisation in self.acute:
                continue
            name = next(
                (
                    m["name"]
                    for m in self.local.get("mental_health", [])
                    if m["organisation"] == organisation
                ),
                "Community and mental health services",
            )
            if organisation not in seen:
                rows.append((organisation, name, organisation, self.district_of(organisation)))
        for district, called in ((p.code, p.name) for p in self.chosen.places):
            rows.append(
                (f"{PRACTICES}-{district}", f"GP practices in {called}", PRACTICES, district)
            )
            council, _ = self.councils[district]
            rows.append((f"SC-{district}", f"Adult social care in {called}", council, district))
        if self.others_inside:
            rows.append((OTHERS, NAME_OF_OTHERS, OTHERS, None))
        rows.append((OUTSIDE, "Care outside the system", OUTSIDE, None))
        return pl.DataFrame(rows, schema=["site", "name", "organisation", "place"], orient="row")

    def births_at(self, trust: str) -> str:
        """The site where a trust's births are."""
        if trust not in self.acute:
            return OUTSIDE
        known = self.local.get("split", {}).get(trust)
        return str(known["deliveries"]) if known else trust

    def incoming_factor(self, trust: str) -> float:
        """Care given to non-residents for each unit given to residents at a trust."""
        inside = self.inside_shares.get(trust, 1.0)
        return (1 - inside) / inside if inside > 0 else 0.0


def fit_margins(seed: Array, rows: Array, columns: Array) -> Array:
    """Iterative proportional fitting: the seed bent so that rows and columns have their totals.

    >>> fit_margins(np.ones((2, 2)), np.array([3.0, 1.0]), np.array([2.0, 2.0])).tolist()
    [[1.5, 1.5], [0.5, 0.5]]
    """
    table = seed.astype(float).copy()
    for _ in range(200):
        table *= (rows / table.sum(1))[:, None]
        table *= columns / table.sum(0)
    return table
