"""A second opinion: a plan worked out cell by cell, the slow and plain way.

Written from the method (docs/explanation/method.md and what the tables and forms
say), not from the engine, of which it uses nothing but the luck: the values that
the uncertain numbers take in each draw. Loops over draws, years, places and
services; NumPy only over the two sexes and 91 ages of one place.

The method, once more:

- need = people x rate x change in health at a given age; wanted = need x other growth.
- Each effect leaves a share of what it acts on; effects on the same people multiply.
  What each takes is its logarithmic-mean share. Care that takes the place of care
  avoided or moved arrives whole: nothing acts on it again where it arrives. An effect
  that turns out to do harm adds care, and takes none away elsewhere.
- An effect on admissions acts on their bed-days too, by the length of the stays it
  touches against the average.
- Residents go where the flows say; people from outside come in and grow as the
  system's own use does; one factor for each report closes the base year.
- A site gives nights for which it has open beds; others wait, go elsewhere or stay in the
  emergency department, where the plan says so.
- Moves between sites act on what is left and has arrived at the site they leave, and
  never move less than nothing.
- Cost = fixed + steps + variable, at prices that grow from the price year and with
  efficiency from the base year on.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict

import numpy as np

from commonweal.attribution.attributed import attribute
from commonweal.base.numbers.year import Year
from commonweal.care.effects import OpenBeds
from commonweal.money.parts import DoubleRunning, OneOffIncome, RunningCost

CEILING = 0.9
"""Beds needed are not compared here; it is only asked for."""

SEXES = {"female": (0,), "male": (1,), "all": (0, 1)}
AT_LEAST_LEFT = 1e-9
"""What one effect leaves at the least: the logarithm of nothing left has no value."""


def log_of_left(size):
    """Logarithm of what an effect of some size leaves, exact for small sizes too."""
    return np.maximum(np.log1p(-np.minimum(size, 1 - 1e-12)), math.log(AT_LEAST_LEFT))


class CellByCell:
    """A system read into plain dictionaries, ready to be worked out one draw at a time."""

    def __init__(self, plan):
        self.plan = plan
        tables = plan.tables
        self.years = list(range(plan.base_year, plan.last_year + 1))
        self.places = tables["places"]["place"].to_list()
        self.services = tables["services"]["service"].to_list()
        self.parent = dict(zip(self.services, tables["services"]["stays_of"], strict=True))
        self.counts_nights = {
            s: unit == "bed_day"
            for s, unit in zip(self.services, tables["services"]["unit"], strict=True)
        }
        self.sites = tables["sites"]["site"].to_list()
        self.owner = dict(zip(self.sites, tables["sites"]["organisation"], strict=True))
        self.bodies = tables["organisations"]["organisation"].to_list()
        kinds = tables["organisations"]["kind"]
        self.outside = {b for b, k in zip(self.bodies, kinds, strict=True) if k == "outside"}
        self._read_people()
        self._read_rates()
        self._read_flows()
        self.beds = defaultdict(dict)
        for row in tables["beds"].iter_rows(named=True):
            self.beds[row["site"]][row["year"]] = row["beds_open"]
        self.costs = list(tables["costs"].iter_rows(named=True))
        self.income = list(tables["income"].iter_rows(named=True))
        self._reconcile()

    def _read_people(self):
        used = [
            (v, w)
            for v, w in zip(
                self.plan.tables["variants"]["variant"],
                self.plan.tables["variants"]["weight"],
                strict=True,
            )
            if w > 0
        ]
        self.variants = [v for v, _ in used]
        self.central_variant = max(used, key=lambda one: one[1])[0]
        self.people = defaultdict(lambda: np.full((2, 91), np.nan))
        columns = ("variant", "place", "year", "sex", "age", "people")
        table = self.plan.tables["population"].select(columns)
        for variant, place, year, sex, age, people in table.iter_rows():
            self.people[variant, place, year][SEXES[sex][0], age] = people
        left = defaultdict(lambda: np.full((2, 91), np.nan))
        columns = ("year", "sex", "age", "years_left")
        table = self.plan.tables["life_expectancy"].select(columns)
        for year, sex, age, years_left in table.iter_rows():
            left[year][SEXES[sex][0], age] = years_left
        self._read_health(left)

    def _read_health(self, left):
        """Years of age by which each age and sex is younger: (gain, share, before) each year."""
        nothing = (0.0, (0.0, 0.0, 0.0))
        self.health = {(y, sex): nothing for y in self.years for sex in (0, 1)}
        self.before = {sex: np.zeros(91) for sex in (0, 1)}
        for row in self.plan.tables["health_change"].iter_rows(named=True):
            since = row["since"] or self.years[0]
            for sex in SEXES[row["sex"] or "all"]:
                gain = np.nan_to_num(left[row["year"]][sex] - left[since][sex])
                if row["year"] == self.years[0]:
                    self.before[sex] = gain * row["central"]
                elif row["year"] in self.years:
                    points = (row["low"], row["central"], row["high"])
                    self.health[row["year"], sex] = (gain, points)

    def _younger(self, luck, k, year, sex):
        gain, (low, central, high) = self.health[year, sex]
        if (low, central, high) == (0.0, 0.0, 0.0):
            return np.zeros(91)
        normal = luck["people.health_change"][k]
        share = central + normal / 1.2815515655446004 * (
            high - central if normal > 0 else central - low
        )
        return gain * share - self.before[sex]

    def _read_rates(self):
        self.rate = defaultdict(lambda: np.zeros((2, 91)))
        self.curve = defaultdict(lambda: np.full((2, 91), np.nan))
        for row in self.plan.tables["rates"].iter_rows(named=True):
            for sex in SEXES[row["sex"]]:
                for age in range(row["age_from"], row["age_to"] + 1):
                    self.rate[row["place"], row["service"]][sex, age] = row["rate"]
                    if row["smooth_rate"] is not None:
                        self.curve[row["place"], row["service"]][sex, age] = row["smooth_rate"]

    def _read_flows(self):
        self.flow = defaultdict(float)
        for row in self.plan.tables["flows"].iter_rows(named=True):
            self.flow[row["place"], row["service"], row["site"]] = row["share"]
        self.incoming = defaultdict(float)
        for row in self.plan.tables["incoming"].iter_rows(named=True):
            self.incoming[row["site"], row["service"]] = row["activity"]

    def _reconcile(self):
        self.base = {
            (p, s): float(
                (self.people[self.central_variant, p, self.years[0]] * self.rate[p, s]).sum()
            )
            for p in self.places
            for s in self.services
        }
        self.base_total = {s: sum(self.base[p, s] for p in self.places) for s in self.services}
        self.factor = defaultdict(lambda: 1.0)
        for row in self.plan.tables["reported"].iter_rows(named=True):
            own = [j for j in self.sites if self.owner[j] == row["organisation"]]
            modelled = sum(
                sum(self.base[p, s] * self.flow[p, s, j] for p in self.places) + self.incoming[j, s]
                for s in row["services"]
                for j in own
            )
            if self.plan.reconcile and modelled > 0:
                for s in row["services"]:
                    for j in own:
                        self.factor[s, j] = row["activity"] / modelled

    def draw(self, luck, k):
        """Everything about draw k of the luck; each value has the year first.

        Axes after the year: place-and-service for `need` and `wanted`; organisation,
        service for `given`; site for bed-days and beds; organisation for money.
        """
        first_price = None
        years, waiting = [], {"nothing": defaultdict(float), "plan": defaultdict(float)}
        for t in range(len(self.years)):
            year = self._year(luck, k, t, waiting)
            first_price = first_price or year
            self._savings(year, first_price)
            years.append(year)
        return {
            name: np.stack([np.asarray(year[name], float) for year in years])
            for name in years[0]
            if not name.startswith("_")
        }

    def _year(self, luck, k, t, waiting):
        out = {}
        out.update(self._care(luck, k, t))
        nothing, planned, lost, arrived, moved = self._at_sites(luck, k, t, out)
        for name, at in (("nothing", nothing), ("plan", planned)):
            out[f"bed_days_{name}"] = [
                sum(at[s, j] for s in self.services if self.counts_nights[s]) for j in self.sites
            ]
        out["beds_open"] = [self._beds_open(luck, k, t, j) for j in self.sites]
        planned_beds = [self._beds_planned(t, j) for j in self.sites]
        for name, at, beds in (
            ("nothing", nothing, planned_beds),
            ("plan", planned, out["beds_open"]),
        ):
            if self.plan.overflow != "off":
                waiting[name] = self._limit(at, beds, waiting[name], Year(self.years[0]).nights)
            out[f"waiting_{name}"] = sum(waiting[name].values())
            out[f"given_{name}"] = self._by_body(at)
        self._money(luck, k, t, out)
        self._shares(out, lost, arrived, moved)
        return out

    # People and care ------------------------------------------------------

    def _cell(self, luck, k, t, place, service):
        """Need of the residents of one place for one service, by sex and age."""
        year = self.years[t]
        people = self.people[self.variants[luck["people.variant"][k]], place, year]
        use = self.rate[place, service].copy()
        for sex in range(2):
            curve = self.curve[place, service][sex]
            known = np.flatnonzero(np.isfinite(curve) & (curve > 0))
            if len(known):
                younger = np.arange(91) - self._younger(luck, k, year, sex)
                there = np.interp(younger, known, curve[known])
                use[sex, known] *= there[known] / curve[known]
        return people * use

    def _effects(self):
        n = 0
        for i, proposal in enumerate(self.plan.proposals):
            for effect in proposal.effects:
                yield n, i, proposal, effect
                n += 1

    def _strength(self, proposal, t):
        year = self.years[t]
        if year < proposal.start or (proposal.end is not None and year > proposal.end):
            return 0.0
        return min(1.0, (year - proposal.start + 1) / proposal.ramp_years)

    def _care(self, luck, k, t):
        need, nothing, planned = {}, {}, defaultdict(float)
        lost, arrived = defaultdict(float), defaultdict(float)
        for p in self.places:
            for s in self.services:
                cell = self._cell(luck, k, t, p, s)
                need[p, s] = cell.sum()
                wanted = cell * (1 + self._other_growth(luck, k, s)) ** t
                nothing[p, s] = wanted.sum()
                planned[p, s] += nothing[p, s]
                logs = {}
                for n, i, proposal, effect in self._effects():
                    size = self._size_here(luck, k, t, proposal, effect, p, s)
                    if size is not None:
                        logs[n, i, effect] = log_of_left(size)
                if not logs:
                    continue
                left = sum(logs.values())
                still = left == 0
                mean = np.where(still, 1.0, np.expm1(left) / np.where(still, 1.0, left))
                for (_, i, effect), log in logs.items():
                    gone = float((wanted * -log * mean).sum())
                    planned[p, s] -= gone
                    lost[i, p, s] += gone
                    if effect.to_service and s in effect.services:
                        here = max(gone, 0.0) * luck[f"{effect.code}.ratio"][k]
                        planned[p, effect.to_service] += here
                        arrived[i, p, effect.to_service] += here
        order = [(p, s) for p in self.places for s in self.services]
        return {
            "need": [need[o] for o in order],
            "wanted_nothing": [nothing[o] for o in order],
            "wanted_plan": [planned[o] for o in order],
            "_lost": lost,
            "_arrived": arrived,
            "_nothing": nothing,
            "_change": {o: planned[o] - nothing[o] for o in order},
        }

    def _other_growth(self, luck, k, service):
        """Growth a year that people do not explain: the service's own, or that of all."""
        own = f"care.growth.{service}"
        return luck[own if own in self.plan.assumptions else "care.growth.all"][k]

    def _size_here(self, luck, k, t, proposal, effect, place, service):
        """Share of the care of each sex and age an effect takes; None where it takes none."""
        if effect.kind not in ("reduce", "move", "shorten"):
            return None
        if effect.places and place not in effect.places:
            return None
        if service in effect.services:
            ratio = 1.0
        elif self.parent[service] in effect.services and effect.kind != "shorten":
            ratio = effect.stay_ratio
        else:
            return None
        people = np.zeros((2, 91))
        for sex in SEXES[effect.sex]:
            people[sex, effect.age_from : effect.age_to + 1] = 1
        size = luck[effect.code][k] * self._strength(proposal, t) * ratio
        return people * size

    # Sites ----------------------------------------------------------------

    def _at_sites(self, luck, k, t, care):
        nothing, planned = {}, {}
        for s in self.services:
            everybody = sum(care["_nothing"][p, s] for p in self.places)
            for j in self.sites:
                home = sum(care["_nothing"][p, s] * self.flow[p, s, j] for p in self.places)
                base = self.base_total[s]
                away = self.incoming[j, s] * everybody / base if base > 0 else 0.0
                change = sum(care["_change"][p, s] * self.flow[p, s, j] for p in self.places)
                nothing[s, j] = (home + away) * self.factor[s, j]
                planned[s, j] = nothing[s, j] + change * self.factor[s, j]
        moved = defaultdict(float)
        for s in self.services:
            for j in self.sites:
                logs = {}
                for n, i, proposal, effect in self._effects():
                    if effect.kind != "move_site" or effect.from_site != j:
                        continue
                    if s in effect.services:
                        ratio = 1.0
                    elif self.parent[s] in effect.services:
                        ratio = effect.stay_ratio
                    else:
                        continue
                    size = max(luck[effect.code][k], 0.0) * self._strength(proposal, t) * ratio
                    size *= self._share_of_people(effect, s, j)
                    logs[n, i, effect] = float(log_of_left(size))
                left = sum(logs.values())
                mean = math.expm1(left) / left if left else 1.0
                for (_, i, effect), log in logs.items():
                    moved[i, s, j, effect.to_site] += planned[s, j] * -log * mean
        for (_, s, here, there), much in moved.items():
            planned[s, here] -= much
            planned[s, there] += much
        return nothing, planned, care["_lost"], care["_arrived"], moved

    def _share_of_people(self, effect, service, site):
        """Share of a site's base-year care that is of the places a move names."""
        if not effect.places:
            return 1.0
        home = {p: self.base[p, service] * self.flow[p, service, site] for p in self.places}
        all_of_it = sum(home.values()) + self.incoming[site, service]
        return sum(home[p] for p in effect.places) / all_of_it if all_of_it else 0.0

    def _by_body(self, at):
        return [
            [sum(at[s, j] for j in self.sites if self.owner[j] == b) for s in self.services]
            for b in self.bodies
        ]

    def _limit(self, at, beds, waiting, nights):
        """Bring the nights given at each site down to what its beds have room for.

        Changes `at`, and returns what waits for the next year.
        """
        left, free, gives, still = {}, {}, {}, defaultdict(float)
        for j, open_beds in zip(self.sites, beds, strict=True):
            here = [s for s in self.services if self._gives_nights(s, j)]
            if self.owner[j] in self.outside or not here:
                continue
            asked = {s: at[s, j] + waiting[s, j] for s in here}
            room, total = open_beds * nights, sum(asked.values())
            share = room / total if total > room else 1.0
            for s in here:
                at[s, j] = asked[s] * share
                left[s, j] = asked[s] - at[s, j]
            gives[j] = [s for s in here if self._takes_in(s, j)]
            free[j] = room - sum(at[s, j] for s in here) if gives[j] else 0.0
        if self.plan.overflow == "waits":
            still.update(left)
        if self.plan.overflow == "elsewhere":
            without, spare = sum(left.values()), sum(free.values())
            moved = min(without, spare) / without if without > 0 else 0.0
            for (s, j), much in left.items():
                still[s, j] = much * (1 - moved)
                for there, room in free.items():
                    if room > 0:
                        taken = s if s in gives[there] else gives[there][0]
                        at[taken, there] += much * moved * room / spare
        return still

    def _gives_nights(self, service, site):
        """Whether a site gives nights of a service, or a proposal moves some there."""
        if not self.counts_nights[service]:
            return False
        moved = any(
            effect.kind == "move_site"
            and effect.to_site == site
            and (service in effect.services or self.parent[service] in effect.services)
            for _, _, _, effect in self._effects()
        )
        return self._takes_in(service, site) or moved

    def _takes_in(self, service, site):
        """Whether a site gives nights of a service today, and so takes some in from others."""
        used = any(self.flow[p, service, site] for p in self.places) or (
            self.incoming[site, service] and self.base_total[service] > 0
        )
        return bool(used and self.factor[service, site])

    def _beds_planned(self, t, site):
        known = self.beds[site]
        past = [y for y in known if y <= self.years[t]]
        return known[max(past) if past else min(known)] if known else 0.0

    def _beds_open(self, luck, k, t, site):
        beds = self._beds_planned(t, site)
        for _, _, proposal, effect in self._effects():
            if isinstance(effect, OpenBeds) and effect.from_site == site:
                beds += luck[effect.code][k] * self._strength(proposal, t)
        return max(beds, 0.0)

    # Money ----------------------------------------------------------------

    def _growth(self, luck, k, code, since):
        """Years before the price year are over: only the middle of a growth is known of them."""
        if since < 0:
            return self.plan.assumptions[code].interval.central
        return luck[code][k]

    def _index(self, luck, k, t, pay_share):
        since = self.years[t] - self.plan.price_year
        pay, price = (self._growth(luck, k, f"money.{w}_growth", since) for w in ("pay", "price"))
        return (1 + pay_share * pay + (1 - pay_share) * price) ** since

    def _money(self, luck, k, t, out):
        bodies, year = self.bodies, self.years[t]
        efficiency = (1 - luck["money.efficiency"][k]) ** t
        out["efficiency"] = efficiency
        rows = []
        for row in self.costs:
            b, s = bodies.index(row["given_by"]), self.services.index(row["service"])
            price = self._index(luck, k, t, row["pay_share"]) * efficiency
            before, now = out["given_nothing"][b][s], out["given_plan"][b][s]
            rows.append((row, price, before, now, self._steps(row, before), self._steps(row, now)))
        for name, activity, steps in (("nothing", 2, 4), ("plan", 3, 5)):
            out[f"services_{name}"] = [
                sum(
                    one[1]
                    * (
                        one[0]["fixed_gbp"]
                        + one[steps] * (one[0]["step_gbp"] or 0.0)
                        + one[activity] * one[0]["variable_gbp"]
                    )
                    for one in rows
                    if one[0]["organisation"] == body
                )
                for body in bodies
            ]
        out["_rows"] = rows
        out["_worth"] = defaultdict(float)
        for row, price, *_ in rows:
            out["_worth"][row["given_by"], row["service"]] += row["variable_gbp"] * price

        income, paid_on, once = (dict.fromkeys(bodies, 0.0) for _ in range(3))
        for row in self.income:
            since = year - self.plan.price_year
            growth = self._growth(luck, k, row["grows_with"], since)
            gbp = row["gbp"] * (1 + growth) ** since
            if not row["recurrent"]:
                gbp = gbp if t == 0 else 0.0
                once[row["organisation"]] += gbp
                if row["paid_by"] is not None:
                    once[row["paid_by"]] -= gbp
            income[row["organisation"]] += gbp
            if row["paid_by"] is not None:
                paid_on[row["paid_by"]] += gbp

        fixed = sum(row["fixed_gbp"] for row in self.costs)
        of_pay = sum(row["fixed_gbp"] * row["pay_share"] for row in self.costs)
        own_price = self._index(luck, k, t, of_pay / fixed if fixed else 0.0)
        running, double, extra = (dict.fromkeys(bodies, 0.0) for _ in range(3))
        own = [0.0] * len(self.plan.proposals)
        for i, proposal in enumerate(self.plan.proposals):
            for one in proposal.of(RunningCost):
                gbp = luck[one.code][k] * self._strength(proposal, t) * own_price
                running[one.organisation] += gbp
                own[i] -= gbp
            for one in proposal.of(DoubleRunning):
                if one.first <= year <= one.last:
                    double[one.organisation] += one.gbp * own_price
                    own[i] -= one.gbp * own_price
            for one in proposal.of(OneOffIncome):
                if one.year == year:
                    extra[one.organisation] += one.gbp
                    own[i] += one.gbp
        out["_own"] = own
        out["cost_nothing"] = [
            s + paid_on[b] for b, s in zip(bodies, out["services_nothing"], strict=True)
        ]
        out["cost_plan"] = [
            s + paid_on[b] + running[b] + double[b]
            for b, s in zip(bodies, out["services_plan"], strict=True)
        ]
        out["income_nothing"] = [income[b] for b in bodies]
        out["income_plan"] = [income[b] + extra[b] for b in bodies]
        out["one_off"] = [once[b] + extra[b] - double[b] for b in bodies]

    @staticmethod
    def _steps(row, activity):
        """Whole steps; a millionth of a step over does not open a new one."""
        if row["step_units"] is None:
            return 0
        return math.ceil(activity / row["step_units"] - 1e-6)

    def _savings(self, year, at_base):
        """Saving on care: what takes spending below the base year's, and the rest."""
        released, avoided = dict.fromkeys(self.bodies, 0.0), dict.fromkeys(self.bodies, 0.0)
        for one, first in zip(year["_rows"], at_base["_rows"], strict=True):
            row, price = one[:2]
            for before, now, base, gbp in (
                (one[2], one[3], first[2], row["variable_gbp"]),
                (one[4], one[5], first[4], row["step_gbp"] or 0.0),
            ):
                if now < before:
                    below = max(min(before, base) - now, 0)
                    released[row["organisation"]] += below * gbp * price
                    avoided[row["organisation"]] += (before - now - below) * gbp * price
        year["released"] = [released[b] for b in self.bodies]
        year["avoided"] = [avoided[b] for b in self.bodies]

    def _shares(self, out, lost, arrived, moved):
        """What each proposal adds to the system's balance and bed-days."""
        pounds = list(out["_own"])
        nights = [0.0] * len(self.plan.proposals)
        parts = defaultdict(lambda: defaultdict(float))

        def given(i, service, site, much):
            pounds[i] -= much * out["_worth"][self.owner[site], service]
            parts[self.owner[site], service][i] += much
            if self.counts_nights[service] and self.owner[site] not in self.outside:
                nights[i] += much

        for sign, care in ((-1, lost), (1, arrived)):
            for (i, p, s), much in care.items():
                for j in self.sites:
                    given(i, s, j, sign * much * self.flow[p, s, j] * self.factor[s, j])
        for (i, s, here, there), much in moved.items():
            given(i, s, here, -much)
            given(i, s, there, much)
        for row, price, before, *_ in out["_rows"]:
            if row["step_units"] is not None:
                shares = self._shapley(row, before, parts[row["given_by"], row["service"]])
                for i, steps in shares.items():
                    pounds[i] -= steps * (row["step_gbp"] or 0.0) * price
        out["by_proposal"], out["bed_days_by_proposal"] = pounds, nights

    def _shapley(self, row, before, parts):
        """Each proposal's average addition to the steps, over the sets that may be there first."""
        parts = {i: much for i, much in parts.items() if much}
        many, shares = len(parts), dict.fromkeys(parts, 0.0)
        for i in parts:
            others = [n for n in parts if n != i]
            for size in range(many):
                weight = math.factorial(size) * math.factorial(many - 1 - size)
                for first in itertools.combinations(others, size):
                    without = before + sum(parts[n] for n in first)
                    added = self._steps(row, without + parts[i]) - self._steps(row, without)
                    shares[i] += added * weight / math.factorial(many)
        return shares


ENGINE_NAMES = {
    "wanted_nothing": "nothing.care.asked",
    "wanted_plan": "plan.care.asked",
    "given_nothing": "nothing.care.given",
    "given_plan": "plan.care.given",
    "bed_days_nothing": "nothing.care.bed_days",
    "bed_days_plan": "plan.care.bed_days",
    "beds_open": "plan.care.beds_open",
    "services_nothing": "nothing.money.services",
    "services_plan": "plan.money.services",
    "cost_nothing": "nothing.money.cost",
    "cost_plan": "plan.money.cost",
    "income_nothing": "nothing.money.income",
    "income_plan": "plan.money.income",
    "one_off": "plan.money.one_off",
    "released": "saved.released",
    "avoided": "saved.avoided",
}
BODY_AND_SERVICE = ("given_nothing", "given_plan")
BY_SITE = ("bed_days_nothing", "bed_days_plan", "beds_open")


def differences(prepared, carried, draws):
    """Where the engine and this second opinion differ, as sentences; [] if nowhere.

    A difference is more than a billionth of the number, or, where large numbers
    cancel, a million-millionth of the largest number of its kind, or a
    hundred-millionth of a pound, a night or a visit where all of its kind is nothing.

    Args:
        draws: which draws to work out cell by cell.
    """
    slow, shared = CellByCell(prepared.plan), attribute(prepared, carried, CEILING)
    pairs = list(prepared.care.givers.pairs)
    found, arrays = [], dict(carried.arrays())
    for k in draws:
        by_hand = slow.draw(prepared.draws, k)
        fast_by_name = {name: arrays[engine_name][k] for name, engine_name in ENGINE_NAMES.items()}
        fast_by_name["bed_days_by_proposal"] = shared.bed_days[..., k].T
        if prepared.plan.overflow == "off":
            # What a limit takes is shared over sets of proposals; that it closes is a law.
            fast_by_name["by_proposal"] = shared.money[..., k].T
        for side in ("nothing", "plan"):
            nights = arrays.get(f"{side}.care.nights.waiting")
            if nights is not None:
                fast_by_name[f"waiting_{side}"] = nights[k].sum(axis=-1)
        for name, fast in fast_by_name.items():
            plain = by_hand[name]
            if name in BODY_AND_SERVICE:
                elsewhere = plain.copy()
                for o, s in pairs:
                    elsewhere[:, o, s] = 0.0
                if elsewhere.any():
                    found.append(f"draw {k}: {name}: activity at a body the engine leaves out")
                plain = np.stack([plain[:, o, s] for o, s in pairs], axis=-1)
            if name in BY_SITE:
                inside = [slow.owner[j] not in slow.outside for j in slow.sites]
                left_out = [
                    j
                    for j in range(len(slow.sites))
                    if inside[j] and j not in prepared.care.givers.bed_sites
                ]
                if plain[:, left_out].any():
                    found.append(f"draw {k}: {name}: beds or bed-days the engine leaves out")
                plain = plain[:, list(prepared.care.givers.bed_sites)]
            if fast.shape != plain.shape:
                found.append(f"draw {k}: {name}: shape {fast.shape}, by cells {plain.shape}")
                continue
            scale = np.abs(plain).max(initial=0.0)
            wrong = ~(np.abs(fast - plain) <= 1e-9 * np.abs(plain) + 1e-12 * scale + 1e-8)
            for at in np.argwhere(wrong)[:3]:
                where = tuple(int(i) for i in at)
                found.append(
                    f"draw {k}: {name}{list(where)}: {fast[where]!r}, by cells {plain[where]!r}"
                )
    return found
