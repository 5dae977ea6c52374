from .contingencies import (
    FirstYear as FirstYear,
    Risk as Risk,
    contingency as contingency,
    first_year_out as first_year_out,
    risk_of_swing as risk_of_swing,
    risk_of_the_worst as risk_of_the_worst,
)
from .correlation import CorrelationsContradict as CorrelationsContradict, ties as ties
from .counting_noise import doubt as doubt
from .discovery.conditions import (
    MOST_BOUNDS as MOST_BOUNDS,
    Conditions as Conditions,
    how_it_fails as how_it_fails,
    what_must_be_true as what_must_be_true,
)
from .drawing import (
    Draws as Draws,
    as_one_number as as_one_number,
    draw_all as draw_all,
    shape_for as shape_for,
)
from .sensitivity.drivers import Drivers as Drivers, drivers as drivers
from .sensitivity.polynomials import Law as Law
from .shapes import ShapeCannot as ShapeCannot
from .shapley import (
    MOST_EXACT as MOST_EXACT,
    orders as orders,
    shares as shares,
    shares_of_one as shares_of_one,
)
