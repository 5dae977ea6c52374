from .labels import (
    BED_DAY_UNIT as BED_DAY_UNIT,
    OUTSIDE as OUTSIDE,
    Labels as Labels,
    labels_from as labels_from,
)
