"""The REST API under ``/api/v1/``: its own door, its own words, the actions of the pages."""
