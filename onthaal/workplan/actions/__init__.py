"""Everything that can happen to a werkopdracht, one verb each. Import from the noun modules."""
