"""Everything that can happen to accounts and to personal data."""
