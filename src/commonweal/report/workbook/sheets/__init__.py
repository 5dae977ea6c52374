"""The sheets of the workbook, one a file; each is found where it lies."""
