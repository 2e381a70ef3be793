"""Open311 GeoReport v2 on the wire: reading and writing, without a database.

Specification: https://wiki.open311.org/GeoReport_v2. Shared by our server and our client.
"""
