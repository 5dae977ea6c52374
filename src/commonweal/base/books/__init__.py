"""Books: workbooks of spreadsheets, in which no text can act, and a plan as one workbook."""
