"""Archive: the run folder as a contract."""
