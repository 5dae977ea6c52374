"""The report: one page in plain words, its charts, and the data behind them."""
