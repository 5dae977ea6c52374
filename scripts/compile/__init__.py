"""Compile a Commonweal system folder for any English system from open data."""
