"""Labels: the places, services, sites and organisations of a plan, each in one order for a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

BED_DAY_UNIT = "bed_day"
"""The unit of the services that count nights in a bed."""

OUTSIDE = "outside"
"""The kind of an organisation that is not of the system."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The codes that arrays of a run are over, in the order of their axes.

    Attributes:
        site_organisation: the index of each site's organisation.
        organisation_kind: of each organisation.
        service_unit: what each service counts.
        stays_of: for each service that counts bed-days, its admissions.
    """

    places: tuple[str, ...]
    services: tuple[str, ...]
    sites: tuple[str, ...]
    organisations: tuple[str, ...]
    site_organisation: tuple[int, ...]
    organisation_kind: tuple[str, ...]
    service_unit: tuple[str, ...]
    stays_of: tuple[str | None, ...]

    @property
    def is_inside(self) -> tuple[bool, ...]:
        """Whether each organisation is of the system."""
        return tuple(kind != OUTSIDE for kind in self.organisation_kind)

    @property
    def inside(self) -> list[int]:
        """The indices of the system's own organisations."""
        return [o for o, is_inside in enumerate(self.is_inside) if is_inside]

    @property
    def counts_nights(self) -> NDArray[np.bool_]:
        """Whether each service counts bed-days, shape (service,)."""
        return np.array([unit == BED_DAY_UNIT for unit in self.service_unit], dtype=bool)

    @property
    def owner_of_site(self) -> dict[str, str]:
        """The organisation of each site, by code."""
        owners = (self.organisations[o] for o in self.site_organisation)
        return dict(zip(self.sites, owners, strict=True))


def labels_from(tables: Mapping[str, pl.DataFrame]) -> Labels:
    """Labels from the tables `places`, `services`, `sites` and `organisations`."""
    organisations = tuple(tables["organisations"]["organisation"])
    return Labels(
        places=tuple(tables["places"]["place"]),
        services=tuple(tables["services"]["service"]),
        sites=tuple(tables["sites"]["site"]),
        organisations=organisations,
        site_organisation=tuple(organisations.index(o) for o in tables["sites"]["organisation"]),
        organisation_kind=tuple(tables["organisations"]["kind"]),
        service_unit=tuple(tables["services"]["unit"]),
        stays_of=tuple(tables["services"]["stays_of"]),
    )
