"""Money: cost, income and balance, by organisation and for the system."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.money.balance import in_balance
    from commonweal.money.costs import efficiency_left, steps
    from commonweal.money.figures import money_figures
    from commonweal.money.figures_of_capital import capital_figures
    from commonweal.money.inputs import CostTables, MoneyInputs, money_inputs
    from commonweal.money.parts import Capital, Claim, DoubleRunning, OneOffIncome, RunningCost
    from commonweal.money.spending import MoneyPath, Prices, Saved, prices_in, settle

__all__ = [
    "Capital",
    "Claim",
    "CostTables",
    "DoubleRunning",
    "MoneyInputs",
    "MoneyPath",
    "OneOffIncome",
    "Prices",
    "RunningCost",
    "Saved",
    "capital_figures",
    "efficiency_left",
    "in_balance",
    "money_figures",
    "money_inputs",
    "prices_in",
    "settle",
    "steps",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.money.balance": ("in_balance",),
        "commonweal.money.costs": ("efficiency_left", "steps"),
        "commonweal.money.figures": ("money_figures",),
        "commonweal.money.figures_of_capital": ("capital_figures",),
        "commonweal.money.inputs": ("CostTables", "MoneyInputs", "money_inputs"),
        "commonweal.money.parts": (
            "Capital",
            "Claim",
            "DoubleRunning",
            "OneOffIncome",
            "RunningCost",
        ),
        "commonweal.money.spending": ("MoneyPath", "Prices", "Saved", "prices_in", "settle"),
    },
)
