"""Numbers: units, years, intervals and the chance behind them."""
