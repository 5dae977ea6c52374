"""The workbook: the figures of a run that people ask for, as sheets to sort, sum and print."""
