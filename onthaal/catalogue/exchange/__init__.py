"""Products in the shapes of other systems: JSON-LD of IPDC/LPDC, LDES pages, XML of Cevi.

Everything here is pure: bytes and values in, values out.
"""
