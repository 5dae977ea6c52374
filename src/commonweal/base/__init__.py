"""The ground floor: units, years, tables, problems, chance, measures and figures."""
