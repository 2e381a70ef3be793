"""Pure rules of measuring and improving: no query, no clock."""
