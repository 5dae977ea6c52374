"""The 2018-based projection: every district has its own variants, whose bands are kept."""

import numpy as np
import polars as pl
import pytest

from compile.ages import BANDS, in_bands, split_variant
from compile.areas import choose
from compile.projection_2018 import FIRST_PROJECTED, VARIANTS, ProjectionOf2018

SOUTH_YORKSHIRE = "stp:QF7"
CAMBRIDGE = "E07000008"


def projection_of(sources, code, horizon=2040):
    return ProjectionOf2018(sources, choose(sources, [code], None).places, 2022, horizon)


def test_fewer_births_empty_the_youngest_ages_first():
    principal = np.full((1, 2, 91), 100.0)
    ratio = np.ones((1, 2, 91))
    ratio[..., 0] = 0.5
    bands = in_bands(principal)
    bands[..., 0] -= 50
    split = split_variant(principal, ratio, bands)
    assert in_bands(split) == pytest.approx(bands)
    # 450 children share weights 50, 100, 100, 100, 100: the youngest are half as many.
    assert split[0, 0, :5].tolist() == pytest.approx([50.0, 100.0, 100.0, 100.0, 100.0])


def test_bands_of_a_variant_are_kept_exactly(sources):
    projection = projection_of(sources, CAMBRIDGE)
    principal = projection.residents(projection.places[0]).published
    assert principal.shape == (19, 2, 91)
    people = projection.others(CAMBRIDGE, projection._principal(CAMBRIDGE), split=True)
    rows = sources.variant_bands.filter(
        (pl.col("area_code") == CAMBRIDGE) & (pl.col("variant") == "v6") & (pl.col("year") == 2040)
    ).sort("age")
    found = in_bands(people["high_migration"][2040 - FIRST_PROJECTED])
    assert [first for first, _ in BANDS] == rows["age"].to_list()
    assert found[0] == pytest.approx(rows["female"].to_numpy())
    assert found[1] == pytest.approx(rows["male"].to_numpy())


def test_split_variants_agree_with_true_single_years_where_both_are_known(sources):
    """Activity by variant, 13 services, five districts: within 0.05%.

    Splitting knows nothing of the true single years. Rates move by less than a tenth from one year
    of age to the next and a band holds its total, so a wrong order inside one moves little.
    """
    projection = projection_of(sources, SOUTH_YORKSHIRE)
    apart = []
    for place in projection.places:
        principal = projection._principal(place.code)
        true = projection.others(place.code, principal, split=False)
        split = projection.others(place.code, principal, split=True)
        rates = sources.rates.filter(pl.col("area_code") == place.code)
        for _, rows in rates.group_by("pod", "group"):
            by_age = rows.sort("age")
            rate = np.stack([by_age[f"rate_{s}_smoothed"].to_numpy() for s in ("female", "male")])
            for variant in true:
                for year in (2030, 2040):
                    at = year - FIRST_PROJECTED
                    whole = (true[variant][at][:, 18:] * rate).sum()
                    apart.append((split[variant][at][:, 18:] * rate).sum() / whole - 1)
    assert np.abs(apart).max() < 0.0005


def test_a_district_has_its_own_migration_and_not_englands(sources):
    """Cambridge: more people moving in adds nearly three times what England's ratio would."""
    projection = projection_of(sources, CAMBRIDGE)
    principal = projection._principal(CAMBRIDGE)
    own = projection.others(CAMBRIDGE, principal, split=True)["high_migration"]
    england = principal * projection._england_over_principal["high_migration"]
    at = 2040 - FIRST_PROJECTED
    growth, as_england = (p[at].sum() / principal[at].sum() - 1 for p in (own, england))
    assert growth > 2 * as_england > 0


def test_an_old_projection_says_so_in_every_row(sources):
    table = projection_of(sources, CAMBRIDGE).variants_table()
    assert table["variant"].to_list() == [*VARIANTS, "as_published"]
    assert table["weight"].sum() == pytest.approx(1)
    assert all("old: ONS published 2022-based ones" in source for source in table["source"])
