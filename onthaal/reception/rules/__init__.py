"""Decisions about a visit, without queries and without a clock."""
