"""A calendar in another system, over CalDAV (RFC 4791): put, delete, read, list."""
