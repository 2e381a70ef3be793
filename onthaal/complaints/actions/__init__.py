"""Everything that can happen to a complaint, by noun."""
