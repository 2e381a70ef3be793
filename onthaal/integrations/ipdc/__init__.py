"""The catalogue of products of the Flemish government (IPDC): its stream of concepts.

Off unless ``IPDC_URL`` is set. Source of the protocol: the documentation for municipalities that
integrate with LPDC (``GET /doc/conceptsnapshot?pageNumber=N`` with the header ``x-api-key``).
"""
