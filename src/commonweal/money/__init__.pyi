from .balance import in_balance as in_balance
from .costs import efficiency_left as efficiency_left, steps as steps
from .figures import money_figures as money_figures
from .figures_of_bridge import bridge_figures as bridge_figures
from .figures_of_capital import capital_figures as capital_figures
from .inputs import (
    CostTables as CostTables,
    MoneyInputs as MoneyInputs,
    money_inputs as money_inputs,
)
from .not_counted import not_counted_figures as not_counted_figures
from .parts import (
    Capital as Capital,
    Claim as Claim,
    DoubleRunning as DoubleRunning,
    OneOffIncome as OneOffIncome,
    RunningCost as RunningCost,
)
from .spending import (
    MoneyPath as MoneyPath,
    Prices as Prices,
    Saved as Saved,
    prices_in as prices_in,
    settle as settle,
)
