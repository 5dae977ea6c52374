"""Declare: tables and forms said once, and blank folders and data packages made from them."""
