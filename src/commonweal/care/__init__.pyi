from .asked import Asked as Asked, acted_on_in as acted_on_in, asked_for as asked_for
from .beds import enough_beds as enough_beds
from .cells import Index as Index
from .changes import ChangeIndex as ChangeIndex
from .effects import (
    Effect as Effect,
    Effects as Effects,
    Move as Move,
    MoveSite as MoveSite,
    OnResidents as OnResidents,
    OpenBeds as OpenBeds,
    Reduce as Reduce,
    Shorten as Shorten,
    touches as touches,
)
from .figures import demand_figures as demand_figures, workload_figures as workload_figures
from .figures_of_beds import bed_figures as bed_figures, spare_beds as spare_beds
from .figures_of_nights import night_figures as night_figures
from .given import (
    CarePath as CarePath,
    given_if_nothing_changes as given_if_nothing_changes,
    given_with_the_plan as given_with_the_plan,
    limited_by_beds as limited_by_beds,
    nights_asked as nights_asked,
)
from .inputs import CareInputs as CareInputs, care_inputs as care_inputs, care_luck as care_luck
from .overflow import (
    OFF as OFF,
    OVERFLOWS as OVERFLOWS,
    NightInputs as NightInputs,
    Nights as Nights,
    a_year_on as a_year_on,
)
from .shares import alone as alone, lost as lost, overlaps_of as overlaps_of
from .uncertain import GROWTH as GROWTH, growth_code as growth_code
