"""Everything that can happen to a melding, one verb each. Import from the noun modules."""
