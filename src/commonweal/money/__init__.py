"""Money: cost, income and balance, by organisation and for the system."""
