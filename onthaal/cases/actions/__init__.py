"""Everything that can happen to a request, one subject per module."""
