"""Organisations, sites, and where residents and others go for care."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from .ages import Array
from .areas import Chosen, Place
from .judgements import number, numbers
from .sources import Sources

LOCAL = Path(__file__).parent / "local"
OUTSIDE = "OUT"
PRACTICES = "GP"
COLLECTIVE = "MHC"
ADULT = [
    "ae_walk_in",
    "ae_ambulance",
    "ae_minor",
    "emergency_admissions",
    "emergency_bed_days",
    "day_cases",
    "elective_admissions",
    "elective_bed_days",
    "op_first_surgical",
    "op_first_other",
    "op_followup_surgical",
    "op_followup_other",
    "op_procedure_surgical",
    "op_procedure_other",
]
EMERGENCY_DEPARTMENT = ("ae_walk_in", "ae_ambulance", "ae_minor")
CHILDREN = ("children_ae", "children_bed_days")
MENTAL_HEALTH = ("mental_health_contacts", "mental_health_bed_days")

FLOW_SOURCE = (
    "OHID trust catchments, share of each MSOA's admissions by trust (2018; trusts of 2021), "
    "weighted by people of mid-2020"
)
INFLOW_SOURCE = (
    "OHID trust catchments, share of each trust's admissions by district (2022 release, all years "
    "pooled; trusts of 2022)"
)


FlowsOfService = tuple[str, dict[str, float], str, str]
"""A service, the share of a place's residents who go to each site, a status and a source."""


@dataclass(frozen=True)
class Care:
    """Who gives care in the system and how residents spread over the sites."""

    sources: Sources
    chosen: Chosen
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
    def _paediatric_share(self) -> dict[str, float]:
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
        return {t for t, share in self._paediatric_share.items() if share > nearly_all}

    @cached_property
    def _delivering(self) -> set[str]:
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
                return (
                    str(rows["name"][0])
                    .removesuffix(" NHS Foundation Trust")
                    .removesuffix(" NHS Trust")
                )
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
    def shares_of_mental_health_trusts(self) -> list[tuple[str, str, float]]:
        """Organisation, trust and the share of the trust's people who live in these districts."""
        people = dict(
            self.sources.lookup.group_by("district").agg(pl.col("people").sum()).iter_rows()
        )
        if not self.local:
            return self._shares_of_the_systems_trusts(people)
        found = []
        for entry in self.local["mental_health"]:
            served = [d for d in entry["districts"] if d in self.codes]
            here = sum(people[d] for d in served)
            elsewhere = {*entry["also_serves"], *entry["districts"]}.difference(served)
            there = sum(people[d] for d in elsewhere)
            organisation = entry["organisation"]
            found.append((organisation, organisation, here / (here + there)))
        return found

    def _shares_of_the_systems_trusts(
        self, people: dict[str, float]
    ) -> list[tuple[str, str, float]]:
        """All trusts of the wider systems stand together, for these districts' share of people."""
        stps = list(self.chosen.stps)
        whole = float(self.sources.lookup.filter(pl.col("stp21_code").is_in(stps))["people"].sum())
        share = min(1.0, sum(people[d] for d in self.codes) / whole)
        trusts = self.sources.trusts.filter(pl.col("stp21_code").is_in(stps))["trust"]
        return [(COLLECTIVE, trust, share) for trust in trusts]

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
        rows.append((self.chosen.lead_code, self.chosen.lead_name, "commissioner"))
        rows.append((OUTSIDE, "Everybody else", "outside"))
        return pl.DataFrame(rows, schema=["organisation", "name", "kind"], orient="row")

    def sites_table(self) -> pl.DataFrame:
        """The `sites` table."""
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
            if self._paediatric_share.get(trust, 0) > 0:
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
        rows.append((OUTSIDE, "Care outside the system", OUTSIDE, None))
        return pl.DataFrame(rows, schema=["site", "name", "organisation", "place"], orient="row")

    def flows_table(self, registered: pl.DataFrame) -> pl.DataFrame:
        """The `flows` table. Shares sum to 1 for each place and service."""
        rows: list[tuple[str, str, str, float, str, str]] = []
        for place in self.chosen.places:
            for service, shares, status, source in self._flows_of(place, registered):
                whole = sum(shares.values())
                rows += [
                    (place.code, service, site, round(share / whole, 9), status, source)
                    for site, share in sorted(shares.items())
                    if share / whole > 5e-10
                ]
        return pl.DataFrame(
            rows, schema=["place", "service", "site", "share", "status", "source"], orient="row"
        )

    def _flows_of(self, place: Place, registered: pl.DataFrame) -> Iterator[FlowsOfService]:
        """Each service's shares of a place's residents by site, with their status and source."""
        shares = dict(
            self.resident_shares.filter(pl.col("district") == place.code)
            .select("trust", "share")
            .iter_rows()
        )
        adult = {t: s * (1 - self._paediatric_share.get(t, 0.0)) for t, s in shares.items()}
        adult["rest"] = max(0.0, 1 - sum(shares.values()))
        for service in ADULT:
            by_site: dict[str, float] = {OUTSIDE: 0.0}
            for trust, share in adult.items():
                if trust not in self.sites_of:
                    by_site[OUTSIDE] += share
                    continue
                for site, part in self.adult_sites(trust, service)[place.code].items():
                    by_site[site] = by_site.get(site, 0) + share * part
            yield (
                service,
                by_site,
                "derived",
                FLOW_SOURCE + "; times adults' share of each trust's beds",
            )
        child = {t: s for t, s in shares.items() if self._paediatric_share.get(t, 0) > 0}
        for service in CHILDREN:
            by_site = {OUTSIDE: 1e-9}
            for trust, share in child.items():
                power = numbers("places.children_by_beds")[service]
                weight = share * self._paediatric_share[trust] ** power
                site = f"{trust}-C" if trust in self.acute else OUTSIDE
                by_site[site] = by_site.get(site, 0) + weight
            yield (
                service,
                by_site,
                "derived",
                FLOW_SOURCE + "; only trusts with children's beds, in proportion to children's "
                "share of each trust's beds (its square root for A&E)",
            )
        by_site = {OUTSIDE: 1e-9}
        for trust, share in adult.items():
            if trust in self._delivering:
                known = self.local.get("split", {}).get(trust)
                site = (known["deliveries"] if known else trust) if trust in self.acute else OUTSIDE
                by_site[site] = by_site.get(site, 0) + share
        yield (
            "deliveries",
            by_site,
            "derived",
            FLOW_SOURCE + "; only trusts with maternity beds (KH03 2021-22)",
        )
        practice = registered.filter(pl.col("lives_in") == place.code)
        by_site = {
            OUTSIDE if r["place"] == "outside" else f"{PRACTICES}-{r['place']}": float(
                r["patients"]
            )
            for r in practice.iter_rows(named=True)
        }
        yield (
            "gp_appointments",
            by_site,
            "derived",
            "Patients registered at a GP practice by LSOA, 2022",
        )
        local = "local file of the compiler: the trust that serves the district"
        mental = self.mental_health.get(place.code, OUTSIDE)
        for service in MENTAL_HEALTH:
            yield service, {mental: 1.0}, "illustrative", f"all with one provider; {local}"
        community = self.community.get(place.code, OUTSIDE)
        if community in self.sites_of:
            community = next(iter(self.sites_of[community]))
        yield (
            "community_contacts",
            {community: 1.0},
            "illustrative",
            f"all with one provider; {local}",
        )
        yield (
            "social_care_weeks",
            {f"SC-{place.code}": 1.0},
            "illustrative",
            "all bought by the district's own council",
        )

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
