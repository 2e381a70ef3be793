"""Everything that can happen to appointments and to the room for them."""
