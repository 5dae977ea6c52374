"""Books: workbooks of spreadsheets, written so that no text in them can act."""
