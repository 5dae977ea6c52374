from .as_json import sure_as_json as sure_as_json
from .figures import sure_figures as sure_figures
from .questions import FEWEST_DRAWS as FEWEST_DRAWS, Sure as Sure, how_sure as how_sure
from .settled import (
    OF_A_CHANCE as OF_A_CHANCE,
    OF_A_RANGE as OF_A_RANGE,
    Settled as Settled,
    whether_settled as whether_settled,
)
