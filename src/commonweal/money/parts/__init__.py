"""What a proposal may hold of money."""

from commonweal.money.parts.capital import Capital
from commonweal.money.parts.claim import Claim
from commonweal.money.parts.double_running import DoubleRunning
from commonweal.money.parts.one_off import OneOffIncome
from commonweal.money.parts.running_cost import RunningCost

__all__ = ["Capital", "Claim", "DoubleRunning", "OneOffIncome", "RunningCost"]
