"""A day at the counters, simulated: pure Python, no database, no clock.

``demand`` makes the visitors of a day, ``engine`` lets them be served, ``outcome`` makes figures
with intervals of many days, ``erlang`` holds the exact formulas that the engine is checked with.
Times are minutes since midnight as floats; every answer follows from its input and a seed.
"""
