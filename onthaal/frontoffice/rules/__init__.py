"""Decisions about studies and figures, without queries and without a clock."""
