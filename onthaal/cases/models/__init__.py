"""Requests of residents for a product, on their way through its steps. Import from here."""
