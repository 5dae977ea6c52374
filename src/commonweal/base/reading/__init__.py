"""How a folder of tables is read, one step a file: find, decode, split into cells, check."""
